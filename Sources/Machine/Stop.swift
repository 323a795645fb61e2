/// Why a run ended before its `halt`.
package enum Stop: Hashable, Sendable {
  case outOfGas
  case overflow
  case divisionByZero
  case domain
  case range
  /// The caller is not one the entry admits.
  case caller
  case noneRow
  case rowOutOfRange
  /// A local column with more cells than the machine holds.
  case columnTooLarge
  /// Questions inside questions, too deep.
  case depth
  case failure(Program.Failure)
}
