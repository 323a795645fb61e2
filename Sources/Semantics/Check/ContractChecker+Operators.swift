import Diagnostics
import Numerics
import Syntax

/// Arithmetic, comparison and logic: which operation on words a written operator means.
extension ContractChecker {
  mutating func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, hint: ValueType?,
    _ operatorSpan: Span, _ span: Span
  ) -> CheckedExpression {
    switch operation {
    case .and, .or, .implies:
      let logical: LogicalOperation =
        switch operation {
        case .and: .and
        case .or: .or
        default: .implies
        }
      return CheckedExpression(.logical(logical, condition(left), condition(right)), .truth, span)
    case .add, .subtract:
      let (a, b) = operands(left, right, hint: hint, rightIsFlipped: operation == .subtract)
      return sum(operation, a, b, operatorSpan, span)
    case .multiply:
      let (a, b) = factors(left, right, hint: hint)
      return product(a, b, operatorSpan, span)
    case .divide:
      let (a, b) = dividendAndDivisor(left, right, hint: hint)
      return quotient(a, b, operatorSpan, span)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      // A comparison has no direction of its own: what a clause outside says stays outside.
      let outer = body.rounding
      body.rounding = nil
      defer { body.rounding = outer }
      let (a, b) = operands(left, right, hint: nil, rightIsFlipped: false)
      return comparison(operation, a, b, operatorSpan, span)
    }
  }

  /// Both sides of an operation that wants them alike; a bare number takes the other side's type.
  private mutating func operands(
    _ left: Expression, _ right: Expression, hint: ValueType?, rightIsFlipped: Bool
  ) -> (CheckedExpression, CheckedExpression) {
    func checkRight(_ checker: inout ContractChecker, _ hint: ValueType?) -> CheckedExpression {
      rightIsFlipped
        ? checker.flippingRounding { $0.expression(right, hint: hint) }
        : checker.expression(right, hint: hint)
    }
    if isAdaptable(left), !isAdaptable(right) {
      let b = checkRight(&self, hint)
      return (expression(left, hint: b.type), b)
    }
    let a = expression(left, hint: hint)
    return (a, checkRight(&self, a.type == .unknown ? hint : a.type))
  }

  /// In a product a bare number counts where the other side counts and it is whole; otherwise it
  /// is a ratio. It never takes the other side's unit.
  private mutating func factors(
    _ left: Expression, _ right: Expression, hint: ValueType?
  ) -> (CheckedExpression, CheckedExpression) {
    switch (isAdaptable(left), isAdaptable(right)) {
    case (true, false):
      let b = expression(right, hint: hint)
      return (expression(left, hint: pureNumber(left, beside: b.type, hint: hint)), b)
    case (false, true):
      let a = expression(left, hint: hint)
      return (a, expression(right, hint: pureNumber(right, beside: a.type, hint: hint)))
    default:
      let a = expression(left, hint: hint)
      let beside = isAdaptable(right) ? pureNumber(right, beside: a.type, hint: hint) : hint
      return (a, expression(right, hint: beside))
    }
  }

  /// What a bare number becomes as a factor: `n * 5 USD` is money where money is wanted and a
  /// count of whole dollars otherwise.
  private func pureNumber(
    _ written: Expression, beside type: ValueType, hint: ValueType?
  ) -> ValueType {
    guard case .integer = type, couldBeWhole(written) else { return .ratio }
    if case .fixed? = hint { return .ratio }
    return .count
  }

  private mutating func dividendAndDivisor(
    _ left: Expression, _ right: Expression, hint: ValueType?
  ) -> (CheckedExpression, CheckedExpression) {
    let a = expression(left, hint: isAdaptable(left) && !isAdaptable(right) ? .ratio : hint)
    let beside = isAdaptable(right) ? pureNumber(right, beside: a.type, hint: nil) : nil
    let b = flippingRounding { $0.expression(right, hint: beside) }
    return (a, b)
  }

  // MARK: - Results

  func arithmetic(
    _ operation: ArithmeticOperation, _ a: CheckedExpression, _ b: CheckedExpression,
    _ rounding: Rounding, _ type: ValueType, _ span: Span
  ) -> CheckedExpression {
    CheckedExpression(.arithmetic(operation, a, b, rounding), type, span)
  }

  /// `+` and `-`, once the operands are known.
  mutating func sum(
    _ operation: BinaryOperator, _ a: CheckedExpression, _ b: CheckedExpression,
    _ operatorSpan: Span, _ span: Span
  ) -> CheckedExpression {
    let word: ArithmeticOperation = operation == .add ? .add : .subtract
    switch (a.type, b.type) {
    case (.unknown, _), (_, .unknown): return unknown(span)
    case (.time, .time) where operation == .subtract:
      return arithmetic(word, a, b, .toZero, .duration, span)
    case (.time, .duration): return arithmetic(word, a, b, .toZero, .time, span)
    case (.duration, .time) where operation == .add:
      return arithmetic(word, a, b, .toZero, .time, span)
    case (let left, let right) where left == right && left.isNumber:
      return arithmetic(word, a, b, .toZero, left, span)
    default:
      report(
        .cannotCombine(
          operation, a, b, at: operatorSpan, names: typeNames, origins: origins(a, b),
          localNames: (localName(a), localName(b))))
      return unknown(span)
    }
  }

  mutating func product(
    _ a: CheckedExpression, _ b: CheckedExpression, _ operatorSpan: Span, _ span: Span
  ) -> CheckedExpression {
    guard let left = a.type.dimension, let right = b.type.dimension else {
      return noNumber(a, b, span)
    }
    guard let dimension = withinLimit(left * right, span) else { return unknown(span) }
    switch (a.type, b.type) {
    case (.fixed, .fixed):
      return arithmetic(
        .multiplyFixed, a, b, takeRounding(at: span), .fixed(dimension), span)
    case (.integer, .integer):
      return arithmetic(.multiplyWords, a, b, .toZero, .integer(dimension), span)
    default:
      return arithmetic(.multiplyWords, a, b, .toZero, .fixed(dimension), span)
    }
  }

  mutating func quotient(
    _ a: CheckedExpression, _ b: CheckedExpression, _ operatorSpan: Span, _ span: Span
  ) -> CheckedExpression {
    guard let left = a.type.dimension, let right = b.type.dimension else {
      return noNumber(a, b, span)
    }
    guard let dimension = withinLimit(left / right, span) else { return unknown(span) }
    switch (a.type, b.type) {
    case (.fixed, .fixed):
      return arithmetic(.divideFixed, a, b, takeRounding(at: span), .fixed(dimension), span)
    case (.fixed, _):
      return arithmetic(.divideWords, a, b, takeRounding(at: span), .fixed(dimension), span)
    case (.integer, .integer):
      report(.integerDivision(operatorSpan, origins: origins(a, b)))
      return unknown(span)
    default:
      report(
        .intAndFixed(operatorSpan, a, b, names: typeNames, origins: origins(a, b)))
      return unknown(span)
    }
  }

  private mutating func comparison(
    _ operation: BinaryOperator, _ a: CheckedExpression, _ b: CheckedExpression,
    _ operatorSpan: Span, _ span: Span
  ) -> CheckedExpression {
    let comparison: Comparison =
      switch operation {
      case .equal: .equal
      case .notEqual: .notEqual
      case .less: .less
      case .lessOrEqual: .lessOrEqual
      case .greater: .greater
      default: .greaterOrEqual
      }
    if a.type == .unknown || b.type == .unknown {
      return CheckedExpression(.constant(0), .unknown, span)
    }
    guard a.type == b.type else {
      report(
        .cannotCombine(
          operation, a, b, at: operatorSpan, names: typeNames, origins: origins(a, b),
          localNames: (localName(a), localName(b))))
      return unknown(span)
    }
    let hasOrder = a.type.isNumber || a.type == .time
    if !hasOrder, comparison != .equal, comparison != .notEqual {
      report(.hasNoOrder(operatorSpan, describe(a.type)))
      return unknown(span)
    }
    return CheckedExpression(.compare(comparison, a, b), .truth, span)
  }

  private mutating func noNumber(
    _ a: CheckedExpression, _ b: CheckedExpression, _ span: Span
  ) -> CheckedExpression {
    for side in [a, b] where side.type.dimension == nil && side.type != .unknown {
      report(.notANumber(side.span, found: describe(side.type)))
      break
    }
    return unknown(span)
  }

  mutating func withinLimit(_ dimension: Dimension, _ span: Span) -> Dimension? {
    if dimension.isWithinLimit { return dimension }
    report(.exponentTooLarge(span))
    return nil
  }
}
