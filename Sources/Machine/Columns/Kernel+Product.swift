import Numerics

extension Kernel {
  /// The lanes where `a` is less than `b * word` in fixed point, rounded to zero; decided without the
  /// division that rounds. The flags say what they say of the multiplication.
  @inline(never)
  package static func belowProduct(
    _ chosen: Positions, _ a: Column, _ b: Column, _ word: Int128, _ lanes: Lanes
  ) -> (count: Int, flags: UInt64) {
    var flags: UInt64 = 0
    var count = 0
    forEach(lanes) { lane in
      chosen[count] = UInt8(truncatingIfNeeded: lane)
      let (product, overflow) = Fixed.multiplyReportingOverflow(b[lane], word)
      flags |= overflow ? 1 : 0
      count &+= a[lane] < product ? 1 : 0
    }
    return (count, flags)
  }
}
