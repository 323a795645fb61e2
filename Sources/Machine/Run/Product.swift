import Numerics

// A comparison with a product that nobody wants for itself needs no division, as in column code
// (`Kernel+Product.swift`): with P = b * c, exact, and none of the three negative,
//
//     a <= floor(P / 10^18)   is   a * 10^18 <= P
enum Product {
  /// Whether `a` and so many more are at most `b * c` in fixed point, rounded to zero; `nil` where the
  /// short way does not lead there: where a word is negative, both factors have two limbs, or the
  /// product might not fit.
  @inline(__always)
  static func reaches(_ a: Int128, plus more: UInt64, _ b: Int128, _ c: Int128) -> Bool? {
    let isRightShort = c >> 64 == 0
    let factor = UInt128(truncatingIfNeeded: isRightShort ? b : c)
    let short = UInt128(truncatingIfNeeded: isRightShort ? c : b)
    let limb = Wide.low(short)
    // p2:p1:p0, and s2:s1:s0 for the other side.
    let bottom = Wide.limbProduct(Wide.low(factor), limb)
    let upper = Wide.limbProduct(Wide.high(factor), limb) &+ (bottom >> 64)
    let next = UInt128(truncatingIfNeeded: a) &+ UInt128(more)
    let scaledBottom = Wide.limbProduct(Wide.low(next), unit)
    let scaledUpper = Wide.limbProduct(Wide.high(next), unit) &+ (scaledBottom >> 64)
    let borrows = Wide.low(bottom) < Wide.low(scaledBottom)
    // 10^18 is below 2^60, so there is room to add the borrow.
    let reaches = scaledUpper &+ (borrows ? 1 : 0) <= upper
    // A quotient below 2^126 fits; 2^126 * 10^18 has bit 185.
    let isLong = Wide.high(upper) >> 57 | Wide.high(short)
    return isLong == 0 && a >= 0 && Wide.high(factor) >> 63 == 0 ? reaches : nil
  }

  @inline(__always)
  private static var unit: UInt64 { 1_000_000_000_000_000_000 }
}
