import Diagnostics
import Machine
import Semantics

// Assignments. The row of the target is checked first, then the value is evaluated, then its range
// is checked, then it is stored.
extension Lowering {
  mutating func store(_ statement: CheckedStatement) {
    let span = statement.span
    switch statement.kind {
    case .setLocal(let id, let value):
      let isFree = !value.contains { $0.isLocal(in: [id]) }
      put(value, in: Target(term: scope.locals[id].term, isFree: isFree))
    case .setLocals(let ids, let function, let arguments):
      setLocals(ids, function, arguments, span)
    case .setState(let id, let value):
      if change(words.state(id), by: value, span, where: { $0.isState(id) }) { return }
      emit(.store, words.state(id), evaluate(value), cost: Opcode.store.cost, span)
    case .setParameter(let id, let value):
      let word = evaluate(value)
      checkRange(word, contract.parameters[id].range, value.span)
      emit(.store, words.parameter(id), word, cost: Opcode.store.cost, span)
    case .setField(let table, let field, let row, let value):
      var number = evaluate(row)
      if hasEffects(value) { number = steady(number, row.span) }
      check(row, number, of: table, cost: Opcode.checkRow.cost)
      if change(table, field, row, number, by: value) { return }
      let word = evaluate(value)
      checkField(word, table, field, value.span)
      emit(
        .storeField, number, words.column(table, field), word, cost: Opcode.storeField.cost, span)
    case .setRow(let table, let row, let values): setRow(table, row, values, span)
    case .reset(let table, let row): setRow(table, row, [:], span)
    default: break
    }
  }

  /// `state += e` in one instruction. Reading the state costs nothing and cannot fail, so it may wait
  /// for `e`, which changes nothing.
  private mutating func change(
    _ state: Term, by value: CheckedExpression, _ span: Span,
    where isState: (CheckedExpression) -> Bool
  ) -> Bool {
    guard let (operation, old, amount) = value.change, isState(old), !hasEffects(amount) else {
      return false
    }
    let opcode: Opcode = operation == .add ? .addToState : .subtractFromState
    emit(opcode, state, evaluate(amount), cost: operation.gas, value.span)
    return true
  }

  /// `row.field += e` in one instruction. The field is read when `e` is known instead of before, and
  /// paid for before all the same; the row has been checked, so reading cannot fail.
  private mutating func change(
    _ table: TableID, _ field: FieldID, _ row: CheckedExpression, _ number: Term,
    by value: CheckedExpression
  ) -> Bool {
    guard !contract.tables[table].fields[field].isParameter,
      let (operation, old, amount) = value.change, !hasEffects(amount),
      case .field(table, field, row: let other) = old.kind,
      case .local(let id) = row.kind, case .local(id) = other.kind
    else { return false }
    owe(Opcode.load.cost)
    let opcode: Opcode = operation == .add ? .addToField : .subtractFromField
    emit(
      opcode, number, words.column(table, field), evaluate(amount), cost: operation.gas,
      value.span)
    return true
  }

  /// All results are there before the first is stored, where storing could spoil another.
  private mutating func setLocals(
    _ ids: [LocalID], _ function: FunctionID, _ arguments: [CheckedExpression], _ span: Span
  ) {
    let isFree = !arguments.contains { $0.contains { $0.isLocal(in: ids) } }
    let targets = ids.map { scope.locals[$0].term }
    let results = call(
      function, arguments, span,
      targets.map { isFree ? Target(term: $0, isFree: true) : nil })
    guard results.count == ids.count else {
      fail(pool.failure(.unproved), span)
      return
    }
    let words = results.map { result in
      guard !isFree, targets.contains(result) else { return result }
      let register = register()
      copy(result, to: register, span)
      return register
    }
    for (target, word) in zip(targets, words) { copy(word, to: target, span) }
  }

  /// The named fields get their values, the others their defaults, but for governance parameters.
  private mutating func setRow(
    _ table: TableID, _ row: CheckedExpression, _ values: [FieldID: CheckedExpression],
    _ span: Span
  ) {
    let number = evaluate(row)
    check(row, number, of: table, cost: Opcode.checkRow.cost)
    var stores: [(field: FieldID, word: Term)] = []
    for (id, field) in contract.tables[table].fields.enumerated() {
      if let value = values[id] {
        let word = evaluate(value)
        checkField(word, table, id, value.span)
        stores.append((id, word))
      } else if !field.isParameter {
        stores.append((id, pool.constant(field.initial)))
      }
    }
    for (id, word) in stores {
      emit(
        .storeField, number, words.column(table, id), word, cost: Opcode.storeField.cost, span)
    }
  }

  private mutating func checkField(
    _ word: Term, _ table: TableID, _ id: FieldID, _ span: Span
  ) {
    let field = contract.tables[table].fields[id]
    if field.isParameter { checkRange(word, field.range, span) }
  }
}

extension CheckedExpression {
  /// `old + amount` or `old - amount`, as `+=` and `-=` are spelled out.
  fileprivate var change: (ArithmeticOperation, CheckedExpression, CheckedExpression)? {
    guard case .arithmetic(let operation, let old, let amount, _) = kind else { return nil }
    switch operation {
    case .add, .subtract: return (operation, old, amount)
    default: return nil
    }
  }

  fileprivate func isState(_ id: StateID) -> Bool {
    if case .state(id) = kind { true } else { false }
  }

  fileprivate func isLocal(in ids: [LocalID]) -> Bool {
    if case .local(let id) = kind { ids.contains(id) } else { false }
  }
}
