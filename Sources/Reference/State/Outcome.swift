import Semantics

/// Who calls an action.
package enum Caller: Hashable, Sendable {
  /// Somebody without a role.
  case anyone
  case role(RoleID)
  case row(TableID, Int128)
}

/// What an action emitted; the values stand in the order of the event's parameters.
package struct Event: Hashable, Sendable {
  package let id: EventID
  package let values: [Int128]

  package init(_ id: EventID, _ values: [Int128]) {
    self.id = id
    self.values = values
  }
}

/// How an action ended.
package enum Outcome: Hashable, Sendable {
  case committed([Event])
  /// The state is what it was before the call.
  case reverted(Trap)
}

/// How an action ended, and what that cost, whether it committed or not.
package struct Execution: Hashable, Sendable {
  package let outcome: Outcome
  package let gas: Int
  /// The gas by the places that paid, in the order of the source; empty unless asked for.
  package let payments: [Payment]

  package init(_ outcome: Outcome, gas: Int, payments: [Payment] = []) {
    self.outcome = outcome
    self.gas = gas
    self.payments = payments
  }

  init(_ outcome: Outcome, _ meter: Meter) {
    self.outcome = outcome
    gas = meter.spent
    payments = meter.list
  }
}

/// An action that has committed, as `invariant .. after` sees it.
package struct CompletedCall: Hashable, Sendable {
  package let action: ActionID
  package let arguments: [Int128]

  package init(_ action: ActionID, _ arguments: [Int128]) {
    self.action = action
    self.arguments = arguments
  }
}
