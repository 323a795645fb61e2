import Diagnostics
import Machine
import Semantics

// Assignments. The row of the target is checked first, then the value is evaluated, then its range
// is checked, then it is stored.
extension Evaluation {
  mutating func store(
    _ statement: CheckedStatement, _ frame: inout Activation
  ) throws(Trap) {
    switch statement.kind {
    case .setLocal(let id, let value):
      let word = try evaluate(value, &frame)
      frame.locals[id] = word
    case .setLocals(let ids, let function, let arguments):
      let words = try call(function, arguments, statement.span, &frame)
      guard words.count == ids.count else { throw trap(.unproved(.result), statement.span) }
      for (id, word) in zip(ids, words) { frame.locals[id] = word }
    case .setColumn(let id, let selections, let value):
      try fill(id, selections, value, statement.span, &frame)
    case .setState(let id, let value):
      let word = try evaluate(value, &frame)
      try pay(.store, statement.span)
      state.states[id] = word
    case .setParameter(let id, let value):
      let word = try evaluate(value, &frame)
      let parameter = contract.parameters[id]
      try check(word, parameter.type, parameter.range, .parameter(id), value.span)
      try pay(.store, statement.span)
      state.parameters[id] = word
    case .setField(let table, let field, let row, let value):
      let number = try self.row(row, of: table, paying: .checkRow, row.span, &frame)
      let word = try evaluate(value, &frame)
      try checkField(word, table, field, number, value.span)
      try pay(.storeField, statement.span)
      state.columns[table][field][number] = word
    case .setRow(let table, let row, let values):
      try setRow(table, row, values, statement.span, &frame)
    case .reset(let table, let row):
      try setRow(table, row, [:], statement.span, &frame)
    default: return
    }
  }

  /// The named fields get their values, the others their defaults, but for governance parameters.
  private mutating func setRow(
    _ table: TableID, _ row: CheckedExpression, _ values: [FieldID: CheckedExpression],
    _ span: Span, _ frame: inout Activation
  ) throws(Trap) {
    let number = try self.row(row, of: table, paying: .checkRow, row.span, &frame)
    let fields = contract.tables[table].fields
    var words: [Int128?] = []
    for (id, field) in fields.enumerated() {
      guard let value = values[id] else {
        words.append(field.isParameter ? nil : field.initial)
        continue
      }
      let word = try evaluate(value, &frame)
      try checkField(word, table, id, number, value.span)
      words.append(word)
    }
    for (id, word) in words.enumerated() {
      guard let word else { continue }
      try pay(.storeField, span)
      state.columns[table][id][number] = word
    }
  }

  private mutating func checkField(
    _ word: Int128, _ table: TableID, _ id: FieldID, _ row: Int, _ span: Span
  ) throws(Trap) {
    let field = contract.tables[table].fields[id]
    guard field.isParameter else { return }
    try check(word, field.type, field.range, .field(table, id, row: row), span)
  }

  private mutating func check(
    _ word: Int128, _ type: ValueType, _ range: WordRange?, _ place: Trap.Place, _ span: Span
  ) throws(Trap) {
    guard let range else { return }
    try pay(.checkRange, span)
    guard !range.contains(word) else { return }
    throw trap(.range(place, Value(word, type), range), span)
  }

  /// Fills a local column: cells of rows left out are zero, or `none` in a column of rows. The cells are stored after the last is
  /// evaluated, so a column may be refilled from its own old cells.
  private mutating func fill(
    _ id: ColumnID, _ selections: [CheckedSelection], _ value: CheckedExpression, _ span: Span,
    _ frame: inout Activation
  ) throws(Trap) {
    let column = frame.frame.columns[id]
    var count = 1
    for selection in selections {
      let (product, overflow) = count.multipliedReportingOverflow(
        by: program.population.counts[selection.table])
      guard !overflow, product <= Population.cellLimit else {
        throw trap(.columnTooLarge(name: column.name), span)
      }
      count = product
    }
    loops.append(span)
    defer { loops.removeLast() }
    try pay(Opcode.fill.cost * count, span)
    var cells = [Int128](repeating: column.type.initialWord, count: count)
    try fill(&cells, at: 0, selections[...], value, span, &frame)
    frame.columns[id] = cells
  }

  private mutating func fill(
    _ cells: inout [Int128], at place: Int, _ selections: ArraySlice<CheckedSelection>,
    _ value: CheckedExpression, _ span: Span, _ frame: inout Activation
  ) throws(Trap) {
    guard let selection = selections.first else {
      let word = try evaluate(value, &frame)
      try pay(.storeCell, span)
      cells[place] = word
      return
    }
    let count = program.population.counts[selection.table]
    for row in try select(selection, &frame) {
      frame.locals[selection.binder] = Int128(row)
      try pay(.row, selection.span)
      try fill(&cells, at: place &* count &+ row, selections.dropFirst(), value, span, &frame)
    }
  }
}
