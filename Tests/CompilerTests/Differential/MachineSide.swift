import Reference
import Semantics

/// The machine, which is to do as the interpreter does.
final class MachineSide: Side {
  let run: MachineRun
  /// What an invariant may take.
  var questionGas = Scenario.gas

  init(_ scenario: Scenario) throws {
    run = try MachineRun(scenario.contract, rows: scenario.population.counts)
    // The clock stands where the interpreter has it; all else the program itself must know.
    run.load(parameters: [], states: [], columns: [], clock: Interpreter.start)
  }

  init(_ run: MachineRun) { self.run = run }

  var state: State {
    get {
      State(
        parameters: run.parameters, states: run.states, columns: run.columns, now: run.clock)
    }
    set {
      run.load(
        parameters: newValue.parameters, states: newValue.states, columns: newValue.columns,
        clock: newValue.now)
    }
  }

  func call(_ call: Scenario.Call, gas: Int) -> Verdict {
    let caller: MachineRun.Caller =
      switch call.caller {
      case .anyone: .anyone
      case .role(let role): .role(role)
      case .row(let table, let row): .row(table, row)
      }
    return verdict(run.call(call.action, call.arguments, by: caller, gas: gas))
  }

  func verdict(_ result: MachineRun.Result) -> Verdict {
    guard let reason = result.reason else {
      return Verdict(
        end: .committed(result.events.map { Event($0.number, $0.values) }), gas: result.gas)
    }
    return Verdict(
      end: .reverted(reason, result.span), gas: result.gas)
  }

  func undo() { run.undo() }

  func truth(of invariant: Int, _ arguments: [Int128]) -> Truth {
    let (holds, result) = run.ask(invariant, arguments, gas: questionGas)
    guard let reason = result.reason else { return holds ? .holds : .fails }
    return .traps(reason, result.span)
  }
}
