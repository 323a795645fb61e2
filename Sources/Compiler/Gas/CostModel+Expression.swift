import Diagnostics
import Machine
import Semantics

extension CostModel {
  func costs(_ expressions: [CheckedExpression]) -> Cost { sequence(expressions.map { cost($0) }) }

  func cost(_ expression: CheckedExpression) -> Cost {
    let span = expression.span
    switch expression.kind {
    case .constant, .local, .state, .parameter, .now, .rowCount: return nothing
    case .field(_, _, let row): return one(cost(row), charge(.load, span))
    case .key(_, _, let row): return one(cost(row), charge(.key, span))
    case .identity(let row): return one(cost(row), charge(.checkRow, span))
    case .rowNumbered(_, let index): return one(cost(index), charge(.checkNumber, span))
    case .rowKeyed(_, let keys):
      return sequence(keys.map { one(cost($0), charge(.combine, span)) })
    case .column(_, let rows):
      return sequence(rows.map { one(cost($0), charge(.combine, span)) })
    case .arithmetic(let operation, let left, let right, _):
      return one(cost(left), cost(right), charge(operation.opcode, span))
    case .negate(let operand): return one(cost(operand), charge(.negate, span))
    case .builtin(let function, let arguments, _):
      return one(costs(arguments), charge(function.cost(arguments.count), span))
    case .aggregate(let aggregate): return cost(aggregate, span)
    case .old(let operand): return one(charge(.old, span), cost(operand))
    case .can(let action, let arguments, let caller):
      return cost(ofTrying: action, arguments, caller, span)
    case .side(_, let operand): return cost(operand)
    case .compare, .not, .logical, .conditional, .match, .call: return any(condition(expression))
    }
  }

  /// What an expression costs by its outcome, where it is a truth; other values cost what they cost.
  func condition(_ expression: CheckedExpression) -> Condition {
    let span = expression.span
    switch expression.kind {
    case .constant(let word):
      return word != 0
        ? Condition(whenTrue: nothing, whenFalse: choice([]))
        : Condition(whenTrue: choice([]), whenFalse: nothing)
    case .not(let operand):
      let inner = condition(operand)
      let own = charge(.not, span)
      return Condition(
        whenTrue: one(inner.whenFalse, own), whenFalse: one(inner.whenTrue, own))
    case .compare(_, let left, let right):
      return Condition(comparison(left, right, span))
    case .logical(let operation, let left, let right):
      return logical(operation, condition(left), condition(right), span)
    case .conditional(let test, let then, let otherwise):
      let (test, then, otherwise) = (condition(test), condition(then), condition(otherwise))
      let branch = charge(.branch, span)
      return Condition(
        whenTrue: choice([
          one(test.whenTrue, branch, then.whenTrue),
          one(test.whenFalse, branch, otherwise.whenTrue),
        ]),
        whenFalse: choice([
          one(test.whenTrue, branch, then.whenFalse),
          one(test.whenFalse, branch, otherwise.whenFalse),
        ]))
    case .match(let subject, let arms, let otherwise):
      return match(subject, arms, otherwise, span)
    case .call(let id, let arguments, _):
      let before = one(costs(arguments), entering(id, span))
      return Condition(
        whenTrue: one(before, function(id, .isTrue)),
        whenFalse: one(before, function(id, .isFalse)))
    default: return Condition(cost(expression))
    }
  }

  private func comparison(
    _ left: CheckedExpression, _ right: CheckedExpression, _ span: Span
  ) -> Cost {
    guard left.isIntegerProduct || right.isIntegerProduct else {
      return one(cost(left), cost(right), charge(.compare, span))
    }
    return one(factors(left), factors(right), charge(.compareProducts, span))
  }

  /// The factors of a product of integers, which itself is never computed.
  private func factors(_ expression: CheckedExpression) -> Cost {
    if expression.isIntegerProduct,
      case .arithmetic(_, let left, let right, _) = expression.kind
    {
      return one(cost(left), cost(right))
    }
    return cost(expression)
  }

  private func logical(
    _ operation: LogicalOperation, _ left: Condition, _ right: Condition, _ span: Span
  ) -> Condition {
    let branch = charge(.branch, span)
    let (short, long): (Cost, Cost) =
      operation == .or ? (left.whenTrue, left.whenFalse) : (left.whenFalse, left.whenTrue)
    let rightTrue = one(long, branch, right.whenTrue)
    let rightFalse = one(long, branch, right.whenFalse)
    let early = one(short, branch)
    return operation == .and
      ? Condition(whenTrue: rightTrue, whenFalse: choice([early, rightFalse]))
      : Condition(whenTrue: choice([early, rightTrue]), whenFalse: rightFalse)
  }

  private func match(
    _ subject: CheckedExpression, _ arms: [CheckedArm<CheckedExpression>],
    _ otherwise: CheckedExpression?, _ span: Span
  ) -> Condition {
    let before = cost(subject)
    var whenTrue: [Cost] = []
    var whenFalse: [Cost] = []
    func add(_ body: CheckedExpression, tested: Int) {
      let tests = charge(tested * Opcode.branch.cost, span)
      let body = condition(body)
      whenTrue.append(one(before, tests, body.whenTrue))
      whenFalse.append(one(before, tests, body.whenFalse))
    }
    for (number, arm) in arms.enumerated() { add(arm.body, tested: number + 1) }
    if let otherwise { add(otherwise, tested: arms.count) }
    return Condition(whenTrue: choice(whenTrue), whenFalse: choice(whenFalse))
  }

  /// The call itself and the checks of its arguments.
  func entering(_ id: FunctionID, _ span: Span) -> Cost {
    one(charge(.call, span), rangeChecks(contract.functions[id].parameters, span))
  }

  func rangeChecks(_ slots: [CheckedSlot], _ span: Span) -> Cost {
    charge(slots.count { $0.range != nil } * Opcode.checkRange.cost, span)
  }

  private func cost(
    ofTrying action: ActionID, _ arguments: [CheckedExpression], _ caller: CheckedCaller?,
    _ span: Span
  ) -> Cost {
    var parts = arguments.map { cost($0) }
    if let row = caller?.row { parts.append(cost(row)) }
    let attempt = one(charge(.trial, span), self.action(action))
    if caller == nil, case .row(let table) = contract.actions[action].callers {
      parts.append(times(rows(of: table), attempt))
    } else {
      parts.append(attempt)
    }
    return sequence(parts)
  }
}
