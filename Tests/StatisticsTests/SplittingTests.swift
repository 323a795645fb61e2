import Numerics
import Statistics
import Testing

/// A walk that goes up with a chance of 297 in 1,000 and down otherwise, from `start`; over at zero, at
/// the top or after so many steps.
struct Walk: SplittingModel {
  var start = 4
  var top = 20
  var steps = 200

  struct State {
    var height: Int
    var left: Int
  }

  func start(_ stream: inout RandomStream) -> State { State(height: start, left: steps) }

  func advance(_ state: inout State, _ stream: inout RandomStream) {
    state.height += stream.next(below: 1000) < 297 ? 1 : -1
    state.left -= 1
  }

  func severity(_ state: State) -> Int128 { Int128(state.height) }

  func isFinished(_ state: State) -> Bool { state.height <= 0 || state.left == 0 }

  /// The chance of the top and the expected number of steps, exactly.
  var solution: (chance: Double, steps: Double) {
    var chance = [Double](repeating: 0, count: top + 1)
    var expected = [Double](repeating: 0, count: top + 1)
    chance[top] = 1
    for _ in 0..<steps {
      let (before, walked) = (chance, expected)
      for height in 1..<top {
        chance[height] = 0.297 * before[height + 1] + 0.703 * before[height - 1]
        expected[height] = 1 + 0.297 * walked[height + 1] + 0.703 * walked[height - 1]
      }
    }
    return (chance[start], expected[start])
  }
}

@Suite struct SplittingTests {
  static func run(_ seed: UInt64, walk: Walk) throws -> RareChance {
    let splitting = Splitting(model: walk, target: Int128(walk.top), seed: seed, effort: 200)
    let levels = splitting.pilot()
    let repetitions = (0..<UInt64(15)).map { splitting.repetition($0, levels: levels) }
    return try #require(
      RareChance(
        chances: repetitions.map(\.chance),
        steps: repetitions.reduce(levels.steps) { $0 + $1.steps },
        confidence: Fixed.unit / 100 * 99))
  }

  /// Plain sampling needs `(1 - p) / (p e^2)` paths for a relative error of `e`.
  @Test func hundredTimesFewerSteps() throws {
    let walk = Walk()
    let (chance, stepsPerPath) = walk.solution
    #expect(abs(chance / 1e-6 - 1) < 0.01, "\(chance)")
    var sum = 0.0
    var squares = 0.0
    var steps = 0.0
    var covered = 0
    let seeds = 30
    for seed in 1...UInt64(seeds) {
      let result = try SplittingTests.run(seed, walk: walk)
      let relative = Double(result.chance) / 1e18 / chance
      sum += relative
      squares += relative * relative
      steps += Double(result.steps)
      covered += result.interval.contains(Int128(chance * 1e18)) ? 1 : 0
    }
    let mean = sum / Double(seeds)
    let variance = (squares - sum * mean) / Double(seeds - 1)
    let plain = (1 - chance) / chance / variance * stepsPerPath
    let ratio = plain / (steps / Double(seeds))
    print("p = \(chance): mean \(mean), error \(variance.squareRoot()), \(ratio) times fewer steps")
    print("\(covered) of \(seeds) intervals contain the chance")
    #expect(abs(mean - 1) <= 3 * (variance / Double(seeds)).squareRoot())
    #expect(ratio >= 100)
    #expect(covered >= 28)
  }

  /// Repetitions know nothing of each other, so their order is nobody's business.
  @Test func anyOrder() {
    let splitting = Splitting(model: Walk(), target: 20, seed: 4, effort: 50)
    let levels = splitting.pilot()
    #expect(levels == splitting.pilot())
    #expect(levels.severities.last == 20)
    #expect(levels.severities == Set(levels.severities).sorted())
    let forward = (0..<UInt64(6)).map { splitting.repetition($0, levels: levels) }
    let backward = (0..<UInt64(6)).reversed().map { splitting.repetition($0, levels: levels) }
    #expect(forward == backward.reversed())
    #expect(Set(forward).count == 6)
  }

  @Test func edges() throws {
    // Certain from the start.
    let sure = Splitting(model: Walk(), target: 4, seed: 1, effort: 10)
    #expect(sure.repetition(0, levels: sure.pilot()).chance == Fixed.unit)
    // Impossible: more steps needed than there are.
    let never = Splitting(model: Walk(steps: 3), target: 20, seed: 1, effort: 10)
    #expect(never.repetition(0, levels: never.pilot()).chance == 0)
    #expect(RareChance(chances: [], steps: 0, confidence: 0) == nil)
    let alike = try #require(RareChance(chances: [3, 3, 3], steps: 1, confidence: 0))
    #expect(alike.interval.low == nil && alike.interval.high == nil)
  }

  /// The percentage points of Student's distribution as scipy has them.
  @Test func student() throws {
    let vectors = try ProportionTests.vectors("student")
    #expect(vectors.count > 10)
    for fields in vectors {
      let freedom = try #require(Int(fields[0]))
      let error = Fixed.unit - (try ProportionTests.raw(fields[1]))
      let exact = try #require(Double(fields[2]))
      let mine = Double(try #require(Student.twoSided(error: error, freedom: freedom))) / 1e18
      #expect(abs(mine / exact - 1) < 1e-8, "\(fields): \(mine)")
    }
    #expect(Student.twoSided(error: 0, freedom: 4) == nil)
    #expect(Student.twoSided(error: Fixed.unit / 100, freedom: 1) == nil)
    #expect(
      Student.twoSided(error: Fixed.unit / 100, freedom: 5)
        == Student.twoSided(error: Fixed.unit / 100, freedom: 4))
  }
}
