import Machine
import Reference
import Semantics

/// A contract on the reference interpreter. Slow: one call takes as long as thousands on the machine.
package struct InterpretedContract: DrivenContract {
  private let interpreter: Interpreter
  private var state: State
  private var before: State
  private let columns: [(table: Int, field: Int)]

  /// Every table has `rows` rows.
  package init(_ contract: CheckedContract, rows: Int) throws(PopulationError) {
    let population = CheckedExample.Population(count: rows)
    interpreter = Interpreter(
      contract,
      try Population(
        of: contract,
        given: Dictionary(uniqueKeysWithValues: contract.tables.indices.map { ($0, population) })))
    state = interpreter.initialState
    before = state
    columns = contract.tables.enumerated().flatMap { table, shape in
      shape.fields.indices.map { (table, $0) }
    }
  }

  package mutating func call(_ action: Int, _ arguments: [Int128], by caller: RunCaller) -> Bool {
    before = state
    let execution = interpreter.call(action, arguments, by: Caller(caller), on: &state)
    if case .committed = execution.outcome { return true }
    return false
  }

  package mutating func call(_ action: Int, _ argument: Int128, by caller: RunCaller) -> Bool {
    call(action, [argument], by: caller)
  }

  package mutating func undo() { state = before }

  package func holds(invariant: Int) -> Bool {
    !interpreter.brokenInvariants(in: state, before: before, after: nil)
      .contains { $0.number == invariant }
  }

  package subscript(state number: Int) -> Int128 {
    get { state.states[number] }
    set { state.states[number] = newValue }
  }

  package subscript(column: Int, row: Int) -> Int128 {
    get { state.columns[columns[column].table][columns[column].field][row] }
    set { state.columns[columns[column].table][columns[column].field][row] = newValue }
  }
}

extension Caller {
  fileprivate init(_ caller: RunCaller) {
    switch caller {
    case .anyone: self = .anyone
    case .role(let role): self = .role(role)
    case .row(let table, let row): self = .row(table, row)
    }
  }
}
