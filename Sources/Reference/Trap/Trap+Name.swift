import Semantics

extension Trap.Reason {
  /// What `reverts NAME` calls this reason: the id of a named `require` or `ensure` or the name of
  /// an enforced invariant, and else one of `MachineReason`.
  package func name(in contract: CheckedContract) -> String {
    switch self {
    case .demand(_, let id?, _, _): id
    case .demand(let kind, nil, _, _): kind.rawValue
    case .enforcedInvariant(let id, _): contract.invariants[id].name
    case .overflow: MachineReason.overflow.rawValue
    case .divisionByZero: MachineReason.divisionByZero.rawValue
    case .domain: MachineReason.domain.rawValue
    case .range: MachineReason.range.rawValue
    case .caller: MachineReason.caller.rawValue
    case .noneRow: MachineReason.none.rawValue
    case .rowOutOfRange: MachineReason.row.rawValue
    case .noRow: MachineReason.noRows.rawValue
    case .columnTooLarge, .outOfGas, .depth, .stackUnavailable: MachineReason.gas.rawValue
    case .unproved: "unproved"
    }
  }

  /// A property of the program that ran, not of the machine it ran on or of the patience it was
  /// given. `can` answers "no" for these, and passes the others on.
  var isVerdict: Bool {
    switch self {
    case .outOfGas, .depth, .stackUnavailable, .unproved, .columnTooLarge: false
    case .demand, .enforcedInvariant, .overflow, .divisionByZero, .domain, .range, .caller,
      .noneRow, .rowOutOfRange, .noRow:
      true
    }
  }
}
