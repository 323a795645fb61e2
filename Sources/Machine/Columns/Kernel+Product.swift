import Numerics

// A comparison with a product needs no division. With P = b * word, exact, and a not negative,
//
//     a < floor(P / 10^18)   is   a + 1 <= floor(P / 10^18)   is   (a + 1) * 10^18 <= P
//
// Measured, this takes a third of the time of multiplying and comparing.
extension Kernel {
  /// The lanes where `a` is less than `b * word` in fixed point, rounded to zero. The flags say what
  /// they say of the multiplication.
  @inline(never)
  package static func belowProduct(
    _ chosen: Positions, _ a: Column, _ b: Column, _ word: Int128, _ lanes: Lanes
  ) -> (count: Int, flags: UInt64) {
    if 0 < word, word >> 64 == 0 {
      let limb = UInt64(truncatingIfNeeded: word)
      let fast =
        unit % limb == 0 && unit / limb < 1 << 32
        ? belowQuotient(chosen, a, b, unit / limb, lanes)
        : belowShortProduct(chosen, a, b, limb, lanes)
      if fast.flags == 0 { return fast }
    }
    return belowLongProduct(chosen, a, b, word, lanes)
  }

  /// For a word that 10^18 is a multiple of, like 5%: `b * word / 10^18` is `b / divisor`, and to be
  /// less than that is `(a + 1) * divisor <= b`. Flags also where `b` is negative or `a` beyond 2^95.
  @inline(__always)
  private static func belowQuotient(
    _ chosen: Positions, _ a: Column, _ b: Column, _ divisor: UInt64, _ lanes: Lanes
  ) -> (count: Int, flags: UInt64) {
    var flags: UInt64 = 0
    var count = 0
    forEach(lanes) { lane in
      let next = a[lane] &+ 1
      let high = Int64(truncatingIfNeeded: next >> 64)
      let bottom = Wide.limbProduct(UInt64(truncatingIfNeeded: next), divisor)
      let top = Int128(high &* Int64(truncatingIfNeeded: divisor)) << 64
      chosen[count] = UInt8(truncatingIfNeeded: lane)
      count &+= top &+ Int128(truncatingIfNeeded: bottom) <= b[lane] ? 1 : 0
      flags |= UInt64(truncatingIfNeeded: high ^ high >> 63) >> 30
      flags |= UInt64(truncatingIfNeeded: b[lane] >> 64) >> 63
    }
    return (count, flags)
  }

  /// For a word of one limb. Flags also where `b` is negative.
  @inline(__always)
  private static func belowShortProduct(
    _ chosen: Positions, _ a: Column, _ b: Column, _ limb: UInt64, _ lanes: Lanes
  ) -> (count: Int, flags: UInt64) {
    var flags: UInt64 = 0
    var count = 0
    forEach(lanes) { lane in
      let factor = UInt128(truncatingIfNeeded: b[lane])
      // p2:p1:p0, and s2:s1:s0 for the other side.
      let bottom = Wide.limbProduct(Wide.low(factor), limb)
      let upper = Wide.limbProduct(Wide.high(factor), limb) &+ (bottom >> 64)
      let next = UInt128(truncatingIfNeeded: a[lane] &+ 1)
      let scaledBottom = Wide.limbProduct(Wide.low(next), unit)
      let scaledUpper = Wide.limbProduct(Wide.high(next), unit) &+ (scaledBottom >> 64)
      let borrows = Wide.low(bottom) < Wide.low(scaledBottom)
      // 10^18 is below 2^60, so there is room to add the borrow.
      let reaches = scaledUpper &+ (borrows ? 1 : 0) <= upper
      chosen[count] = UInt8(truncatingIfNeeded: lane)
      count &+= (a[lane] < 0 ? 1 : 0) | (reaches ? 1 : 0)
      // A quotient below 2^126 fits; 2^126 * 10^18 has bit 185.
      flags |= Wide.high(upper) >> 57 | Wide.high(factor) >> 63
    }
    return (count, flags)
  }

  /// For words of any size and sign. Of a negative product, `a < -floor(Q / 10^18)` is
  /// `Q < -a * 10^18`.
  @inline(never)
  private static func belowLongProduct(
    _ chosen: Positions, _ a: Column, _ b: Column, _ word: Int128, _ lanes: Lanes
  ) -> (count: Int, flags: UInt64) {
    var flags: UInt64 = 0
    var count = 0
    let magnitude = word.magnitude
    forEach(lanes) { lane in
      let isNegative = (b[lane] ^ word) < 0
      let (high, low) = Wide.product(b[lane].magnitude, magnitude)
      let bound = isNegative ? a[lane].magnitude : UInt128(truncatingIfNeeded: a[lane] &+ 1)
      let scaledBottom = Wide.limbProduct(Wide.low(bound), unit)
      let scaledUpper = Wide.limbProduct(Wide.high(bound), unit) &+ (scaledBottom >> 64)
      let scaledHigh = scaledUpper >> 64
      let scaledLow = scaledUpper << 64 | UInt128(Wide.low(scaledBottom))
      let isBelow =
        if isNegative {
          a[lane] < 0 && (high, low) < (scaledHigh, scaledLow)
        } else {
          a[lane] < 0 || (scaledHigh, scaledLow) <= (high, low)
        }
      chosen[count] = UInt8(truncatingIfNeeded: lane)
      count &+= isBelow ? 1 : 0
      // Bit 185 and up of the product.
      flags |= UInt64(truncatingIfNeeded: high >> 57 | high >> 121)
    }
    return (count, flags)
  }

  /// 10^18 as a limb.
  @inline(__always)
  private static var unit: UInt64 { 1_000_000_000_000_000_000 }
}
