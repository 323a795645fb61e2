// Words are stored in two halves of eight bytes, and reading all sixteen at once right after would
// wait for both stores to leave the processor's store buffer: seven nanoseconds, more than a
// multiplication. What only moves or compares words therefore works on the halves; and since the
// optimizer joins two moves of eight bytes into one of sixteen, a move is an addition of nothing,
// whose carry cannot be joined.
extension UnsafeMutablePointer<Int128> {
  @inline(__always)
  private func half(_ index: Int, high: Bool) -> UInt64 {
    UnsafeMutableRawPointer(self + index).load(
      fromByteOffset: high ? 8 : 0, as: UInt64.self)
  }

  /// `nothing` is zero, read from where the optimizer cannot know that.
  @inline(__always)
  func copy(from source: UnsafeMutablePointer<Int128>, plus nothing: Int) {
    let (low, carry) = source.half(0, high: false).addingReportingOverflow(
      UInt64(truncatingIfNeeded: nothing))
    let high = source.half(0, high: true) &+ (carry ? 1 : 0)
    let target = UnsafeMutableRawPointer(self)
    target.storeBytes(of: low, as: UInt64.self)
    target.storeBytes(of: high, toByteOffset: 8, as: UInt64.self)
  }

  @inline(__always)
  func isZero(_ index: Int) -> Bool {
    half(index, high: false) | half(index, high: true) == 0
  }

  @inline(__always)
  func areEqual(_ first: Int, _ second: Int) -> Bool {
    (half(first, high: false) ^ half(second, high: false))
      | (half(first, high: true) ^ half(second, high: true)) == 0
  }

  /// Whether the word is the one of `none`.
  @inline(__always)
  func isNone(_ index: Int) -> Bool {
    half(index, high: false) & half(index, high: true) == .max
  }

  @inline(__always)
  func low(_ index: Int) -> Int { Int(truncatingIfNeeded: half(index, high: false)) }

  @inline(__always)
  func isIndex(_ index: Int, below count: Int) -> Bool {
    half(index, high: true) == 0
      && half(index, high: false) < UInt64(truncatingIfNeeded: count)
  }

  /// Why the word is not a row of a table with so many.
  @inline(__always)
  func rowFailure(_ index: Int, below count: Int) -> Stop? {
    isIndex(index, below: count) ? nil : rowFailure(index)
  }

  /// Why a word that is no row is none.
  @inline(__always)
  func rowFailure(_ index: Int) -> Stop { isNone(index) ? .noneRow : .rowOutOfRange }
}
