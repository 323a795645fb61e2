/// Checked arithmetic on full 128-bit integers, and on the raw words of numbers of one scale.
@usableFromInline
package enum Integer {
  @inlinable @inline(__always)
  package static func add(_ a: Int128, _ b: Int128) throws(ArithmeticError) -> Int128 {
    let (sum, overflow) = a.addingReportingOverflow(b)
    if overflow { throw .overflow }
    return sum
  }

  @inlinable @inline(__always)
  package static func subtract(_ a: Int128, _ b: Int128) throws(ArithmeticError) -> Int128 {
    let (difference, overflow) = a.subtractingReportingOverflow(b)
    if overflow { throw .overflow }
    return difference
  }

  @inlinable @inline(__always)
  package static func negate(_ a: Int128) throws(ArithmeticError) -> Int128 {
    try subtract(0, a)
  }

  @inlinable @inline(__always)
  package static func absolute(_ a: Int128) throws(ArithmeticError) -> Int128 {
    a < 0 ? try negate(a) : a
  }

  @inlinable @inline(__always)
  package static func multiply(_ a: Int128, _ b: Int128) throws(ArithmeticError) -> Int128 {
    let (high, low) = Wide.product(a.magnitude, b.magnitude)
    let (product, overflow) = Wide.seal(
      low, remainder: 0 as UInt64, divisor: 1, isNegative: (a ^ b) < 0, .toZero)
    if overflow || high != 0 { throw .overflow }
    return product
  }

  /// The order of `a * b` and `c * d`, exact whatever their size.
  @inlinable
  package static func compareProducts(
    _ a: Int128, _ b: Int128, _ c: Int128, _ d: Int128
  ) -> Ordering {
    let left = signedProduct(a, b)
    let right = signedProduct(c, d)
    if left.high != right.high { return left.high < right.high ? .less : .greater }
    if left.low != right.low { return left.low < right.low ? .less : .greater }
    return .equal
  }

  /// The full product in two's complement.
  @inlinable @inline(__always)
  static func signedProduct(_ a: Int128, _ b: Int128) -> (high: Int128, low: UInt128) {
    // A factor below zero stands for itself plus 2^128: take the other factor off the high half.
    let (high, low) = Wide.product(UInt128(truncatingIfNeeded: a), UInt128(truncatingIfNeeded: b))
    let excess = (a >> 127 & b) &+ (b >> 127 & a)
    return (Int128(truncatingIfNeeded: high) &- excess, low)
  }
}

/// How one number stands to another.
@usableFromInline
package enum Ordering: Int8, Sendable {
  case less = -1
  case equal = 0
  case greater = 1
}
