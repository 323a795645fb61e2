import Diagnostics
import Machine
import Semantics

// Rows: their numbers are words, checked against the table at every use.
extension Evaluation {
  /// The number of an existing row. What it is needed for is paid, by the node at `span`, before the
  /// row is checked.
  mutating func row(
    _ expression: CheckedExpression, of table: TableID, paying opcode: Opcode, _ span: Span,
    _ frame: inout Activation
  ) throws(Trap) -> Int {
    let word = try evaluate(expression, &frame)
    try pay(opcode, span)
    guard word != noRow else { throw trap(.noneRow(table), expression.span) }
    return try checked(word, in: table, expression.span)
  }

  /// The row with this number, if the table has it.
  func checked(_ word: Int128, in table: TableID, _ span: Span) throws(Trap) -> Int {
    let count = program.population.counts[table]
    guard let number = Int(exactly: word), number >= 0, number < count else {
      throw trap(.rowOutOfRange(table, index: word, count: count), span)
    }
    return number
  }

  /// `a.id`. What is no row of a table has no number.
  mutating func identity(
    _ row: CheckedExpression, _ span: Span, _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    guard case .row(let table) = row.type else { return try evaluate(row, &frame) }
    return Int128(try self.row(row, of: table, paying: .checkRow, span, &frame))
  }

  /// `Position[a, m]`
  mutating func rowKeyed(
    _ table: TableID, _ keys: [CheckedExpression], _ span: Span, _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    var number = 0
    for (key, expression) in zip(contract.tables[table].keys, keys) {
      let row = try self.row(expression, of: key.table, paying: .combine, span, &frame)
      // Below the number of rows of the keyed table, so it cannot overflow.
      number = number &* program.population.counts[key.table] &+ row
    }
    return Int128(number)
  }

  /// A cell of a local column; as where no row was selected, when the column was never filled.
  mutating func cell(
    of id: ColumnID, _ rows: [CheckedExpression], _ span: Span, _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    var place = 0
    for (table, expression) in zip(frame.frame.columns[id].tables, rows) {
      let row = try self.row(expression, of: table, paying: .combine, span, &frame)
      place = place &* program.population.counts[table] &+ row
    }
    let column = frame.columns[id]
    return place < column.count ? column[place] : frame.frame.columns[id].type.initialWord
  }
}
