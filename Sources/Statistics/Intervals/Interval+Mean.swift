import Numerics

// Means of values that cannot leave known bounds. Both methods hold for every distribution and every
// number of values, and are wide for it.
extension Interval {
  /// Hoeffding's interval ("Probability inequalities for sums of bounded random variables", 1963)
  /// for the mean of values that always lie in `bounds`. Without a value, or with one out of bounds,
  /// both ends are unknown.
  package static func hoeffding(
    meanOf values: Distribution, in bounds: ClosedRange<Int128>, confidence: Int128
  ) -> Interval {
    let unit = hoeffdingMargin(count: values.count, error: error(of: confidence))
    return bounded(
      values, bounds, margin: Scaled(distance(bounds.upperBound, bounds.lowerBound)) * unit,
      confidence: confidence, method: .hoeffding)
  }

  /// The interval of Maurer and Pontil ("Empirical Bernstein bounds and sample variance
  /// penalization", COLT 2009), each side with half of the error. Narrower than Hoeffding's where
  /// most values are alike and there are many.
  package static func empiricalBernstein(
    meanOf values: Distribution, in bounds: ClosedRange<Int128>, confidence: Int128
  ) -> Interval {
    guard let variance = values.variance else {
      return Interval(low: nil, high: nil, confidence: confidence, method: .empiricalBernstein)
    }
    let logarithm = Scaled(
      magnitudeOf: (Scaled(4) / Scaled(magnitudeOf: error(of: confidence))).logarithm + 4)
    let width = Scaled(distance(bounds.upperBound, bounds.lowerBound))
    let count = UInt128(values.count)
    let ofVariance = (Scaled(2) * variance * logarithm / Scaled(count)).squareRoot
    let ofWidth = Scaled(7) * width * logarithm / Scaled(3 * (count - 1))
    return bounded(
      values, bounds, margin: ofVariance + ofWidth, confidence: confidence,
      method: .empiricalBernstein)
  }

  /// `sqrt(ln(2 / error) / (2 count))`: Hoeffding's margin for values between 0 and 1.
  static func hoeffdingMargin(count: UInt64, error: Int128) -> Scaled {
    let logarithm = (Scaled(2) / Scaled(magnitudeOf: error)).logarithm + 4
    return (Scaled(magnitudeOf: logarithm) / Scaled(UInt128(count) * 2)).squareRoot
  }

  private static func bounded(
    _ values: Distribution, _ bounds: ClosedRange<Int128>, margin: Scaled, confidence: Int128,
    method: Method
  ) -> Interval {
    guard let low = values.mean(.down), let high = values.mean(.up), let min = values.min,
      let max = values.max, bounds.contains(min), bounds.contains(max)
    else { return Interval(low: nil, high: nil, confidence: confidence, method: method) }
    let reach = outward(margin)
    return Interval(
      low: Swift.max(bounds.lowerBound, low.subtractingSaturating(reach)),
      high: Swift.min(bounds.upperBound, high.addingSaturating(reach)),
      confidence: confidence, method: method)
  }

  /// A margin in words, a little wider for what was truncated on the way.
  static func outward(_ margin: Scaled) -> Int128 {
    (margin + margin * Scaled(1, exponent: -50)).integer(.up)
  }
}

extension Int128 {
  func addingSaturating(_ other: Int128) -> Int128 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  func subtractingSaturating(_ other: Int128) -> Int128 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other < 0 ? .max : .min) : difference
  }
}
