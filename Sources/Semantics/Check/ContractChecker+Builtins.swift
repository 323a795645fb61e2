import Diagnostics
import Numerics
import Syntax

/// Types of the built-in functions.
extension ContractChecker {
  mutating func builtin(
    _ function: BuiltinFunction, _ name: Name, _ arguments: [Expression], hint: ValueType?,
    _ span: Span
  ) -> CheckedExpression {
    guard function.arity.contains(arguments.count) else {
      report(
        .wrongBuiltinCount(
          span, name: name.text, expected: function.arity, found: arguments.count))
      for argument in arguments { _ = expression(argument) }
      return unknown(span)
    }
    switch function {
    case .abs: return alike(.absolute, arguments, hint: hint, allowsTime: false, span)
    case .min: return alike(.minimum, arguments, hint: hint, allowsTime: true, span)
    case .max: return alike(.maximum, arguments, hint: hint, allowsTime: true, span)
    case .clamp: return alike(.clamp, arguments, hint: hint, allowsTime: true, span)
    case .sign: return sign(arguments[0], span)
    case .sqrt: return squareRoot(arguments[0], span)
    case .exp: return ofRatios(.exponential, arguments, span)
    case .ln: return ofRatios(.logarithm, arguments, span)
    case .pow: return ofRatios(.power, arguments, span)
    case .normalCDF: return ofRatios(.normalDistribution, arguments, span)
    case .normalPDF: return ofRatios(.normalDensity, arguments, span)
    case .muldiv: return multiplyDivide(arguments, span)
    case .mulrem: return multiplyRemainder(arguments, span)
    case .quotient: return wholeQuotient(arguments, span)
    case .remainder: return remainder(arguments, span)
    case .ratio: return ratioOfIntegers(arguments, span)
    }
  }

  private func call(
    _ builtin: Builtin, _ arguments: [CheckedExpression], _ rounding: Rounding,
    _ type: ValueType, _ span: Span
  ) -> CheckedExpression {
    CheckedExpression(.builtin(builtin, arguments, rounding), type, span)
  }

  /// Functions whose arguments and result are all of one type.
  private mutating func alike(
    _ builtin: Builtin, _ arguments: [Expression], hint: ValueType?, allowsTime: Bool,
    _ span: Span
  ) -> CheckedExpression {
    let (checked, type) = alternatives(arguments, hint: hint)
    if type == .unknown || checked.contains(where: { $0.type == .unknown }) {
      return unknown(span)
    }
    guard type.isNumber || allowsTime && type == .time else {
      report(.notANumber(arguments[0].span, found: describe(type)))
      return unknown(span)
    }
    return call(builtin, checked, .toZero, type, span)
  }

  private mutating func sign(_ argument: Expression, _ span: Span) -> CheckedExpression {
    let value = expression(argument)
    guard numbers([value]) else { return unknown(span) }
    return call(.sign, [value], .toZero, .count, span)
  }

  private mutating func squareRoot(_ argument: Expression, _ span: Span) -> CheckedExpression {
    let value = expression(argument)
    guard numbers([value]), let dimension = value.type.dimension else { return unknown(span) }
    guard let root = dimension.squareRoot else {
      report(.noSquareRoot(argument.span, found: describe(value.type)))
      return unknown(span)
    }
    let rounding = takeRounding(at: span)
    if case .integer = value.type {
      return call(.squareRootInteger, [value], rounding, .integer(root), span)
    }
    return call(.squareRootFixed, [value], rounding, .fixed(root), span)
  }

  private mutating func ofRatios(
    _ builtin: Builtin, _ arguments: [Expression], _ span: Span
  ) -> CheckedExpression {
    let checked = arguments.map { expression($0, as: .ratio) }
    guard numbers(checked) else { return unknown(span) }
    return call(builtin, checked, .toZero, .ratio, span)
  }

  /// Arguments that are all integers or all fixed point, each with a dimension of its own. The last
  /// is what the others are divided by.
  private mutating func oneKind(
    _ arguments: [Expression], of name: String
  ) -> (checked: [CheckedExpression], isInteger: Bool)? {
    func check(_ place: Int, _ checker: inout ContractChecker, _ hint: ValueType?)
      -> CheckedExpression
    {
      place == arguments.count - 1
        ? checker.flippingRounding { $0.expression(arguments[place], hint: hint) }
        : checker.expression(arguments[place], hint: hint)
    }
    let leader = arguments.firstIndex { !isAdaptable($0) } ?? 0
    let first = check(leader, &self, nil)
    guard numbers([first]) else {
      for place in arguments.indices where place != leader { _ = expression(arguments[place]) }
      return nil
    }
    let isInteger = if case .integer = first.type { true } else { false }
    let kind: ValueType = isInteger ? .count : .ratio
    var checked: [CheckedExpression] = []
    for place in arguments.indices {
      checked.append(place == leader ? first : check(place, &self, kind))
    }
    guard numbers(checked) else { return nil }
    for value in checked {
      let same = if case .integer = value.type { isInteger } else { !isInteger }
      if !same {
        report(.mixedKinds(value, first, function: name, names: typeNames))
        return nil
      }
    }
    return (checked, isInteger)
  }

