// The standard normal distribution.
extension Fixed {
  /// The density `e^(-x^2 / 2) / sqrt(2 pi)`. Never fails; 0 from about 9.1 on.
  package static func normalPDF(_ x: Int128) throws(ArithmeticError) -> Int128 {
    // The density at 10 is below 10^-22.
    if x.magnitude >= 10 * unit.magnitude { return 0 }
    let (density, exponent) = Precise.normalDensity(Precise(magnitudeOf: x))
    return try density.rounded(exponent: exponent)
  }

  /// The probability of a draw at or below `x`. Never fails; exactly 1/2 at zero, exactly symmetric
  /// (`cdf(-x) = 1 - cdf(x)`), 0 and 1 from about 8.8 on.
  package static func normalCDF(_ x: Int128) throws(ArithmeticError) -> Int128 {
    let half = unit / 2
    // The tail beyond 9 is below 10^-18 / 8.
    let magnitude =
      x.magnitude >= 9 * unit.magnitude
      ? half : try Precise.normalCentre(Precise(magnitudeOf: x)).rounded()
    return x < 0 ? half - magnitude : half + magnitude
  }
}

extension Precise {
  /// The density at `x` in [0, 10) as `mantissa * 2^exponent`, within 2^-216 of itself.
  fileprivate static func normalDensity(_ x: Precise) -> (mantissa: Precise, exponent: Int) {
    let square = x * x
    let half = Precise(high: square.high >> 1, low: square.high << 127 | square.low >> 1)
    let (mantissa, exponent) = exponential(.zero &- half)
    return (mantissa * inverseRootTau, exponent)
  }

  /// The probability of a draw between 0 and `x`, for `x` in [0, 9).
  ///
  /// `density(x) * (x + x^3/3 + x^5/(3 * 5) + x^7/(3 * 5 * 7) + ...)`: all terms are positive, so
  /// nothing cancels. The density is taken into the first term, which keeps every term below 1/2.
  /// Error: the first term is off by 2^-220, and the largest is at most 2^55 times the first, so with
  /// 160 terms the sum is within 2^-157; what is left out is below 2^-138. Neighbouring words below 9
  /// have true results 2^-120 apart or more.
  fileprivate static func normalCentre(_ x: Precise) -> Precise {
    let (mantissa, exponent) = normalDensity(x)
    let shift = UInt128(-exponent)
    let square = x * x
    var term = Precise(
      high: mantissa.high >> shift,
      low: mantissa.low >> shift | (shift == 0 ? 0 : mantissa.high << (128 - shift)))
    term = term * x
    var sum = term
    for n in 1..<oddReciprocals.count {
      term = term * square * oddReciprocals[n]
      sum = sum &+ term
      // Below 2^-138 the largest term is behind, and each is at most half the one before.
      if term.high == 0, term.low < 1 << 86 { break }
    }
    return sum
  }
}
