import Attack

/// The attack on the perpetual with eight accounts, with every invariant asked that a call may have
/// broken: what guiding it costs beside the same calls and questions alone, and what a second worker
/// brings. One operation is one call of the contract.
func attackRows() -> [Row] {
  guard let contract = Package.contract("Contracts/perpetual.risk"),
    let guided = try? Stage(contract, rows: [8]),
    let plain = try? Stage(contract, rows: [8], probes: false)
  else { return [] }
  let attack = Attack(guided, seed: 1, budget: attackedActions)
  let trace = AttackTrace()
  guard let outcome = try? attack.run(workers: 1, tracing: trace),
    let replay = try? trace.replay(on: plain)
  else { return [] }
  return [
    Row(
      name: "attack on the perpetual", operations: outcome.tally.actions, clock: .process,
      work: { commits(attack, workers: 1) },
      twin: Row.Twin(name: "its calls and invariants alone", isExact: true) {
        Int128(replay.run())
      }),
    Row(
      name: "attack on the perpetual, two workers", operations: outcome.tally.actions, clock: .wall,
      work: { commits(attack, workers: 2) },
      twin: Row.Twin(name: "one worker", isExact: true) { commits(attack, workers: 1) }),
  ]
}

/// So many that starting and the short first epochs do not count.
private let attackedActions = 2_000_000

private func commits(_ attack: Attack, workers: Int) -> Int128 {
  guard let outcome = try? attack.run(workers: workers) else { return -1 }
  return Int128(outcome.tally.commits.reduce(0, +))
}
