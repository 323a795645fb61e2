import Numerics

/// Merton's jump diffusion fitted to returns by a threshold: what lies further from the middle than
/// `threshold` deviations of the rest is a jump.
///
/// The deviation begins as the one the median of the absolute returns has under a normal
/// distribution, which jumps hardly touch, and is then that of what is no jump, until nothing
/// changes. The threshold is `sqrt(2 ln n)`: among `n` normal returns one is beyond it with a chance
/// of about a fifth, however many there are. Source: Mancini, "Non-parametric threshold estimation
/// for models with stochastic diffusion coefficient and jumps", 2009.
package struct JumpFit: Hashable, Sendable {
  /// Fewer jumps have no deviation worth its name.
  package static let least = 3

  package let drift: Estimate
  /// Of a year without its jumps.
  package let volatility: Estimate
  /// In a year.
  package let jumps: Estimate
  /// The mean of the relative change, and its deviation.
  package let size: Estimate
  package let sizeDeviation: Estimate
  /// How many returns were taken for jumps.
  package let count: Int
  /// In deviations.
  package let threshold: Int128
  /// A return of this size is taken for a jump: no smaller one can be seen.
  package let smallest: Int128

  package init(_ returns: Returns) throws(CalibrationError) {
    let count = Int128(returns.count)
    let threshold = try measuring { () throws(ArithmeticError) in
      try Fixed.sqrt(2 * Fixed.ln(count * Fixed.unit), .halfUp)
    }
    let split = try measuring { () throws(ArithmeticError) in
      try JumpSplit(returns.scaled, threshold: threshold)
    }
    guard split.jumps.count >= JumpFit.least else {
      throw .tooFewJumps(split.jumps.count, needed: JumpFit.least)
    }
    let fit = try measuring { () throws(ArithmeticError) in try Parts(returns, split) }
    self.threshold = threshold
    self.count = split.jumps.count
    smallest = try measuring { () throws(ArithmeticError) in
      try Fixed.multiply(threshold, fit.deviation, .halfUp)
    }
    volatility = fit.volatility
    jumps = fit.jumps
    size = fit.sizes.size
    sizeDeviation = fit.sizes.deviation
    drift = fit.drift
  }

  /// What follows from the split.
  private struct Parts {
    /// Of a step without a jump.
    let deviation: Int128
    let volatility: Estimate
    let jumps: Estimate
    let sizes: JumpSizes
    let drift: Estimate

    init(_ returns: Returns, _ split: JumpSplit) throws(ArithmeticError) {
      let number = Int128(split.jumps.count)
      deviation = try Fixed.multiply(split.deviation, returns.scale, .halfUp)
      volatility = try DiffusionFit.volatility(
        returns, deviation: deviation, kurtosis: split.kurtosis, count: split.restCount)
      sizes = try JumpSizes(split, scale: returns.scale)
      let perYear = try Fixed.muldiv(
        returns.stepsPerYear, number, Int128(returns.count), .halfUp)
      jumps = Estimate(
        perYear,
        error: try Fixed.divide(perYear, Fixed.sqrt(number * Fixed.unit, .halfUp), .halfUp))
      drift = try DiffusionFit.drift(
        returns, volatility,
        gained: Fixed.multiply(perYear, sizes.size.value - sizes.meanLogarithm, .halfUp))
    }
  }
}
