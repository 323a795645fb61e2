import Diagnostics
import Numerics
import Semantics

/// A contract being used by hand: a state, and the steps that change it one after the other.
///
/// Actions and invariants are the performer's; what stands outside the contract, such as an
/// argument or a claim, is evaluated by the tree walk.
package struct Walkthrough {
  package let interpreter: Interpreter
  private let performer: any Performer
  /// Whether steps list their gas by the places that paid.
  private let listsPayments: Bool
  package private(set) var state: State
  /// The state before the last step, which `old` sees.
  package private(set) var before: State
  /// How the last step ended.
  package private(set) var last = End.committed([])
  /// The invariants that the last step left broken.
  private(set) var lastBroken: [BrokenInvariant] = []

  package init(
    _ interpreter: Interpreter, performer: (any Performer)? = nil, listsPayments: Bool = false
  ) {
    self.interpreter = interpreter
    self.performer = performer ?? interpreter
    self.listsPayments = listsPayments
    state = interpreter.initialState
    before = state
  }

  /// What a step led to.
  package struct Result: Hashable, Sendable {
    package let end: End
    /// Invariants that do not hold after it; none is looked at where nothing has happened.
    package let broken: [BrokenInvariant]
    /// Gas the call took, whether it stands or not.
    package var gas = 0
    /// The gas by the places that paid, when the walkthrough lists it.
    package var payments: [Payment] = []
  }

  package enum End: Hashable, Sendable {
    case committed([Event])
    case reverted(Trap)
    /// The step itself has no meaning: an argument or a duration that cannot be computed, or time
    /// that would run backwards.
    case impossible(Impossible)
  }

  package enum Impossible: Hashable, Sendable {
    case traps(Trap)
    case backwards(Value, Span)
  }

  /// Sets values without any action, all or none of them; parameters within their ranges.
  package mutating func give(
    _ assignments: [CheckedStatement], in frame: Frame
  ) throws(Trap) {
    try interpreter.apply(assignments, in: frame, to: &state)
    before = state
  }

  /// The invariants that do not hold in the state as it is; those `after` an action left out.
  package var brokenInvariants: [BrokenInvariant] {
    performer.brokenInvariants(in: state, before: state, after: nil)
  }

  package mutating func take(_ step: CheckedExample.Step, in frame: Frame) -> Result {
    let result = attempt(step, frame)
    last = result.end
    lastBroken = result.broken
    return result
  }

  private mutating func attempt(_ step: CheckedExample.Step, _ frame: Frame) -> Result {
    do throws(Trap) {
      switch step {
      case .after(let duration, let span): return try wait(duration, span, frame)
      case .call(let action, let arguments, let caller, _):
        return try call(action, arguments, caller, frame)
      }
    } catch { return Result(end: .impossible(.traps(error)), broken: []) }
  }

  /// The value of an expression now.
  package func value(
    of expression: CheckedExpression, in frame: Frame
  ) throws(Trap) -> Int128 {
    try interpreter.evaluate(expression, in: frame, state, before: before)
  }

  private mutating func wait(
    _ duration: CheckedExpression, _ span: Span, _ frame: Frame
  ) throws(Trap) -> Result {
    let word = try value(of: duration, in: frame)
    guard word >= 0 else {
      return Result(end: .impossible(.backwards(Value(word, .duration), duration.span)), broken: [])
    }
    let (now, overflow) = state.now.addingReportingOverflow(word)
    guard !overflow else {
      throw Trap(.overflow([Value(state.now, .time), Value(word, .duration)]), span)
    }
    before = state
    state.now = now
    return Result(
      end: .committed([]),
      broken: performer.brokenInvariants(in: state, before: before, after: nil))
  }

  private mutating func call(
    _ action: ActionID, _ arguments: [CheckedExpression], _ caller: CheckedCaller, _ frame: Frame
  ) throws(Trap) -> Result {
    var words: [Int128] = []
    for argument in arguments { words.append(try value(of: argument, in: frame)) }
    let caller = try self.caller(caller, frame)
    before = state
    let execution = performer.call(
      action, words, by: caller, on: &state, listingPayments: listsPayments)
    var result: Result
    switch execution.outcome {
    case .reverted(let trap): result = Result(end: .reverted(trap), broken: [])
    case .committed(let events):
      let broken = performer.brokenInvariants(
        in: state, before: before, after: CompletedCall(action, words))
      result = Result(end: .committed(events), broken: broken)
    }
    result.gas = execution.gas
    result.payments = execution.payments
    return result
  }

  private func caller(_ caller: CheckedCaller, _ frame: Frame) throws(Trap) -> Caller {
    switch caller {
    case .anyone: return .anyone
    case .role(let role): return .role(role)
    case .row(let row):
      let word = try value(of: row, in: frame)
      guard case .row(let table) = row.type else { return .anyone }
      return .row(table, word)
    }
  }
}
