extension Wide {
  /// Rounds a truncated magnitude, gives it its sign, and says whether it fits.
  ///
  /// The value is meaningless when `overflow` is true. `isNegative` is the sign of the exact result.
  @inlinable @inline(__always)
  package static func seal<Magnitude: FixedWidthInteger & UnsignedInteger>(
    _ quotient: UInt128, remainder: Magnitude, divisor: Magnitude, isNegative: Bool,
    _ rounding: Rounding
  ) -> (partialValue: Int128, overflow: Bool) {
    let increment = rounding.increment(
      isNegative: isNegative, remainder: remainder, divisor: divisor)
    let (magnitude, wrapped) = quotient.addingReportingOverflow(UInt128(increment))
    let sign: Int128 = isNegative ? -1 : 0
    let limit = UInt128(truncatingIfNeeded: Int128.max) &+ UInt128(truncatingIfNeeded: 0 &- sign)
    return (
      (Int128(truncatingIfNeeded: magnitude) ^ sign) &- sign, wrapped || magnitude > limit
    )
  }
}
