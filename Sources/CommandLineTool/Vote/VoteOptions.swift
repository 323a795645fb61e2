import Campaign
import Numerics

/// How a vote is run, and where its reports go.
struct VoteOptions {
  let simulation: SimulationOptions
  /// The most a ratio may change, in points, and any other quantity as a share of what it was.
  var stepLimit: Int128?
  /// The file of accounts that paths begin with.
  let state: String?
  /// Where the JUnit report, the page and the evidence go.
  let junit: String?
  let page: String?
  let evidence: String?
  /// Evidence to compare with.
  let baseline: String?

  /// None given.
  static var none: VoteOptions { get throws(UsageError) { try VoteOptions(ParsedArguments()) } }

  init(_ arguments: ParsedArguments) throws(UsageError) {
    simulation = try SimulationOptions(arguments)
    stepLimit = try arguments.value("step-limit").map { text throws(UsageError) in
      try VoteOptions.share(text)
    }
    state = arguments.value("state")
    junit = arguments.value("junit")
    page = arguments.value("html")
    evidence = arguments.value("evidence")
    baseline = arguments.value("baseline")
  }

  /// `3%` or `0.03`.
  static func share(_ text: String) throws(UsageError) -> Int128 {
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? String(text.dropLast()) : text
    guard let word = try? Decimal(parsing: digits.utf8).fixedRaw(), word >= 0 else {
      throw .badValue(
        what: "share", found: text, wanted: "write it as `--step-limit 3%` or `--step-limit 0.03`")
    }
    return isPercent ? word / 100 : word
  }
}

extension CommandDescription.Option {
  static let baseline = Self(
    "baseline", value: "EVIDENCE", "compare with the evidence of the vote that was accepted last")
  static let evidence = Self(
    "evidence", value: "FILE", "write what somebody else needs to compute it again: see `verify`")
  static let page = Self(
    "html", value: "FILE", "write one page with pictures that needs nothing else")
  static let state = Self(
    "state", value: "FILE",
    "begin with the accounts of a snapshot, CSV or JSON, and not with `setup`")
  static let markdown = Self("markdown", "print the report as Markdown, for a forum or a request")
  static let stepLimit = Self(
    "step-limit", value: "3%",
    "the most a ratio may change, in points, and another quantity of what it was; else unsafe")
}
