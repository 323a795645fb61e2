import Numerics

// Every operation of the language is monotone in each operand, for any rounding, as long as the
// divisor keeps its sign: the results at the corners bound the results in between.
extension Interval {
  static func arithmetic(
    _ operation: ArithmeticOperation, _ left: Interval, _ right: Interval, _ rounding: Rounding
  ) -> Interval {
    switch operation {
    case .add, .subtract:
      let isDeclared =
        left.isDeclared && right.single != nil || right.isDeclared && left.single != nil
      return bounds(left, [right], isDeclared: isDeclared) { a, b in
        saturate(isNegative: a < 0) { () throws(ArithmeticError) in
          operation == .add ? try Integer.add(a, b) : try Integer.subtract(a, b)
        }
      }
    case .multiplyFixed, .multiplyWords:
      // A product is zero where a factor is, however the factors hang together.
      return bounds(left, [right], isDeclared: left.isDeclared && right.isDeclared) { a, b in
        saturate(isNegative: (a < 0) != (b < 0)) { () throws(ArithmeticError) in
          operation == .multiplyFixed
            ? try Fixed.multiply(a, b, rounding) : try Integer.multiply(a, b)
        }
      }
    case .divideFixed, .divideWords:
      return bounds(left, right.divisors, isDeclared: left.isDeclared && right.single != nil) {
        a, b in
        saturate(isNegative: (a < 0) != (b < 0)) { () throws(ArithmeticError) in
          operation == .divideFixed
            ? try Fixed.divide(a, b, rounding) : try Integer.quotient(a, b, rounding)
        }
      }
    }
  }

  static func negate(_ value: Interval) -> Interval {
    arithmetic(.subtract, .only(0), value, .toZero)
  }

  static func absolute(_ value: Interval) -> Interval {
    if value.isNeverNegative { return value }
    let mirror = negate(value)
    if value.isNeverPositive { return mirror }
    let result = Interval(0, Swift.max(value.upper, mirror.upper), isDeclared: value.isDeclared)
    return value.containsZero ? result : result.withoutZero()
  }

  static func quotient(_ left: Interval, _ right: Interval, _ rounding: Rounding) -> Interval {
    arithmetic(.divideWords, left, right, rounding).assumed()
  }

  /// `a * b / c` on words.
  static func multiplyDivide(
    _ a: Interval, _ b: Interval, _ c: Interval, _ rounding: Rounding
  ) -> Interval {
    let parts = [b.lower, b.upper].map { factor in
      bounds(a, c.divisors, isDeclared: false) { x, y in
        saturate(isNegative: ((x < 0) != (factor < 0)) != (y < 0)) { () throws(ArithmeticError) in
          try Integer.muldiv(x, factor, y, rounding)
        }
      }
    }
    // Between two factors lies zero, even where neither gives it.
    return parts.dropFirst().reduce(parts.first ?? .any) { one, other in
      Interval(Swift.min(one.lower, other.lower), Swift.max(one.upper, other.upper))
    }
  }

  /// What a division by `divisor` leaves over. Only the usual directions are told apart.
  static func remainder(
    _ value: Interval?, _ divisor: Interval, _ rounding: Rounding
  ) -> Interval {
    let size = absolute(divisor).upper
    let limit = size == .max || size == 0 ? size : size &- 1
    let bottom: Int128 = limit == .max ? .min : 0 &- limit
    if rounding == .down, divisor.isNeverNegative { return Interval(0, limit) }
    if rounding == .toZero, let value {
      if value.isNeverNegative { return Interval(0, Swift.min(limit, value.upper)) }
      if value.isNeverPositive { return Interval(Swift.max(bottom, value.lower), 0) }
    }
    return Interval(bottom, limit)
  }

  /// The parts of a divisor on either side of zero, which is no divisor.
  private var divisors: [Interval] {
    var parts: [Interval] = []
    if lower < 0 { parts.append(Interval(lower, Swift.min(upper, -1))) }
    if upper > 0 { parts.append(Interval(Swift.max(lower, 1), upper)) }
    return parts
  }

  /// The bounds of an operation over all pairs; anything at all where there is no pair.
  private static func bounds(
    _ left: Interval, _ rights: [Interval], isDeclared: Bool,
    _ apply: (Int128, Int128) -> Int128
  ) -> Interval {
    let corners = rights.flatMap { right in
      [
        apply(left.lower, right.lower), apply(left.lower, right.upper),
        apply(left.upper, right.lower), apply(left.upper, right.upper),
      ]
    }
    guard let lower = corners.min(), let upper = corners.max() else { return .any }
    return Interval(lower, upper, isDeclared: isDeclared)
  }

  /// The result, or the end of the words it lies beyond.
  private static func saturate(
    isNegative: Bool, _ compute: () throws(ArithmeticError) -> Int128
  ) -> Int128 {
    do { return try compute() } catch { return isNegative ? .min : .max }
  }
}
