/// The direction in which a result that lies between two representable numbers is taken.
///
/// Every rounding in the package names one of these; nothing rounds silently.
@usableFromInline
package enum Rounding: UInt8, Sendable, CaseIterable {
  /// Drops what does not fit: 1.9 becomes 1, -1.9 becomes -1.
  case toZero
  /// Away from zero: 1.1 becomes 2, -1.1 becomes -2.
  case fromZero
  /// Toward minus infinity (floor): -1.1 becomes -2.
  case down
  /// Toward plus infinity (ceiling): -1.9 becomes -1.
  case up
  /// To the nearest, an exact tie toward plus infinity: `floor(x + 1/2)`. -1.5 becomes -1.
  case halfUp
}

extension Rounding {
  /// What must be added to the truncated magnitude of a quotient to round it: 0 or 1.
  ///
  /// `remainder` and `divisor` are magnitudes with `remainder < divisor`; `isNegative` is the sign
  /// of the exact quotient.
  @inlinable @inline(__always)
  package func increment<Magnitude: FixedWidthInteger & UnsignedInteger>(
    isNegative: Bool, remainder: Magnitude, divisor: Magnitude
  ) -> UInt64 {
    let grows: Bool
    switch self {
    case .toZero: grows = false
    case .fromZero: grows = remainder != 0
    case .down: grows = isNegative && remainder != 0
    case .up: grows = !isNegative && remainder != 0
    case .halfUp:
      let rest = divisor &- remainder
      grows = isNegative ? remainder > rest : remainder >= rest
    }
    return grows ? 1 : 0
  }
}
