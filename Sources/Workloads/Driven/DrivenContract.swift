import Machine

/// A contract with a population, driven from outside by words alone: what the reference interpreter
/// and the machine have in common.
///
/// Workloads are written against this, so one driver judges and measures both. Numbers are those of
/// the checked contract; columns count through the tables in order, and in each through its fields.
package protocol DrivenContract {
  /// Calls an action; false when it reverted.
  mutating func call(_ action: Int, _ arguments: [Int128], by caller: RunCaller) -> Bool
  /// The same for an action with one parameter.
  mutating func call(_ action: Int, _ argument: Int128, by caller: RunCaller) -> Bool
  /// Takes back the last call, when it committed.
  mutating func undo()
  /// Whether an invariant holds, with `old` at the state before the last call.
  func holds(invariant: Int) -> Bool
  subscript(state number: Int) -> Int128 { get set }
  subscript(column: Int, row: Int) -> Int128 { get set }
}
