import Campaign
import Diagnostics
import Numerics
import Semantics
import Statistics

// What was checked of a proposal, each in the words of one line.
extension VoteCase {
  struct Check {
    let title: String
    let outcome: CheckOutcome
    let details: String

    var row: [String] { [title, outcome.rawValue, details] }
  }

  enum CheckOutcome: String {
    case passed = "passed"
    case warning = "passed with warnings"
    case failed = "FAILED"
    case open = "undecided"
  }

  var allChecks: [Check] {
    [deployedCheck, rangeCheck] + [stepCheck, stagesCheck].compactMap { $0 }
      + [parameterInvariants, pathInvariants] + [lawsCheck].compactMap { $0 } + expectationChecks
      + [momentCheck, baselineCheck].compactMap { $0 } + [exercisedCheck, effectCheck]
  }

  private var deployedCheck: Check {
    let count = proposal.changes.count
    return Check(
      title: "left sides are what is deployed", outcome: .passed,
      details: "\(count) of \(count), as `\(spec.name)` deploys them")
  }

  private var rangeCheck: Check {
    let free = proposal.changes.filter { $0.range == nil && $0.isQuantity }.map(\.text)
    return Check(
      title: "new values are within their ranges", outcome: free.isEmpty ? .passed : .warning,
      details: free.isEmpty
        ? "as the contract declares them" : "no range is declared for \(list(free))")
  }

  private var stepCheck: Check? {
    guard let limit = options.stepLimit else { return nil }
    let long = proposal.changes.filter { $0.goesBeyond(limit) }.map(\.text)
    return Check(
      title: "changes are within the step limit", outcome: long.isEmpty ? .passed : .failed,
      details: long.isEmpty
        ? "ratios by at most \(percent(limit)) points, others by \(percent(limit)) of what they were"
        : "\(list(long)) beyond \(percent(limit))")
  }

  /// Whether paths go on after the last change has come about.
  private var stagesCheck: Check? {
    guard proposal.changes.contains(where: { $0.stages != nil }) else { return nil }
    let (end, overflow) = spec.clock.step.multipliedReportingOverflow(
      by: Int128(spec.clock.steps))
    let late = proposal.changes.filter { change in
      guard let stages = change.stages else { return false }
      let (arrival, isNever) = stages.delay.addingReportingOverflow(stages.ramp)
      return !overflow && (isNever || arrival >= end)
    }.map(\.text)
    return Check(
      title: "paths go on after the last change", outcome: late.isEmpty ? .passed : .warning,
      details: late.isEmpty
        ? "until " + words.printer.text(overflow ? .max : end, .duration)
        : "\(list(late)) is not yet in force when paths end")
  }

  private var parameterInvariants: Check {
    let count = spec.contract.invariants.count { $0.overParametersAlone }
    return Check(
      title: "invariants over parameters hold", outcome: .passed,
      details: count == 0
        ? "there are none" : "\(count) of \(count), of all new values together")
  }

  private var pathInvariants: Check {
    let broken = outcome.pairs.newlyBroken.indices.filter { outcome.pairs.newlyBroken[$0] != nil }
    let mended = outcome.pairs.fixed.indices.filter {
      outcome.pairs.fixed[$0] != nil && outcome.pairs.newlyBroken[$0] == nil
    }
    var details =
      broken.isEmpty
      ? "none of \(spec.contract.invariants.count) breaks on a path where it did not"
      : list(broken.map { words.name(ofInvariant: $0) }) + " newly broken"
    if !mended.isEmpty {
      details += "; mended: " + list(mended.map { words.name(ofInvariant: $0) })
    }
    return Check(
      title: "no invariant is newly broken", outcome: broken.isEmpty ? .passed : .failed,
      details: details)
  }

  /// Laws are asked of the same states of the same paths both ways.
  private var lawsCheck: Check? {
    let laws = spec.contract.laws.indices
    guard !laws.isEmpty else { return nil }
    let found = outcome.pairs
    func names(_ numbers: [Int]) -> String { list(numbers.map { words.name(ofLaw: $0) }) }
    let broken = laws.filter { found.newlyBroken(law: $0) != nil }
    let mended = laws.filter { found.mends(law: $0) }
    let silent = laws.filter { found.proposed.tally.laws[$0].asked == 0 }
    var details =
      broken.isEmpty
      ? "none of \(laws.count) breaks that held" : names(broken) + " newly broken"
    if !mended.isEmpty { details += "; mended: " + names(mended) }
    if !silent.isEmpty { details += "; never asked: " + names(silent) }
    return Check(
      title: "no law is newly broken",
      outcome: !broken.isEmpty ? .failed : silent.isEmpty ? .passed : .warning, details: details)
  }

  private var expectationChecks: [Check] {
    zip(spec.expectations, outcome.proposed).map { expectation, judgement in
      Check(
        title: expectation.text, outcome: judgement.verdict.checkOutcome,
        details: "as proposed, " + cell(judgement, expectation))
    }
  }

  /// Whether the paths did anything with the contract that the vote is about.
  private var exercisedCheck: Check {
    let tally = outcome.pairs.proposed.tally
    let actions = spec.contract.actions.indices
    let silent = actions.filter { tally.calls[$0] == 0 }
    return Check(
      title: "the paths use the contract", outcome: silent.isEmpty ? .passed : .warning,
      details: silent.isEmpty
        ? "every action is called"
        : "never called: " + list(silent.map { words.name(ofAction: $0) }))
  }

  /// A proposal that changes nothing on any path has not been put to the test by them.
  private var effectCheck: Check {
    let found = outcome.pairs
    let moves =
      found.differences.contains { $0.unchanged != pairs }
      || found.flips.contains { $0.becameTrue + $0.becameFalse > 0 }
      || found.claimDifferences.contains { $0.values.count > 0 && $0.unchanged != pairs }
    return Check(
      title: "the changes make a difference", outcome: moves ? .passed : .warning,
      details: moves
        ? "on some of the paths"
        : "on none of the paths: nothing that is measured depends on them there")
  }

  private func list(_ names: [String]) -> String {
    let shown = names.prefix(6).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 6 ? "\(shown) and \(names.count - 6) more" : shown
  }
}

extension Verdict {
  fileprivate var checkOutcome: VoteCase.CheckOutcome {
    switch self {
    case .holds: .passed
    case .fails: .failed
    case .undecided: .open
    }
  }
}
