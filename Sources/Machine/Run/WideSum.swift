/// A sum that cannot overflow on the way: 192 bits, for at most 2^63 words.
package struct WideSum {
  private var high: Int64 = 0
  private var low: UInt128 = 0

  package init() {}

  @inline(__always)
  package mutating func add(_ word: Int128) {
    let (sum, carry) = low.addingReportingOverflow(UInt128(truncatingIfNeeded: word))
    low = sum
    high &+= Int64(truncatingIfNeeded: word >> 127) &+ (carry ? 1 : 0)
  }

  /// Takes back what was added.
  @inline(__always)
  mutating func subtract(_ word: Int128) {
    let (difference, borrow) = low.subtractingReportingOverflow(
      UInt128(truncatingIfNeeded: word))
    low = difference
    high &-= Int64(truncatingIfNeeded: word >> 127) &+ (borrow ? 1 : 0)
  }

  /// Adds another sum; both together are of at most 2^63 words.
  mutating func add(_ other: WideSum) {
    let (sum, carry) = low.addingReportingOverflow(other.low)
    low = sum
    high &+= other.high &+ (carry ? 1 : 0)
  }

  /// The sum, if it fits a word.
  package var total: Int128? {
    let word = Int128(truncatingIfNeeded: low)
    return high == (word < 0 ? -1 : 0) ? word : nil
  }
}
