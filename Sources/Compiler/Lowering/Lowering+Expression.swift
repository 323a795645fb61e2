import Diagnostics
import Machine
import Numerics
import Semantics

// Registers for values on the way are taken and given back like a stack: what an evaluation leaves
// above the mark it began at is its result alone.
extension Lowering {
  /// Where the value of an expression is: in the wished register when it had to be computed, or
  /// wherever it stands already.
  mutating func evaluate(_ expression: CheckedExpression, _ wish: Target? = nil) -> Term {
    let span = expression.span
    switch expression.kind {
    case .constant(let word): return pool.constant(word)
    case .local(let id): return scope.locals[id].term
    case .state(let id): return words.state(id)
    case .parameter(let id): return words.parameter(id)
    case .now: return words.now
    case .rowCount(let table): return words.rowCount(table)
    case .field(let table, let field, let row): return load(table, field, row, span, wish)
    case .key(let table, let key, let row): return self.key(key, of: table, row, wish)
    case .identity(let row): return identity(row)
    case .rowNumbered(let table, let number): return rowNumbered(table, number, span)
    case .rowKeyed(let table, let keys):
      let tables = contract.tables[table].keys.map(\.table)
      return combine(keys, of: tables, span, wish)
    case .arithmetic(let operation, let left, let right, let rounding):
      return arithmetic(operation, left, right, rounding, span, wish)
    case .negate(let operand): return negate(operand, span, wish)
    case .compare(let comparison, let left, let right):
      return compare(comparison, left, right, span, wish)
    case .not(let operand):
      return unary(.not, operand, span, wish)
    case .logical(let operation, let left, let right):
      return logical(operation, left, right, span, wish)
    case .conditional(let condition, let then, let otherwise):
      return conditional(condition, then, otherwise, span, wish)
    case .match(let subject, let arms, let otherwise):
      return match(subject, arms, otherwise, span, wish)
    case .call(let id, let arguments, let result):
      return call(id, arguments, result: result, span, wish)
    case .builtin(let function, let arguments, let rounding):
      return builtin(function, arguments, rounding, span, wish)
    case .aggregate(let aggregate): return lowerAggregate(aggregate, span, wish)
    case .column(let id, let rows): return cell(of: id, rows, span, wish)
    case .old(let operand): return old(operand, span, wish)
    case .can(let action, let arguments, let caller):
      return can(action, arguments, caller, span, wish)
    case .side: return side(span)
    case .draw(let value): return draw(value, span, wish)
    }
  }

  /// The value of an expression, brought to a register.
  mutating func put(_ expression: CheckedExpression, in target: Target) {
    let term = evaluate(expression, target)
    copy(term, to: target.term, expression.span)
  }

  mutating func copy(_ source: Term, to target: Term, _ span: Span) {
    if source != target { emit(.copy, target, source, cost: Opcode.copy.cost, span) }
  }

  mutating func register() -> Term { registers(1) }

  /// The first of so many registers in a row. Nothing is known of what they held before.
  mutating func registers(_ count: Int) -> Term {
    let first = unit.registers.take(count)
    if !knownRows.isEmpty { knownRows.subtract(first..<first + count) }
    return .register(first)
  }

  /// The register that is to get a result.
  mutating func target(_ wish: Target?) -> Term { wish?.term ?? register() }

  /// A register that may be written at any time: the wished one, if it may.
  mutating func accumulator(_ wish: Target?) -> Term {
    if let wish, wish.isFree { return wish.term }
    return register()
  }

  /// Gives back every register from `mark` on but the result's.
  mutating func settle(_ mark: Int, _ result: Term) -> Term {
    if case .register(let register) = result, register >= mark {
      unit.registers.top = register + 1
    } else {
      unit.registers.top = mark
    }
    return result
  }

  /// The value where a question, which outlives the body that asks it, can name it.
  private mutating func owned(_ term: Term, _ span: Span) -> Term {
    guard case .kept = term else { return term }
    let register = register()
    copy(term, to: register, span)
    return register
  }

  /// A value that no later store changes.
  mutating func steady(_ term: Term, _ span: Span) -> Term {
    guard words.isVolatile(term) else { return term }
    let register = register()
    copy(term, to: register, span)
    return register
  }

  // MARK: - Choices

