import Attack
import Numerics
import Property
import Semantics

/// A contract with one promise that can be broken, and all that is needed to know the simplest way.
struct PlantedLoss: Sendable, CustomStringConvertible {
  let kind: Kind
  let number: Int
  let text: String
  /// Rows of its table where it is attacked, and where the simplest run is looked for: all rows are
  /// alike, so no run needs more than it names, and the first are the simplest.
  let rows: Int
  let searchedRows: Int
  /// Numbers and durations that may matter to runs of fewer steps.
  let values: [Int128]
  let gaps: [Int128]

  enum Kind: String, CaseIterable, Sendable {
    case needles = "needle accounts among 1,000"
    case time = "folded time"
    case values = "dependent values"
    case order = "deleveraging order"
  }

  var description: String { "\(kind.rawValue) \(number)" }

  func stage(rows: Int) throws -> Stage {
    let contract = try Planted.contract(text)
    return try Stage(contract, rows: contract.tables.map { _ in rows })
  }

  /// A long run that breaks the promise, as a blind search finds it among a handful of rows; which of
  /// all rows these are is drawn with the seed.
  func original(seed: UInt64, on player: Player) throws -> Failure? {
    var stream = RandomStream(seed: seed, purpose: 3, path: UInt64(number), step: 0)
    let few = min(5, rows)
    let small = try Player(stage(rows: few))
    for path in 0..<4_000 as Range<UInt64> {
      var some: [UInt64] = []
      while some.count < few {
        let row = UInt64(stream.next(below: UInt128(rows)))
        if !some.contains(row) { some.append(row) }
      }
      small.begin()
      var steps: [ChoiceSequence.Step] = []
      var reader = ChoiceReader(
        then: RandomStream(seed: seed, purpose: 4, path: path, step: UInt64(number)), noting: true)
      while steps.count < 48, !small.broken.contains(0) {
        reader.restart(replaying: [])
        _ = small.play(&reader, weights: small.stage.evenWeights)
        var step = reader.words
        for draw in reader.draws {
          guard case .row = draw.kind else { continue }
          step[draw.words.lowerBound] = some[Int(step[draw.words.lowerBound])]
        }
        steps.append(step)
      }
      guard small.broken.contains(0) else { continue }
      if let failure = player.failure(of: ChoiceSequence(steps: steps), breaking: 0) {
        return failure
      }
    }
    return nil
  }

  /// What is known of a run that breaks the promise.
  struct Certificate {
    /// The simplest run found, which may be another than the one in question.
    var simplest: ChoiceSequence
    /// That no run of fewer steps does, with the numbers that may matter.
    var fewestSteps: Bool
    /// That no run of as many steps and digits is simpler, whatever the numbers.
    var simplestWords: Bool
  }

  func certify(_ run: ChoiceSequence, stateLimit: Int) throws -> Certificate {
    let stage = try stage(rows: searchedRows)
    let shorter = try Exhaustive(
      stage, depth: run.steps.count - 1, values: values.map { $0 * Fixed.unit }, gaps: gaps,
      stateLimit: stateLimit
    ).run()
    if let found = shorter.minima[0] {
      return Certificate(simplest: found, fewestSteps: false, simplestWords: false)
    }
    let lighter = try Exhaustive(
      stage, depth: run.steps.count, weight: run.weight, stateLimit: stateLimit
    ).run()
    let found = lighter.minima[0] ?? run
    return Certificate(
      simplest: found, fewestSteps: shorter.isComplete,
      simplestWords: lighter.isComplete && found.trimmed == run.trimmed)
  }
}
