/// Magnitudes wider than a word: 128 by 128 bit products and their division.
///
/// A product never rounds and never overflows here; the single rounding of `muldiv` and friends
/// happens once, at the end. Everything is inlinable because the callers run in other modules' loops.
@usableFromInline
package enum Wide {
  @inlinable @inline(__always)
  package static func low(_ x: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: x) }

  @inlinable @inline(__always)
  package static func high(_ x: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: x >> 64) }

  @inlinable @inline(__always)
  package static func join(_ high: UInt64, _ low: UInt64) -> UInt128 {
    UInt128(high) << 64 | UInt128(low)
  }

  /// The full product of two limbs: one machine multiplication.
  @inlinable @inline(__always)
  package static func limbProduct(_ a: UInt64, _ b: UInt64) -> UInt128 {
    UInt128(a) &* UInt128(b)
  }

  /// The full 256-bit product.
  @inlinable @inline(__always)
  package static func product(_ a: UInt128, _ b: UInt128) -> (high: UInt128, low: UInt128) {
    let p00 = limbProduct(low(a), low(b))
    let p01 = limbProduct(low(a), high(b))
    let p10 = limbProduct(high(a), low(b))
    let p11 = limbProduct(high(a), high(b))
    // Neither sum overflows: (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1.
    let middle = p01 &+ UInt128(high(p00)) &+ UInt128(low(p10))
    return (p11 &+ (p10 >> 64) &+ (middle >> 64), join(low(middle), low(p00)))
  }

  /// Divides the 256-bit `high:low` by `divisor`. The quotient must fit: `high < divisor`.
  @inlinable
  package static func divide(
    _ high: UInt128, _ low: UInt128, by divisor: UInt128
  ) -> (quotient: UInt128, remainder: UInt128) {
    if Wide.high(divisor) == 0 {
      let d = Wide.low(divisor)
      let (q1, r1) = d.dividingFullWidth((Wide.low(high), UInt64(truncatingIfNeeded: low >> 64)))
      let (q0, r0) = d.dividingFullWidth((r1, Wide.low(low)))
      return (join(q1, q0), UInt128(r0))
    }
    // Schoolbook division in base 2^64 on operands shifted so that the divisor's top bit is set.
    let shift = UInt128(UInt64(Wide.high(divisor).leadingZeroBitCount))
    let d = divisor &<< shift
    let top = shift == 0 ? high : high &<< shift | low &>> (128 &- shift)
    let bottom = low &<< shift
    // A quotient of one digit is common and saves half the work.
    if top < UInt128(Wide.high(d)) {
      let (q0, r0) = digit(top << 64 | bottom >> 64, Wide.low(bottom), by: d)
      return (UInt128(q0), r0 &>> shift)
    }
    let (q1, r1) = digit(top, Wide.high(bottom), by: d)
    let (q0, r0) = digit(r1, Wide.low(bottom), by: d)
    return (join(q1, q0), r0 &>> shift)
  }

  /// One digit of a schoolbook division: `top:next` by `divisor`, where `top < divisor` and the
  /// divisor's top bit is set. The estimate from the top limbs is at most two too large.
  @inlinable @inline(__always)
  package static func digit(
    _ top: UInt128, _ next: UInt64, by divisor: UInt128
  ) -> (quotient: UInt64, remainder: UInt128) {
    let d1 = high(divisor)
    let d0 = low(divisor)
    var q: UInt64
    var rest: UInt128
    if high(top) >= d1 {
      q = .max
      rest = UInt128(low(top)) &+ UInt128(d1)
    } else {
      let (estimate, r) = d1.dividingFullWidth((high(top), low(top)))
      q = estimate
      rest = UInt128(r)
    }
    // `rest` is what the estimate leaves of the top two limbs; once it needs a second limb the
    // estimate is right.
    var claim = limbProduct(q, d0)
    while high(rest) == 0 && claim > rest << 64 | UInt128(next) {
      q &-= 1
      claim &-= UInt128(d0)
      rest &+= UInt128(d1)
    }
    let remainder = join(low(top), next) &- UInt128(q) &* divisor
    return (q, remainder)
  }
}
