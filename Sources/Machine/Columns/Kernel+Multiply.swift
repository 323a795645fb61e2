import Numerics

// Fixed point goes to zero, as the words' `multiply` and `divide`.
extension Kernel {
  @inline(never)
  package static func multiply(_ target: Target, _ a: Column, _ b: Column, _ lanes: Lanes) -> UInt64
  {
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let (product, overflow) = Fixed.multiplyReportingOverflow(a[lane], b[lane])
      target[lane] = product
      flags |= overflow ? 1 : 0
    }
    return flags
  }

  @inline(never)
  package static func multiply(_ target: Target, _ a: Column, _ word: Int128, _ lanes: Lanes)
    -> UInt64
  {
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let (product, overflow) = Fixed.multiplyReportingOverflow(a[lane], word)
      target[lane] = product
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
    var flags: UInt64 = 0
    forEach(lanes) { lane in
      let (quotient, overflow) = Fixed.divideReportingOverflow(a[lane], b[lane])
      target[lane] = quotient
      flags |= overflow ? 1 : 0
    }
    return flags
  }
}
