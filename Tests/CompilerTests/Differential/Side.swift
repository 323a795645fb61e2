import Diagnostics
import Numerics
import Reference
import Semantics

/// One of the two that play the same calls: the interpreter or the machine.
protocol Side: AnyObject {
  var state: State { get set }

  func call(_ call: Scenario.Call, gas: Int) -> Verdict

  /// Takes the last call back, when it committed.
  func undo()

  /// An invariant after the last call, which has committed.
  func truth(of invariant: Int, _ arguments: [Int128]) -> Truth
}

/// The interpreter, which is right by definition.
final class InterpreterSide: Side {
  private var interpreter: Interpreter
  var state: State { didSet { before = state } }
  private var before: State
  private var last: CompletedCall?
  /// Places of the source that paid in calls that were listed.
  private(set) var paid: Set<Span> = []
  var isListing = false
  /// What an invariant may take.
  var questionGas = Scenario.gas

  init(_ scenario: Scenario) {
    interpreter = Interpreter(scenario.contract, scenario.population)
    state = interpreter.initialState
    before = state
  }

  func call(_ call: Scenario.Call, gas: Int) -> Verdict {
    interpreter.limits.gas = gas
    var after = state
    let execution = interpreter.call(
      call.action, call.arguments, by: call.caller, on: &after, listingPayments: isListing)
    if isListing { paid.formUnion(execution.payments.map(\.span)) }
    let old = state
    state = after
    before = old
    last = CompletedCall(call.action, call.arguments)
    return Verdict(execution)
  }

  func undo() { state = before }

  func truth(of invariant: Int, _ arguments: [Int128]) -> Truth {
    interpreter.limits.gas = questionGas
    let broken = interpreter.brokenInvariants(in: state, before: before, after: last)
    switch broken.first(where: { $0.number == invariant })?.cause {
    case nil: return .holds
    case .isFalse: return .fails
    case .traps(let trap): return .traps(Verdict.Reason(trap.reason), trap.place)
    }
  }
}
