import Numerics

/// The integers of a range in the order of their simplicity: the one nearest zero first, then
/// outwards, a positive number before its negative.
///
/// A rank is spelled as one word, or as two, the high one first, where the range needs more.
struct Span {
  let range: ClosedRange<Int128>
  /// How many numbers there are, less one.
  let last: UInt128

  init(_ range: ClosedRange<Int128>) {
    self.range = range
    last = Span.distance(range.lowerBound, range.upperBound)
  }

  var isWide: Bool { Wide.high(last) != 0 }

  /// How far the range reaches on both sides of zero: up to here, signs alternate.
  private var balanced: UInt128 {
    guard range.lowerBound < 0, range.upperBound > 0 else { return 0 }
    return min(range.lowerBound.magnitude, range.upperBound.magnitude)
  }

  func value(rank given: UInt128) -> Int128 {
    let rank = min(given, last)
    let both = balanced
    if both > 0 {
      // Ranks 1, 2, 3, 4 are 1, -1, 2, -2.
      let magnitude = rank / 2 + rank % 2
      if magnitude <= both {
        let size = Int128(truncatingIfNeeded: magnitude)
        return rank % 2 == 1 ? size : 0 &- size
      }
    }
    // What is left lies on one side, beyond the balanced part.
    if range.lowerBound >= 0 { return moved(range.lowerBound, up: rank) }
    if range.upperBound <= 0 { return moved(range.upperBound, down: rank) }
    let beyond = rank - both
    return range.upperBound.magnitude > both ? moved(0, up: beyond) : moved(0, down: beyond)
  }

  func rank(of value: Int128) -> UInt128 {
    let value = min(max(value, range.lowerBound), range.upperBound)
    if range.lowerBound >= 0 { return Span.distance(range.lowerBound, value) }
    if range.upperBound <= 0 { return Span.distance(value, range.upperBound) }
    let magnitude = value.magnitude
    if magnitude <= balanced { return value > 0 ? magnitude * 2 - 1 : magnitude * 2 }
    return balanced + magnitude
  }

  func words(for value: Int128) -> [UInt64] {
    let rank = rank(of: value)
    return isWide ? [Wide.high(rank), Wide.low(rank)] : [Wide.low(rank)]
  }

  private func moved(_ start: Int128, up distance: UInt128) -> Int128 {
    start &+ Int128(truncatingIfNeeded: distance)
  }

  private func moved(_ start: Int128, down distance: UInt128) -> Int128 {
    start &- Int128(truncatingIfNeeded: distance)
  }

  private static func distance(_ low: Int128, _ high: Int128) -> UInt128 {
    UInt128(truncatingIfNeeded: high) &- UInt128(truncatingIfNeeded: low)
  }
}
