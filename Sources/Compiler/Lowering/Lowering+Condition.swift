import Diagnostics
import Machine
import Semantics

// Conditions that only decide where to go on: comparisons jump themselves, `and` and `or` are the
// shape of the jumps.
extension Lowering {
  /// Goes to the label when the condition is as asked, and on otherwise. Whoever waits for the
  /// answer pays `cost` for it, either way.
  mutating func branch(
    _ condition: CheckedExpression, to label: Label, when truth: Bool, cost: Int
  ) {
    // One jump can pay it at once. Where several lead out, those who arrive owe it.
    if isOneJump(condition) {
      decide(condition, to: label, when: truth, paying: cost, taken: 0, fall: 0)
    } else {
      decide(condition, to: label, when: truth, paying: 0, taken: cost, fall: cost)
    }
  }

  func isOneJump(_ condition: CheckedExpression) -> Bool {
    switch condition.kind {
    case .logical: false
    case .not(let operand): isOneJump(operand)
    case .call(let id, _, result: 0): inlinedValue(of: id).map(isOneJump) ?? true
    default: true
    }
  }

  /// `paying` is paid after the answer is known and before anything else; who goes to the label
  /// arrives owing `taken`, who goes on owes `fall`.
  private mutating func decide(
    _ condition: CheckedExpression, to label: Label, when truth: Bool, paying: Int, taken: Int,
    fall: Int
  ) {
    switch condition.kind {
    case .not(let operand):
      decide(
        operand, to: label, when: !truth, paying: paying + Opcode.not.cost, taken: taken,
        fall: fall)
    case .logical(let operation, let left, let right):
      decide(
        operation, left, right, condition.span, to: label, when: truth,
        taken: paying + taken, fall: paying + fall)
    case .call(let id, let arguments, result: 0):
      guard let value = inlinedValue(of: id) else {
        decideByValue(condition, to: label, truth, paying, taken, fall)
        return
      }
      let mark = unit.registers.top
      inline(id, arguments, condition.span) { lowering in
        lowering.decide(
          value, to: label, when: truth, paying: paying, taken: taken, fall: fall)
      }
      unit.registers.top = mark
    case .compare(let comparison, let left, let right)
    where !left.isIntegerProduct && !right.isIntegerProduct:
      let cost = paying + Opcode.compare.cost
      jump(
        if: truth ? comparison : comparison.negated, left, right, to: label, cost: cost,
        owing: taken, condition.span)
      owe(fall)
    default: decideByValue(condition, to: label, truth, paying, taken, fall)
    }
  }

  private mutating func decide(
    _ operation: LogicalOperation, _ left: CheckedExpression, _ right: CheckedExpression,
    _ span: Span, to label: Label, when truth: Bool, taken: Int, fall: Int
  ) {
    let isDecided = operation.decidedValue == truth
    let skip = isDecided ? label : self.label()
    decide(
      left, to: skip, when: operation.decidingLeft, paying: Opcode.branch.cost,
      taken: isDecided ? taken : fall, fall: 0)
    let known = knownRows
    decide(right, to: label, when: truth, paying: 0, taken: taken, fall: fall)
    knownRows = known
    if !isDecided { bind(skip, span) }
  }

  private mutating func decideByValue(
    _ condition: CheckedExpression, to label: Label, _ truth: Bool, _ paying: Int, _ taken: Int,
    _ fall: Int
  ) {
    let mark = unit.registers.top
    let word = evaluate(condition)
    unit.registers.top = mark
    jump(
      truth ? .jumpIfNotZero : .jumpIfZero, word, to: label, cost: paying, owing: taken,
      condition.span)
    owe(fall)
  }

  private mutating func jump(
    if comparison: Comparison, _ left: CheckedExpression, _ right: CheckedExpression,
    to label: Label, cost: Int, owing: Int, _ span: Span
  ) {
    let mark = unit.registers.top
    let a = evaluate(left)
    let b = evaluate(right)
    unit.registers.top = mark
    let opcode: Opcode
    var operands = (a, b)
    switch comparison {
    case .equal, .notEqual:
      if right.isZero {
        jump(
          comparison == .equal ? .jumpIfZero : .jumpIfNotZero, a, to: label, cost: cost,
          owing: owing, span)
        return
      }
      opcode = comparison == .equal ? .jumpIfEqual : .jumpIfNotEqual
    case .less: opcode = .jumpIfLess
    case .lessOrEqual: opcode = .jumpIfLessOrEqual
    case .greater:
      opcode = .jumpIfLess
      operands = (b, a)
    case .greaterOrEqual:
      opcode = .jumpIfLessOrEqual
      operands = (b, a)
    }
    jump(opcode, operands.0, operands.1, to: label, cost: cost, owing: owing, span)
  }
}

extension CheckedExpression {
  fileprivate var isZero: Bool {
    if case .constant(0) = kind { true } else { false }
  }
}
