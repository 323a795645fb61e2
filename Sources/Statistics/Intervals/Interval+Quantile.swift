import Numerics

extension Interval {
  /// An interval for the quantile of a share, whatever the distribution: between two of the values
  /// themselves, chosen by the exact binomial chance that so many fall below the quantile. Half of
  /// the error on either side; an end that too few values lie beyond is unknown.
  package static func quantile(
    _ share: Int128, of values: Distribution, confidence: Int128
  ) -> Interval {
    let error = error(of: confidence) / 2
    let part = min(max(share, 0), Fixed.unit)
    let n = values.count
    // The k-th largest is below the quantile unless k or more lie beyond it.
    let above = leastCount(of: n, chance: Fixed.unit - part, tail: error)
    let below = leastCount(of: n, chance: part, tail: error)
    return Interval(
      low: above.flatMap { values.ranked(n - $0 + 1)?.lowerBound },
      high: below.flatMap { values.ranked($0)?.upperBound },
      confidence: confidence, method: .orderStatistics)
  }

  /// The smallest number that as many or more of `n` reach with a chance of at most `tail`; nil
  /// where not even `n` does, or beyond what the tails are computed for.
  private static func leastCount(of n: UInt64, chance: Int128, tail: Int128) -> UInt64? {
    guard n > 0, n <= BinomialTail.mostTrials, isRare(n, n, chance, tail) else { return nil }
    var common: UInt64 = 0
    var rare = n
    while rare - common > 1 {
      let middle = common + (rare - common) / 2
      if isRare(middle, n, chance, tail) { rare = middle } else { common = middle }
    }
    return rare
  }

  private static func isRare(_ k: UInt64, _ n: UInt64, _ chance: Int128, _ tail: Int128) -> Bool {
    if chance <= 0 { return true }
    guard let binomial = BinomialTail(atLeast: k, of: n), chance <= binomial.highestChance else {
      return false
    }
    guard let reached = binomial(chance) else { return true }
    return reached < Scaled(magnitudeOf: tail) * BinomialTail.allowance
  }
}
