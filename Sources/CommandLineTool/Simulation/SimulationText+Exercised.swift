import Campaign
import Diagnostics
import Semantics

// What the run has put to the test, and what it has not: a claim that nothing could have broken says
// nothing.
extension SimulationText {
  var exercised: [String] {
    let tally = found.tally
    var rows: [[String]] = []
    for id in spec.contract.actions.indices where tally.calls[id] > 0 {
      rows.append([
        words.name(ofAction: id), grouped(tally.calls[id]) + " calls",
        grouped(tally.commits[id]) + " stood", refused(id),
      ])
    }
    var lines = ["  exercised"] + aligned(rows)
    lines += aligned(
      spec.contract.events.indices.filter { tally.events[$0] > 0 }.map { id in
        [
          "\(words.name(ofEvent: id))", grouped(tally.events[id]) + " times",
          "in \(counted(tally.pathsWithEvent[id], "path"))",
        ]
      })
    lines += aligned(
      spec.agents.enumerated().map { number, agent in
        [agent.name, grouped(tally.turns[number]) + " turns"]
      })
    let asked = tally.asked.reduce(0, +)
    if !spec.contract.invariants.isEmpty {
      lines.append(
        "    \(counted(spec.contract.invariants.count, "invariant")) looked at "
          + "\(grouped(asked)) times")
    }
    let silent = spec.contract.actions.indices.filter { tally.calls[$0] == 0 }
    if !silent.isEmpty {
      lines.append(
        "    never called: " + silent.map { words.name(ofAction: $0) }.joined(separator: ", "))
    }
    let vacuous = run.vacuousInvariants
    if !vacuous.isEmpty {
      lines.append(
        "    " + palette.paint("never had a chance to fail", .warning)
          + ", since nothing they read changed: "
          + vacuous.map { words.name(ofInvariant: $0) }.joined(separator: ", "))
    }
    return lines
  }

  /// The refusals of an action by reason, the most frequent first.
  private func refused(_ id: ActionID) -> String {
    var parts = run.refusals(of: id).prefix(4).map { "\(grouped($0.count)) \($0.reason)" }
    let rest = run.refusals(of: id).dropFirst(4).reduce(0) { $0 + $1.count }
    if rest > 0 { parts.append("\(grouped(rest)) other") }
    let short = found.tally.refusedForGas[id]
    if short > 0 { parts.append("\(grouped(short)) for want of gas (\(percent(short, id)))") }
    return parts.isEmpty ? "" : "refused: " + parts.joined(separator: ", ")
  }

  private func percent(_ count: Int, _ id: ActionID) -> String {
    let share = count * 1_000 / max(1, found.tally.calls[id])
    return "\(share / 10).\(share % 10)%"
  }

  /// Rows whose columns line up; numbers to the right.
  private func aligned(_ rows: [[String]]) -> [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      "    "
        + row.enumerated().map { column, cell in
          let margin = String(repeating: " ", count: widths[column] - cell.count)
          return column == 1 || column == 2 ? margin + cell : cell + margin
        }.joined(separator: "  ")
    }
  }

  var notSimulated: [String] {
    ["  not simulated"] + run.notSimulated.map { "    \($0)" }
  }
}

extension SimulationRun {
  /// Why calls of an action were refused, gas of turns and blocks left out; the most frequent first.
  func refusals(of action: ActionID) -> [(reason: String, count: Int)] {
    var counts: [String: Int] = [:]
    for (refusal, count) in findings.tally.refusals where refusal.action == action {
      counts[words.reason(refusal.stop), default: 0] += count
    }
    let short = findings.tally.refusedForGas[action]
    if short > 0 { counts[MachineReason.gas.rawValue, default: short] -= short }
    return counts.filter { $0.value > 0 }.map { (reason: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
  }

  /// Invariants that were looked at only where every path begins: nothing they read changed after.
  var vacuousInvariants: [Int] {
    spec.contract.invariants.indices.filter { number in
      let isAboutAction = spec.contract.invariants[number].after != nil
      return findings.tally.asked[number] <= (isAboutAction ? 0 : findings.tally.paths)
    }
  }

  var notSimulated: [String] { words.notSimulated }
}

extension SpecWords {
  /// What could matter and was left out, said of this spec.
  var notSimulated: [String] {
    let spec = program.spec
    var missing: [String] = []
    for market in spec.markets where !market.isProcess {
      if market.depth == nil {
        missing.append("\(market.name) has no depth: trading does not move its price")
      } else if market.flow == nil {
        missing.append("nothing flows into \(market.name): forced trades do not move its price")
      }
    }
    for market in spec.markets where market.path.parts.isEmpty {
      missing.append(
        "\(market.name) follows one model, `\(market.path.model)`, and no other"
          + (market.shocks.isEmpty ? ", without shocks" : ""))
    }
    if spec.markets.count > 1, spec.correlations.isEmpty {
      missing.append("markets move independently of each other: there is no `correlation`")
    }
    for oracle in spec.oracles {
      let said = Set(oracle.settings.settings.map(\.name))
      let absent = ["delay", "outage", "noise"].filter { !said.contains($0) }
      if !absent.isEmpty {
        missing.append(
          "the oracle of \(spec.markets[oracle.source].name) has no "
            + absent.joined(separator: ", no "))
      }
    }
    let prompt = spec.agents.filter { $0.latency == 0 }.map(\.name)
    if !prompt.isEmpty {
      missing.append("no latency: calls of \(prompt.joined(separator: ", ")) arrive at once")
    }
    if spec.blockGas == nil { missing.append("blocks have room for every call") }
    missing.append(
      spec.adversary == nil
        ? "nobody attacks: there is no `adversary`" : "the `adversary` is not played yet")
    missing.append(
      "nothing happens between steps of \(printer.text(spec.clock.step, .duration)), or after "
        + printer.text(
          spec.clock.step.multipliedReportingOverflow(by: Int128(spec.clock.steps)).partialValue,
          .duration))
    missing.append("the numbers of rows do not change while a path runs")
    return missing
  }
}
