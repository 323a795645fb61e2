import Compiler
import Diagnostics
import Machine
import Reference
import Semantics

/// A contract deployed on the machine, with the tree walk beside it to say why.
///
/// The machine performs every action. When one reverts, or its gas is to be listed, the tree walk
/// performs it again from the same state: it has the values and the places a person needs. So
/// whatever is explained has been computed twice, by two programs that share nothing but the
/// arithmetic, and a difference between them is reported instead of either answer.
package final class Deployment: Performer {
  package let compiled: CompiledContract
  package let interpreter: Interpreter
  private let machine: Machine

  package init(
    _ compiled: CompiledContract, _ population: Population, limits: Limits = Limits()
  ) throws(PopulationMismatch) {
    self.compiled = compiled
    interpreter = Interpreter(compiled.contract, population, limits: limits)
    machine = try Machine(compiled.program, rows: population.counts)
  }

  package func call(
    _ action: ActionID, _ arguments: [Int128], by caller: Caller, on state: inout State,
    listingPayments: Bool
  ) -> Execution {
    arrange(state)
    let run = machine.call(
      compiled.actions[action], arguments, by: caller.ofMachine, gas: interpreter.limits.gas)
    if run.stop == nil, !listingPayments {
      state = present
      return Execution(.committed(events), gas: run.gas)
    }
    var walked = state
    let walk = interpreter.call(
      action, arguments, by: caller, on: &walked, listingPayments: listingPayments)
    guard agrees(run, with: walk, leaving: walked) else {
      return Execution(
        .reverted(Trap(.unproved(.disagreement), compiled.contract.actions[action].span)),
        gas: run.gas)
    }
    state = walked
    return walk
  }

  package func brokenInvariants(
    in state: State, before: State, after call: CompletedCall?
  ) -> [BrokenInvariant] {
    arrange(before)
    machine.advance(
      parameters: state.parameters, states: state.states, columns: state.columns.flatMap { $0 },
      clock: state.now)
    let broken = compiled.contract.invariants.indices.filter { number in
      let invariant = compiled.contract.invariants[number]
      if let after = invariant.after, after != call?.action { return false }
      let arguments = invariant.after == nil ? [] : call?.arguments ?? []
      let entry = compiled.invariants[number]
      let run = machine.ask(entry, arguments, gas: interpreter.limits.gas)
      return run.stop != nil || machine.results(of: entry) == [0]
    }
    guard !broken.isEmpty else { return [] }
    return interpreter.brokenInvariants(in: state, before: before, after: call)
  }

  private func arrange(_ state: State) {
    machine.arrange(
      parameters: state.parameters, states: state.states, columns: state.columns.flatMap { $0 },
      clock: state.now)
  }

  private var present: State { machine.presentState }

  private var events: [Event] { machine.events.map { Event($0.number, $0.values) } }

  /// Whether the two came to the same end, at the same cost, with the same state behind them.
  private func agrees(_ run: Run, with walk: Execution, leaving walked: State) -> Bool {
    guard run.gas == walk.gas else { return false }
    switch (run.stop, walk.outcome) {
    case (nil, .committed(let events)): return events == self.events && walked == present
    case (let stop?, .reverted(let trap)): return trap.reason.isOneOf(stop)
    default: return false
    }
  }
}

extension Caller {
  var ofMachine: RunCaller {
    switch self {
    case .anyone: .anyone
    case .role(let role): .role(role)
    case .row(let table, let word): .row(table: table, word)
    }
  }
}

extension Trap.Reason {
  /// Whether the machine calls this reason so.
  package func isOneOf(_ stop: Stop) -> Bool {
    switch (self, stop) {
    case (.outOfGas, .outOfGas), (.overflow, .overflow), (.divisionByZero, .divisionByZero),
      (.domain, .domain), (.range, .range), (.caller, .caller), (.noneRow, .noneRow),
      (.rowOutOfRange, .rowOutOfRange), (.columnTooLarge, .columnTooLarge), (.depth, .depth),
      (.demand, .failure(.demand)), (.noRow, .failure(.noRows)),
      (.unproved, .failure(.unproved)):
      true
    case (.enforcedInvariant(let number, _), .failure(.enforcedInvariant(let other))):
      number == other
    default: false
    }
  }
}
