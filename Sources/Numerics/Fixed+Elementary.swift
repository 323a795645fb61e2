// The functions that are not arithmetic, on raw words. Integers only, so the same bits on every
// machine. Each is computed to 2^-23 of a raw unit or better (`pow` is the least exact, the others
// reach 2^-57) and rounded once to the nearest, so the error is below 0.500002 units of the 18th
// decimal, also where the result is large.
//
// They are monotone on raw words as they are in mathematics: neighbouring words have true results
// further apart than the error of the computation (each error bound below is to be read against
// that), and what follows it, truncating and rounding, keeps the order.
extension Fixed {
  /// `e^x`. Becomes 0 below about -42.1; overflows above about 46.58.
  package static func exp(_ x: Int128) throws(ArithmeticError) -> Int128 {
    if x >= Int128(Precise.exponentialRange.upperBound) * unit { throw .overflow }
    if x < Int128(Precise.exponentialRange.lowerBound) * unit { return 0 }
    let magnitude = Precise(magnitudeOf: x)
    let (mantissa, exponent) = Precise.exponential(x < 0 ? .zero &- magnitude : magnitude)
    return try mantissa.rounded(exponent: exponent)
  }

  /// The natural logarithm; no value at or below zero.
  package static func ln(_ x: Int128) throws(ArithmeticError) -> Int128 {
    if x <= 0 { throw .domain(.ln) }
    let logarithm = Precise.logarithm(x)
    let magnitude = try logarithm.magnitude.rounded()
    return logarithm.isNegative ? -magnitude : magnitude
  }

  /// `x^y`.
  ///
  /// `x^0` is 1, also for `x = 0`; `0^y` is 0 for positive `y` and has no value for negative ones;
  /// a negative `x` has no power, whatever `y`. Results that 18 decimals can hold come out exact:
  /// `pow(4, 0.5)` is 2.
  ///
  /// The error of the logarithm, 2^-217, grows by at most 2^67, the largest `y`, and then by at most
  /// 2^127, the largest result: 2^-23 units.
  package static func pow(_ x: Int128, _ y: Int128) throws(ArithmeticError) -> Int128 {
    if x < 0 { throw .domain(.pow) }
    if y == 0 { return unit }
    if x == 0 {
      if y < 0 { throw .domain(.pow) }
      return 0
    }
    let logarithm = Precise.logarithm(x)
    let isGrowing = logarithm.isNegative == (y < 0)
    guard let magnitude = logarithm.magnitude.times(y.magnitude),
      magnitude.whole < Precise.exponentialRange.upperBound
    else {
      if isGrowing { throw .overflow }
      return 0
    }
    if !isGrowing, magnitude.whole >= -Precise.exponentialRange.lowerBound { return 0 }
    let (mantissa, exponent) = Precise.exponential(isGrowing ? magnitude : .zero &- magnitude)
    return try mantissa.rounded(exponent: exponent)
  }
}

extension Precise {
  /// The part before the point.
  fileprivate var whole: Int { Int(truncatingIfNeeded: high >> 96) }

  /// `self * raw / 10^18` for numbers that are not negative; nil from 2^32 on.
  fileprivate func times(_ raw: UInt128) -> Precise? {
    let bottom = Wide.product(low, raw)
    let (top, middle) = Wide.product(high, raw)
    let (sum, carry) = middle.addingReportingOverflow(bottom.high)
    let upper = top &+ (carry ? 1 : 0)
    let divisor = Fixed.unit.magnitude
    if upper >= divisor { return nil }
    let (q1, r1) = Wide.divide(upper, sum, by: divisor)
    let (q0, _) = Wide.divide(r1, bottom.low, by: divisor)
    return Precise(high: q1, low: q0)
  }
}
