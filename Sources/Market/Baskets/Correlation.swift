import Numerics

/// How the draws of several markets hang together. Raw words; markets by their place in the basket.
package enum Correlation: Hashable, Sendable {
  case independent
  /// One row for each market, symmetric, 100% on the diagonal.
  case matrix([[Int128]])
  /// Pairs of markets; those not named are uncorrelated.
  case pairs([Pair])
  /// Every market follows one factor with its loading, and itself for the rest: the correlation of
  /// two is the product of their loadings. The factor has a stream of its own, named by `purpose`.
  case commonFactor(loadings: [Int128], purpose: UInt64)

  package struct Pair: Hashable, Sendable {
    package let first: Int
    package let second: Int
    package let value: Int128

    package init(_ first: Int, _ second: Int, _ value: Int128) {
      self.first = first
      self.second = second
      self.value = value
    }
  }
}

extension Correlation {
  /// The symmetric matrix of pairs.
  static func matrix(
    of pairs: [Pair], count: Int
  ) throws(MarketError) -> [[Int128]] {
    var rows = (0..<count).map { row in (0..<count).map { $0 == row ? Fixed.unit : 0 } }
    var seen = Set<Int>()
    for pair in pairs {
      for member in [pair.first, pair.second] where !rows.indices.contains(member) {
        throw .unknownMember(member, count: count)
      }
      if pair.first == pair.second {
        throw .correlationOfItself(member: pair.first, value: pair.value)
      }
      let (low, high) = (min(pair.first, pair.second), max(pair.first, pair.second))
      if !seen.insert(low * count + high).inserted, rows[low][high] != pair.value {
        throw .correlationAsymmetric(first: low, second: high)
      }
      rows[low][high] = pair.value
      rows[high][low] = pair.value
    }
    return rows
  }
}