  private mutating func conditional(
    _ condition: CheckedExpression, _ then: CheckedExpression, _ otherwise: CheckedExpression,
    _ span: Span, _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    let target = Target(term: target(wish), isFree: wish?.isFree ?? true)
    let (second, end) = (label(), label())
    branch(condition, to: second, when: false, cost: Opcode.branch.cost)
    let known = knownRows
    put(then, in: target)
    jump(to: end, span)
    bind(second, span)
    knownRows = known
    put(otherwise, in: target)
    knownRows = known
    bind(end, span)
    return settle(mark, target.term)
  }

  private mutating func match(
    _ subject: CheckedExpression, _ arms: [CheckedArm<CheckedExpression>],
    _ otherwise: CheckedExpression?, _ span: Span, _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    let target = Target(term: target(wish), isFree: false)
    let word = evaluate(subject)
    let end = label()
    let known = knownRows
    for arm in arms {
      let next = label()
      jump(
        .jumpIfNotEqual, word, pool.constant(arm.pattern), to: next, cost: Opcode.branch.cost,
        owing: 0, span)
      put(arm.body, in: target)
      knownRows = known
      jump(to: end, span)
      bind(next, span)
    }
    if let otherwise {
      put(otherwise, in: target)
    } else {
      fail(pool.failure(.unproved), span)
    }
    knownRows = known
    bind(end, span)
    return settle(mark, target.term)
  }

  private mutating func logical(
    _ operation: LogicalOperation, _ left: CheckedExpression, _ right: CheckedExpression,
    _ span: Span, _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    let target = Target(term: target(wish), isFree: wish?.isFree ?? true)
    let (decided, end) = (label(), label())
    branch(left, to: decided, when: operation.decidingLeft, cost: Opcode.branch.cost)
    let known = knownRows
    put(right, in: target)
    knownRows = known
    jump(to: end, span)
    bind(decided, span)
    copy(pool.constant(operation.decidedValue ? 1 : 0), to: target.term, span)
    bind(end, span)
    return settle(mark, target.term)
  }

  // MARK: - The state before

  private mutating func old(
    _ operand: CheckedExpression, _ span: Span, _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    emit(.old, cost: Opcode.old.cost, span)
    // What is remembered is of the present.
    let outer = remembers
    remembers = false
    var term = evaluate(operand, wish)
    remembers = outer
    if words.isVolatile(term) {
      let target = target(wish)
      copy(term, to: target, span)
      term = target
    }
    emit(.present, cost: Opcode.present.cost, span)
    return settle(mark, term)
  }

  /// Laws are checked by other means.
  /// Draws stand in routines of a spec, whose row by row code they keep from becoming column code.
  private mutating func draw(_ draw: CheckedDraw, _ span: Span, _ wish: Target?) -> Term {
    let opcode: Opcode =
      switch draw.kind {
      case .between: .drawBetween
      case .normal: .drawNormal
      }
    return compute(
      opcode, draw.parts, mode: .number(draw.site), cost: opcode.cost, span, wish)
  }

  private mutating func side(_ span: Span) -> Term {
    fail(pool.failure(.unproved), span)
    return pool.constant(0)
  }

  // MARK: - Questions

  private mutating func can(
    _ action: ActionID, _ arguments: [CheckedExpression], _ caller: CheckedCaller?, _ span: Span,
    _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    let terms = arguments.map { owned(evaluate($0), $0.span) }
    guard let caller = trialCaller(action, caller) else { return pool.constant(0) }
    unit.registers.top = mark
    let target = target(wish)
    pool.trials.append(
      TrialDraft(action: action, arguments: terms, caller: caller, unit: name))
    emit(
      .trial, target, .unused, .number(pool.trials.count - 1), cost: Opcode.trial.cost, span)
    return settle(mark, target)
  }

  /// Whom the action is tried by; nobody, where nobody may.
  private mutating func trialCaller(
    _ action: ActionID, _ caller: CheckedCaller?
  ) -> TrialDraft.Caller? {
    switch caller {
    case .anyone?: return .anyone
    case .role(let role)?: return .role(role)
    case .row(let row)?:
      let term = owned(evaluate(row), row.span)
      guard case .row(let table) = row.type else { return nil }
      return .row(table, term)
    case nil: break
    }
    return switch contract.actions[action].callers {
    case .anyone: .anyone
    case .roles(let roles): roles.first.map { .role($0) }
    case .row(let table): .someRow(table)
    }
  }
}

extension LogicalOperation {
  /// The left side that leaves nothing open.
  var decidingLeft: Bool {
    switch self {
    case .and, .implies: false
    case .or: true
    }
  }

  /// The answer then.
  var decidedValue: Bool {
    switch self {
    case .and: false
    case .or, .implies: true
    }
  }
}
