import Numerics

/// The returns of a history, step by step: differences of the logarithms of its prices, each taken
/// as one step, in units of their standard deviation.
package struct Returns: Hashable, Sendable {
  /// Fewer than this say nothing.
  package static let least = 30

  /// Each return less the mean, over `scale`: mean zero, mean square one.
  let scaled: [Int128]
  /// The root of the mean square of the returns less their mean.
  let scale: Int128
  /// The mean of a step.
  package let mean: Int128
  /// The standard deviation of a step, with one taken from the count.
  package let deviation: Int128
  /// The mean of the fourth power of the scaled returns; 3 for a normal distribution.
  package let kurtosis: Int128
  /// How many steps are in a year of 365 days; a fraction has its decimals.
  package let stepsPerYear: Int128

  package var count: Int { scaled.count }

  package init(_ history: PriceHistory) throws(CalibrationError) {
    let count = history.rowCount - 1
    guard count >= Returns.least else {
      throw .tooFewReturns(count, needed: Returns.least)
    }
    let year: Int128 = 365 * 86_400
    stepsPerYear = try measuring { () throws(ArithmeticError) in
      try Fixed.muldiv(year * Fixed.unit, Int128(count) * Fixed.unit, history.span, .halfUp)
    }
    let logarithms = try measuring { () throws(ArithmeticError) in
      try Returns.logarithms(history.prices)
    }
    let mean = try measuring { () throws(ArithmeticError) in
      try Integer.quotient(logarithms[count] - logarithms[0], Int128(count), .halfUp)
    }
    let centred = (0..<count).map { logarithms[$0 + 1] - logarithms[$0] - mean }
    let largest = centred.reduce(0) { max($0, Int128($1.magnitude)) }
    guard largest > Int128(count) else { throw .noMovement }
    let scaling = try measuring { () throws(ArithmeticError) in
      try Scaling(centred, largest: largest)
    }
    self.mean = mean
    deviation = scaling.deviation
    scale = scaling.scale
    scaled = scaling.values
    kurtosis = scaling.kurtosis
  }

  /// Numbers over the root of their mean square.
  private struct Scaling {
    private(set) var values: [Int128]
    let scale: Int128
    /// The scale with one taken from the count.
    let deviation: Int128
    let kurtosis: Int128

    /// Squares of numbers over the largest keep their digits, however small the numbers are.
    init(_ centred: [Int128], largest: Int128) throws(ArithmeticError) {
      let count = Int128(centred.count)
      values = centred
      var squares: Int128 = 0
      for place in values.indices {
        values[place] = try Fixed.divide(values[place], largest, .halfUp)
        squares += try Fixed.multiply(values[place], values[place], .halfUp)
      }
      let root = try Fixed.sqrt(Integer.quotient(squares, count, .halfUp), .halfUp)
      scale = try Fixed.multiply(largest, root, .halfUp)
      deviation = try Fixed.multiply(
        largest, Fixed.sqrt(Integer.quotient(squares, count - 1, .halfUp), .halfUp), .halfUp)
      var fourths: Int128 = 0
      for place in values.indices {
        values[place] = try Fixed.divide(values[place], root, .halfUp)
        let square = try Fixed.multiply(values[place], values[place], .halfUp)
        fourths = try Fixed.add(fourths, Fixed.multiply(square, square, .halfUp))
      }
      kurtosis = try Integer.quotient(fourths, count, .halfUp)
    }
  }

  private static func logarithms(_ prices: [Int128]) throws(ArithmeticError) -> [Int128] {
    var result: [Int128] = []
    result.reserveCapacity(prices.count)
    for price in prices { result.append(try Fixed.ln(price)) }
    return result
  }

  /// A deviation of one step as one of a year: it grows with the root of time.
  func perYear(deviation: Int128) throws(ArithmeticError) -> Int128 {
    try Fixed.multiply(deviation, Fixed.sqrt(stepsPerYear, .halfUp), .halfUp)
  }

  /// A sum of one step as one of a year.
  func perYear(_ word: Int128) throws(ArithmeticError) -> Int128 {
    try Fixed.multiply(word, stepsPerYear, .halfUp)
  }
}
