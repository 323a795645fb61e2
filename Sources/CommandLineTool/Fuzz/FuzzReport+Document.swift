import Attack
import Diagnostics
import Semantics

// The report as a JSON document.
extension FuzzReport {
  var document: JSONValue {
    [
      "command": "fuzz", "path": .string(path), "contract": .string(contract.name),
      "seed": .integer(Int(clamping: seed)),
      "rows": .object(
        zip(contract.tables, stage.rows).map { JSONMember($0.name, .integer($1)) }),
      "actions": .integer(outcome.tally.actions), "runs": .integer(outcome.tally.runs),
      "interrupted": .bool(outcome.wasInterrupted),
      "invariants": .array(stage.claims.map { value(of: $0) }),
      "profit": profit,
      "canary": JSONValue(outcome.canary) { .integer($0.actions) },
      "blind": .bool(isBlind),
      "reached": .integer(outcome.reached), "kept": .integer(outcome.entries),
      "calls": .array(
        stage.moves.indices.map { move in
          [
            "action": .string(contract.actions[stage.moves[move].action].name),
            "calls": .integer(outcome.tally.calls[move]),
            "succeeded": .integer(outcome.tally.commits[move]),
            "refused": .array(
              outcome.tally.refusals(of: move).map {
                ["why": .string($0.stop.words(stage.compiled)), "times": .integer($0.times)]
              }),
          ]
        }),
      "cases": book?.document ?? [],
      "findings": [],
    ]
  }

  /// Of an adversary that wants something: the most it gains, and how.
  private var profit: JSONValue {
    guard stage.profit != nil else { return .null }
    guard let gain = outcome.gain else {
      return ["greatest": .string(text(ofProfit: 0)), "moves": []]
    }
    let shrunk = shrunk(gain)
    return [
      "greatest": .string(text(ofProfit: shrunk.profit)), "actions": .integer(gain.actions),
      "moves": .array(lines(of: shrunk.sequence).map { .string($0) }),
      "shrunk_from": .integer(gain.sequence.steps.count),
    ]
  }

  private func value(of claim: Int) -> JSONValue {
    let name = JSONValue.string(stage.name(of: claim))
    switch verdict(claim) {
    case .broken(let finding):
      return [
        "name": name, "verdict": "broken", "actions": .integer(finding.actions),
        "moves": .array(lines(of: finding).map { .string($0) }),
        "shrunk_from": .integer(finding.sequence.steps.count), "again": .string(command),
        "cases": book?.document(of: claim) ?? [],
      ]
    case .held(let checks): return ["name": name, "verdict": "held", "asked": .integer(checks)]
    case .enforced: return ["name": name, "verdict": "enforced"]
    case .vacuous: return ["name": name, "verdict": "vacuous"]
    case .notAsked: return ["name": name, "verdict": "not asked"]
    }
  }
}
