import Campaign
import Diagnostics
import Numerics
import Semantics
import Statistics

// The tables of a vote, which every report shows.
extension VoteCase {
  /// A table with its title and what must be said of it.
  struct Section {
    let title: String
    var notes: [String] = []
    var table: ReportTable?
    /// What walks a path again that it tells of, and what it does.
    var command: (what: String, text: String)?
  }

  var sections: [Section] {
    [
      parameters, sinceBaseline, checks, atTheMoment, expectations, dangers, attribution, measures,
      tails, invariants, laws,
    ]
    .compactMap { $0 } + counterexamples + [missing]
  }

  // MARK: - What changes

  private var parameters: Section {
    let isStaged = proposal.changes.contains { $0.stages != nil }
    var header = ["parameter", "deployed", "proposed", "change", "relative", "allowed"]
    if options.stepLimit != nil { header.append("step limit") }
    if isStaged { header.append("when") }
    let rows = proposal.changes.map { change -> [String] in
      var row = [
        change.text, parameter(change.before, change.type),
        parameter(change.after, change.type), absolute(change),
        change.relative.map { ($0 > 0 ? "+" : "") + RoundedNumber.percent($0) } ?? "",
        allowed(change),
      ]
      if let limit = options.stepLimit {
        row.append(
          !change.isQuantity
            ? "no quantity" : (change.goesBeyond(limit) ? "beyond " : "within ") + percent(limit))
      }
      if isStaged { row.append(when(change.stages)) }
      return row
    }
    return Section(title: "Parameters", table: ReportTable(header, rows))
  }

  /// What the contract lets it be.
  private func allowed(_ change: CheckedProposal.Change) -> String {
    if let range = change.range {
      return "\(parameter(range.lowerBound, change.type)) to "
        + parameter(range.upperBound, change.type)
    }
    return switch change.type {
    case .enumeration(let id): spec.contract.enumerations[id].members.joined(separator: ", ")
    case .truth: "true, false"
    case .fixed, .integer, .time, .row, .unknown: "anything"
    }
  }

  private func absolute(_ change: CheckedProposal.Change) -> String {
    guard let difference = change.difference else { return "" }
    let sign = difference > 0 ? "+" : ""
    guard change.type == .ratio else {
      return sign + words.printer.text(difference, change.type)
    }
    let (points, overflow) = difference.multipliedReportingOverflow(by: 100)
    return overflow
      ? ""
      : sign + Fixed.text(points)
        + (points.magnitude == Fixed.unit.magnitude ? " point" : " points")
  }

  private func when(_ stages: CheckedProposal.Stages?) -> String {
    guard let stages else { return "from the beginning" }
    let delay = "after " + words.printer.text(stages.delay, .duration)
    return stages.ramp == 0
      ? delay : delay + ", over " + words.printer.text(stages.ramp, .duration)
  }

  // MARK: - Checks

  private var checks: Section {
    Section(
      title: "Checks",
      table: ReportTable(["check", "outcome", "details"], allChecks.map { $0.row }))
  }

  // MARK: - Expectations

  private var expectations: Section? {
    guard !spec.expectations.isEmpty else { return nil }
    let rows = spec.expectations.enumerated().map { number, expectation in
      [
        expectation.text, cell(outcome.base[number], expectation),
        cell(outcome.proposed[number], expectation), turns(number, expectation),
      ]
    }
    return Section(
      title: "Expectations",
      table: ReportTable(["expectation", "as deployed", "as proposed", "what changes"], rows))
  }

  func cell(_ judgement: Judgement, _ expectation: CheckedExpectation) -> String {
    let word =
      switch judgement.verdict {
      case .holds: "holds"
      case .fails: "FAILS"
      case .undecided: "undecided"
      }
    guard let estimate = judgement.estimate else { return word }
    if case .estimate(let measure, let estimand, _, _) = expectation.claim,
      case .mean = estimand.kind
    {
      return "\(word): \(number(estimate, measure.foundType)), "
        + text(judgement.interval, measure.foundType)
    }
    return "\(word): \(RoundedNumber.percent(estimate)), \(percents(judgement.interval))"
  }

  private func turns(_ number: Int, _ expectation: CheckedExpectation) -> String {
    if expectation.isTruth {
      let flips = outcome.pairs.flips[number]
      if flips.becameTrue == 0, flips.becameFalse == 0 { return "nothing on any path" }
      return "\(flips.becameTrue) paths become true, \(flips.becameFalse) false"
    }
    guard case .estimate(let measure, _, _, _) = expectation.claim else { return "" }
    return difference(outcome.pairs.claimDifferences[number], measure.foundType)
  }

