import Numerics

/// The sum of the logarithms of many numbers, at the price of a multiplication each: the logarithm
/// of their product, whose leading 64 bits and power of two are kept.
///
/// Each factor is cut at 2^-63 of itself, and so is the product after it, so the sum of `n`
/// logarithms is low by at most `n * 2^-62`.
struct LogarithmSum {
  /// The top bit is set: the product is `mantissa * 2^exponent`.
  private var mantissa: UInt64 = 1 << 63
  private var exponent = -63

  /// Multiplies by a raw word above zero, as the whole number it is.
  @inline(__always)
  mutating func add(_ word: Int128) {
    let magnitude = word.magnitude
    let shift = magnitude.leadingZeroBitCount
    let factor = Wide.high(magnitude &<< UInt128(shift))
    let product = Wide.limbProduct(mantissa, factor)
    let carry = product.leadingZeroBitCount
    mantissa = Wide.high(product &<< UInt128(carry))
    exponent &+= 128 &- shift &- carry
  }

  /// The sum for `count` words read as fixed point.
  func value(count: Int) throws(ArithmeticError) -> Int128 {
    // mantissa * 2^exponent is in units of 10^-18 for each word.
    let powers = try Integer.multiply(LogarithmSum.ln2, Int128(exponent + 63))
    let units = try Integer.multiply(LogarithmSum.lnUnit, Int128(count))
    let rest = try Fixed.ln(
      Fixed.divide(Int128(mantissa), Int128(1) << 63, .halfUp))
    // The constants have 24 decimals, for the sake of many words.
    return try Fixed.add(rest, Integer.quotient(powers - units, LogarithmSum.finer, .halfUp))
  }

  private static let finer: Int128 = 1_000_000
  /// `ln 2` and `18 ln 10` with 24 decimals.
  private static let ln2: Int128 = 693_147_180_559_945_309_417_232
  private static let lnUnit: Int128 = 41_446_531_673_892_822_312_323_846
}
