import Diagnostics
import Machine
import Semantics

extension ColumnPlanner {
  private func isBinder(_ id: LaneID) -> Bool { plan.nodes[id].kind == .rows }

  /// Whether lanes are rows of their table without a look at them. Lanes that may be something else
  /// have no instruction that finds out, but where something is read at the row.
  func isRow(_ id: LaneID) -> Bool {
    switch plan.nodes[id].kind {
    case .rows, .through(.columnKey, _, _): true
    case .same(let value), .known(let value), .sequence(_, let value): isRow(value)
    default: false
    }
  }

  mutating func load(
    _ table: TableID, _ field: FieldID, _ row: CheckedExpression, _ scope: ColumnScope
  ) throws(NoColumns) -> LaneID {
    let rows = try lanes(row, scope)
    let column = lowering.words.column(table, field)
    let kind: LaneNode.Kind =
      isBinder(rows) ? .column(column) : .through(.columnLoad, rows, column)
    return plan.node(kind, cost: Opcode.load.cost)
  }

  mutating func cell(
    of id: ColumnID, _ rows: [CheckedExpression], _ scope: ColumnScope
  ) throws(NoColumns) -> LaneID {
    guard scope.function == nil, rows.count == 1 else { throw NoColumns() }
    // Planned first: what a method is called on is read before its arguments are.
    let row = try lanes(rows[0], scope)
    guard isBinder(row) else { throw NoColumns() }
    let number = lowering.stateColumnCount + lowering.scope.columns[id]
    return plan.node(.column(.number(number)), cost: Opcode.combine.cost)
  }

  /// `Position[a, m]`: each number so far times the rows of the next key's table, plus the next.
  mutating func rowKeyed(
    _ table: TableID, _ keys: [CheckedExpression], _ scope: ColumnScope
  ) throws(NoColumns) -> LaneID {
    let tables = lowering.contract.tables[table].keys.map(\.table)
    var number: PlannedValue?
    for (expression, table) in zip(keys, tables) {
      let key = try key(expression, of: table, scope)
      number = number.map { next($0, key, table) } ?? key
    }
    guard let number else { throw NoColumns() }
    return spread(number)
  }

  /// A row, checked and paid.
  private mutating func key(
    _ expression: CheckedExpression, of table: TableID, _ scope: ColumnScope
  ) throws(NoColumns) -> PlannedValue {
    switch try value(expression, scope) {
    case .word(let word):
      return .word(plan.word(.row(word, table, expression.span, cost: Opcode.combine.cost)))
    case .lanes(let lanes):
      guard isRow(lanes) else { throw NoColumns() }
      return .lanes(plan.node(.same(lanes), cost: Opcode.combine.cost))
    }
  }

  private mutating func next(
    _ number: PlannedValue, _ key: PlannedValue, _ table: TableID
  ) -> PlannedValue {
    let count = plan.word(lowering.words.rowCount(table))
    let product: PlannedValue =
      switch number {
      case .word(let word): .word(plan.word(.computed(.multiplyWords, word, count)))
      case .lanes(let lanes):
        .lanes(plan.node(.two(.columnMultiplyWords, lanes, spread(.word(count)))))
      }
    switch (product, key) {
    case (.word(let first), .word(let second)):
      return .word(plan.word(.computed(.add, first, second)))
    case (.word(let word), .lanes(let lanes)), (.lanes(let lanes), .word(let word)):
      return .lanes(plan.node(.word(.columnAddWord, lanes, word)))
    case (.lanes(let first), .lanes(let second)):
      return .lanes(plan.node(.two(.columnAdd, first, second)))
    }
  }
}