  /// The mean difference with its interval.
  func difference(_ found: Differences, _ type: ValueType) -> String {
    if found.unchanged == pairs { return "nothing on any path" }
    let interval = found.interval(confidence: Ballot.confidence, seed: seed)
    return "\(signed(found.values.mean(), type)), \(text(interval, type))"
  }

  // MARK: - Paths

  private var dangers: Section {
    let danger = outcome.pairs.danger
    func share(_ paths: UInt64) -> String {
      grouped(Int(clamping: paths)) + " of " + grouped(Int(clamping: danger.count))
    }
    let interval = danger.interval(confidence: Ballot.confidence)
    return Section(
      title: "Paths that turn",
      notes: [
        "a path is unsafe if an invariant breaks on it, a claim about every path is wrong on it, or "
          + "something happens on it that an expectation wants to be seldom"
      ],
      table: ReportTable(
        ["unsafe as deployed", "as proposed", "turn unsafe", "turn safe", "change, 99%"],
        [
          [
            share(outcome.pairs.unsafeBefore), share(outcome.pairs.unsafeAfter),
            turned(danger.becameTrue, outcome.pairs.turnedUnsafe),
            turned(danger.becameFalse, outcome.pairs.turnedSafe),
            percents(interval),
          ]
        ]),
      command: outcome.pairs.turnedUnsafe.first.map {
        ("walk path \($0) as proposed", replayCommand($0))
      })
  }

  private func turned(_ count: UInt64, _ paths: [UInt64]) -> String {
    guard count > 0 else { return "none" }
    let shown = paths.prefix(4).map { String($0) }.joined(separator: ", ")
    let more = count > UInt64(min(4, paths.count)) ? ", .." : ""
    return "\(grouped(Int(clamping: count))): path \(shown)\(more)"
  }

  private var invariants: Section? {
    let pairs = outcome.pairs
    let rows = spec.contract.invariants.indices.compactMap { number -> [String]? in
      let flips = pairs.breaks[number]
      guard flips.becameTrue + flips.becameFalse > 0 else { return nil }
      let first = pairs.newlyBroken[number].map { "path \($0.path)" } ?? ""
      return [
        words.name(ofInvariant: number), "\(flips.becameTrue)", "\(flips.becameFalse)", first,
      ]
    }
    guard !rows.isEmpty else { return nil }
    return Section(
      title: "Invariants",
      table: ReportTable(
        ["invariant", "paths newly broken", "paths mended", "first newly broken"], rows))
  }

  private var laws: Section? {
    let rows = spec.contract.laws.indices.map { number -> [String] in
      func cell(_ found: PathFindings) -> String {
        let count = found.tally.laws[number]
        guard count.asked > 0 else { return "not asked" }
        return (count.broken > 0 ? "FAILED: " : "")
          + "held in \(grouped(count.held)) of \(grouped(count.asked))"
      }
      let first = outcome.pairs.newlyBroken(law: number)
      return [
        words.name(ofLaw: number), cell(outcome.pairs.base), cell(outcome.pairs.proposed),
        first.map { "path \($0.path), step \(grouped($0.break.step))" } ?? "",
      ]
    }
    guard !rows.isEmpty else { return nil }
    return Section(
      title: "Laws",
      notes: ["asked of some states of the same paths, of rows and values that are drawn"],
      table: ReportTable(["law", "as deployed", "as proposed", "first newly broken"], rows))
  }

  private var counterexamples: [Section] { stories.map { counterexample($0) } }

  /// A path that breaks an invariant as proposed and not as deployed, made as short as it gets.
  func counterexample(_ story: VoteStory) -> Section {
    Section(
      title: "Counterexample: " + story.promise.name(words), notes: story.lines,
      table: Balance.table(story.balances), command: ("walk it again", replayCommand(story)))
  }

  private var missing: Section {
    Section(
      title: "Not simulated",
      notes: words.notSimulated
        + ["people do not behave otherwise because of the vote, but as far as agents say"])
  }
}

extension CheckedExpectation.Estimand {
  enum Kind { case share, mean }

  /// Whether what is estimated is a share of paths or has the unit of the measure.
  var kind: Kind { if case .probability = self { .share } else { .mean } }
}
