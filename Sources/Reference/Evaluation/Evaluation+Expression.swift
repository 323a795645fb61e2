import Diagnostics
import Machine
import Numerics
import Semantics

extension Evaluation {
  /// The value of an expression, one word.
  ///
  /// The cases with more than a line of work live in functions of their own: this one is on the
  /// stack once for every level of nesting, so its frame should stay small.
  mutating func evaluate(
    _ expression: CheckedExpression, _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    try descend(expression.span)
    defer { depth &-= 1 }
    switch expression.kind {
    case .constant(let word): return word
    case .local(let id): return frame.locals[id]
    case .state(let id): return state.states[id]
    case .parameter(let id): return state.parameters[id]
    case .now: return state.now
    case .rowCount(let table): return Int128(program.population.counts[table])
    case .field(let table, let field, let row):
      let number = try self.row(row, of: table, paying: .load, expression.span, &frame)
      return state.columns[table][field][number]
    case .key(let table, let key, let row):
      let number = try self.row(row, of: table, paying: .key, expression.span, &frame)
      return Int128(program.population.key(key, of: table, number, contract))
    case .identity(let row):
      return try identity(row, expression.span, &frame)
    case .rowNumbered(let table, let index):
      let number = try evaluate(index, &frame)
      try pay(.checkNumber, expression.span)
      return Int128(try checked(number, in: table, expression.span))
    case .rowKeyed(let table, let keys):
      return try rowKeyed(table, keys, expression.span, &frame)
    case .arithmetic(let operation, let left, let right, let rounding):
      return try arithmetic(operation, left, right, rounding, expression.span, &frame)
    case .negate(let operand):
      return try negate(operand, expression.span, &frame)
    case .compare(let comparison, let left, let right):
      return try compare(comparison, left, right, expression.span, &frame) ? 1 : 0
    case .not(let operand):
      let word = try evaluate(operand, &frame)
      try pay(.not, expression.span)
      return word == 0 ? 1 : 0
    case .logical(let operation, let left, let right):
      return try logical(operation, left, right, expression.span, &frame)
    case .conditional(let condition, let then, let otherwise):
      let word = try evaluate(condition, &frame)
      try pay(.branch, expression.span)
      return try evaluate(word != 0 ? then : otherwise, &frame)
    case .match(let subject, let arms, let otherwise):
      return try match(subject, arms, otherwise, expression.span, &frame)
    case .call(let id, let arguments, let result):
      return try call(id, arguments, result: result, expression.span, &frame)
    case .builtin(let function, let arguments, let rounding):
      return try builtin(function, arguments, rounding, expression, &frame)
    case .aggregate(let aggregate):
      return try self.aggregate(aggregate, expression.span, &frame)
    case .column(let id, let rows):
      return try cell(of: id, rows, expression.span, &frame)
    case .old(let operand):
      return try old(operand, expression.span, &frame)
    case .can(let action, let arguments, let caller):
      return try can(action, arguments, caller, expression.span, &frame) ? 1 : 0
    case .side, .draw:
      throw trap(.unproved(.side), expression.span)
    }
  }

  /// All of them, from left to right.
  mutating func evaluate(
    _ expressions: [CheckedExpression], _ frame: inout Activation
  ) throws(Trap) -> [Int128] {
    var words: [Int128] = []
    words.reserveCapacity(expressions.count)
    for expression in expressions { words.append(try evaluate(expression, &frame)) }
    return words
  }

  private mutating func logical(
    _ operation: LogicalOperation, _ left: CheckedExpression, _ right: CheckedExpression,
    _ span: Span, _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    let isTrue = try evaluate(left, &frame) != 0
    try pay(.branch, span)
    switch operation {
    case .and: return isTrue ? try evaluate(right, &frame) : 0
    case .or: return isTrue ? 1 : try evaluate(right, &frame)
    case .implies: return isTrue ? try evaluate(right, &frame) : 1
    }
  }

  private mutating func match(
    _ subject: CheckedExpression, _ arms: [CheckedArm<CheckedExpression>],
    _ otherwise: CheckedExpression?, _ span: Span, _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    let word = try evaluate(subject, &frame)
    for arm in arms {
      try pay(.branch, span)
      if arm.pattern == word { return try evaluate(arm.body, &frame) }
    }
    guard let otherwise else { throw trap(.unproved(.match), span) }
    return try evaluate(otherwise, &frame)
  }

  private mutating func old(
    _ operand: CheckedExpression, _ span: Span, _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    try pay(.old, span)
    if isOld { return try evaluate(operand, &frame) }
    let present = state
    state = before
    isOld = true
    defer {
      state = present
      isOld = false
    }
    return try evaluate(operand, &frame)
  }
}
