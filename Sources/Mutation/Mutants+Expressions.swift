import Diagnostics
import Syntax

extension Mutants {
  mutating func visit(_ value: Expression) {
    switch value.kind {
    case .number(let literal): change(literal, value.span)
    case .truth(let truth): replace(.logic, value.span, truth ? "false" : "true")
    case .member(let base, _): visit(base)
    case .index(let base, let indices): visit([base] + indices)
    case .call(let callee, let arguments):
      change(callee, arguments, value)
      visit(arguments)
    case .aggregate(let aggregate): visit(aggregate, value.span)
    case .negate(let operand):
      replace(.arithmetic, value, with: operand)
      visit(operand)
    case .not(let operand):
      replace(.logic, value, with: operand)
      visit(operand)
    case .binary(let sign, let left, let right, let place):
      change(sign, left, right, place, value)
      visit([left, right])
    case .rounded(let operand, let clause):
      for text in ["down", "up"] { replace(.rounding, clause.span, "rounding " + text) }
      visit(operand)
    case .conditional(let condition, let then, let otherwise):
      turnRound(condition)
      visit([condition, then, otherwise])
    case .match(let subject, let arms, let otherwise):
      visit([subject] + arms.map(\.body) + (otherwise.map { [$0] } ?? []))
    case .can(let call): visit(call)
    case .tuple(let parts): visit(parts)
    case .row(let fields): visit(fields.map(\.value))
    case .none, .name, .wildcard, .missing: break
    // Parts of specs, in which no rule stands.
    case .draw, .some, .stepsAgo: break
    }
  }

  private mutating func visit(_ values: [Expression]) {
    for value in values { visit(value) }
  }

  private mutating func change(_ literal: NumberLiteral, _ span: Span) {
    // A factor of one is left out where its product stands; the rest of the numbers become nothing.
    guard literal.unit == nil, text(span) != "0" else { return }
    replace(.number, span, "0")
  }

  private mutating func change(_ callee: Expression, _ arguments: [Expression], _ whole: Expression)
  {
    guard case .name(let name) = callee.kind else { return }
    switch (name.text, arguments.count) {
    case ("min", 2), ("max", 2):
      replace(.bound, name.span, name.text == "min" ? "max" : "min")
      for argument in arguments { replace(.bound, whole, with: argument) }
    case ("clamp", 3), ("abs", 1):
      replace(.bound, whole, with: arguments[0])
    default: break
    }
  }

  private mutating func visit(_ aggregate: Aggregate, _ span: Span) {
    switch aggregate.function.text {
    case "min": replace(.bound, aggregate.function.span, "max")
    case "max": replace(.bound, aggregate.function.span, "min")
    case "any": replace(.logic, aggregate.function.span, "all")
    case "all": replace(.logic, aggregate.function.span, "any")
    default: break
    }
    if let body = aggregate.body { visit(body) }
    visit(aggregate.rows)
    if let otherwise = aggregate.otherwise { visit(otherwise) }
  }

  private mutating func change(
    _ sign: BinaryOperator, _ left: Expression, _ right: Expression, _ place: Span,
    _ whole: Expression
  ) {
    if let other = sign.boundary { replace(.boundary, place, other.rawValue) }
    if let other = sign.opposite {
      let kind: Mutant.Kind =
        switch sign {
        case .and, .or, .implies: .logic
        case .add, .subtract, .multiply, .divide: .arithmetic
        default: .comparison
        }
      replace(kind, place, other.rawValue)
    }
    switch sign {
    case .add, .subtract, .multiply, .divide, .and, .or:
      replace(sign.joinsTruths ? .logic : .operand, whole, with: left)
      if sign != .divide { replace(sign.joinsTruths ? .logic : .operand, whole, with: right) }
    case .implies: replace(.logic, whole, with: right)
    default: break
    }
  }
}

extension BinaryOperator {
  /// Differs only where both sides are equal.
  var boundary: BinaryOperator? {
    switch self {
    case .less: .lessOrEqual
    case .lessOrEqual: .less
    case .greater: .greaterOrEqual
    case .greaterOrEqual: .greater
    default: nil
    }
  }

  var opposite: BinaryOperator? {
    switch self {
    case .add: .subtract
    case .subtract: .add
    case .multiply: .divide
    case .divide: .multiply
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greater
    case .greater: .less
    case .lessOrEqual: .greaterOrEqual
    case .greaterOrEqual: .lessOrEqual
    case .and: .or
    case .or: .and
    case .implies: nil
    }
  }

  fileprivate var joinsTruths: Bool { self == .and || self == .or }
}
