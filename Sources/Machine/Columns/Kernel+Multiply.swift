import Numerics

// Fixed point goes to zero, as the words' `multiply` and `divide`. A product a lane is cheaper than
// one of the words' because how many limbs the factors have is not asked: lanes differ, and a
// mispredicted branch costs more than the product it saves. It takes factors below 2^95 (forty billion
// units) for granted; a strip that has a larger one, or a quotient near the end, is done again exactly,
// which is why the target must not be one of the factors.
extension Kernel {
  @inline(never)
  package static func multiply(
    _ target: Target, _ a: Column, _ b: Column, _ lanes: Lanes
  ) -> UInt64 {
    var doubts: UInt64 = 0
    forEach(lanes) { lane in
      target[lane] = product(a[lane], b[lane], &doubts)
    }
    if doubts == 0 { return 0 }
    return exactly(target, lanes) { Fixed.multiplyReportingOverflow(a[$0], b[$0]) }
  }

  /// By a word: the word is divided by 10^18 beforehand, to 128 binary places, so that a lane is one
  /// product and a correction.
  ///
  /// With `M` that quotient rounded up, `x * M / 2^128` is too large by less than `x / 2^128`, which is
  /// below 2^-33; so its whole part is right or one too many. It is too many where the remainder
  /// `x * word - q * 10^18` is negative, and for that the low limbs are enough.
  @inline(never)
  package static func multiply(
    _ target: Target, _ a: Column, _ word: Int128, _ lanes: Lanes
  ) -> UInt64 {
    var doubts: UInt64 = 0
    if lanes.count < fewLanes {
      forEach(lanes) { lane in
        target[lane] = product(a[lane], word, &doubts)
      }
      if doubts == 0 { return 0 }
      return exactly(target, lanes) { Fixed.multiplyReportingOverflow(a[$0], word) }
    }
    let factor = magnitude(word)
    let scaled = WordFactor(factor)
    doubts |= Wide.high(factor) >> 27
    let sign = word >> 127
    forEach(lanes) { lane in
      let ownSign = a[lane] >> 127
      let x = UInt128(truncatingIfNeeded: (a[lane] ^ ownSign) &- ownSign)
      doubts |= Wide.high(x) >> 31
      let quotient = scaled.quotient(x, &doubts)
      let resultSign = ownSign ^ sign
      target[lane] = (Int128(truncatingIfNeeded: quotient) ^ resultSign) &- resultSign
    }
    if doubts == 0 { return 0 }
    return exactly(target, lanes) { Fixed.multiplyReportingOverflow(a[$0], word) }
  }

  /// Lanes for which it is not worth while to divide the word.
  private static let fewLanes = 12

  /// A magnitude below 2^91 ready to be multiplied with; `m2` is then below 2^32.
  private struct WordFactor {
    let limb: UInt64
    let m2: UInt64
    let m1: UInt64
    let m0: UInt64

    @inline(__always)
    init(_ factor: UInt128) {
      limb = Wide.low(factor)
      let unit: UInt64 = 1_000_000_000_000_000_000
      // Larger ones are in doubt anyway.
      let (q2, r2) = unit.dividingFullWidth((Wide.high(factor) % unit, Wide.low(factor)))
      let (q1, r1) = unit.dividingFullWidth((r2, 0))
      let (q0, r0) = unit.dividingFullWidth((r1, 0))
      let low = Wide.join(q1, q0) &+ (r0 == 0 ? 0 : 1)
      // A fraction is never so close to one that rounding it up would carry.
      m2 = q2
      m1 = Wide.high(low)
      m0 = Wide.low(low)
    }

    @inline(__always)
    func quotient(_ x: UInt128, _ doubts: inout UInt64) -> UInt128 {
      let (x0, x1) = (Wide.low(x), Wide.high(x))
      let low = Wide.limbProduct(x0, m1) &+ (Wide.limbProduct(x0, m0) >> 64)
      let cross = Wide.limbProduct(x1, m0)
      let fraction = low &+ UInt128(Wide.low(cross))
      let whole = Wide.limbProduct(x0, m2) &+ Wide.limbProduct(x1, m1)
      let estimate = whole &+ (fraction >> 64) &+ (cross >> 64) &+ UInt128(x1 &* m2) << 64
      doubts |= Wide.high(estimate) >> 61
      let rest = x0 &* limb &- Wide.low(estimate) &* 1_000_000_000_000_000_000
      return estimate &- UInt128(rest >> 63)
    }
  }

  @inline(__always)
  private static func product(_ a: Int128, _ b: Int128, _ doubts: inout UInt64) -> Int128 {
    let x = magnitude(a)
    let y = magnitude(b)
    doubts |= (Wide.high(x) | Wide.high(y)) >> 31
    let p00 = Wide.limbProduct(Wide.low(x), Wide.low(y))
    let p01 = Wide.limbProduct(Wide.low(x), Wide.high(y))
    let p10 = Wide.limbProduct(Wide.high(x), Wide.low(y))
    let p11 = Wide.high(x) &* Wide.high(y)
    let upper = p01 &+ (p00 >> 64) &+ p10 &+ UInt128(p11) << 64
    return quotient(upper, Wide.low(p00), sign: (a ^ b) >> 127, &doubts)
  }

  @inline(__always)
  private static func magnitude(_ a: Int128) -> UInt128 {
    let sign = a >> 127
    return UInt128(truncatingIfNeeded: (a ^ sign) &- sign)
  }

  /// `upper:low` by 10^18 with a sign that is 0 or -1. From 2^125 on it is in doubt.
  @inline(__always)
  private static func quotient(
    _ upper: UInt128, _ low: UInt64, sign: Int128, _ doubts: inout UInt64
  ) -> Int128 {
    doubts |= Wide.high(upper) >> 57
    let quotient = Fixed.divideByUnit(Wide.high(upper), Wide.low(upper), low).quotient
    return (Int128(truncatingIfNeeded: quotient) ^ sign) &- sign
  }

  @inline(__always)
  private static func exactly(
    _ target: Target, _ lanes: Lanes,
    _ operation: (Int) -> (partialValue: Int128, overflow: Bool)
  ) -> UInt64 {
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let (value, overflow) = operation(lane)
      target[lane] = value
      flags |= overflow ? 1 : 0
    }
    return flags
  }

  /// The product of integers.
  @inline(never)
  package static func multiplyWords(_ target: Target, _ a: Column, _ b: Column, _ lanes: Lanes)
    -> UInt64
  {
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let (x, y) = (a[lane], b[lane])
      let (high, low) = Wide.product(x.magnitude, y.magnitude)
      let (product, overflow) = Wide.seal(
        low, remainder: 0 as UInt64, divisor: 1, isNegative: (x ^ y) < 0, .toZero)
      target[lane] = product
      flags |= overflow || high != 0 ? 1 : 0
    }
    return flags
  }

  /// Flags a division by zero too.
  @inline(never)
  package static func divide(_ target: Target, _ a: Column, _ b: Column, _ lanes: Lanes) -> UInt64 {
    exactly(target, lanes) { Fixed.divideReportingOverflow(a[$0], b[$0]) }
  }
}
