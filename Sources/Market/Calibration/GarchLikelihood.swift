import Numerics

/// How likely returns are under a GARCH(1,1) with normal shocks, per return and without constants:
/// `-(ln h + z^2 / h) / 2` on average. The first variance is the sample's.
enum GarchLikelihood {
  static func mean(
    _ returns: ArraySlice<Int128>, at point: GarchPoint
  ) throws(ArithmeticError) -> Int128 {
    let base = try Fixed.multiply(point.level, Fixed.unit - point.persistence, .halfUp)
    var variance = Fixed.unit
    var logarithms = LogarithmSum()
    var squares: Int128 = 0
    for value in returns {
      let square = try Fixed.multiply(value, value, .halfUp)
      logarithms.add(variance)
      squares = try Fixed.add(squares, Fixed.divide(square, variance, .halfUp))
      variance = try next(variance, square, point, base)
    }
    let sum = try Fixed.add(logarithms.value(count: returns.count), squares)
    return try Integer.quotient(-sum, 2 * Int128(returns.count), .halfUp)
  }

  /// Never zero, so that it can be divided by.
  @inline(__always)
  private static func next(
    _ variance: Int128, _ square: Int128, _ point: GarchPoint, _ base: Int128
  ) throws(ArithmeticError) -> Int128 {
    let moved = try Fixed.add(
      Fixed.multiply(point.alpha, square, .halfUp), Fixed.multiply(point.beta, variance, .halfUp))
    return max(1, try Fixed.add(base, moved))
  }

  /// The slope of the mean, the information that each return has about the parameters on average
  /// (of a normal distribution), and the mean square of the slopes of single returns.
  struct Slope {
    var gradient = Vector3()
    var information = Symmetric3()
    var outer = Symmetric3()
  }

  /// With `d` the slope of the variance `h`: a return's slope is `(z^2 / h - 1) / 2 * d / h`, its
  /// information `(d / h) (d / h)' / 2`.
  static func slope(
    _ returns: [Int128], at point: GarchPoint
  ) throws(ArithmeticError) -> Slope {
    let base = try Fixed.multiply(point.level, Fixed.unit - point.persistence, .halfUp)
    var variance = Fixed.unit
    var moving = Vector3()
    var slope = Slope()
    for value in returns {
      let square = try Fixed.multiply(value, value, .halfUp)
      let relative = try moving.map { moved throws(ArithmeticError) in
        try Fixed.divide(moved, variance, .halfUp)
      }
      let excess = try (Fixed.divide(square, variance, .halfUp) - Fixed.unit) / 2
      let single = try relative.map { part throws(ArithmeticError) in
        try Fixed.multiply(part, excess, .halfUp)
      }
      slope.gradient = try slope.gradient.adding(single)
      try slope.information.addSquare(of: relative)
      try slope.outer.addSquare(of: single)
      let own = Vector3(
        level: Fixed.unit - point.persistence, alpha: square - variance,
        persistence: variance - point.level)
      moving = try moving.map { moved throws(ArithmeticError) in
        try Fixed.multiply(point.beta, moved, .halfUp)
      }.adding(own)
      variance = try next(variance, square, point, base)
    }
    let count = Int128(returns.count)
    slope.gradient = try slope.gradient.over(count)
    slope.information = try slope.information.over(2 * count)
    slope.outer = try slope.outer.over(count)
    return slope
  }
}
