import Attack
import Diagnostics
import Semantics

// The report as text.
extension FuzzReport {
  func write(_ session: Session) {
    let output = session.output
    let rows = zip(contract.tables, stage.rows)
      .map { "\($0.name) \(counted($1, "row"))" }.joined(separator: ", ")
    output.line(
      "\(contract.name) in \(path.escapedForDisplay): \(grouped(outcome.tally.actions)) actions in "
        + "\(counted(outcome.tally.runs, "run")), seed \(seed)" + (rows.isEmpty ? "" : "; \(rows)"))
    if outcome.wasInterrupted { output.line("interrupted; this is what was known by then") }
    output.line("")
    for line in book?.lines ?? [] { output.line(line) }
    for claim in stage.claims { write(claim, output) }
    if stage.claims.isEmpty { output.line("it has no invariant, so nothing could be broken") }
    writeGain(output)
    writeSearch(output)
    if !outcome.findings.isEmpty {
      output.line("")
      output.line("the same again: `\(command)`")
    }
  }

  private func write(_ claim: Int, _ output: Output) {
    let title = claim < contract.invariants.count ? contract.invariants[claim].text : nil
    let name = stage.name(of: claim) + (title.map { " \"\($0)\"" } ?? "")
    switch verdict(claim) {
    case .broken(let finding):
      guard !finding.sequence.steps.isEmpty else {
        output.line("broken   \(name): before anything happens")
        return
      }
      let run = shrunk(finding)
      output.line(
        "broken   \(name): after about \(grouped(finding.actions)) actions, in "
          + "\(counted(run.steps.count, "move")), shrunk from \(finding.sequence.steps.count)")
      for (place, line) in lines(of: finding).enumerated() {
        output.line("  \(place + 1)  \(line.escapedForDisplay)")
      }
      for line in book?.lines(of: claim) ?? [] { output.line("  " + line) }
    case .held(let checks):
      output.line("held     \(name)" + (checks > 0 ? ": asked \(grouped(checks)) times" : ""))
    case .enforced: output.line("enforced \(name): what would break it is undone")
    case .vacuous:
      output.line("vacuous  \(name): nothing happened that it says anything about")
    case .notAsked: break
    }
  }

  private func writeGain(_ output: Output) {
    guard stage.profit != nil else { return }
    guard let gain = outcome.gain else {
      output.line("profit   none: the adversary never has more than it began with")
      return
    }
    let shrunk = shrunk(gain)
    output.line(
      "profit   \(text(ofProfit: shrunk.profit)): after about \(grouped(gain.actions)) actions, in "
        + "\(counted(shrunk.sequence.steps.count, "move")), shrunk from \(gain.sequence.steps.count)"
    )
    for (place, line) in lines(of: shrunk.sequence).enumerated() {
      output.line("  \(place + 1)  \(line.escapedForDisplay)")
    }
  }

  private func writeSearch(_ output: Output) {
    output.line("")
    if let canary = outcome.canary {
      output.line("canary   found after about \(grouped(canary.actions)) actions")
    } else if stage.canary != nil, isBlind {
      output.line(
        "canary   not found: this search sees nothing, and what held means nothing")
    }
    output.line(
      "reached  \(grouped(outcome.reached)) states and places, "
        + "\(counted(outcome.entries, "run")) kept to go on from")
    let never = neverCommitted
    for action in never {
      output.line(
        "never    \(action.action) succeeded in \(grouped(action.tries)) calls: \(action.why)")
    }
  }
}
