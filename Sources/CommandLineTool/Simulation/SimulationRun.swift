import Campaign
import Compiler
import Diagnostics
import Numerics
import Reference
import Semantics
import Statistics

/// How specs are simulated: what the command line says about it.
struct SimulationOptions {
  let workers: Int
  let seed: UInt64
  /// Paths of each spec; `nil` for as many as its size allows.
  let paths: UInt64?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    workers = Int(
      try Self.number("workers", arguments, 1...1_024) ?? UInt64(System.processorCount))
    seed = try Self.number("seed", arguments, 0...UInt64.max) ?? 1
    paths = try Self.number("paths", arguments, 1...1_000_000_000)
  }

  private static func number(
    _ option: String, _ arguments: ParsedArguments, _ range: ClosedRange<UInt64>
  ) throws(UsageError) -> UInt64? {
    guard let text = arguments.value(option) else { return nil }
    guard let number = UInt64(text.filter { $0 != "_" }), range.contains(number) else {
      throw .badValue(
        what: "--\(option)", found: text,
        wanted: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}

extension CommandDescription.Option {
  static let workers = Self(
    "workers", value: "N", "how many paths are walked side by side; all processors if not said")
  static let seed = Self("seed", value: "N", "which random numbers are drawn; 1 if not said")
  static let paths = Self(
    "paths", value: "N",
    "at most so many paths a spec; as many as a minute or so allows if not said"
  )
}

/// One spec, simulated.
struct SimulationRun {
  let path: String
  let spec: CheckedSpec
  let world: World
  let seed: UInt64
  let budget: UInt64
  let outcome: Campaign.Outcome

  /// Rows times steps times paths of a spec where nobody says how many paths.
  private static let standardSteps = 300_000_000

  static func standardBudget(_ world: World) -> UInt64 {
    let each = max(1, (world.rows.max() ?? 1) * world.program.spec.clock.steps)
    return UInt64(min(10_000, max(256, standardSteps / each)))
  }

  /// The worst verdict of its expectations.
  var status: ExitStatus {
    if outcome.judgements.contains(where: { $0.verdict == .fails }) { return .findings }
    return outcome.judgements.allSatisfy(\.isDecided) ? .success : .undecided
  }
}
