// Division of integers by a named rounding, and of products wider than a word. On the raw words of
// two fixed-point numbers `quotient` gives the whole number of times one goes into the other.
extension Integer {
  /// `a / b` to a whole number, rounded as named.
  @inlinable
  package static func quotient(
    _ a: Int128, _ b: Int128, _ rounding: Rounding = .toZero
  ) throws(ArithmeticError) -> Int128 {
    if b == 0 { throw .divisionByZero }
    let divisor = b.magnitude
    let (quotient, remainder) = divide(a.magnitude, divisor)
    let (value, overflow) = Wide.seal(
      quotient, remainder: remainder, divisor: divisor, isNegative: (a ^ b) < 0, rounding)
    if overflow { throw .overflow }
    return value
  }

  /// `a - b * quotient(a, b)` under the same rounding: with `down` it has the sign of `b`, with
  /// `toZero` that of `a`. Defined even where the quotient itself would overflow.
  @inlinable
  package static func remainder(
    _ a: Int128, _ b: Int128, _ rounding: Rounding = .toZero
  ) throws(ArithmeticError) -> Int128 {
    if b == 0 { throw .divisionByZero }
    let divisor = b.magnitude
    let (_, remainder) = divide(a.magnitude, divisor)
    return leftover(
      remainder, divisor, isDividendNegative: a < 0, isQuotientNegative: (a ^ b) < 0, rounding)
  }

  /// `a * b / c`, exact until its one rounding.
  @inlinable
  package static func muldiv(
    _ a: Int128, _ b: Int128, _ c: Int128, _ rounding: Rounding = .toZero
  ) throws(ArithmeticError) -> Int128 {
    if c == 0 { throw .divisionByZero }
    // Indices begin at one, and many stay there: that is a product of fixed-point numbers.
    if c == Fixed.unit { return try Fixed.multiply(a, b, rounding) }
    let divisor = c.magnitude
    let (high, low) = Wide.product(a.magnitude, b.magnitude)
    if high >= divisor { throw .overflow }
    let (quotient, remainder) = Wide.divide(high, low, by: divisor)
    let (value, overflow) = Wide.seal(
      quotient, remainder: remainder, divisor: divisor, isNegative: (a ^ b ^ c) < 0, rounding)
    if overflow { throw .overflow }
    return value
  }

  /// What `muldiv` with the same rounding left over: `a * b - c * muldiv(a, b, c)`.
  ///
  /// Smaller than `c` in magnitude, so it always fits, also where the quotient does not.
  @inlinable
  package static func mulrem(
    _ a: Int128, _ b: Int128, _ c: Int128, _ rounding: Rounding = .toZero
  ) throws(ArithmeticError) -> Int128 {
    if c == 0 { throw .divisionByZero }
    let divisor = c.magnitude
    let (high, low) = Wide.product(a.magnitude, b.magnitude)
    let (_, remainder) = Wide.divide(divide(high, divisor).remainder, low, by: divisor)
    return leftover(
      remainder, divisor, isDividendNegative: (a ^ b) < 0, isQuotientNegative: (a ^ b ^ c) < 0,
      rounding)
  }

  /// Two integers to the fixed-point number `a / b`.
  @inlinable @inline(__always)
  package static func ratio(
    _ a: Int128, _ b: Int128, _ rounding: Rounding = .toZero
  ) throws(ArithmeticError) -> Int128 {
    try Fixed.divide(a, b, rounding)
  }

  /// Magnitudes, with one machine division where both fit in a limb.
  @inlinable @inline(__always)
  static func divide(
    _ a: UInt128, _ divisor: UInt128
  ) -> (quotient: UInt128, remainder: UInt128) {
    if Wide.high(a) | Wide.high(divisor) == 0 {
      let x = Wide.low(a)
      let d = Wide.low(divisor)
      let q = x / d
      return (UInt128(q), UInt128(x &- q &* d))
    }
    let q = a / divisor
    return (q, a &- q &* divisor)
  }

  /// The signed remainder that belongs to a rounded quotient: taking the quotient's magnitude one
  /// further leaves the remainder a whole divisor on the other side of zero.
  @inlinable @inline(__always)
  static func leftover(
    _ remainder: UInt128, _ divisor: UInt128, isDividendNegative: Bool, isQuotientNegative: Bool,
    _ rounding: Rounding
  ) -> Int128 {
    let increment = rounding.increment(
      isNegative: isQuotientNegative, remainder: remainder, divisor: divisor)
    let rest = Int128(truncatingIfNeeded: increment == 0 ? remainder : remainder &- divisor)
    return isDividendNegative ? 0 &- rest : rest
  }
}
