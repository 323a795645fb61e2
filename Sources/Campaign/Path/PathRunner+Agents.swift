import Machine
import Market
import Numerics
import Semantics

/// Whose turn it is.
struct Turn {
  let agent: Int
  let instance: Int
}

/// Something that happens in a later step.
struct Pending {
  let due: Int
  /// The order in which it was decided on.
  let sequence: Int
  let what: What

  enum What {
    case call(PathCall, Turn, bid: Int128)
    case body(routine: Int, [Int128])
    case delivery(feed: Int, Int128)
  }
}

// Agents, their budgets, and what they have decided on for later.
extension PathRunner {
  /// A new block: its gas, and that of every agent in it.
  func beginBlock() throws(PathProblem) {
    if let entry = program.blockGas, let written = spec.blockGas {
      let word = try ask(entry, .blockGas)
      blockGas = Int(clamping: max(0, written.value.type == .count ? word : word / Fixed.unit))
    }
    for number in world.agents.indices {
      guard let gas = world.agents[number].gas else { continue }
      for instance in budgets[number].indices { budgets[number][instance] = gas }
    }
  }

  func actAgents() throws(PathProblem) {
    guard spec.clock.isShuffled else {
      for number in world.agents.indices { try act(number) }
      return
    }
    for number in shuffledOrder { try act(number) }
  }

  /// The turns of all agents of one kind.
  private func act(_ number: Int) throws(PathProblem) {
    let agent = world.agents[number]
    guard agent.acts(in: step) else { return }
    var stream = RandomStream(
      seed: world.seed, purpose: agent.purpose, path: record.path, step: UInt64(step))
    for instance in 0..<agent.count {
      if let chance = agent.chance, !stream.chance(chance) { continue }
      tally.turns[number] += 1
      try run(
        routine: agent.routine, [Int128(instance)], .agent(number),
        turn: Turn(agent: number, instance: instance))
    }
  }

  private var shuffledOrder: [Int] {
    var order = Array(world.agents.indices)
    var stream = RandomStream(
      seed: world.seed, purpose: PathRunner.orderPurpose, path: record.path, step: UInt64(step))
    for place in stride(from: order.count - 1, to: 0, by: -1) {
      let other = Int(stream.next(below: UInt128(place + 1)))
      order.swapAt(place, other)
    }
    return order
  }

  private static let orderPurpose = StreamPurpose.named("order", "agents")

  /// An agent's call, within what its own gas and the block's allow; `nil` where nothing is left
  /// at all. One that would need more is not taken into the block, and costs nothing.
  func call(_ call: PathCall, by turn: Turn?) throws(PathProblem) -> Run? {
    guard let turn else { return try self.call(call, gas: defaultGas) }
    var allowed = min(defaultGas, blockGas)
    let isLimited = world.agents[turn.agent].gas != nil
    if isLimited { allowed = min(allowed, budgets[turn.agent][turn.instance]) }
    let run = try self.call(call, gas: allowed)
    if run.stop == .outOfGas, allowed < defaultGas {
      tally.refusedForGas[call.action] += 1
      return run
    }
    if blockGas != .max { blockGas -= run.gas }
    if isLimited { budgets[turn.agent][turn.instance] -= run.gas }
    return run
  }

  // MARK: - Later

  func wait(steps: Int, _ what: Pending.What) {
    sequence += 1
    let (due, overflow) = step.addingReportingOverflow(steps)
    guard !overflow else { return }
    pending.append(Pending(due: due, sequence: sequence, what: what))
  }

  /// A call that arrives when the agent's latency has passed, its arguments as they are now.
  func delay(_ call: PathCall, by turn: Turn) throws(PathProblem) {
    var bid: Int128 = 0
    if let entry = program.agents[turn.agent].bid {
      bid = try ask(entry, .agent(turn.agent), given: [Int128(turn.instance)])
    }
    wait(steps: world.agents[turn.agent].latency, .call(call, turn, bid: bid))
  }

  /// What is due: first what was put off and what arrives from afar, in the order it was decided
  /// on; then calls, the highest bid first and among equals in the order of agents.
  func runPending() throws(PathProblem) {
    guard pending.contains(where: { $0.due <= step }) else { return }
    let due = pending.filter { $0.due <= step }
    pending.removeAll { $0.due <= step }
    var calls: [(call: PathCall, turn: Turn, bid: Int128, sequence: Int)] = []
    for item in due {
      switch item.what {
      case .call(let call, let turn, let bid): calls.append((call, turn, bid, item.sequence))
      case .delivery(let feed, let said): try deliver(said, from: feed)
      case .body(let routine, let words):
        try run(routine: program.delayed[routine], words, .delayed(routine), turn: nil)
      }
    }
    calls.sort { left, right in
      if left.bid != right.bid { return left.bid > right.bid }
      if left.turn.agent != right.turn.agent { return left.turn.agent < right.turn.agent }
      return left.sequence < right.sequence
    }
    for call in calls { _ = try self.call(call.call, by: call.turn) }
  }
}
