import Attack
import Diagnostics
import Numerics
import Property
import Reference
import Semantics

/// What going through all short runs came to.
struct ExhaustiveReport {
  let path: String
  let stage: Stage
  let options: ExhaustiveOptions
  let only: Set<Int>?
  let outcome: Exhaustive.Outcome
  /// Of calls, with the population.
  let player: Player
  let printer: ValuePrinter
  var book: CaseBook?

  private var contract: CheckedContract { stage.contract }

  private enum Verdict {
    case broken(ChoiceSequence)
    case held, enforced, notAsked
  }

  private func verdict(_ claim: Int) -> Verdict {
    if let only, !only.contains(claim) { return .notAsked }
    if let minimum = outcome.minima[claim] { return .broken(minimum) }
    return stage.isEnforced(claim) ? .enforced : .held
  }

  private var isBroken: Bool {
    stage.claims.contains { if case .broken = verdict($0) { true } else { false } }
  }

  var status: ExitStatus {
    if isBroken || book?.fails ?? false { return .findings }
    if outcome.wasInterrupted { return .interrupted }
    return outcome.isComplete ? .success : .undecided
  }

  func write(_ output: Output) {
    let rows = zip(contract.tables, stage.rows)
      .map { "\($0.name) \(counted($1, "row"))" }.joined(separator: ", ")
    output.line(
      "\(contract.name) in \(path.escapedForDisplay): every run of up to \(counted(options.depth, "call"))"
        + (rows.isEmpty ? "" : "; \(rows)"))
    output.line("numbers \(numbers)")
    output.line("time    \(gaps)")
    output.line("")
    for line in book?.lines ?? [] { output.line(line) }
    for claim in stage.claims { write(claim, output) }
    if stage.claims.isEmpty { output.line("it has no invariant, so nothing could be broken") }
    output.line("")
    output.line((outcome.isComplete ? "complete " : "stopped  ") + extent)
  }

  private func write(_ claim: Int, _ output: Output) {
    let title = contract.invariants[claim].text
    let name = stage.name(of: claim) + (title.map { " \"\($0)\"" } ?? "")
    switch verdict(claim) {
    case .broken(let run) where run.steps.isEmpty:
      output.line("broken   \(name): before anything happens")
    case .broken(let run):
      let fewest = outcome.wasInterrupted ? "" : ", and no run of fewer does"
      output.line("broken   \(name): in \(counted(run.steps.count, "move"))\(fewest)")
      for (place, line) in lines(of: run).enumerated() {
        output.line("  \(place + 1)  \(line.escapedForDisplay)")
      }
      for line in book?.lines(of: claim) ?? [] { output.line("  " + line) }
    case .held:
      output.line(
        "held     \(name)" + (outcome.isComplete ? "" : ", as far as the search came"))
    case .enforced: output.line("enforced \(name): what would break it is undone")
    case .notAsked: break
    }
  }

  private var numbers: String {
    guard let values = options.values else { return "the contract's own" }
    return values.map { Fixed.text($0) }.joined(separator: ", ")
  }

  private var gaps: String {
    options.gaps.isEmpty
      ? "none passes" : options.gaps.map { printer.text($0, .duration) }.joined(separator: ", ")
  }

  private var extent: String {
    let seen =
      "\(grouped(outcome.states)) states, \(grouped(outcome.actions)) calls"
    if outcome.isExhausted {
      return "\(seen); after \(counted(outcome.depth, "call")) nothing new is reached"
    }
    if outcome.isComplete { return seen }
    let why = outcome.wasInterrupted ? "interrupted" : "there are more states than it may keep"
    return "after all runs of \(counted(outcome.depth, "call")): \(why); \(seen)"
  }

  private func lines(of run: ChoiceSequence) -> [String] {
    player.begin()
    return run.steps.map { step in
      var reader = ChoiceReader(replaying: step)
      let played = player.play(&reader, weights: stage.evenWeights)
      return player.call(of: played).map { printer.text($0, gap: played.gap) } ?? ""
    }
  }

  var document: JSONValue {
    [
      "command": "fuzz", "path": .string(path), "contract": .string(contract.name),
      "exhaustive": [
        "depth": .integer(options.depth), "values": .string(numbers), "gaps": .string(gaps),
        "complete": .bool(outcome.isComplete), "exhausted": .bool(outcome.isExhausted),
        "interrupted": .bool(outcome.wasInterrupted), "reached_depth": .integer(outcome.depth),
        "states": .integer(outcome.states), "calls": .integer(outcome.actions),
      ],
      "rows": .object(
        zip(contract.tables, stage.rows).map { JSONMember($0.name, .integer($1)) }),
      "invariants": .array(stage.claims.map { value(of: $0) }),
      "cases": book?.document ?? [],
      "findings": [],
    ]
  }

  private func value(of claim: Int) -> JSONValue {
    let name = JSONValue.string(stage.name(of: claim))
    switch verdict(claim) {
    case .broken(let run):
      return [
        "name": name, "verdict": "broken",
        "moves": .array(lines(of: run).map { .string($0) }),
        "cases": book?.document(of: claim) ?? [],
      ]
    case .held: return ["name": name, "verdict": "held"]
    case .enforced: return ["name": name, "verdict": "enforced"]
    case .notAsked: return ["name": name, "verdict": "not asked"]
    }
  }
}
