import Machine
import Semantics

// Calls of actions, and what follows them: invariants, then handlers.
extension PathRunner {
  /// Calls an action as the world does; whether it stands. Invariants that it may have broken are
  /// asked, and then whoever handles its events reacts.
  func call(_ call: PathCall, gas: Int) throws(PathProblem) -> Run {
    listener?.willCall(call)
    let run = machine.call(
      program.compiled.actions[call.action], call.arguments, by: call.caller, gas: gas)
    listener?.called(call, run)
    tally.calls[call.action] += 1
    tally.gas[call.action] += run.gas
    if let stop = run.stop {
      tally.refusals[Tally.Refusal(action: call.action, stop: stop), default: 0] += 1
      return run
    }
    tally.commits[call.action] += 1
    if machine.hasEvents { hear() }
    try checkInvariants(after: call, all: false)
    if transaction == nil { try react() }
    return run
  }

  /// Counts what the call emitted, and lets those who handle it wait their turn.
  private func hear() {
    for (number, values) in machine.events {
      tally.events[number] += 1
      seenEvent[number] = true
      for handler in program.handlers[number] {
        reactions.append(Reaction(event: number, handler: handler, values: values))
      }
    }
  }

  /// More reactions in one step than any sensible market has.
  private static let reactionLimit = 100_000

  /// Runs handlers in the order of what they react to, until none is left. Their own calls make
  /// more; these wait in the same line.
  func react() throws(PathProblem) {
    guard !isReacting, !reactions.isEmpty else { return }
    isReacting = true
    defer { isReacting = false }
    var next = 0
    while next < reactions.count {
      let reaction = reactions[next]
      next += 1
      guard next <= PathRunner.reactionLimit else {
        throw problem(.restless(handlers: next))
      }
      try run(
        routine: reaction.handler, reaction.values, .handler(event: reaction.event), turn: nil)
    }
    reactions.removeAll(keepingCapacity: true)
  }

  // MARK: - Routines

  /// Runs code of the spec to its end, answering what it asks.
  func run(
    routine: Int, _ arguments: [Int128], _ code: PathProblem.Code, turn: Turn?
  ) throws(PathProblem) {
    started &+= 1
    let context = machine.draws.instance
    machine.draws.instance = turn.map { UInt64($0.instance) } ?? started
    defer { machine.draws.instance = context }
    listener?.willRun(routine, arguments)
    var progress = machine.begin(
      program.compiled.routines[routine], arguments, gas: specGas)
    while case .asked(let waiting) = progress {
      try answer(waiting, code, turn)
      machine.draws.instance = turn.map { UInt64($0.instance) } ?? machine.draws.instance
      progress = machine.resume(waiting)
    }
    if case .stopped(let stop, let at) = progress {
      throw problem(.stopped(code, stop, at: at))
    }
  }

  private func answer(
    _ waiting: Machine.Waiting, _ code: PathProblem.Code, _ turn: Turn?
  ) throws(PathProblem) {
    switch spec.requests[waiting.request] {
    case .call(let action, let by, let isTry, _):
      let count = spec.contract.actions[action].parameters.count
      var arguments: [Int128] = []
      arguments.reserveCapacity(count)
      for place in 0..<count { arguments.append(machine.word(place, of: waiting)) }
      let caller: RunCaller
      switch by {
      case .anyone: caller = .anyone
      case .role(let role): caller = .role(role)
      case .row(let table): caller = .row(table: table, machine.word(count, of: waiting))
      }
      let call = PathCall(
        action: action, arguments: arguments, caller: caller,
        origin: turn.map { .agent($0.agent, instance: $0.instance) } ?? code.origin)
      if let turn, world.agents[turn.agent].latency > 0 {
        try delay(call, by: turn)
        return
      }
      let run = try self.call(call, by: turn)
      if let stop = run?.stop, !isTry {
        throw problem(.refused(request: waiting.request, action, stop, at: run?.at))
      }
    case .later(let routine, _):
      let words = (1...spec.delayed[routine].parameters + 1).dropLast()
        .map { machine.word($0, of: waiting) }
      let steps = Int(clamping: machine.word(0, of: waiting))
      wait(steps: max(1, steps), .body(routine: routine, words))
    }
  }
}

/// A handler that waits for its turn.
struct Reaction {
  let event: EventID
  let handler: Int
  let values: [Int128]
}

extension PathProblem.Code {
  fileprivate var origin: PathCall.Origin {
    switch self {
    case .handler(let event): .handler(event)
    case .delayed: .delayed
    default: .setup
    }
  }
}
