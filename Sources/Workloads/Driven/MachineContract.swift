import Compiler
import Machine

/// A contract on the machine.
package struct MachineContract: DrivenContract {
  /// More than any workload spends on one call, so that running out shows as a revert.
  private static let gas = 50_000_000

  private let machine: Machine
  private let actions: [Int]
  private let invariants: [Int]

  /// Every table has `rows` rows.
  package init(_ compiled: CompiledContract, rows: Int) throws(PopulationMismatch) {
    machine = try Machine(
      compiled.program, rows: compiled.program.program.tables.map { _ in rows })
    actions = compiled.actions
    invariants = compiled.invariants
  }

  package mutating func call(_ action: Int, _ arguments: [Int128], by caller: RunCaller) -> Bool {
    machine.call(actions[action], arguments, by: caller, gas: Self.gas).stop == nil
  }

  package mutating func call(_ action: Int, _ argument: Int128, by caller: RunCaller) -> Bool {
    machine.call(actions[action], argument, by: caller, gas: Self.gas).stop == nil
  }

  package mutating func undo() { machine.undo() }

  package func holds(invariant: Int) -> Bool {
    let entry = invariants[invariant]
    return machine.ask(entry, gas: Self.gas).stop == nil && machine.result(0, of: entry) != 0
  }

  package subscript(state number: Int) -> Int128 {
    get { machine[state: number] }
    set { machine[state: number] = newValue }
  }

  package subscript(column: Int, row: Int) -> Int128 {
    get { machine[column, row] }
    set { machine[column, row] = newValue }
  }
}
