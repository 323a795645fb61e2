/// Why an action reverts for the machine's own reasons, as an example asks for it:
/// `reverts overflow`. The reasons of a contract are the names of its `require`s and `ensure`s.
package enum MachineReason: String, Sendable, CaseIterable {
  /// A result does not fit 128 bits.
  case overflow
  case divisionByZero = "division_by_zero"
  /// `ln` of nothing, `sqrt` below zero.
  case domain
  /// An argument or a parameter outside its declared range.
  case range
  /// The action is not for this caller.
  case caller
  /// `none` used as a row.
  case none = "none_row"
  /// A row number that the table does not have.
  case row = "row_out_of_range"
  /// `first`, `min`, `max` or `median` of no rows.
  case noRows = "no_rows"
  /// More gas than one action may spend.
  case gas
}
