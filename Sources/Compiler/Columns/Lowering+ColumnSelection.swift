import Diagnostics
import Machine
import Semantics

// What the column code of selections, local columns and aggregates does in a strip.
extension Lowering {
  /// The condition and the keys of a selection.
  struct SelectionPlan {
    let condition: LaneCondition?
    let keys: [LaneID]
  }

  /// Fills a list with the selected rows, and their keys, in row order.
  mutating func listColumns(
    _ selection: CheckedSelection, into list: Term, otherwise: (inout Lowering) -> Void
  ) {
    guard selection.condition != nil || !selection.keys.isEmpty,
      selection.keys.count <= Program.keyLimit,
      let (plan, selected) = plan(
        selection, { planner throws(NoColumns) in try planner.selection(selection) })
    else { return otherwise(&self) }
    let span = selection.span
    region(
      plan, over: selection.table, keeping: selected.condition == nil ? nil : .truth, span,
      prepare: { lowering in
        if selected.condition == nil {
          lowering.emit(
            .rowsAll, list, .number(selection.table), cost: Opcode.rowsAll.cost, span)
        } else {
          lowering.emit(.rowsNone, list, cost: Opcode.rowsNone.cost, span)
        }
      },
      strip: { code, lowering in
        if code.select(selected.condition, &lowering) {
          code.keepChosen(&lowering)
          code.emit(.columnAppend, list, cost: Opcode.columnAppend.cost, &lowering)
        }
        guard !selected.keys.isEmpty else { return }
        code.owe(Opcode.row.cost)
        for (number, key) in selected.keys.enumerated() {
          let term = code.lanes(key, &lowering)
          code.emit(
            .columnAppendKey, list, term, .number(number), cost: Opcode.columnAppendKey.cost,
            &lowering)
          code.release(key, term)
        }
      },
      otherwise: otherwise)
  }

  /// Stores a value in the cells of the selected rows of a local column of one table.
  mutating func cellColumns(
    _ column: Int, _ selection: CheckedSelection, _ value: CheckedExpression, _ span: Span,
    otherwise: (inout Lowering) -> Void
  ) {
    guard selection.keys.isEmpty,
      let (plan, planned) = plan(
        selection,
        { planner throws(NoColumns) in
          (try planner.selection(selection), try planner.root(value))
        })
    else { return otherwise(&self) }
    let (selected, lanes) = planned
    region(
      plan, over: selection.table, span,
      strip: { code, lowering in
        code.select(selected.condition, &lowering)
        code.owe(Opcode.row.cost)
        code.owe(Opcode.storeCell.cost)
        code.put(lanes, in: .number(lowering.stateColumnCount + column), &lowering)
      },
      otherwise: otherwise)
  }
}

extension ColumnPlanner {
  mutating func selection(
    _ selection: CheckedSelection
  ) throws(NoColumns) -> Lowering.SelectionPlan {
    let scope = outerScope()
    let condition = try selection.condition.map { condition throws(NoColumns) in
      try self.condition(condition, scope)
    }
    for operand in condition?.operands ?? [] { plan.use(operand) }
    var keys: [LaneID] = []
    for key in selection.keys { keys.append(try root(key.value)) }
    return Lowering.SelectionPlan(condition: condition, keys: keys)
  }

  /// Lanes that are needed for themselves.
  mutating func root(_ expression: CheckedExpression) throws(NoColumns) -> LaneID {
    let lanes = try lanes(expression, outerScope())
    plan.use(lanes)
    return lanes
  }

  mutating func rootCondition(
    _ expression: CheckedExpression
  ) throws(NoColumns) -> LaneCondition {
    let condition = try condition(expression, outerScope())
    for operand in condition.operands { plan.use(operand) }
    return condition
  }
}

extension ColumnCode {
  /// Goes on with the selected rows; whether there was anything to select by.
  @discardableResult
  mutating func select(_ condition: LaneCondition?, _ lowering: inout Lowering) -> Bool {
    guard let condition else { return false }
    owe(Opcode.row.cost)
    let chosen = choose(condition, &lowering)
    change(to: chosen, &lowering)
    return true
  }
}
