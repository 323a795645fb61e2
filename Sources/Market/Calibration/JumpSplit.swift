import Numerics

/// Scaled returns in two parts: those beyond a threshold, and the rest.
struct JumpSplit {
  /// The jumps, less the middle of the rest.
  private(set) var jumps: [Int128] = []
  private(set) var restCount = 0
  /// Of the rest, made up for what the threshold cuts off a normal distribution.
  private(set) var deviation: Int128
  /// Of the rest; 3 for a normal distribution.
  private(set) var kurtosis: Int128 = 3 * Fixed.unit
  private var middle: Int128

  /// The absolute deviation from the median of a normal distribution, as its reciprocal.
  private static let normalFactor: Int128 = 1_482_602_218_505_601_861
  private static let mostRounds = 100

  /// The returns have a mean square of one, so squares of the rest are no matter for overflow.
  init(_ returns: [Int128], threshold: Int128) throws(ArithmeticError) {
    middle = JumpSplit.median(returns)
    let spread = JumpSplit.median(returns.map { [middle] in Int128(($0 - middle).magnitude) })
    deviation = try Fixed.multiply(spread, JumpSplit.normalFactor, .halfUp)
    // Where most returns are the same, as with a price that seldom moves, the median is no measure.
    if deviation == 0 { deviation = Fixed.unit }
    let kept = try JumpSplit.keptVariance(threshold)
    var before = -1
    for _ in 0..<JumpSplit.mostRounds {
      let limit = try Fixed.multiply(deviation, threshold, .halfUp)
      try measure(returns, limit: limit, kept: kept)
      if jumps.count == before { break }
      before = jumps.count
    }
  }

  /// Splits at a distance from the middle, and measures the rest.
  private mutating func measure(
    _ returns: [Int128], limit: Int128, kept: Int128
  ) throws(ArithmeticError) {
    var rest: [Int128] = []
    var beyond: [Int128] = []
    for value in returns {
      if (value - middle).magnitude > limit.magnitude {
        beyond.append(value)
      } else {
        rest.append(value)
      }
    }
    guard let first = rest.first, rest.contains(where: { $0 != first }) else { return }
    let count = Int128(rest.count)
    middle = try Integer.quotient(rest.reduce(0, +), count, .halfUp)
    var squares: Int128 = 0
    for value in rest {
      squares += try Fixed.multiply(value - middle, value - middle, .halfUp)
    }
    let variance = try Integer.quotient(squares, count, .halfUp)
    let raw = try Fixed.sqrt(variance, .halfUp)
    guard raw > 0 else { return }
    var fourths: Int128 = 0
    for value in rest {
      let unit = try Fixed.divide(value - middle, raw, .halfUp)
      let square = try Fixed.multiply(unit, unit, .halfUp)
      fourths += try Fixed.multiply(square, square, .halfUp)
    }
    kurtosis = try Integer.quotient(fourths, count, .halfUp)
    deviation = try Fixed.sqrt(Fixed.divide(variance, kept, .halfUp), .halfUp)
    restCount = rest.count
    jumps = beyond.map { $0 - middle }
  }

  /// The variance of a standard normal that is cut at `k` on both sides:
  /// `1 - 2 k density(k) / (2 cdf(k) - 1)`.
  private static func keptVariance(_ k: Int128) throws(ArithmeticError) -> Int128 {
    let inside = 2 * (try Fixed.normalCDF(k)) - Fixed.unit
    let lost = try Fixed.multiply(2 * k, Fixed.normalPDF(k), .halfUp)
    return Fixed.unit - (try Fixed.divide(lost, inside, .halfUp))
  }

  /// The lower of two in the middle.
  private static func median(_ values: [Int128]) -> Int128 {
    values.isEmpty ? 0 : values.sorted()[(values.count - 1) / 2]
  }
}

/// How large jumps are, as relative changes of the price.
struct JumpSizes {
  let size: Estimate
  let deviation: Estimate
  /// The mean of the logarithm of a jump's factor.
  let meanLogarithm: Int128

  /// The return of a step with a jump has the step's own variance too, which is taken off.
  init(_ split: JumpSplit, scale: Int128) throws(ArithmeticError) {
    let count = Int128(split.jumps.count)
    let mean = try Integer.quotient(split.jumps.reduce(0, +), count, .halfUp)
    var squares: Int128 = 0
    for value in split.jumps {
      squares = try Fixed.add(squares, Fixed.multiply(value - mean, value - mean, .halfUp))
    }
    let whole = try Integer.quotient(squares, count - 1, .halfUp)
    let ofRest = try Fixed.multiply(split.deviation, split.deviation, .halfUp)
    let own = max(0, whole - ofRest)
    let logDeviation = try Fixed.multiply(scale, Fixed.sqrt(own, .halfUp), .halfUp)
    let wholeDeviation = try Fixed.multiply(scale, Fixed.sqrt(whole, .halfUp), .halfUp)
    meanLogarithm = try Fixed.multiply(scale, mean, .halfUp)
    let errorOfMean = try Fixed.divide(
      wholeDeviation, Fixed.sqrt(count * Fixed.unit, .halfUp), .halfUp)
    let errorOfDeviation = try Fixed.divide(
      wholeDeviation, Fixed.sqrt(2 * (count - 1) * Fixed.unit, .halfUp), .halfUp)

    let variance = try Fixed.multiply(logDeviation, logDeviation, .halfUp)
    let factor = try Fixed.exp(Fixed.add(meanLogarithm, variance / 2))
    let bend = try Fixed.multiply(logDeviation, errorOfDeviation, .halfUp)
    let spread = try Fixed.add(
      Fixed.multiply(errorOfMean, errorOfMean, .halfUp), Fixed.multiply(bend, bend, .halfUp))
    size = Estimate(
      factor - Fixed.unit,
      error: try Fixed.multiply(factor, Fixed.sqrt(spread, .halfUp), .halfUp))
    let relative = try Fixed.sqrt(Fixed.exp(variance) - Fixed.unit, .halfUp)
    deviation = Estimate(
      try Fixed.multiply(factor, relative, .halfUp),
      error: try Fixed.multiply(factor, errorOfDeviation, .halfUp))
  }
}
