import Diagnostics
import Machine
import Semantics

// Selections row by row: the condition for every row, then all keys for every selected row, then the
// sort. `lowerSelection`, `lowerAggregate` and `lowerColumn` are the three ways in.
extension Lowering {
  /// Fills a list with the rows of a selection, in its order; or where only the first is wanted, with
  /// that one first.
  mutating func lowerSelection(
    _ selection: CheckedSelection, into list: Term, onlyFirst: Bool = false
  ) {
    let binder = bind(selection)
    surveyRows(
      selection, into: list, then: { $0.appendKeys(list, selection, binder) },
      otherwise: { $0.listRows(selection, into: list, binder) })
    if !selection.keys.isEmpty { sort(list, selection, by: onlyFirst ? .pick : .sort) }
  }

  private mutating func listRows(
    _ selection: CheckedSelection, into list: Term, _ binder: Term
  ) {
    listColumns(selection, into: list) { lowering in
      if let condition = selection.condition {
        lowering.filter(selection, by: condition, binder, into: list)
      } else {
        lowering.emit(
          .rowsAll, list, .number(selection.table), cost: Opcode.rowsAll.cost, selection.span)
      }
      lowering.appendKeys(list, selection, binder)
    }
  }

  /// The register of the row that is looked at, which is known to be one.
  mutating func bind(_ selection: CheckedSelection) -> Term {
    if !scope.assigned.contains(selection.binder) { scope.locals[selection.binder].row = .row }
    return scope.locals[selection.binder].term
  }

  private mutating func filter(
    _ selection: CheckedSelection, by condition: CheckedExpression, _ binder: Term,
    into list: Term
  ) {
    let span = selection.span
    let all = Term.list(unit.lists.take())
    emit(.rowsAll, all, .number(selection.table), cost: Opcode.rowsAll.cost, span)
    emit(.rowsNone, list, cost: Opcode.rowsNone.cost, span)
    forEachRow(of: all, as: binder, span) { lowering in
      let next = lowering.label()
      lowering.branch(condition, to: next, when: false, cost: 0)
      lowering.emit(.append, list, binder, cost: Opcode.append.cost, span)
      lowering.bind(next, span)
    }
    unit.lists.top -= 1
  }

  private mutating func appendKeys(
    _ list: Term, _ selection: CheckedSelection, _ binder: Term
  ) {
    guard !selection.keys.isEmpty else { return }
    forEachRow(of: list, as: binder, selection.span) { lowering in
      for (number, key) in selection.keys.enumerated() {
        let mark = lowering.unit.registers.top
        let word = lowering.evaluate(key.value)
        lowering.emit(
          .appendKey, list, word, .number(number), cost: Opcode.appendKey.cost, key.value.span)
        lowering.unit.registers.top = mark
      }
    }
  }

  private mutating func sort(
    _ list: Term, _ selection: CheckedSelection, by opcode: Opcode
  ) {
    let span = selection.span
    if selection.keys.count > Program.keyLimit, problem == nil {
      problem = .tooMany(.keys, count: selection.keys.count, span)
    }
    var directions = 0
    for (number, key) in selection.keys.prefix(Program.keyLimit).enumerated()
    where key.descending { directions |= 1 << number }
    emit(
      opcode, list, .number(selection.keys.count), .number(directions), cost: Opcode.sort.cost,
      span)
  }

  // MARK: - Local columns

  /// Fills a local column. A value that reads the column itself reads the old cells: the new ones are
  /// put in a second column, and the two change places.
  mutating func lowerColumn(
    _ id: ColumnID, _ selections: [CheckedSelection], _ value: CheckedExpression, _ span: Span
  ) {
    let shape = scope.frame.columns[id]
    let column = scope.columns[id]
    let readsItself = (selections.flatMap(\.expressions) + [value]).contains {
      $0.contains { node in
        if case .column(id, _) = node.kind { true } else { false }
      }
    }
    let fresh = readsItself ? pool.localColumn(shape.tables) : column
    fillColumn(fresh, as: shape, span)
    if let selection = selections.first, selections.count == 1 {
      _ = bind(selection)
      cellColumns(fresh, selection, value, span) { lowering in
        lowering.fill(fresh, under: nil, selections[...], value, span)
      }
    } else {
      fill(fresh, under: nil, selections[...], value, span)
    }
    if readsItself {
      emit(
        .swapColumns, .number(column), .number(fresh), cost: Opcode.swapColumns.cost, span)
    }
  }

  mutating func fillColumn(_ column: Int, as shape: Frame.Column, _ span: Span) {
    emit(
      .fill, .number(column), pool.constant(shape.type.initialWord), cost: Opcode.fill.cost, span)
  }

  /// The cells of all rows of the first selection, of those below the cell number `outer`.
  private mutating func fill(
    _ column: Int, under outer: Term?, _ selections: ArraySlice<CheckedSelection>,
    _ value: CheckedExpression, _ span: Span
  ) {
    guard let selection = selections.first else {
      let word = evaluate(value)
      emit(
        .storeCell, outer ?? pool.constant(0), .number(column), word,
        cost: Opcode.storeCell.cost, span)
      return
    }
    let list = Term.list(unit.lists.take())
    lowerSelection(selection, into: list)
    let binder = bind(selection)
    forEachRow(of: list, as: binder, selection.span) { lowering in
      let mark = lowering.unit.registers.top
      var cell = binder
      if let outer {
        cell = lowering.register()
        lowering.copy(outer, to: cell, selection.span)
        lowering.emit(.combine, cell, binder, .number(selection.table), cost: 0, selection.span)
      }
      lowering.fill(column, under: cell, selections.dropFirst(), value, span)
      lowering.unit.registers.top = mark
    }
    unit.lists.top -= 1
  }
}
