/// A signed decimal number with exactly 18 digits after the point, in 128 bits.
///
/// The value is `raw / 10^18`, so it reaches about 170 billion billion in either direction. All
/// arithmetic is checked, and every result that is not exact is rounded as the caller names it.
///
/// The operations are static functions on raw words: an interpreter's registers are plain `Int128`,
/// and integers and fixed point share them.
@usableFromInline
package struct Fixed: Hashable, Sendable {
  @usableFromInline package var raw: Int128

  @inlinable @inline(__always)
  package init(raw: Int128) { self.raw = raw }
}

extension Fixed {
  /// How many decimals a `Fixed` carries.
  package static let decimals = 18

  /// The raw word of the number one: 10^18.
  @inlinable @inline(__always)
  package static var unit: Int128 { 1_000_000_000_000_000_000 }

  /// `unit` as a limb.
  @inlinable @inline(__always)
  static var unitLimb: UInt64 { 1_000_000_000_000_000_000 }

  package static let zero = Fixed(raw: 0)
  package static let one = Fixed(raw: unit)
  package static let min = Fixed(raw: .min)
  package static let max = Fixed(raw: .max)
}

extension Fixed: Comparable {
  @inlinable @inline(__always)
  package static func < (left: Fixed, right: Fixed) -> Bool { left.raw < right.raw }
}

// Addition and its kin do not care about the decimals, so they are the integer ones.
extension Fixed {
  @inlinable @inline(__always)
  package static func add(_ a: Int128, _ b: Int128) throws(ArithmeticError) -> Int128 {
    try Integer.add(a, b)
  }

  @inlinable @inline(__always)
  package static func subtract(_ a: Int128, _ b: Int128) throws(ArithmeticError) -> Int128 {
    try Integer.subtract(a, b)
  }

  @inlinable @inline(__always)
  package static func negate(_ a: Int128) throws(ArithmeticError) -> Int128 {
    try Integer.negate(a)
  }

  @inlinable @inline(__always)
  package static func absolute(_ a: Int128) throws(ArithmeticError) -> Int128 {
    try Integer.absolute(a)
  }

  /// A fixed-point number times an integer: exact, so no rounding.
  @inlinable @inline(__always)
  package static func multiply(_ a: Int128, byInteger n: Int128) throws(ArithmeticError) -> Int128 {
    try Integer.multiply(a, n)
  }

  /// `a * b / c`, rounded once. The decimals cancel, so this is the integer one.
  @inlinable @inline(__always)
  package static func muldiv(
    _ a: Int128, _ b: Int128, _ c: Int128, _ rounding: Rounding = .toZero
  ) throws(ArithmeticError) -> Int128 {
    try Integer.muldiv(a, b, c, rounding)
  }

  /// What `muldiv` with the same rounding left over: `a * b - q * c` on raw words, that is in units
  /// of 10^-36. It always fits.
  @inlinable @inline(__always)
  package static func mulrem(
    _ a: Int128, _ b: Int128, _ c: Int128, _ rounding: Rounding = .toZero
  ) throws(ArithmeticError) -> Int128 {
    try Integer.mulrem(a, b, c, rounding)
  }
}
