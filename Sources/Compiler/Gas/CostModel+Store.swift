import Diagnostics
import Machine
import Semantics

extension CostModel {
  /// A statement without statements inside it.
  func cost(of statement: CheckedStatement, _ known: Knowledge) -> Cost {
    let span = statement.span
    switch statement.kind {
    case .setLocal(_, let value): return cost(value, known)
    case .setLocals(_, let id, let arguments), .perform(let id, let arguments):
      return one(
        costs(arguments, known), entering(id, span), function(id, .any, arguments, known))
    case .setColumn(_, let selections, let value): return fill(selections, value, span, known)
    case .setState(_, let value): return one(cost(value, known), charge(.store, span))
    case .setParameter(let id, let value):
      return one(
        cost(value, known), check(contract.parameters[id].range, span), charge(.store, span))
    case .setField(let table, let field, let row, let value):
      return one(
        cost(row, known), charge(.checkRow, span), cost(value, known), check(table, field, span),
        charge(.storeField, span))
    case .setRow(let table, let row, let values): return setRow(table, row, values, span, known)
    case .reset(let table, let row): return setRow(table, row, [:], span, known)
    case .emit(_, let arguments):
      return one(
        costs(arguments, known),
        charge(Opcode.emit.cost + arguments.count * Opcode.emitWord.cost, span))
    case .demand, .if, .match, .for, .repeat, .break, .continue, .return, .request:
      return .nothing
    }
  }

  private func fill(
    _ selections: [CheckedSelection], _ value: CheckedExpression, _ span: Span,
    _ known: Knowledge
  ) -> Cost {
    var inside = [known]
    for selection in selections { inside.append(selected(selection, inside[inside.count - 1])) }
    var each = one(cost(value, inside[selections.count]), charge(.storeCell, span))
    var cells = charge(.fill, span)
    for (depth, selection) in selections.enumerated().reversed() {
      each = cost(selection, each: one(charge(.row, selection.span), each), inside[depth])
      cells = times(rows(of: selection.table), cells)
    }
    return one(cells, each)
  }

  private func setRow(
    _ table: TableID, _ row: CheckedExpression, _ values: [FieldID: CheckedExpression],
    _ span: Span, _ known: Knowledge
  ) -> Cost {
    var parts = [cost(row, known), charge(.checkRow, span)]
    for (id, field) in contract.tables[table].fields.enumerated() {
      if let value = values[id] { parts += [cost(value, known), check(table, id, span)] }
      if values[id] != nil || !field.isParameter { parts.append(charge(.storeField, span)) }
    }
    return sequence(parts)
  }

  private func check(_ table: TableID, _ field: FieldID, _ span: Span) -> Cost {
    let field = contract.tables[table].fields[field]
    return field.isParameter ? check(field.range, span) : .nothing
  }

  private func check(_ range: WordRange?, _ span: Span) -> Cost {
    range == nil ? .nothing : charge(.checkRange, span)
  }
}

extension CostModel {
  /// An action from outside, with the invariants it must keep.
  func cost(of id: ActionID) -> Cost {
    let action = contract.actions[id]
    var parts = [
      charge(.enter, action.span), rangeChecks(action.parameters, action.span),
      cost(action.body, .any, Knowledge(contract, frame: action.frame)),
    ]
    for invariant in contract.invariants
    where invariant.enforced && (invariant.after == nil || invariant.after == id) {
      let known = Knowledge(contract, frame: invariant.frame)
      parts += [any(condition(invariant.condition, known)), charge(.branch, invariant.span)]
    }
    return sequence(parts)
  }
}
