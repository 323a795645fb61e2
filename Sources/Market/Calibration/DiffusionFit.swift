import Numerics

/// Geometric Brownian motion fitted to returns: their mean and their deviation.
package struct DiffusionFit: Hashable, Sendable {
  /// Of the mean price in a year, as `drift` is meant: the mean of the logarithm, and half the
  /// variance.
  package let drift: Estimate
  /// Of a year.
  package let volatility: Estimate

  /// The error of the volatility is that of independent returns of any distribution,
  /// `(kurtosis - 1) / (4 n)` of its square; where calm and wild times follow each other it is
  /// larger.
  package init(_ returns: Returns) throws(CalibrationError) {
    let volatility = try measuring { () throws(ArithmeticError) in
      try DiffusionFit.volatility(
        returns, deviation: returns.deviation, kurtosis: returns.kurtosis, count: returns.count)
    }
    self.volatility = volatility
    drift = try measuring { () throws(ArithmeticError) in
      try DiffusionFit.drift(returns, volatility)
    }
  }

  /// The deviation of a step as the volatility of a year.
  static func volatility(
    _ returns: Returns, deviation: Int128, kurtosis: Int128, count: Int
  ) throws(ArithmeticError) -> Estimate {
    let value = try returns.perYear(deviation: deviation)
    let spread = try Fixed.sqrt((kurtosis - Fixed.unit) / (4 * Int128(count)), .halfUp)
    return Estimate(value, error: try Fixed.multiply(value, spread, .halfUp))
  }

  /// The drift of the mean price: that of the logarithm, half the variance, and what else the mean
  /// price gains in a year over the mean logarithm, whose own error is left out.
  static func drift(
    _ returns: Returns, _ volatility: Estimate, gained: Int128 = 0
  ) throws(ArithmeticError) -> Estimate {
    let root = try Fixed.sqrt(Int128(returns.count) * Fixed.unit, .halfUp)
    let ofMean = try returns.perYear(Fixed.divide(returns.deviation, root, .halfUp))
    let ofVariance = try Fixed.multiply(volatility.value, volatility.error ?? 0, .halfUp)
    let half = try Fixed.multiply(volatility.value, volatility.value, .halfUp) / 2
    let square = try Fixed.add(
      Fixed.multiply(ofMean, ofMean, .halfUp), Fixed.multiply(ofVariance, ofVariance, .halfUp))
    let ofLogarithm = try returns.perYear(returns.mean)
    return Estimate(
      try Fixed.add(ofLogarithm, Fixed.add(half, gained)), error: try Fixed.sqrt(square, .halfUp))
  }
}
