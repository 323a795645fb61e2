import Semantics

/// Something that performs the actions of a contract on its states: the tree walk, or the machine.
/// All of them do the same, which tests hold them to.
package protocol Performer {
  /// Calls an action from outside. A call that reverts leaves the state bit for bit as it was.
  /// On request the gas is listed by the places of the source that paid for it.
  func call(
    _ action: ActionID, _ arguments: [Int128], by caller: Caller, on state: inout State,
    listingPayments: Bool
  ) -> Execution

  /// The invariants that do not hold, in order of declaration; `before` is the state that `old`
  /// sees. Those written `after` an action are looked at only when `call` is of that action.
  func brokenInvariants(
    in state: State, before: State, after call: CompletedCall?
  ) -> [BrokenInvariant]
}
