import Numerics
import Property

/// A small world that can be run from choices and searched through: what the minimum of a failing
/// run is, the search knows for certain.
struct ToyProblem: Sendable, CustomStringConvertible {
  struct World: Hashable {
    var balances: [Int]
    var clock = 0
    var opened = -1
    var flags: [Bool] = []
    var order: [Int] = []
  }

  let description: String
  let start: World
  /// One step: reads its choices and changes the world; a number where it fails, how badly.
  let step: @Sendable (inout World, inout ChoiceReader) -> Int?

  func run(_ sequence: ChoiceSequence) -> Failure? {
    var world = start
    var draws: [[Draw]] = []
    var used: [ChoiceSequence.Step] = []
    for words in sequence.steps {
      var reader = ChoiceReader(replaying: words, noting: true)
      let score = step(&world, &reader)
      draws.append(reader.draws)
      used.append(reader.step)
      if let score {
        return Failure(
          sequence: ChoiceSequence(steps: used), draws: draws, score: Int128(score))
      }
    }
    return nil
  }

  /// A failing run of random steps.
  func randomFailure(seed: UInt64, length: Int) -> Failure? {
    for path in 0..<20_000 as Range<UInt64> {
      var world = start
      var used: [ChoiceSequence.Step] = []
      var reader = ChoiceReader(
        then: RandomStream(seed: seed, purpose: 9, path: path, step: 0))
      for _ in 0..<length {
        reader.restart(replaying: [])
        let score = step(&world, &reader)
        used.append(reader.step)
        if score != nil { return run(ChoiceSequence(steps: used)) }
      }
    }
    return nil
  }

  /// The simplest failing run there is, found by going through every state reachable in as few
  /// steps as that takes, each along the simplest way to it.
  func certifiedMinimum(deepest: Int) -> ChoiceSequence? {
    var spellings = Spellings()
    var frontier: [World: ChoiceSequence] = [start: ChoiceSequence()]
    for _ in 0..<deepest {
      var next: [World: ChoiceSequence] = [:]
      var found: ChoiceSequence?
      for (world, way) in frontier {
        eachStep(from: world, &spellings) { words, after, score in
          let longer = ChoiceSequence(steps: way.steps + [words])
          if score != nil {
            if found.map({ longer < $0 }) ?? true { found = longer }
          } else if next[after].map({ longer < $0 }) ?? true {
            next[after] = longer
          }
        }
      }
      if let found { return found }
      frontier = next
    }
    return nil
  }

  /// Every way a step can go, by counting its draws through like the digits of a number.
  private func eachStep(
    from world: World, _ spellings: inout Spellings,
    _ body: (ChoiceSequence.Step, World, Int?) -> Void
  ) {
    var words: ChoiceSequence.Step? = []
    while let current = words {
      var after = world
      var reader = ChoiceReader(replaying: current, noting: true)
      let score = step(&after, &reader)
      body(reader.step, after, score)
      var draws = reader.draws
      words = nil
      while words == nil, let last = draws.popLast() {
        guard let next = spellings.next(after: last) else { continue }
        words = draws.flatMap { $0.domain.words(for: $0.value) } + next
      }
    }
  }
}

/// The values of draws in the order of their simplicity.
private struct Spellings {
  private var sorted: [NumberDomain: [[UInt64]]] = [:]
  private var ranks: [NumberDomain: [Int128: Int]] = [:]

  /// The words of the value after the one drawn; nil after the last.
  mutating func next(after draw: Draw) -> [UInt64]? {
    switch draw.domain {
    case .below(let bound): return draw.value + 1 < Int128(bound) ? [UInt64(draw.value) + 1] : nil
    case .span: return nil
    case .number(let domain):
      if sorted[domain] == nil { prepare(domain) }
      guard let words = sorted[domain], let rank = ranks[domain]?[draw.value] else { return nil }
      return rank + 1 < words.count ? words[rank + 1] : nil
    }
  }

  private mutating func prepare(_ domain: NumberDomain) {
    let (low, high) = (domain.range.lowerBound, domain.range.upperBound)
    let all = stride(from: low, through: high, by: 1)
      .map { (value: $0, words: domain.words(for: $0)) }
      .sorted { $0.words.lexicographicallyPrecedes($1.words) }
    sorted[domain] = all.map(\.words)
    ranks[domain] = Dictionary(
      uniqueKeysWithValues: all.enumerated().map { ($1.value, $0) })
  }
}
