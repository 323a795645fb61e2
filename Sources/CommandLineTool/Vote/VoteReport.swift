import Campaign
import Diagnostics
import Numerics
import Reference
import Semantics
import Statistics

/// What a vote should know of a proposal.
struct VoteReport {
  private let proposal: CheckedProposal
  private let run: PairedRun
  private let outcome: PairedRun.Outcome
  private let path: String
  private let seed: UInt64
  private let printer: ValuePrinter
  let ballot: Ballot

  init?(
    _ proposal: CheckedProposal, _ run: PairedRun, _ outcome: PairedRun.Outcome, path: String,
    seed: UInt64
  ) {
    let spec = run.base.program.spec
    guard let population = try? Population(of: spec.contract, given: spec.population) else {
      return nil
    }
    self.proposal = proposal
    self.run = run
    self.outcome = outcome
    self.path = path
    self.seed = seed
    printer = ValuePrinter(spec.contract, population)
    ballot = Ballot(outcome)
  }

  private var spec: CheckedSpec { run.base.program.spec }
  private var pairs: UInt64 { outcome.pairs.base.paths }

  var status: ExitStatus {
    switch ballot {
    case .safe: .success
    case .unsafe: .findings
    case .undecided: .undecided
    }
  }

  // MARK: - Text

  func text(_ form: ReportTable.Form, _ palette: Palette) -> String {
    let isMarkdown = form == .markdown
    func title(_ text: String) -> String { isMarkdown ? "### \(text)\n\n" : "\n" }
    let name = proposal.title.escapedForDisplay
    var text =
      isMarkdown
      ? "## \(ReportTable.escaped(name))\n\n"
      : palette.paint("proposal \"\(name)\"", .headline) + "\n"
    let margin = isMarkdown ? "" : "  "
    text += margin + word(palette, isMarkdown) + "\n"
    for reason in reasons { text += "\(margin)- \(reason)\n" }
    text += "\n\(margin)\(counted(Int(clamping: pairs), "pair")) of paths of `\(spec.name)`,"
    text += " \(grouped(spec.clock.steps)) steps each, seed \(seed)\n"
    text += isMarkdown ? "\n" : ""
    text += title("Parameters") + parameters.text(form) + "\n"
    text += title("Expectations") + expectations.text(form) + "\n"
    if !spec.measures.isEmpty { text += title("Measures") + measures.text(form) + "\n" }
    text += "\(margin)Recompute: `\(command)`\n"
    return text
  }

  private func word(_ palette: Palette, _ isMarkdown: Bool) -> String {
    let (word, role): (String, Palette.Role) =
      switch ballot {
      case .safe: ("safe", .success)
      case .unsafe: ("unsafe", .error)
      case .undecided: ("not enough evidence", .warning)
      }
    return isMarkdown ? "**\(word)**\n" : palette.paint(word, role)
  }

  private var reasons: [String] {
    switch ballot {
    case .safe:
      ["every expectation holds as proposed, and no invariant breaks on a path that it did not"]
    case .unsafe(let reasons):
      reasons.map { reason in
        switch reason {
        case .breaks(let number, let path):
          "invariant `\(spec.contract.invariants[number].name)` breaks on path \(path), which it"
            + " does not as deployed"
        case .fails(let number, let before):
          "`\(spec.expectations[number].text)` fails" + (before ? ", as it does as deployed" : "")
        }
      }
    case .undecided:
      zip(spec.expectations, outcome.proposed).filter { !$0.1.isDecided }.map { pair in
        let needed: String =
          if case .undecided(let paths?) = pair.1.verdict {
            ", about \(counted(Int(clamping: paths), "path")) more"
          } else { "" }
        return "`\(pair.0.text)` is undecided as proposed\(needed)"
      }
    }
  }

  var command: String {
    "plimsoll vote \(quotedForShell(path)) --paths \(pairs) --seed \(seed)"
  }

  // MARK: - Tables

  private var parameters: ReportTable {
    ReportTable(
      ["parameter", "deployed", "proposed", "change", "range"],
      proposal.changes.map { change in
        let range = change.range.map {
          "\(parameter($0.lowerBound, change.type)) to \(parameter($0.upperBound, change.type))"
        }
        return [
          change.text, parameter(change.before, change.type),
          parameter(change.after, change.type), relative(change), range ?? "",
        ]
      })
  }

