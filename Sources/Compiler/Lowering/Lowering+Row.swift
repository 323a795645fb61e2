import Diagnostics
import Machine
import Semantics

// Rows: their numbers are words, checked where they are used, at the place of the row itself.
extension Lowering {
  mutating func load(
    _ table: TableID, _ field: FieldID, _ row: CheckedExpression, _ span: Span, _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    let number = evaluate(row)
    learn(row, number)
    let column = words.column(table, field)
    if gasAside == nil, let known = knownCells[column, number] {
      owe(Opcode.load.cost)
      return settle(mark, known)
    }
    unit.registers.top = mark
    let target = wish?.term ?? registerToKeep(row) ?? register()
    emit(.load, target, number, column, cost: Opcode.load.cost, row.span)
    return settle(mark, target)
  }

  /// A register that nothing else is put in, for a field of a row that keeps its name.
  private mutating func registerToKeep(_ row: CheckedExpression) -> Term? {
    guard case .local(let id) = row.kind, !isChanging(id), gasAside == nil,
      unit.kept < Lowering.keptLimit
    else { return nil }
    unit.kept += 1
    return .kept(unit.kept - 1)
  }

  /// Few enough to be no burden on a long body.
  private static let keptLimit = 64

  mutating func key(
    _ key: Int, of table: TableID, _ row: CheckedExpression, _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    let number = evaluate(row)
    learn(row, number)
    unit.registers.top = mark
    let target = target(wish)
    emit(.key, target, number, pool.key(key, of: table), cost: Opcode.key.cost, row.span)
    return settle(mark, target)
  }

  /// What is no row of a table has no number to check.
  mutating func identity(_ row: CheckedExpression) -> Term {
    let number = evaluate(row)
    if case .row(let table) = row.type {
      check(row, number, of: table, cost: Opcode.checkRow.cost)
    }
    return number
  }

  mutating func rowNumbered(
    _ table: TableID, _ number: CheckedExpression, _ span: Span
  ) -> Term {
    let term = evaluate(number)
    emit(.checkNumber, term, .number(table), cost: Opcode.checkNumber.cost, span)
    return term
  }

  /// The number of a row of a keyed table, or of a cell: each row is checked after it is evaluated.
  mutating func combine(
    _ rows: [CheckedExpression], of tables: [TableID], _ span: Span, _ wish: Target?
  ) -> Term {
    guard let row = rows.first, let table = tables.first else { return pool.constant(0) }
    let cost = Opcode.combine.cost
    if rows.count == 1 {
      let number = evaluate(row, wish)
      check(row, number, of: table, cost: cost)
      return number
    }
    let mark = unit.registers.top
    let number = accumulator(wish)
    put(row, in: Target(term: number, isFree: true))
    check(row, number, of: table, cost: cost)
    for (row, table) in zip(rows, tables).dropFirst() {
      let mark = unit.registers.top
      let next = evaluate(row)
      learn(row, next)
      emit(.combine, number, next, .number(table), cost: cost, row.span)
      unit.registers.top = mark
    }
    return settle(mark, number)
  }

  mutating func cell(
    of id: ColumnID, _ rows: [CheckedExpression], _ span: Span, _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    let number = combine(rows, of: scope.frame.columns[id].tables, span, nil)
    unit.registers.top = mark
    let target = target(wish)
    emit(.loadCell, target, number, .number(scope.columns[id]), cost: Opcode.loadCell.cost, span)
    return settle(mark, target)
  }

  /// Makes sure that a word is a row of the table. What is known to be one only pays.
  mutating func check(
    _ row: CheckedExpression, _ number: Term, of table: TableID, cost: Int
  ) {
    if knowledge(of: row) == .row {
      owe(cost)
    } else {
      emit(.checkRow, number, .number(table), cost: cost, row.span)
      learn(row, number)
    }
  }

  /// From here on the local is known to be a row, as far as no path leads round this place.
  private mutating func learn(_ row: CheckedExpression, _ number: Term) {
    guard case .local(let id) = row.kind, case .register(let register) = number,
      !isChanging(id)
    else { return }
    knownRows.insert(register)
  }

  func isChanging(_ id: LocalID) -> Bool {
    scope.changing.contains(id) || scope.locals[id].isOfChanging
  }

  func knowledge(of row: CheckedExpression) -> RowKnowledge {
    switch row.kind {
    case .local(let id): isKnownRow(id) ? .row : scope.locals[id].row
    case .constant(noRow): .rowOrNone
    case .key, .rowNumbered, .rowKeyed: .row
    case .aggregate(let aggregate):
      aggregate.function == .first && aggregate.otherwise == nil ? .row : .unknown
    default: .unknown
    }
  }

  private func isKnownRow(_ id: LocalID) -> Bool {
    guard case .register(let register) = scope.locals[id].term else { return false }
    return knownRows.contains(register) && !isChanging(id)
  }
}
