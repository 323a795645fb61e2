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

  /// `a * b + c`
  @inline(never)
  package static func multiply(
    _ target: Target, _ a: Column, _ b: Column, adding c: Column, _ lanes: Lanes
  ) -> UInt64 {
    var doubts: UInt64 = 0
    forEach(lanes) { lane in
      let (sum, overflow) = product(a[lane], b[lane], &doubts).addingReportingOverflow(c[lane])
      target[lane] = sum
      doubts |= overflow ? 1 : 0
    }
    if doubts == 0 { return 0 }
    return exactly(target, lanes) { lane in
      let (product, isTooLarge) = Fixed.multiplyReportingOverflow(a[lane], b[lane])
      let (sum, overflow) = product.addingReportingOverflow(c[lane])
      return (sum, isTooLarge || overflow)
    }
  }

  @inline(__always)
  static func product(_ a: Int128, _ b: Int128, _ doubts: inout UInt64) -> Int128 {
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
  static func magnitude(_ a: Int128) -> UInt128 {
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
  static func exactly(
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

  /// `a * b / c`, rounded once. Flags a division by zero too.
  @inline(never)
  package static func multiplyDivide(
    _ target: Target, _ a: Column, _ b: Column, by c: Column, _ rounding: Rounding, _ lanes: Lanes
  ) -> UInt64 {
    if let flags = nothing(target, a, by: c, lanes) { return flags }
    // The two that rules are made of, each in a loop of its own.
    return switch rounding {
    case .up: exactly(target, lanes) { quotient(a[$0], b[$0], c[$0], .up) }
    case .down: exactly(target, lanes) { quotient(a[$0], b[$0], c[$0], .down) }
    default: exactly(target, lanes) { quotient(a[$0], b[$0], c[$0], rounding) }
    }
  }

  /// Where the first factor is nothing in every lane, as in all who owe nothing, so is the quotient.
  @inline(__always)
  private static func nothing(
    _ target: Target, _ a: Column, by c: Column, _ lanes: Lanes
  ) -> UInt64? {
    var any: Int128 = 0
    var divides = true
    forEach(lanes) { lane in
      any |= a[lane]
      divides = divides && c[lane] != 0
    }
    guard any == 0, divides else { return nil }
    forEach(lanes) { target[$0] = 0 }
    return 0
  }

  /// Indices begin at one, and many stay there: that is a product of fixed-point numbers.
  @inline(__always)
  private static func quotient(
    _ a: Int128, _ b: Int128, _ c: Int128, _ rounding: Rounding
  ) -> (partialValue: Int128, overflow: Bool) {
    if c == Fixed.unit { return Fixed.multiplyReportingOverflow(a, b, rounding) }
    guard let word = try? Integer.muldiv(a, b, c, rounding) else { return (0, true) }
    return (word, false)
  }

  /// Flags a division by zero too.
  @inline(never)
  package static func divide(_ target: Target, _ a: Column, _ b: Column, _ lanes: Lanes) -> UInt64 {
    exactly(target, lanes) { Fixed.divideReportingOverflow(a[$0], b[$0]) }
  }
}
