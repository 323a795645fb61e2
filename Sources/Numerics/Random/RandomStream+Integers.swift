// Bounded integers without bias (Lemire, "Fast random integer generation in an interval", 2019): the
// high half of `word * bound` is the draw, and the few words whose low half falls into the excess
// over a multiple of `bound` are drawn again.
extension RandomStream {
  /// A number from zero up to but not including `bound`; zero where `bound` is zero.
  ///
  /// Uses one word for bounds of one limb, two for wider ones, and again as many for each draw
  /// rejected, which happens with a chance below `bound / 2^64` or `bound / 2^128`.
  package mutating func next(below bound: UInt128) -> UInt128 {
    guard bound != 0 else { return 0 }
    if Wide.high(bound) == 0 { return UInt128(next(below: Wide.low(bound))) }
    var (high, low) = Wide.product(nextWide(), bound)
    if low < bound {
      let excess = (0 &- bound) % bound
      while low < excess { (high, low) = Wide.product(nextWide(), bound) }
    }
    return high
  }

  /// The same for one limb. `bound` is not zero.
  private mutating func next(below bound: UInt64) -> UInt64 {
    var product = Wide.limbProduct(next(), bound)
    if Wide.low(product) < bound {
      let excess = (0 &- bound) % bound
      while Wide.low(product) < excess { product = Wide.limbProduct(next(), bound) }
    }
    return Wide.high(product)
  }

  /// An integer of the range, each equally likely, all of `Int128` included.
  package mutating func integer(in range: ClosedRange<Int128>) -> Int128 {
    let lowest = UInt128(truncatingIfNeeded: range.lowerBound)
    let last = UInt128(truncatingIfNeeded: range.upperBound) &- lowest
    let offset = last == .max ? nextWide() : next(below: last &+ 1)
    return Int128(truncatingIfNeeded: lowest &+ offset)
  }

  /// A fixed-point raw word of the range, both ends included, each of its multiples of 10^-18
  /// equally likely.
  package mutating func uniform(in range: ClosedRange<Int128>) -> Int128 { integer(in: range) }

  /// True with the given chance, a fixed-point raw word: never at zero or below, always at one or
  /// above.
  package mutating func chance(_ probability: Int128) -> Bool {
    integer(in: 0...Fixed.unit - 1) < probability
  }
}
