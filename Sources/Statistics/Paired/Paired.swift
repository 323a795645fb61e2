import Numerics

/// How a truth turned between two runs on the same paths.
package struct Flips: Hashable, Sendable {
  /// Of how many paths.
  package private(set) var count: UInt64 = 0
  package private(set) var becameTrue: UInt64 = 0
  package private(set) var becameFalse: UInt64 = 0

  package init() {}

  package mutating func add(before: Bool, after: Bool) {
    count &+= 1
    if after && !before { becameTrue &+= 1 }
    if before && !after { becameFalse &+= 1 }
  }

  package mutating func merge(_ other: Flips) {
    count &+= other.count
    becameTrue &+= other.becameTrue
    becameFalse &+= other.becameFalse
  }

  /// The change seen of the chance, a raw word between -1 and 1; nil without paths.
  package var change: Int128? {
    if count == 0 { return nil }
    return (Int128(becameTrue) - Int128(becameFalse)) * Fixed.unit / Int128(count)
  }

  /// The interval for the change of the chance.
  ///
  /// The change is `turned * (2 upward - 1)`, where `turned` is the chance that a path turns and
  /// `upward` the chance that one that turns becomes true (McNemar's condition). Each gets its exact
  /// interval with half of the error, so together they hold; paths that stay as they are widen
  /// nothing.
  package func interval(confidence: Int128) -> Interval {
    let half = Fixed.unit - Interval.error(of: confidence) / 2
    let turns = becameTrue &+ becameFalse
    let turned = Interval.proportion(successes: turns, trials: count, confidence: half)
    let upward = Interval.proportion(successes: becameTrue, trials: turns, confidence: half)
    func end(_ share: Int128, _ isLow: Bool) -> Int128 {
      let balance = 2 * share - Fixed.unit
      let chance = (balance < 0) == isLow ? turned.high ?? Fixed.unit : turned.low ?? 0
      let product = Scaled(magnitudeOf: chance) * Scaled(magnitudeOf: balance)
      let size = product.raw((balance < 0) == isLow ? .up : .down)
      return balance < 0 ? -size : size
    }
    return Interval(
      low: end(upward.low ?? 0, true), high: end(upward.high ?? Fixed.unit, false),
      confidence: confidence, method: .exactPaired)
  }
}

/// Differences of a measure between two runs on the same paths: after less before.
package struct Differences: Equatable, Sendable {
  package private(set) var values = Distribution()
  /// On how many paths the measure is the same.
  package private(set) var unchanged: UInt64 = 0

  package init() {}

  /// A difference that is no word counts as the nearest one.
  package mutating func add(before: Int128, after: Int128) {
    values.add(after.subtractingSaturating(before))
    if before == after { unchanged &+= 1 }
  }

  package mutating func merge(_ other: Differences) {
    values.merge(other.values)
    unchanged &+= other.unchanged
  }

  /// The interval for the mean difference. Where not one path differs nothing is known of those
  /// that would, and the ends are unknown.
  package func interval(confidence: Int128, seed: UInt64) -> Interval {
    Interval.bootstrap(meanOf: values, confidence: confidence, seed: seed)
  }
}