  private mutating func multiplyDivide(_ arguments: [Expression], _ span: Span)
    -> CheckedExpression
  {
    guard let (checked, isInteger) = oneKind(arguments, of: "muldiv"),
      let dimension = withinLimit(
        checked[0].dimension * checked[1].dimension / checked[2].dimension, span)
    else { return unknown(span) }
    return call(
      .multiplyDivide, checked, takeRounding(at: span),
      isInteger ? .integer(dimension) : .fixed(dimension), span)
  }

  private mutating func multiplyRemainder(_ arguments: [Expression], _ span: Span)
    -> CheckedExpression
  {
    guard let (checked, isInteger) = oneKind(arguments, of: "mulrem"),
      let dimension = withinLimit(checked[0].dimension * checked[1].dimension, span)
    else { return unknown(span) }
    guard isInteger else {
      report(.onlyIntegers(span, function: "mulrem"))
      return unknown(span)
    }
    return call(.multiplyRemainder, checked, takeRounding(at: span), .integer(dimension), span)
  }

  private mutating func wholeQuotient(_ arguments: [Expression], _ span: Span)
    -> CheckedExpression
  {
    guard let (checked, isInteger) = pair(arguments, of: "quotient", sameDimension: false),
      let dimension = withinLimit(checked[0].dimension / checked[1].dimension, span)
    else { return unknown(span) }
    guard isInteger || dimension.isNone else {
      reportDifferent(checked, span)
      return unknown(span)
    }
    return call(.quotient, checked, takeRounding(at: span), .integer(dimension), span)
  }

  private mutating func remainder(_ arguments: [Expression], _ span: Span) -> CheckedExpression {
    guard let (checked, _) = pair(arguments, of: "remainder", sameDimension: true) else {
      return unknown(span)
    }
    guard checked[0].type == checked[1].type else {
      reportDifferent(checked, span)
      return unknown(span)
    }
    return call(.remainder, checked, takeRounding(at: span), checked[0].type, span)
  }

  private mutating func ratioOfIntegers(_ arguments: [Expression], _ span: Span)
    -> CheckedExpression
  {
    guard let (checked, isInteger) = oneKind(arguments, of: "ratio"),
      let dimension = withinLimit(checked[0].dimension / checked[1].dimension, span)
    else { return unknown(span) }
    guard isInteger else {
      report(.ratioOfFixed(span))
      return unknown(span)
    }
    return call(.ratio, checked, takeRounding(at: span), .fixed(dimension), span)
  }

  /// Two numbers of one kind; a bare second one takes the first one's type where that is wanted.
  private mutating func pair(
    _ arguments: [Expression], of name: String, sameDimension: Bool
  ) -> (checked: [CheckedExpression], isInteger: Bool)? {
    guard sameDimension, isAdaptable(arguments[1]), !isAdaptable(arguments[0]) else {
      return oneKind(arguments, of: name)
    }
    let first = expression(arguments[0])
    let second = flippingRounding { $0.expression(arguments[1], hint: first.type) }
    guard numbers([first, second]) else { return nil }
    let isInteger = if case .integer = first.type { true } else { false }
    return ([first, second], isInteger)
  }

  private mutating func reportDifferent(_ checked: [CheckedExpression], _ span: Span) {
    report(
      .cannotCombine(
        .divide, checked[0], checked[1], at: span, names: typeNames,
        origins: origins(checked[0], checked[1])))
  }

  private mutating func numbers(_ values: [CheckedExpression]) -> Bool {
    if values.contains(where: { $0.type == .unknown }) { return false }
    guard let wrong = values.first(where: { !$0.type.isNumber }) else { return true }
    report(.notANumber(wrong.span, found: describe(wrong.type)))
    return false
  }
}

extension CheckedExpression {
  /// The dimension of a number.
  fileprivate var dimension: Dimension { type.dimension ?? .none }
}
