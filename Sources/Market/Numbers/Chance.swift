import Numerics

/// A chance ready to be decided by one random word.
package struct Chance: Hashable, Sendable {
  /// How many of the 2^64 words say yes.
  private let wordsBelow: UInt128

  package static let never = Chance(of: 0)

  /// A probability as a raw word: never at zero or below, always at one or above, and between them
  /// within 10^-18 of what is asked.
  package init(of probability: Int128) {
    let clamped = max(0, min(Fixed.unit, probability))
    // Below 2^60 * 2^64.
    wordsBelow = (UInt128(clamped) << 64) / Fixed.unit.magnitude
  }

  @inline(__always)
  package func happens(_ word: UInt64) -> Bool { UInt128(word) < wordsBelow }

  package var isPossible: Bool { wordsBelow > 0 }
}
