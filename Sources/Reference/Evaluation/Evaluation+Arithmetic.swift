import Diagnostics
import Machine
import Numerics
import Semantics

extension Evaluation {
  mutating func arithmetic(
    _ operation: ArithmeticOperation, _ left: CheckedExpression, _ right: CheckedExpression,
    _ rounding: Rounding, _ span: Span, _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    let a = try evaluate(left, &frame)
    let b = try evaluate(right, &frame)
    try pay(operation.gas, span)
    do {
      return try operation.apply(a, b, rounding)
    } catch {
      throw failure(error, [Value(a, left.type), Value(b, right.type)], span, frame)
    }
  }

  mutating func negate(
    _ operand: CheckedExpression, _ span: Span, _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    let word = try evaluate(operand, &frame)
    try pay(.negate, span)
    do { return try Integer.negate(word) } catch {
      throw failure(error, [Value(word, operand.type)], span, frame)
    }
  }

  /// The trap for a computation that has no result.
  func failure(
    _ error: ArithmeticError, _ operands: [Value], _ span: Span, _ frame: Activation
  ) -> Trap {
    let operands = operands.map { concrete($0, frame) }
    switch error {
    case .overflow: return trap(.overflow(operands), span)
    case .divisionByZero: return trap(.divisionByZero(operands), span)
    case .domain(let function):
      return trap(.domain(function: function.rawValue, operands), span)
    }
  }

  mutating func compare(
    _ comparison: Comparison, _ left: CheckedExpression, _ right: CheckedExpression,
    _ span: Span, _ frame: inout Activation
  ) throws(Trap) -> Bool {
    if left.isIntegerProduct || right.isIntegerProduct {
      let (a, b) = try factors(left, &frame)
      let (c, d) = try factors(right, &frame)
      try pay(.compareProducts, span)
      switch Integer.compareProducts(a, b, c, d) {
      case .less: return comparison.holds(-1, 0)
      case .equal: return comparison.holds(0, 0)
      case .greater: return comparison.holds(1, 0)
      }
    }
    let a = try evaluate(left, &frame)
    let b = try evaluate(right, &frame)
    try pay(.compare, span)
    return comparison.holds(a, b)
  }

  /// The two factors of a product of integers; anything else is once itself. The product itself is
  /// not evaluated, so it costs nothing and cannot overflow.
  private mutating func factors(
    _ side: CheckedExpression, _ frame: inout Activation
  ) throws(Trap) -> (Int128, Int128) {
    if side.isIntegerProduct, case .arithmetic(_, let left, let right, _) = side.kind {
      let a = try evaluate(left, &frame)
      return (a, try evaluate(right, &frame))
    }
    return (try evaluate(side, &frame), 1)
  }
}
