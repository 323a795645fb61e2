import Numerics

/// The chance of a rare event from independent estimates.
package struct RareChance: Hashable, Sendable {
  /// The mean of the estimates, a raw word.
  package var chance: Int128
  package var interval: Interval
  /// Simulated by the repetitions and the pilot.
  package var steps: UInt64
  /// Plain paths whose share would be as near to the chance; nil where that is not known.
  package var plainPaths: UInt64?

  /// Nil without estimates. The interval is Student's over the estimates, within [0, 1]; its ends
  /// are unknown for fewer than three, or where all are alike.
  package init?(
    chances: [Int128], steps: UInt64, confidence: Int128
  ) {
    guard !chances.isEmpty else { return nil }
    var values = Distribution()
    for chance in chances { values.add(chance) }
    guard let low = values.mean(.down), let high = values.mean(.up) else { return nil }
    chance = low
    self.steps = steps
    interval = Interval(low: nil, high: nil, confidence: confidence, method: .repetitions)
    guard chances.count > 2, let variance = values.variance, !variance.isZero,
      let factor = Student.twoSided(
        error: Interval.error(of: confidence), freedom: chances.count - 1)
    else { return }
    let count = Scaled(UInt128(chances.count))
    if chance > 0 {
      let spread = Scaled(chance.magnitude) * Scaled((Fixed.unit - chance).magnitude)
      plainPaths = UInt64(clamping: (spread / (variance / count)).integer(.down))
    }
    let margin = Interval.outward(
      Scaled(magnitudeOf: factor) * (variance / count).squareRoot)
    interval.low = Swift.max(0, low.subtractingSaturating(margin))
    interval.high = Swift.min(Fixed.unit, high.addingSaturating(margin))
  }
}

/// Student's distribution.
package enum Student {
  /// The deviation that is exceeded on either side with chance `error` in all, rounded up; nil
  /// beyond 2^20, or for fewer than two degrees of freedom. An odd number of degrees counts as one
  /// less, which is wider.
  ///
  /// For an even number the chance within is a finite sum (Abramowitz and Stegun, 26.7.4).
  package static func twoSided(error: Int128, freedom: Int) -> Int128? {
    let even = freedom & ~1
    guard even >= 2, error > 0 else { return nil }
    let goal = Scaled(magnitudeOf: Fixed.unit - error)
    var low: Int128 = 0
    var high = Fixed.unit << 20
    guard within(high, even) >= goal else { return nil }
    while high - low > 1 << 10 {
      let middle = low + (high - low) / 2
      if within(middle, even) >= goal { high = middle } else { low = middle }
    }
    return high
  }

  private static func within(_ deviation: Int128, _ freedom: Int) -> Scaled {
    let t = Scaled(magnitudeOf: deviation)
    let square = t * t
    let all = Scaled(UInt128(freedom)) + square
    let cosine = Scaled(UInt128(freedom)) / all
    var term = Scaled.one
    var sum = Scaled.one
    var k: UInt128 = 2
    while k < UInt128(freedom) {
      term = term * cosine * Scaled(k - 1) / Scaled(k)
      sum = sum + term
      k += 2
    }
    return (square / all).squareRoot * sum
  }
}
