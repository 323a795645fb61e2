import Numerics

// Products with a word: it is divided by 10^18 beforehand, to 128 binary places, so that a lane is one
// product and a correction.
//
// With M that quotient rounded up, `x * M / 2^128` is too large by less than `x / 2^128`, which is below
// 2^-33; so its whole part is right or one too many. It is too many where the remainder
// `x * word - q * 10^18` is negative, and for that the low limbs are enough.
extension Kernel {
  @inline(never)
  package static func multiply(
    _ target: Target, _ a: Column, _ word: Int128, _ lanes: Lanes
  ) -> UInt64 {
    var doubts: UInt64 = 0
    let sign = word >> 127
    if lanes.count < fewLanes {
      forEach(lanes) { lane in
        target[lane] = product(a[lane], word, &doubts)
      }
    } else {
      let factor = WordFactor(magnitude(word), &doubts)
      forEach(lanes) { lane in
        let quotient = factor.quotient(magnitude(a[lane]), &doubts)
        let resultSign = a[lane] >> 127 ^ sign
        target[lane] = (Int128(truncatingIfNeeded: quotient) ^ resultSign) &- resultSign
      }
    }
    if doubts == 0 { return 0 }
    return exactly(target, lanes) { Fixed.multiplyReportingOverflow(a[$0], word) }
  }

  /// `|a| * word`
  @inline(never)
  package static func multiplyMagnitude(
    _ target: Target, _ a: Column, _ word: Int128, _ lanes: Lanes
  ) -> UInt64 {
    var doubts: UInt64 = 0
    let sign = word >> 127
    if lanes.count < fewLanes {
      forEach(lanes) { lane in
        let factor = Int128(truncatingIfNeeded: magnitude(a[lane]))
        target[lane] = product(factor, word, &doubts)
      }
    } else {
      let factor = WordFactor(magnitude(word), &doubts)
      forEach(lanes) { lane in
        let quotient = factor.quotient(magnitude(a[lane]), &doubts)
        target[lane] = (Int128(truncatingIfNeeded: quotient) ^ sign) &- sign
      }
    }
    if doubts == 0 { return 0 }
    return exactly(target, lanes) { lane in
      if a[lane] == .min { return (0, true) }
      return Fixed.multiplyReportingOverflow(Int128(magnitude(a[lane])), word)
    }
  }

  /// Lanes for which it is not worth while to divide the word.
  @inline(__always)
  private static var fewLanes: Int { 12 }

  /// A magnitude below 2^91 ready to be multiplied with; `m2` is then below 2^32.
  private struct WordFactor {
    let limb: UInt64
    let m2: UInt64
    let m1: UInt64
    let m0: UInt64

    @inline(__always)
    init(_ factor: UInt128, _ doubts: inout UInt64) {
      doubts |= Wide.high(factor) >> 27
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
      doubts |= x1 >> 31
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
}