  /// A parameter as votes write it: a ratio in percent, exactly.
  private func parameter(_ word: Int128, _ type: ValueType) -> String {
    let (hundredfold, overflow) = word.multipliedReportingOverflow(by: 100)
    return type == .ratio && !overflow ? Fixed.text(hundredfold) + "%" : printer.text(word, type)
  }

  private func relative(_ change: CheckedProposal.Change) -> String {
    switch change.type {
    case .fixed, .integer: break
    default: return ""
    }
    let (difference, overflow) = change.after.subtractingReportingOverflow(change.before)
    guard !overflow, change.before != 0,
      let share = try? Fixed.divide(difference, abs(change.before))
    else { return "" }
    return (share > 0 ? "+" : "") + RoundedNumber.percent(share)
  }

  private var expectations: ReportTable {
    ReportTable(
      ["expectation", "as deployed", "as proposed", "paths that turn"],
      spec.expectations.enumerated().map { number, expectation in
        [
          expectation.text, cell(outcome.base[number], expectation),
          cell(outcome.proposed[number], expectation), turns(number, expectation),
        ]
      })
  }

  private func cell(_ judgement: Judgement, _ expectation: CheckedExpectation) -> String {
    let word =
      switch judgement.verdict {
      case .holds: "holds"
      case .fails: "fails"
      case .undecided: "undecided"
      }
    guard let estimate = judgement.estimate else { return word }
    return "\(word): \(number(estimate, expectation)),"
      + " \(judgement.interval.low.map { number($0, expectation) } ?? "?") to"
      + " \(judgement.interval.high.map { number($0, expectation) } ?? "?")"
  }

  private func number(_ word: Int128, _ expectation: CheckedExpectation) -> String {
    if case .estimate(let measure, let estimand, _, _) = expectation.claim {
      if case .probability = estimand { return RoundedNumber.percent(word) }
      return RoundedNumber.text(word, measure.foundType, printer)
    }
    return RoundedNumber.percent(word)
  }

  private func turns(_ number: Int, _ expectation: CheckedExpectation) -> String {
    guard expectation.isTruth else { return "" }
    let flips = outcome.pairs.flips[number]
    if flips.becameTrue == 0, flips.becameFalse == 0 { return "none" }
    return "\(flips.becameTrue) become true, \(flips.becameFalse) become false"
  }

  private var measures: ReportTable {
    ReportTable(
      [
        "measure", "mean as deployed", "as proposed", "difference (99%, bootstrap)",
        "paths that differ",
      ],
      spec.measures.enumerated().map { number, measure in
        let differences = outcome.pairs.differences[number]
        let interval = differences.interval(confidence: 99 * Fixed.unit / 100, seed: seed)
        func text(_ word: Int128?) -> String {
          word.map { RoundedNumber.text($0, measure.foundType, printer) } ?? "?"
        }
        return [
          measure.name, text(outcome.pairs.base.measures[number].mean()),
          text(outcome.pairs.proposed.measures[number].mean()),
          differences.unchanged == pairs
            ? "none on any path"
            : "\(text(differences.values.mean())), \(text(interval.low)) to \(text(interval.high))",
          "\(pairs - differences.unchanged) of \(pairs)",
        ]
      })
  }

  // MARK: - Machines

  var document: JSONValue {
    [
      "command": "vote", "proposal": .string(proposal.title), "spec": .string(spec.name),
      "verdict": .string(verdict), "pairs": .integer(Int(clamping: pairs)),
      "seed": .string(String(seed)), "reasons": .array(reasons.map { .string($0) }),
      "parameters": rows(parameters), "expectations": rows(expectations),
      "measures": rows(measures), "recompute": .string(command),
    ]
  }

  private var verdict: String {
    switch ballot {
    case .safe: "safe"
    case .unsafe: "unsafe"
    case .undecided: "undecided"
    }
  }

  private func rows(_ table: ReportTable) -> JSONValue {
    .array(
      table.rows.map { row in
        .object(zip(table.header, row).map { JSONMember($0, .string($1)) })
      })
  }
}
