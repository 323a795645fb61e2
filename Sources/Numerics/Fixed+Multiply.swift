// The product of two raw words carries 36 decimals; dividing it by 10^18 is the hot operation of
// the whole package. Measured on x86-64: the standard library's full-width division takes two and a
// half times as long. The division multiplies by a reciprocal instead (Barrett), with one of its
// four limb products left out and the correction done without branches, because it is as good as
// random and a mispredicted branch costs more than the multiplication.
extension Fixed {
  /// `floor(2^187 / 10^18)`: high and low limb.
  @inlinable @inline(__always)
  package static var reciprocal: (high: UInt64, low: UInt64) {
    (0x9392_EE8E_921D_5D07, 0x3AFF_322E_6243_9FCF)
  }

  /// `a * b`, rounded as named to 18 decimals.
  @inlinable @inline(__always)
  package static func multiply(
    _ a: Int128, _ b: Int128, _ rounding: Rounding = .toZero
  ) throws(ArithmeticError) -> Int128 {
    let (product, overflow) = multiplyReportingOverflow(a, b, rounding)
    if overflow { throw .overflow }
    return product
  }

  /// `multiply` for loops that collect failures instead of leaving at the first: the value is
  /// meaningless when `overflow` is true.
  @inlinable @inline(__always)
  package static func multiplyReportingOverflow(
    _ a: Int128, _ b: Int128, _ rounding: Rounding = .toZero
  ) -> (partialValue: Int128, overflow: Bool) {
    let x = a.magnitude
    let y = b.magnitude
    let bottom = Wide.limbProduct(Wide.low(x), Wide.low(y))
    // p3:p2:p1:p0 is the product. Most factors fit in one limb, which saves two products.
    var p3: UInt64 = 0
    let upper: UInt128
    if Wide.high(y) == 0 {
      upper = Wide.limbProduct(Wide.high(x), Wide.low(y)) &+ (bottom >> 64)
    } else if Wide.high(x) == 0 {
      upper = Wide.limbProduct(Wide.high(y), Wide.low(x)) &+ (bottom >> 64)
    } else {
      let (high, low) = Wide.product(x, y)
      upper = high << 64 | low >> 64
      p3 = Wide.high(high)
    }
    let (quotient, remainder) = divideByUnit(
      Wide.high(upper), Wide.low(upper), Wide.low(bottom))
    let (value, overflow) = Wide.seal(
      quotient, remainder: remainder, divisor: unitLimb, isNegative: (a ^ b) < 0, rounding)
    return (value, overflow || (p3 | Wide.high(upper) >> 59) != 0)
  }

  /// `p2:p1:p0` by 10^18, for a number below 2^187 (nothing larger has a quotient that fits).
  ///
  /// With `Y` the number without its low 59 bits and `R` the reciprocal, the estimate is
  /// `Y * R / 2^128` without the product of the low limbs: it is too small by less than 0.58 (for the
  /// bits dropped from the number) + 0.2 (for the reciprocal) + 1 (for the product left out), so at
  /// most two corrections.
  @inlinable @inline(__always)
  package static func divideByUnit(
    _ p2: UInt64, _ p1: UInt64, _ p0: UInt64
  ) -> (quotient: UInt128, remainder: UInt64) {
    let y1 = p2 << 5 | p1 >> 59
    let y0 = p1 << 5 | p0 >> 59
    let top = Wide.limbProduct(y1, reciprocal.high)
    let crossLow = Wide.limbProduct(y1, reciprocal.low)
    let crossHigh = Wide.limbProduct(y0, reciprocal.high)
    let carries = UInt128(Wide.low(crossLow)) &+ UInt128(Wide.low(crossHigh))
    let estimate = top &+ (crossLow >> 64) &+ (crossHigh >> 64) &+ (carries >> 64)
    let rest = p0 &- Wide.low(estimate) &* unitLimb
    // The top bit of a wrapped difference is "rest >= 10^18" and "rest >= 2 * 10^18".
    let correction =
      (unitLimb &- 1 &- rest) >> 63 &+ (2 &* unitLimb &- 1 &- rest) >> 63
    return (estimate &+ UInt128(correction), rest &- correction &* unitLimb)
  }
}
