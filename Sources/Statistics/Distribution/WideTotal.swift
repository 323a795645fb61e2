import Numerics

/// A sum of words in 256 bits, in two's complement: exact for more words than can ever be added.
struct WideTotal: Hashable, Sendable {
  var high: Int128 = 0
  var low: UInt128 = 0

  static let zero = WideTotal()

  init() {}

  init(high: Int128, low: UInt128) {
    self.high = high
    self.low = low
  }

  init(_ word: Int128) {
    high = word >> 127
    low = UInt128(truncatingIfNeeded: word)
  }

  /// The exact product of a word and a count.
  init(_ word: Int128, times count: UInt128) {
    let product = Wide.product(word.magnitude, count)
    let total = WideTotal(high: Int128(truncatingIfNeeded: product.high), low: product.low)
    self = word < 0 ? .zero - total : total
  }

  static func + (left: WideTotal, right: WideTotal) -> WideTotal {
    let (low, carry) = left.low.addingReportingOverflow(right.low)
    return WideTotal(high: left.high &+ right.high &+ (carry ? 1 : 0), low: low)
  }

  static func - (left: WideTotal, right: WideTotal) -> WideTotal {
    let (low, borrow) = left.low.subtractingReportingOverflow(right.low)
    return WideTotal(high: left.high &- right.high &- (borrow ? 1 : 0), low: low)
  }

  /// Exact for sums of words: those stay below 2^192.
  func times(_ factor: UInt64) -> WideTotal {
    let bottom = Wide.product(low, UInt128(factor))
    return WideTotal(
      high: high &* Int128(factor) &+ Int128(truncatingIfNeeded: bottom.high), low: bottom.low)
  }

  static func < (left: WideTotal, right: WideTotal) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }

  var isNegative: Bool { high < 0 }

  /// The quotient by a divisor above zero, rounded down or up; the nearest word where none fits.
  func divided(by divisor: UInt128, _ rounding: Outward) -> Int128 {
    let magnitude = isNegative ? WideTotal.zero - self : self
    let top = UInt128(truncatingIfNeeded: magnitude.high)
    if top >= divisor { return isNegative ? .min : .max }
    let (quotient, rest) = Wide.divide(top, magnitude.low, by: divisor)
    let (word, overflow) = Wide.seal(
      quotient, remainder: rest, divisor: divisor, isNegative: isNegative,
      rounding == .down ? .down : .up)
    if overflow { return isNegative ? .min : .max }
    return word
  }
}
