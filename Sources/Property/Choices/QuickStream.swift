import Numerics

/// Random words for one run of a search, where a word must cost next to nothing: SplitMix64 (Steele,
/// Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
///
/// It can only be gone through from its beginning, which is a word of a `RandomStream`; what has to be
/// found again by its name is drawn from that.
package struct QuickStream: Sendable {
  private var state: UInt64

  package init(_ beginning: UInt64) { state = beginning }

  @inline(__always)
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  /// A number from zero up to but not including `bound`, each equally likely, as `RandomStream` draws
  /// it; zero where `bound` is zero.
  @inline(__always)
  package mutating func next(below bound: UInt64) -> UInt64 {
    var product = Wide.limbProduct(next(), bound)
    if Wide.low(product) < bound {
      let excess = (0 &- bound) % bound
      while Wide.low(product) < excess { product = Wide.limbProduct(next(), bound) }
    }
    return Wide.high(product)
  }
}
