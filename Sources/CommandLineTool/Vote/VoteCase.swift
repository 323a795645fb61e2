import Campaign
import Diagnostics
import Numerics
import Reference
import Semantics
import Statistics

/// A vote that has been run: all that its reports are made of.
struct VoteCase {
  let proposal: CheckedProposal
  let run: PairedRun
  let outcome: PairedRun.Outcome
  let words: SpecWords
  /// The spec's file, as the command line names it.
  let path: String
  let options: VoteOptions
  /// Whether the file holds other proposals, so that commands must name this one.
  let isOneOfSeveral: Bool
  let ballot: Ballot
  /// Where the invariants that newly break break, told step by step.
  let stories: [VoteStory]
  /// Of the accounts of a snapshot, where there is one and the contract says who is liquidatable.
  let moment: VoteMoment?

  /// What is otherwise than in the vote that was accepted last.
  var compared: Baseline.Comparison?
  /// By change: see `VoteMaker.Prepared`.
  let brokenAlone: [[Int]]
  /// The snapshot that paths begin with.
  let snapshot: SnapshotFile.Contents?

  init(
    _ proposal: CheckedProposal, _ prepared: VoteMaker.Prepared, _ outcome: PairedRun.Outcome,
    path: String, options: VoteOptions, isOneOfSeveral: Bool, stories: [VoteStory]
  ) {
    self.proposal = proposal
    run = prepared.run
    words = prepared.words
    moment = prepared.moment
    brokenAlone = prepared.brokenAlone
    snapshot = prepared.snapshot
    self.outcome = outcome
    self.path = path
    self.options = options
    self.isOneOfSeveral = isOneOfSeveral
    self.stories = stories
    ballot = Ballot(
      outcome, of: prepared.run.base.program.spec, seed: prepared.run.base.seed,
      longSteps: proposal.changes.indices.filter { index in
        options.stepLimit.map { proposal.changes[index].goesBeyond($0) } ?? false
      })
  }

  var spec: CheckedSpec { run.base.program.spec }
  var pairs: UInt64 { outcome.pairs.base.paths }
  var seed: UInt64 { run.base.seed }

  var status: ExitStatus {
    if outcome.wasInterrupted { return .interrupted }
    return switch ballot {
    case .safe, .worse: .success
    case .unsafe: .findings
    case .undecided: .undecided
    }
  }

  // MARK: - The verdict in words

  /// For programs.
  var verdictName: String {
    switch ballot {
    case .safe: "safe"
    case .worse: "worse-within-tolerance"
    case .unsafe: "unsafe"
    case .undecided: "not-enough-evidence"
    }
  }

  var verdict: String {
    switch ballot {
    case .safe: "safe"
    case .worse: "worse within tolerance"
    case .unsafe: "unsafe"
    case .undecided(_, let more):
      more.map { "not enough evidence, about \(counted(Int(clamping: $0), "more path"))" }
        ?? "not enough evidence, and more paths would not decide it soon"
    }
  }

  var role: Palette.Role {
    switch ballot {
    case .safe: .success
    case .unsafe: .error
    case .worse, .undecided: .warning
    }
  }

  /// What the verdict follows from, for every reader to check.
  static let rule = [
    "unsafe: an expectation fails as proposed, an invariant breaks on a path where it did not, a "
      + "law breaks that held on every path, or a change goes beyond the step limit",
    "not enough evidence: else, if an expectation is undecided as proposed",
    "worse within tolerance: else, if with 99% confidence something that is expected comes nearer "
      + "to failing, or more paths are unsafe; the expectations are the tolerance",
    "safe: else",
  ]

  var reasons: [String] {
    switch ballot {
    case .safe:
      [
        "every expectation holds as proposed, no invariant breaks on a path where it did not"
          + (spec.contract.laws.isEmpty ? "" : ", no law breaks that held")
          + ", and nothing expected is seen to come nearer to failing"
      ]
    case .unsafe(let reasons), .worse(let reasons), .undecided(let reasons, _):
      reasons.map { text($0) }
    }
  }

  private func text(_ reason: Ballot.Reason) -> String {
    switch reason {
    case .breaks(let number, let witness):
      "invariant `\(words.name(ofInvariant: number))` breaks on path \(witness.path), step "
        + "\(grouped(witness.break.step)), where it does not as deployed"
    case .breaksLaw(let number, let broken):
      "law \"\(words.name(ofLaw: number))\" does not hold on path \(broken.path), step "
        + "\(grouped(broken.break.step)), and holds wherever it is asked as deployed"
    case .fails(let number, let before):
      "`\(spec.expectations[number].text)` fails" + (before ? ", as it does as deployed" : "")
    case .open(let number, let more):
      "`\(spec.expectations[number].text)` is undecided as proposed"
        + (more.map { ", about \(counted(Int(clamping: $0), "more path"))" } ?? "")
    case .nearer(let number):
      "`\(spec.expectations[number].text)` holds, and comes nearer to failing"
    case .moreUnsafePaths: "more paths are unsafe than as deployed"
    case .beyondStep(let number):
      "`\(proposal.changes[number].text)` changes by more than the step limit of "
        + (options.stepLimit.map { percent($0) } ?? "")
    }
  }

