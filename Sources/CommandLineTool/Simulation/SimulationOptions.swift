import Campaign

/// How specs are simulated: what the command line says about it.
struct SimulationOptions {
  let workers: Int
  let seed: UInt64
  /// Paths of each spec; `nil` for as many as the budget allows.
  let paths: UInt64?
  /// Rows of the largest table times steps times paths that one spec may take.
  let budget: UInt64
  /// Whether runs that were killed are gone on with.
  let resumes: Bool

  /// What takes well under a minute.
  private static let standardBudget: UInt64 = 300_000_000
  /// Fewer say nothing, more are seldom needed.
  private static let standardPaths: ClosedRange<UInt64> = 256...10_000

  init(_ arguments: ParsedArguments) throws(UsageError) {
    workers = Int(
      try Self.number("workers", arguments, 1...1_024) ?? UInt64(System.processorCount))
    seed = try Self.seed(arguments)
    paths = try Self.number("paths", arguments, 1...1_000_000_000)
    let budget = try Self.number("budget", arguments, 1...1_000_000_000_000_000)
    if paths != nil, budget != nil {
      throw .badValue(
        what: "way to say how long to run", found: "--paths and --budget",
        wanted: "give one of them: paths, or the account-steps they may take")
    }
    self.budget = budget ?? Self.standardBudget
    resumes = arguments.has("resume")
  }

  static func seed(_ arguments: ParsedArguments) throws(UsageError) -> UInt64 {
    try number("seed", arguments, 0...UInt64(Int.max)) ?? 1
  }

  /// The most paths of a world that will be walked.
  func mostPaths(_ world: World) -> UInt64 {
    if let paths { return paths }
    let (each, overflow) = (world.rows.max() ?? 1).multipliedReportingOverflow(
      by: world.program.spec.clock.steps)
    let afforded = overflow ? 0 : budget / UInt64(max(1, each))
    return min(Self.standardPaths.upperBound, max(Self.standardPaths.lowerBound, afforded))
  }

  /// A whole number of an option, `nil` where it is not given.
  static func number(
    _ option: String, _ arguments: ParsedArguments, _ range: ClosedRange<UInt64>
  ) throws(UsageError) -> UInt64? {
    guard let text = arguments.value(option) else { return nil }
    if case .number(let number) = WholeNumber(text), range.contains(UInt64(number)) {
      return UInt64(number)
    }
    throw .badValue(
      what: "number for --\(option)", found: text,
      wanted: "give a whole number from \(grouped(Int(range.lowerBound))) to "
        + grouped(Int(range.upperBound)))
  }
}

extension CommandDescription.Option {
  static let resume = Self(
    "resume",
    "go on with runs that were killed or stopped by Ctrl-C: paths walked are not walked again")
  static let workers = Self(
    "workers", value: "N", "how many paths are walked side by side; all processors if not said")
  static let seed = Self("seed", value: "N", "which random numbers are drawn; 1 if not said")
  static let paths = Self(
    "paths", value: "N",
    "at most so many paths a spec; as many as the budget allows, 256 to 10_000, if not said")
  static let budget = Self(
    "budget", value: "N",
    "rows of the largest table x steps x paths a spec may take; 300_000_000 if not said")
}
