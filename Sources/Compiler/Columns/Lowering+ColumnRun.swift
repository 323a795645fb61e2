import Diagnostics
import Machine
import Semantics

/// A local column that gets a cell for every row of its one table.
struct WholeColumn {
  let id: ColumnID
  let selection: CheckedSelection
  let value: CheckedExpression
  let span: Span
}

extension Lowering {
  /// The whole columns of one table that the statements begin with, as far as they can be filled in
  /// one pass: a value may read the cells of the columns before it, but only those of its own row.
  func wholeColumns(_ statements: ArraySlice<CheckedStatement>) -> [WholeColumn] {
    var run: [WholeColumn] = []
    for statement in statements {
      guard let column = statement.wholeColumn,
        run.allSatisfy({ $0.selection.table == column.selection.table && $0.id != column.id }),
        !column.reads(cellsOf: Set(run.map(\.id)))
      else { break }
      run.append(column)
    }
    return run
  }

  /// Fills several columns in one pass, or does nothing where that cannot be done in columns.
  mutating func fillTogether(_ run: [WholeColumn]) -> Bool {
    guard let first = run.first else { return false }
    for column in run { _ = bind(column.selection) }
    let planned = plan(first.selection) { planner throws(NoColumns) in
      var lanes: [LaneID] = []
      for column in run {
        planner.binder = column.selection.binder
        lanes.append(try planner.root(column.value))
      }
      return lanes
    }
    guard let (plan, lanes) = planned else { return false }
    region(
      plan, over: first.selection.table, first.span,
      prepare: { lowering in
        for column in run {
          let shape = lowering.scope.frame.columns[column.id]
          lowering.fillColumn(lowering.scope.columns[column.id], as: shape, column.span)
        }
      },
      strip: { code, lowering in
        for (column, lanes) in zip(run, lanes) {
          code.owe(Opcode.row.cost + Opcode.storeCell.cost)
          let number = lowering.stateColumnCount + lowering.scope.columns[column.id]
          code.put(lanes, in: .number(number), &lowering)
        }
      },
      otherwise: { lowering in
        for column in run {
          lowering.lowerColumn(column.id, [column.selection], column.value, column.span)
        }
      })
    return true
  }
}

extension CheckedStatement {
  fileprivate var wholeColumn: WholeColumn? {
    guard case .setColumn(let id, let selections, let value) = kind, selections.count == 1,
      selections[0].condition == nil, selections[0].keys.isEmpty
    else { return nil }
    let column = WholeColumn(id: id, selection: selections[0], value: value, span: span)
    return value.contains { $0.isCell(of: [id]) } ? nil : column
  }
}

extension WholeColumn {
  /// Whether the value reads a cell of these that is not its own row's.
  fileprivate func reads(cellsOf columns: Set<ColumnID>) -> Bool {
    value.contains { node in
      guard node.isCell(of: columns) else { return false }
      guard case .column(_, let rows) = node.kind, rows.count == 1,
        case .local(selection.binder) = rows[0].kind
      else { return true }
      return false
    }
  }
}

extension CheckedExpression {
  fileprivate func isCell(of columns: Set<ColumnID>) -> Bool {
    if case .column(let id, _) = kind { columns.contains(id) } else { false }
  }
}