  /// What each change does alone; nothing for one that breaks invariants over parameters then.
  var alone: [(change: CheckedProposal.Change, found: PairFindings?, broken: [Int])] {
    var rest = outcome.alone[...]
    return zip(proposal.changes, brokenAlone).map { change, broken in
      (change, broken.isEmpty ? rest.popFirst() : nil, broken)
    }
  }

  // MARK: - Commands

  /// The command that computes the same again, to the byte.
  var command: String {
    var command = "plimsoll vote \(quotedForShell(target)) --paths \(run.budget)"
    if seed != 1 { command += " --seed \(seed)" }
    if let state = options.state { command += " --state \(quotedForShell(state))" }
    if let limit = options.stepLimit { command += " --step-limit \(percent(limit))" }
    return command
  }

  func replayCommand(_ path: UInt64) -> String {
    var command = "plimsoll replay \(quotedForShell(self.path)) --path \(path)"
    if seed != 1 { command += " --seed \(seed)" }
    command += " --spec \(spec.name) --proposal \(quotedForShell(proposal.title))"
    if let state = options.state { command += " --state \(quotedForShell(state))" }
    return command
  }

  /// Walks the path of a story, as simple as it was made.
  func replayCommand(_ story: VoteStory) -> String {
    replayCommand(story.path) + (story.steering?.options(spec) ?? "")
      + (story.question?.options(spec) ?? "")
  }

  private var target: String { isOneOfSeveral ? "\(path)#\(proposal.title)" : path }

  // MARK: - Numbers

  func number(_ word: Int128?, _ type: ValueType) -> String {
    word.map { RoundedNumber.text($0, type, words.printer) } ?? "?"
  }

  /// A difference: with its sign.
  func signed(_ word: Int128?, _ type: ValueType) -> String {
    guard let word else { return "?" }
    return (word > 0 ? "+" : "") + RoundedNumber.text(word, type, words.printer)
  }

  /// `-3.1 to 12.4 USD`; an end that so few paths, or paths so alike, do not tell is `?`.
  func text(_ interval: Statistics.Interval, _ type: ValueType) -> String {
    if interval.low == nil, interval.high == nil { return "interval unknown" }
    func end(_ word: Int128?, _ direction: RoundedNumber.Direction) -> String {
      word.map { RoundedNumber.text($0, type, words.printer, direction) } ?? "?"
    }
    var low = end(interval.low, .down)
    let high = end(interval.high, .up)
    // The unit is said once.
    if let unit = high.lastIndex(of: " ").map({ high[$0...] }), low.hasSuffix(unit) {
      low.removeLast(unit.count)
    }
    return "\(low) to \(high)"
  }

  /// The same of a share.
  func percents(_ interval: Statistics.Interval) -> String {
    let low = interval.low.map { RoundedNumber.percent($0, .down) } ?? "?"
    let high = interval.high.map { RoundedNumber.percent($0, .up) } ?? "?"
    return "\(low) to \(high)"
  }

  /// A ratio as votes write it: in percent, exactly.
  func percent(_ word: Int128) -> String {
    let (hundredfold, overflow) = word.multipliedReportingOverflow(by: 100)
    return overflow ? Fixed.text(word) : Fixed.text(hundredfold) + "%"
  }

  func parameter(_ word: Int128, _ type: ValueType) -> String {
    type == .ratio ? percent(word) : words.printer.text(word, type)
  }
}

extension CheckedProposal.Change {
  /// Whether there is more or less of it.
  var isQuantity: Bool {
    switch type {
    case .fixed, .integer: true
    case .time, .truth, .row, .enumeration, .unknown: false
    }
  }

  /// After less before; `nil` for what is no quantity.
  var difference: Int128? {
    guard isQuantity else { return nil }
    let (difference, overflow) = after.subtractingReportingOverflow(before)
    return overflow ? nil : difference
  }

  /// The difference as a share of what was.
  var relative: Int128? {
    guard let difference, before != 0, before != .min else { return nil }
    return try? Fixed.divide(difference, abs(before))
  }

  /// Whether a ratio changes by more points than that, or another quantity by a larger share of
  /// what it was.
  func goesBeyond(_ limit: Int128) -> Bool {
    guard let difference else { return false }
    let step = type == .ratio ? difference : relative ?? (difference == 0 ? 0 : .max)
    return step.magnitude > limit.magnitude
  }
}
