import Campaign
import Diagnostics
import Numerics
import Reference
import Semantics
import Statistics

/// What a simulation came to, as a person reads it.
struct SimulationText {
  let run: SimulationRun
  let palette: Palette
  let sources: SourceMap
  var words: SpecWords { run.words }
  var spec: CheckedSpec { run.spec }
  var found: PathFindings { run.findings }

  init(_ run: SimulationRun, _ palette: Palette, _ sources: SourceMap) {
    self.run = run
    self.palette = palette
    self.sources = sources
  }

  var text: String {
    var lines = [heading, size, ""]
    lines += expectations + laws
    if !spec.measures.isEmpty { lines += [""] + measures }
    for part in [histogram, worstPath, exercised, notSimulated] where !part.isEmpty {
      lines += [""] + part
    }
    if run.status == .findings, let (path, _) = run.telling {
      lines += ["", "  walk that path step by step: " + run.replayCommand(path)]
    }
    return lines.map(\.trimmedRight).joined(separator: "\n") + "\n"
  }

  private var heading: String {
    let title = spec.title.map { " \"\($0.escapedForDisplay)\"" } ?? ""
    return palette.paint(spec.name, .headline) + title + ": " + verdictOfAll
  }

  private var verdictOfAll: String {
    let judgements = run.outcome.judgements
    if run.outcome.wasInterrupted {
      return palette.paint("interrupted, this is what is known", .warning)
    }
    let failed = judgements.count { $0.verdict == .fails }
    let open = judgements.count { !$0.isDecided }
    let all = counted(judgements.count, "expectation")
    let broken = found.brokenLaws.count { $0 != nil }
    let laws = broken > 0 ? [counted(broken, "law") + " failed"] : []
    if failed > 0 || broken > 0 {
      let claims = failed > 0 ? ["\(failed) of \(all) failed"] : []
      return palette.paint((claims + laws).joined(separator: ", "), .error)
    }
    if open > 0 { return palette.paint("\(open) of \(all) undecided", .warning) }
    return palette.paint(judgements.count == 1 ? "it holds" : "all \(all) hold", .success)
  }

  /// How much was simulated.
  private var size: String {
    let tables = spec.contract.tables.enumerated().filter { id, table in
      table.keys.isEmpty && table.fixedRows == nil && !spec.agents.contains { $0.memory == id }
    }.map { id, table in "\(grouped(run.world.rows[id])) \(table.name)" }
    let agents = spec.agents.map { "\(grouped(run.world.rows[$0.memory])) \($0.name)" }
    let paths = "\(grouped(Int(clamping: found.paths))) of \(grouped(Int(clamping: run.budget)))"
    return "  "
      + ([
        "\(paths) paths",
        "\(grouped(spec.clock.steps)) steps of "
          + words.printer.text(spec.clock.step, .duration),
      ] + tables + agents + ["seed \(run.seed)"]).joined(separator: ", ")
  }

  // MARK: - Expectations

  private var expectations: [String] {
    zip(spec.expectations, run.outcome.judgements).enumerated().flatMap {
      number, pair -> [String] in
      let (expectation, judgement) = pair
      var lines = [
        "  \(verdict(judgement.verdict))  \(expectation.text)",
        "             \(evidence(expectation, judgement))",
      ]
      if let rare = run.outcome.rare[number] { lines.append("             " + effort(rare)) }
      if judgement.verdict == .fails, let witness = found.claims[number].against.first {
        lines.append("             " + against(witness))
      }
      return lines
    }
  }

  private func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .holds: palette.paint("holds    ", .success)
    case .fails: palette.paint("FAILS    ", .error)
    case .undecided: palette.paint("undecided", .warning)
    }
  }

  /// What the paths say of an expectation, in numbers.
  func evidence(_ expectation: CheckedExpectation, _ judgement: Judgement) -> String {
    guard judgement.paths > 0, let estimate = judgement.estimate else { return "no paths" }
    let confidence = RoundedNumber.percent(expectation.confidence)
    let method = "\(judgement.interval.method.rawValue), \(confidence)"
    let paths = counted(Int(clamping: judgement.paths), "path")
    var more = ""
    if case .undecided(let needed) = judgement.verdict {
      more =
        needed.map { "; about \(grouped(Int(clamping: $0))) more would decide it" }
        ?? "; more paths would not decide it soon"
    }
    switch expectation.claim {
    case .invariants, .always, .eventually:
      let (low, high) = ends(judgement.interval) { RoundedNumber.percent($0, $1) }
      guard judgement.verdict == .fails else {
        return "wrong in none of \(paths); at most \(high) of all (\(method))\(more)"
      }
      return "wrong in \(RoundedNumber.percent(estimate)) of \(paths), "
        + "\(low) to \(high) of all (\(method))"
    case .estimate(let measure, let estimand, _, bound: _):
      let isShare = if case .probability = estimand { true } else { false }
      let digits = RoundedNumber.digits(
        [(judgement.interval.low, .down), (estimate, .nearest), (judgement.interval.high, .up)]
          .compactMap { word, direction in word.map { ($0, direction) } },
        apartFrom: judgement.bound,
        least: isShare ? RoundedNumber.percentDigits : RoundedNumber.digits)
      func number(_ word: Int128, _ direction: RoundedNumber.Direction) -> String {
        isShare
          ? RoundedNumber.percent(word, direction, digits: digits)
          : RoundedNumber.text(
            word, measure.foundType, words.printer, direction, digits: digits)
      }
      let range: String
      switch (judgement.interval.low, judgement.interval.high) {
      case (let low?, let high?): range = "between \(number(low, .down)) and \(number(high, .up))"
      case (let low?, nil): range = "at least \(number(low, .down))"
      case (nil, let high?): range = "at most \(number(high, .up))"
      case (nil, nil): range = "too few paths for an interval"
      }
      return "\(number(estimate, .nearest)), \(range) (\(method)) over " + paths + more
    }
  }

  private func ends(
    _ interval: Statistics.Interval, _ text: (Int128, RoundedNumber.Direction) -> String
  ) -> (low: String, high: String) {
    (interval.low.map { text($0, .down) } ?? "?", interval.high.map { text($0, .up) } ?? "?")
  }

  private func against(_ witness: ClaimFindings.Witness) -> String {
    guard let first = witness.break else {
      return witness.step == 0
        ? "first in path \(witness.path)"
        : "first in path \(witness.path), step \(grouped(witness.step))"
    }
    let after = first.action.map { ", after `\(words.name(ofAction: $0))`" } ?? ""
    return "`\(words.name(ofInvariant: first.invariant))` breaks in path \(witness.path), "
      + "step \(grouped(first.step))\(after)"
  }
}

extension String {
  fileprivate var trimmedRight: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
