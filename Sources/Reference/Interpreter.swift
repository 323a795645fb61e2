import Diagnostics
import Semantics

/// A contract with a population, ready to act on states: the plain tree walk that judges the fast
/// machine. Its rules of order and of failure are written at `Evaluation`.
///
///     let interpreter = Interpreter(contract, try Population(of: contract))
///     var state = interpreter.initialState
///     switch interpreter.call(deposit, [amount], by: .row(account, 0), on: &state).outcome { .. }
///
/// Every entry point works on a copy of the state and replaces the caller's only when all went
/// well, so a call that reverts leaves the state bit for bit as it was.
package struct Interpreter: Performer, Sendable {
  let program: Program
  package var limits: Limits

  package init(_ contract: CheckedContract, _ population: Population, limits: Limits = Limits()) {
    program = Program(contract, population)
    self.limits = limits
  }

  package var contract: CheckedContract { program.contract }
  package var population: Population { program.population }
  package var printer: ValuePrinter { ValuePrinter(contract, population) }

  /// 2025-01-01T00:00:00Z, where the clock stands at first: never zero, so that a time nobody has
  /// set is always long ago.
  package static let start: Int128 = 1_735_689_600_000_000_000_000_000_000

  /// The state before anything has happened.
  package var initialState: State {
    State(
      parameters: contract.parameters.map(\.initial),
      states: contract.states.map(\.initial),
      columns: zip(contract.tables, population.counts).map { table, count in
        table.fields.enumerated().map { id, field in
          guard let rows = table.fixedRows else {
            return [Int128](repeating: field.initial, count: count)
          }
          return rows.map { $0[id] }
        }
      },
      now: Interpreter.start)
  }

  /// Calls an action from outside. On request the gas is listed by the places of the source that
  /// paid for it.
  package func call(
    _ action: ActionID, _ arguments: [Int128], by caller: Caller, on state: inout State,
    listingPayments: Bool = false
  ) -> Execution {
    var evaluation = Evaluation(
      program, state, before: state, limits: limits, listingPayments: listingPayments)
    if let trap = evaluation.run({ evaluation throws(Trap) in
      try evaluation.perform(action, arguments, by: caller)
    }) {
      return Execution(.reverted(trap), evaluation.meter)
    }
    state = evaluation.state
    return Execution(.committed(evaluation.events), evaluation.meter)
  }

  /// The value of an expression that stands outside the contract; `before` is the state `old` sees.
  package func evaluate(
    _ expression: CheckedExpression, in frame: Frame, _ state: State, before: State? = nil
  ) throws(Trap) -> Int128 {
    var evaluation = Evaluation(program, state, before: before ?? state, limits: limits)
    var word: Int128 = 0
    if let trap = evaluation.run({ evaluation throws(Trap) in
      var activation = Activation(frame)
      word = try evaluation.evaluate(expression, &activation)
    }) {
      throw trap
    }
    return word
  }

  /// Why a condition that is false is false, as far as values can show it.
  package func evidence(
    against condition: CheckedExpression, in frame: Frame, _ state: State, before: State? = nil
  ) -> Evidence? {
    let evaluation = Evaluation(program, state, before: before ?? state, limits: limits)
    return DeepStack.run { evaluation.evidence(against: condition, Activation(frame)) } ?? nil
  }

  /// Runs statements that stand outside the contract, all or none of them.
  package func apply(
    _ statements: [CheckedStatement], in frame: Frame, to state: inout State
  ) throws(Trap) {
    var evaluation = Evaluation(program, state, before: state, limits: limits)
    if let trap = evaluation.run({ evaluation throws(Trap) in
      var activation = Activation(frame)
      _ = try evaluation.execute(statements, &activation)
    }) {
      throw trap
    }
    state = evaluation.state
  }
}

extension Evaluation {
  /// Runs one piece of work on a stack that is deep enough, and gives back the trap it ended with.
  mutating func run(_ work: (inout Evaluation) throws(Trap) -> Void) -> Trap? {
    // A copy in and out, because the other thread works while this one waits.
    var evaluation = self
    let trap: Trap?? = DeepStack.run {
      do throws(Trap) {
        try work(&evaluation)
        return nil
      } catch { return error }
    }
    self = evaluation
    guard let trap else {
      return Trap(.stackUnavailable, contract.span)
    }
    return trap
  }
}
