import Diagnostics
import Numerics
import Semantics

extension Evaluation {
  mutating func builtin(
    _ function: Builtin, _ arguments: [CheckedExpression], _ rounding: Rounding,
    _ expression: CheckedExpression, _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    let words = try evaluate(arguments, &frame)
    do {
      return try function.value(words, rounding, of: expression.type)
    } catch {
      let operands = zip(words, arguments).map { Value($0, $1.type) }
      throw failure(error, operands, expression.span, frame)
    }
  }
}

extension Builtin {
  /// The function on words, as many as the checker has counted.
  ///
  /// `clamp(x, low, high)` with `low > high` is `high`. `sign` is one of its result's type.
  fileprivate func value(
    _ x: [Int128], _ rounding: Rounding, of type: ValueType
  ) throws(ArithmeticError) -> Int128 {
    switch self {
    case .absolute: return try Integer.absolute(x[0])
    case .sign:
      let one: Int128 = if case .integer = type { 1 } else { Fixed.unit }
      return x[0].signum() * one
    case .minimum: return x.dropFirst().reduce(x[0]) { min($0, $1) }
    case .maximum: return x.dropFirst().reduce(x[0]) { max($0, $1) }
    case .clamp: return min(max(x[0], x[1]), x[2])
    case .squareRootFixed: return try Fixed.sqrt(x[0], rounding)
    case .squareRootInteger: return try Integer.sqrt(x[0], rounding)
    case .exponential: return try Fixed.exp(x[0])
    case .logarithm: return try Fixed.ln(x[0])
    case .power: return try Fixed.pow(x[0], x[1])
    case .normalDistribution: return try Fixed.normalCDF(x[0])
    case .normalDensity: return try Fixed.normalPDF(x[0])
    case .multiplyDivide: return try Integer.muldiv(x[0], x[1], x[2], rounding)
    case .multiplyRemainder: return try Integer.mulrem(x[0], x[1], x[2], rounding)
    case .quotient: return try Integer.quotient(x[0], x[1], rounding)
    case .remainder: return try Integer.remainder(x[0], x[1], rounding)
    case .ratio: return try Integer.ratio(x[0], x[1], rounding)
    }
  }
}
