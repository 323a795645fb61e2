import Diagnostics
import Numerics
import Syntax

/// Numbers as they are written, and when they take their kind from their place.
extension ContractChecker {
  /// Whether an expression is made of plain numbers, so that its place decides what it is: the `2`
  /// in `n * 2` counts where `n` counts and is a ratio where `n` is one. Also `none`.
  func isAdaptable(_ written: Expression) -> Bool {
    switch written.kind {
    case .number(let literal): literal.suffix == nil
    case .none: true
    case .negate(let operand): isAdaptable(operand)
    case .draw(_, let arguments): arguments.allSatisfy { isAdaptable($0.value) }
    case .rounded(let operand, _): isAdaptable(operand)
    case .binary(let operation, let left, let right, _):
      operation.isArithmetic && isAdaptable(left) && isAdaptable(right)
    case .name(let name): numberInCell(name).map { isAdaptable($0) } ?? false
    default: false
    }
  }

  mutating func number(
    _ literal: NumberLiteral, hint: ValueType?, _ span: Span
  ) -> CheckedExpression {
    if let suffix = literal.suffix { return suffixed(literal, suffix, span) }
    if let unit = literal.unit {
      guard let dimension = resolveUnit(unit) else { return unknown(span) }
      if case .integer? = hint { return whole(literal.decimal, .integer(dimension), span) }
      return fixed(literal.decimal, .fixed(dimension), span)
    }
    switch hint {
    case .integer(let dimension)?:
      let adapts = dimension.isNone || body.numbersAdapt || literal.decimal.isZero
      return whole(literal.decimal, adapts ? .integer(dimension) : .count, span)
    case .fixed(let dimension)?:
      let adapts = dimension.isNone || body.numbersAdapt || literal.decimal.isZero
      return fixed(literal.decimal, adapts ? .fixed(dimension) : .ratio, span)
    case .time? where literal.decimal.isZero:
      return CheckedExpression(.constant(0), .time, span)
    case .row(let table)? where body.purpose == .example:
      let place = whole(literal.decimal, .count, span)
      return CheckedExpression(.rowNumbered(table, place), .row(table), span)
    case .time?, .truth?, .row?, .enumeration?, .unknown?, nil:
      return fixed(literal.decimal, .ratio, span)
    }
  }

  private mutating func suffixed(
    _ literal: NumberLiteral, _ suffix: NumberLiteral.Suffix, _ span: Span
  ) -> CheckedExpression {
    if let unit = literal.unit {
      report(.unitAfterSuffix(unit.span))
      return unknown(span)
    }
    do {
      let word =
        switch suffix.scale {
        case .multiply(let factor): try literal.decimal.fixedRaw(multiplier: factor)
        case .divide(let divisor): try literal.decimal.fixedRaw(shiftedBy: -divisor)
        }
      return CheckedExpression(.constant(word), suffix.type, span)
    } catch {
      report(.numberOutOfReach(span, error))
      return unknown(span)
    }
  }

  private mutating func whole(
    _ decimal: Decimal, _ type: ValueType, _ span: Span
  ) -> CheckedExpression {
    do {
      return CheckedExpression(.constant(try decimal.integer()), type, span)
    } catch {
      report(.notWhole(span, error, type: describe(type)))
      return unknown(span)
    }
  }

  private mutating func fixed(
    _ decimal: Decimal, _ type: ValueType, _ span: Span
  ) -> CheckedExpression {
    do {
      return CheckedExpression(.constant(try decimal.fixedRaw()), type, span)
    } catch {
      report(.numberOutOfReach(span, error))
      return unknown(span)
    }
  }

  mutating func noneLiteral(hint: ValueType?, _ span: Span) -> CheckedExpression {
    if case .row? = hint, let hint {
      return CheckedExpression(.constant(noRow), hint, span)
    }
    report(.noneOfNothing(span, expected: hint.map { describe($0) }))
    return unknown(span)
  }

  /// Whether a number could be an integer, as the `2` of `n * 2` can and the `0.5` of `n * 0.5`
  /// cannot.
  func couldBeWhole(_ written: Expression) -> Bool {
    switch written.kind {
    case .number(let literal): literal.suffix == nil && literal.decimal.isWhole
    case .negate(let operand): couldBeWhole(operand)
    case .rounded(let operand, _): couldBeWhole(operand)
    case .binary(.divide, _, _, _): false
    case .binary(_, let left, let right, _): couldBeWhole(left) && couldBeWhole(right)
    case .name(let name): numberInCell(name).map { couldBeWhole($0) } ?? false
    default: false
    }
  }
}

extension ContractChecker {
  /// The number in the cell that a column's name stands for. A cell never stands for another.
  private func numberInCell(_ name: Name) -> Expression? {
    guard let place = body.scope.find(name.text),
      case .cell(let cell) = body.scope.names[place].kind
    else { return nil }
    if case .name = cell.kind { return nil }
    return cell
  }
}

extension NumberLiteral.Suffix {
  /// What the suffix does to the number: a factor, or a shift by powers of ten.
  enum Scale {
    case multiply(Int)
    case divide(Int)
  }

  var scale: Scale {
    switch self {
    case .percent: .divide(2)
    case .basisPoints: .divide(4)
    case .times, .seconds: .multiply(1)
    case .minutes: .multiply(60)
    case .hours: .multiply(3600)
    case .days: .multiply(86_400)
    case .years: .multiply(365 * 86_400)
    }
  }

  var type: ValueType {
    switch self {
    case .percent, .basisPoints, .times: .ratio
    case .seconds, .minutes, .hours, .days, .years: .duration
    }
  }
}

extension BinaryOperator {
  var isArithmetic: Bool {
    switch self {
    case .add, .subtract, .multiply, .divide: true
    default: false
    }
  }
}
