import Campaign
import Diagnostics
import Machine
import Numerics
import Reference
import Semantics
import Statistics

/// What a simulation came to, as a person reads it.
struct SimulationText {
  let run: SimulationRun
  let palette: Palette
  private let printer: ValuePrinter

  init?(_ run: SimulationRun, _ palette: Palette) {
    self.run = run
    self.palette = palette
    guard let population = try? Population(of: run.spec.contract, given: run.spec.population)
    else { return nil }
    printer = ValuePrinter(run.spec.contract, population)
  }

  private var spec: CheckedSpec { run.spec }
  private var found: PathFindings { run.outcome.findings }

  var text: String {
    var lines = [heading, ""]
    lines += expectations
    if !spec.measures.isEmpty { lines += [""] + measures }
    lines += [""] + exercised
    lines += [""] + notSimulated.map { "  not simulated: \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: String {
    let title = spec.title.map { " \"\($0.escapedForDisplay)\"" } ?? ""
    let stopped = run.outcome.wasInterrupted ? ", interrupted" : ""
    return palette.paint(spec.name, .headline) + title
      + ": \(counted(Int(found.paths), "path")) of \(grouped(spec.clock.steps)) steps,"
      + " seed \(run.seed)\(stopped)"
  }

  // MARK: - Expectations

  private var expectations: [String] {
    let width = spec.expectations.map(\.text.count).max() ?? 0
    return zip(spec.expectations, run.outcome.judgements).enumerated().flatMap {
      number, pair -> [String] in
      let (expectation, judgement) = pair
      let margin = String(repeating: " ", count: max(0, width - expectation.text.count))
      var lines = [
        "  \(verdict(judgement.verdict))  \(expectation.text)\(margin)  "
          + evidence(expectation, judgement)
      ]
      if let rare = run.outcome.rare[number] { lines.append("             " + effort(rare)) }
      if judgement.verdict == .fails, let witness = found.claims[number].against.first {
        lines.append("             " + broken(witness))
        lines.append("             see it: " + replay(witness.path))
      }
      return lines
    }
  }

  private func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .holds: palette.paint("holds    ", .success)
    case .fails: palette.paint("fails    ", .error)
    case .undecided: palette.paint("undecided", .warning)
    }
  }

  private func evidence(_ expectation: CheckedExpectation, _ judgement: Judgement) -> String {
    let confidence = RoundedNumber.percent(expectation.confidence)
    let method = "\(confidence), \(judgement.interval.method.rawValue)"
    var more = ""
    if case .undecided(let needed?) = judgement.verdict {
      more = "; about \(counted(Int(clamping: needed), "path")) more"
    }
    switch expectation.claim {
    case .invariants, .always, .eventually:
      let most = judgement.interval.high.map { RoundedNumber.percent($0) } ?? "100%"
      guard judgement.verdict == .fails, let share = judgement.estimate else {
        return "in no path; at most \(most) of all (\(method))\(more)"
      }
      return "wrong in \(RoundedNumber.percent(share)) of paths, \(interval(judgement)) (\(method))"
    case .estimate(let measure, let estimand, _, _):
      guard let estimate = judgement.estimate else { return "no paths" }
      let number: String =
        if case .probability = estimand { RoundedNumber.percent(estimate) } else {
          RoundedNumber.text(estimate, measure.foundType, printer)
        }
      return "\(number), \(interval(judgement, measure, estimand)) (\(method))\(more)"
    }
  }

  private func interval(
    _ judgement: Judgement, _ measure: CheckedMeasure? = nil,
    _ estimand: CheckedExpectation.Estimand = .probability
  ) -> String {
    func end(_ word: Int128?) -> String {
      guard let word else { return "?" }
      if case .probability = estimand { return RoundedNumber.percent(word) }
      guard let measure else { return RoundedNumber.percent(word) }
      return RoundedNumber.text(word, measure.foundType, printer)
    }
    return "\(end(judgement.interval.low)) to \(end(judgement.interval.high))"
  }

  private func broken(_ witness: ClaimFindings.Witness) -> String {
    guard let first = witness.break else {
      return "first in path \(witness.path), step \(witness.step)"
    }
    let invariant = spec.contract.invariants[first.invariant]
    let after = first.action.map { ", after \(spec.contract.actions[$0].name)" } ?? ""
    return "invariant \(invariant.name) broken in path \(witness.path), step \(first.step)\(after)"
  }

  private func replay(_ path: UInt64) -> String {
    "plimsoll replay \(quotedForShell(run.path)) --spec \(spec.name) --seed \(run.seed)"
      + " --path \(path)"
  }

  // MARK: - Measures

  private var measures: [String] {
    var rows = [["measure", "mean", "median", "99%", "worst", ""]]
    for (number, measure) in spec.measures.enumerated() {
      let values = found.measures[number]
      func cell(_ word: Int128?) -> String {
        word.map { RoundedNumber.text($0, measure.foundType, printer) } ?? "-"
      }
      rows.append([
        measure.name, cell(values.mean()), cell(values.quantile(Fixed.unit / 2)?.upperBound),
        cell(values.quantile(99 * Fixed.unit / 100)?.upperBound), cell(found.worst[number]?.value),
        found.worst[number].map { "path \($0.path)" } ?? "",
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      "  "
        + row.enumerated().map { column, cell in
          let margin = String(repeating: " ", count: widths[column] - cell.count)
          return column == 0 || column == 5 ? cell + margin : margin + cell
        }.joined(separator: "  ").trimmedRight
    }
  }

  // MARK: - What it exercised

  private var exercised: [String] {
    let tally = found.tally
    var lines: [String] = ["  exercised, over all paths:"]
    for (id, action) in spec.contract.actions.enumerated() where tally.calls[id] > 0 {
      let refused = tally.refusals.filter { $0.key.action == id }
        .map { (reason: reason($0.key.stop), count: $0.value) }
        .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
      var line =
        "    \(name(of: action, id)): \(grouped(tally.calls[id])) calls, \(grouped(tally.commits[id])) stood"
      if tally.refusedForGas[id] > 0 {
        let share = tally.refusedForGas[id] * 1_000 / tally.calls[id]
        line +=
          "; \(grouped(tally.refusedForGas[id])) (\(share / 10).\(share % 10)%) refused for gas"
      }
      if !refused.isEmpty {
        line +=
          "; refused: "
          + refused.prefix(4).map { "\(grouped($0.count)) \($0.reason)" }
          .joined(separator: ", ")
      }
      lines.append(line)
    }
    for (id, event) in spec.contract.events.enumerated() where tally.events[id] > 0 {
      lines.append(
        "    \(event.name): \(grouped(tally.events[id])) in \(counted(tally.pathsWithEvent[id], "path"))"
      )
    }
    let silent = spec.contract.actions.enumerated().filter { tally.calls[$0.offset] == 0 }
      .map { name(of: $0.element, $0.offset) }
    if !silent.isEmpty { lines.append("    never called: " + silent.joined(separator: ", ")) }
    let unasked = spec.contract.invariants.enumerated()
      .filter { tally.asked[$0.offset] <= tally.paths }.map(\.element.name)
    if !unasked.isEmpty {
      lines.append(
        palette.paint("    could not fail, since nothing they read ever changed: ", .warning)
          + unasked.joined(separator: ", "))
    }
    return lines
  }

  private func name(of action: CheckedAction, _ id: ActionID) -> String {
    guard spec.deployments.count > 1,
      let owner = spec.deployments.first(where: { $0.actions.contains(id) })
    else { return action.name }
    return "\(owner.name).\(action.name)"
  }

  private func reason(_ stop: Stop) -> String {
    switch stop {
    case .failure(.demand(let number)):
      let demand = run.world.program.compiled.demands[number]
      return demand.id ?? demand.kind.rawValue
    case .failure(.enforcedInvariant(let number)): return spec.contract.invariants[number].name
    case .failure(.noRows): return MachineReason.noRows.rawValue
    case .failure(.unproved): return "unproved"
    case .outOfGas, .columnTooLarge, .depth: return MachineReason.gas.rawValue
    case .overflow: return MachineReason.overflow.rawValue
    case .divisionByZero: return MachineReason.divisionByZero.rawValue
    case .domain: return MachineReason.domain.rawValue
    case .range: return MachineReason.range.rawValue
    case .caller: return MachineReason.caller.rawValue
    case .noneRow: return MachineReason.none.rawValue
    case .rowOutOfRange: return MachineReason.row.rawValue
    }
  }

  /// What could matter and was left out, said of this spec.
  private var notSimulated: [String] {
    var missing: [String] = []
    for market in spec.markets where market.depth == nil && !market.isProcess {
      missing.append("\(market.name) has no depth, so trading does not move its price")
    }
    for oracle in spec.oracles where oracle.settings.settings.isEmpty {
      missing.append("the oracle of \(spec.markets[oracle.source].name) is never late or silent")
    }
    if spec.agents.allSatisfy({ $0.latency == 0 }) {
      missing.append("every call arrives at once")
    }
    if spec.blockGas == nil { missing.append("blocks have room for every call") }
    missing.append(
      "nothing happens between steps of \(printer.text(spec.clock.step, .duration))")
    return missing
  }
}

extension String {
  fileprivate var trimmedRight: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
