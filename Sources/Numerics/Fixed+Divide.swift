extension Fixed {
  /// `a / b`, rounded as named to 18 decimals.
  @inlinable @inline(__always)
  package static func divide(
    _ a: Int128, _ b: Int128, _ rounding: Rounding = .toZero
  ) throws(ArithmeticError) -> Int128 {
    if b == 0 { throw .divisionByZero }
    let (quotient, overflow) = divideReportingOverflow(a, b, rounding)
    if overflow { throw .overflow }
    return quotient
  }

  /// `divide` for loops that collect failures. Dividing by zero reports overflow; the value is
  /// meaningless then.
  @inlinable
  package static func divideReportingOverflow(
    _ a: Int128, _ b: Int128, _ rounding: Rounding = .toZero
  ) -> (partialValue: Int128, overflow: Bool) {
    // The numerator, a * 10^18, is p2:p1:p0 and below 2^187.
    let x = a.magnitude
    let divisor = b.magnitude
    let bottom = Wide.limbProduct(Wide.low(x), unitLimb)
    let upper = Wide.limbProduct(Wide.high(x), unitLimb) &+ (bottom >> 64)
    let p2 = Wide.high(upper)
    let isNegative = (a ^ b) < 0
    if Wide.high(divisor) == 0 {
      let d = Wide.low(divisor)
      // Also where the divisor is zero.
      if p2 >= d { return (0, true) }
      let (q1, r1) = d.dividingFullWidth((p2, Wide.low(upper)))
      let (q0, r0) = d.dividingFullWidth((r1, Wide.low(bottom)))
      return Wide.seal(
        Wide.join(q1, q0), remainder: r0, divisor: d, isNegative: isNegative, rounding)
    }
    let (quotient, remainder) = Wide.divide(
      UInt128(p2), upper << 64 | UInt128(Wide.low(bottom)), by: divisor)
    return Wide.seal(
      quotient, remainder: remainder, divisor: divisor, isNegative: isNegative, rounding)
  }
}
