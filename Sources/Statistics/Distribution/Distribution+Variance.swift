import Numerics

extension Distribution {
  /// The sample variance, in squared words, never below the one of the words themselves but for
  /// 60 bits; nil for fewer than two words.
  ///
  /// Words that share a bin vary by no more than their mean leaves room for (Bhatia and Davis):
  /// `(high - mean) * (mean - low)`.
  package var variance: Scaled? {
    guard count > 1, let centre = mean() else { return nil }
    var sum = Scaled.zero
    for cell in cells {
      let mean = cell.mean(.down)
      let off = Scaled(distance(mean, centre))
      let inside = Scaled(distance(cell.high, mean)) * Scaled(distance(mean, cell.low))
      sum = sum + Scaled(UInt128(cell.count)) * (off * off + inside)
    }
    return sum / Scaled(UInt128(count - 1))
  }
}

/// How far two words are apart, whatever they are.
func distance(_ a: Int128, _ b: Int128) -> UInt128 {
  let (large, small) = a < b ? (b, a) : (a, b)
  return UInt128(truncatingIfNeeded: large) &- UInt128(truncatingIfNeeded: small)
}
