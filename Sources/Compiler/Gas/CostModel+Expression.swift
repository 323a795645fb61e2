import Diagnostics
import Machine
import Semantics

extension CostModel {
  func costs(_ expressions: [CheckedExpression], _ known: Knowledge) -> Cost {
    sequence(expressions.map { cost($0, known) })
  }

  func cost(_ expression: CheckedExpression, _ known: Knowledge) -> Cost {
    let span = expression.span
    switch expression.kind {
    case .constant, .local, .state, .parameter, .now, .rowCount: return .nothing
    case .field(_, _, let row): return one(cost(row, known), charge(.load, span))
    case .key(_, _, let row): return one(cost(row, known), charge(.key, span))
    case .identity(let row): return one(cost(row, known), charge(.checkRow, span))
    case .rowNumbered(_, let index): return one(cost(index, known), charge(.checkNumber, span))
    case .rowKeyed(_, let rows), .column(_, let rows):
      return sequence(rows.map { one(cost($0, known), charge(.combine, span)) })
    case .arithmetic(let operation, let left, let right, _):
      return one(cost(left, known), cost(right, known), charge(operation.opcode, span))
    case .negate(let operand): return one(cost(operand, known), charge(.negate, span))
    case .builtin(let function, let arguments, _):
      return one(costs(arguments, known), charge(function.cost(arguments.count), span))
    case .aggregate(let aggregate): return cost(aggregate, span, known)
    case .old(let operand):
      // Of the state as it was nothing is known.
      var before = known
      before.forget([.anything])
      return one(charge(.old, span), cost(operand, before))
    case .can(let action, let arguments, let caller):
      return cost(ofTrying: action, arguments, caller, span, known)
    case .side(_, let operand): return cost(operand, known)
    case .draw(let draw): return costs(draw.parts, known)
    case .compare, .not, .logical, .conditional, .match, .call:
      return any(condition(expression, known))
    }
  }

  /// What an expression costs by its outcome, where it is a truth; other values cost what they cost.
  func condition(_ expression: CheckedExpression, _ known: Knowledge) -> Condition {
    let span = expression.span
    switch expression.kind {
    case .constant(let word): return Condition(.nothing, decided: word != 0)
    case .not(let operand):
      let inner = condition(operand, known)
      let own = charge(.not, span)
      return Condition(
        whenTrue: one(inner.whenFalse, own), whenFalse: one(inner.whenTrue, own))
    case .compare(_, let left, let right):
      return Condition(comparison(left, right, span, known), decided: decided(expression, known))
    case .logical(let operation, let left, let right):
      let isLong = operation != .or
      return logical(
        operation, condition(left, known), condition(right, assuming(left, is: isLong, known)),
        span)
    case .conditional(let test, let then, let otherwise):
      let branch = charge(.branch, span)
      let outcome = condition(test, known)
      let then = condition(then, assuming(test, is: true, known))
      let otherwise = condition(otherwise, assuming(test, is: false, known))
      return Condition(
        whenTrue: choice([
          one(outcome.whenTrue, branch, then.whenTrue),
          one(outcome.whenFalse, branch, otherwise.whenTrue),
        ]),
        whenFalse: choice([
          one(outcome.whenTrue, branch, then.whenFalse),
          one(outcome.whenFalse, branch, otherwise.whenFalse),
        ]))
    case .match(let subject, let arms, let otherwise):
      return match(subject, arms, otherwise, span, known)
    case .call(let id, let arguments, _):
      let before = one(costs(arguments, known), entering(id, span))
      return Condition(
        whenTrue: one(before, function(id, .isTrue, arguments, known)),
        whenFalse: one(before, function(id, .isFalse, arguments, known)))
    default:
      let decided = expression.type == .truth ? known.decided(expression) : nil
      return Condition(cost(expression, known), decided: decided)
    }
  }

  private func comparison(
    _ left: CheckedExpression, _ right: CheckedExpression, _ span: Span, _ known: Knowledge
  ) -> Cost {
    guard left.isIntegerProduct || right.isIntegerProduct else {
      return one(cost(left, known), cost(right, known), charge(.compare, span))
    }
    return one(factors(left, known), factors(right, known), charge(.compareProducts, span))
  }

  /// The factors of a product of integers, which itself is never computed.
  private func factors(_ expression: CheckedExpression, _ known: Knowledge) -> Cost {
    if expression.isIntegerProduct,
      case .arithmetic(_, let left, let right, _) = expression.kind
    {
      return one(cost(left, known), cost(right, known))
    }
    return cost(expression, known)
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
    _ otherwise: CheckedExpression?, _ span: Span, _ known: Knowledge
  ) -> Condition {
    let before = cost(subject, known)
    var whenTrue: [Cost] = []
    var whenFalse: [Cost] = []
    func add(_ body: CheckedExpression, tested: Int, _ known: Knowledge) {
      let tests = charge(tested * Opcode.branch.cost, span)
      let body = condition(body, known)
      whenTrue.append(one(before, tests, body.whenTrue))
      whenFalse.append(one(before, tests, body.whenFalse))
    }
    let (fitting, rest) = fitting(arms.map(\.pattern), subject, known)
    for (number, known) in fitting { add(arms[number].body, tested: number + 1, known) }
    if let otherwise, let rest { add(otherwise, tested: arms.count, rest) }
    return Condition(whenTrue: choice(whenTrue), whenFalse: choice(whenFalse))
  }

  /// The arms of a `match` that a value can come to, with what is known there, and what is known
  /// when none of them fits; `nil` when one always does.
  func fitting(
    _ patterns: [Int128], _ subject: CheckedExpression, _ known: Knowledge
  ) -> (arms: [(number: Int, known: Knowledge)], rest: Knowledge?) {
    var arms: [(number: Int, known: Knowledge)] = []
    var rest: Knowledge? = known
    for (number, pattern) in patterns.enumerated() {
      guard let before = rest else { break }
      let word = CheckedExpression(.constant(pattern), subject.type, subject.span)
      let isEqual = CheckedExpression(.compare(.equal, subject, word), .truth, subject.span)
      let decided = decided(isEqual, before)
      if decided != false { arms.append((number, before.matching(subject, pattern))) }
      rest = decided == true ? nil : before.assuming(isEqual, is: false)
    }
    return (arms, rest)
  }

  private func cost(
    ofTrying action: ActionID, _ arguments: [CheckedExpression], _ caller: CheckedCaller?,
    _ span: Span, _ known: Knowledge
  ) -> Cost {
    var parts = arguments.map { cost($0, known) }
    if let row = caller?.row { parts.append(cost(row, known)) }
    let attempt = one(charge(.trial, span), self.action(action))
    if caller == nil, case .row(let table) = contract.actions[action].callers {
      parts.append(times(rows(of: table), attempt))
    } else {
      parts.append(attempt)
    }
    return sequence(parts)
  }
}
