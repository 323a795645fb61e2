import Numerics

/// Where words lie on an axis of whole pixels. No fraction ever appears in a picture, so the same
/// findings are the same bytes.
struct Scale {
  let low: Int128
  let high: Int128
  /// Pixels from the low end to the high end.
  let length: Int

  /// The range is widened until it is one.
  init(_ low: Int128, _ high: Int128, length: Int) {
    self.low = min(low, high)
    self.high = low == high ? low.addingReportingOverflow(1).partialValue : max(low, high)
    self.length = max(1, length)
  }

  /// Pixels from the low end; what lies outside is at an end.
  func place(_ word: Int128) -> Int {
    guard word > low else { return 0 }
    guard word < high else { return length }
    let width = UInt128(truncatingIfNeeded: high) &- UInt128(truncatingIfNeeded: low)
    let offset = UInt128(truncatingIfNeeded: word) &- UInt128(truncatingIfNeeded: low)
    let product = Wide.product(offset, UInt128(length))
    return Int(Wide.divide(product.high, product.low, by: width).quotient)
  }

  /// So many marks at equal distances, the ends included.
  func marks(_ count: Int) -> [Int128] {
    let width = UInt128(truncatingIfNeeded: high) &- UInt128(truncatingIfNeeded: low)
    return (0..<max(2, count)).map { number in
      let part = width / UInt128(max(1, count - 1)) * UInt128(number)
      return number == count - 1 ? high : low &+ Int128(truncatingIfNeeded: part)
    }
  }
}
