import Diagnostics
import Syntax

/// `let`, `var` and everything with `=` in it.
extension ContractChecker {
  mutating func local(_ written: LocalDeclaration, _ span: Span) -> CheckedStatement? {
    if !written.columns.isEmpty { return column(written, span) }
    if let function = calledFunction(written.value), functions[function].results.count > 1 {
      return bundle(written, span)
    }
    let declared = written.type.map { resolve($0) }
    let value = effectfulValue(written.value, as: declared)
    let slot = declareLocal(
      written.name, declared ?? value.type, isVariable: written.isVariable)
    if !written.isVariable { noteKeys(of: value, in: slot) }
    return CheckedStatement(.setLocal(slot, value), span)
  }

  /// `let f = fillable(a, m)`: a function with several results, read as `f.n` and `f.d`.
  private mutating func bundle(_ written: LocalDeclaration, _ span: Span) -> CheckedStatement? {
    if written.isVariable || written.type != nil { report(.resultsTakeLet(written.name.span)) }
    guard let call = checkedCall(written.value) else { return nil }
    let names = functions[call.function].results.map(\.name)
    let slots = zip(names, call.results).map { name, type in
      body.addSlot(
        CheckedSlot(name: "\(written.name.text).\(name)", type: type, span: written.name.span))
    }
    let results = zip(zip(names, slots), call.results).map {
      (name: $0.0.0, slot: $0.0.1, type: $0.1)
    }
    bringIntoScope(written.name, .results(results))
    return CheckedStatement(.setLocals(slots, call.function, call.arguments), span)
  }

  /// `let share[a in Account where c] = e`.
  private mutating func column(_ written: LocalDeclaration, _ span: Span) -> CheckedStatement? {
    if written.isVariable { report(.columnTakesLet(written.name.span)) }
    let depth = body.scope.depth
    let selections = written.columns.compactMap { selection($0, keysAllowed: false) }
    let declared = written.type.map { resolve($0) }
    let value = declared.map { expression(written.value, as: $0) } ?? expression(written.value)
    close(to: depth)
    guard selections.count == written.columns.count else { return nil }
    let column = body.frame.columns.count
    body.frame.columns.append(
      Frame.Column(
        name: written.name.text, tables: selections.map(\.table), type: value.type))
    bringIntoScope(
      written.name, .column(column, value.type, binders: selections.map(\.binder)))
    return CheckedStatement(.setColumn(column, selections, value), span)
  }

  // MARK: - Assignment

  /// What stands left of `=`.
  private enum Target {
    case local(LocalID)
    case state(StateID)
    case parameter(ParameterID)
    case field(TableID, FieldID, row: CheckedExpression)
  }

  mutating func assignment(
    _ target: Expression, _ operation: AssignmentOperator, _ value: Expression,
    _ operatorSpan: Span, _ span: Span
  ) -> CheckedStatement? {
    if case .row(let fields) = value.kind {
      return rowAssignment(target, operation, fields, span)
    }
    guard let (place, current) = self.target(target) else {
      // Still look at the right side: its own mistakes should not wait.
      _ = expression(value)
      return nil
    }
    let checked =
      operation == .set
      ? effectfulValue(value, as: current.type)
      : compound(operation, current, value, operatorSpan, span)
    return CheckedStatement(store(checked, in: place), span)
  }

  /// `x += f()`, where `f` changes state, means `let t = f()  x += t`: the call comes first, and what
  /// it did to `x` counts. The other order would undo it.
  mutating func assignment(
    _ target: Expression, _ operation: AssignmentOperator, ofCall call: Expression,
    _ operatorSpan: Span, _ span: Span
  ) -> [CheckedStatement] {
    let value = effectfulValue(call, as: nil)
    guard let (place, current) = self.target(target) else { return [] }
    let slot = body.addSlot(CheckedSlot(name: "result", type: value.type, span: call.span))
    let result = CheckedExpression(.local(slot), value.type, call.span)
    let sum = self.sum(
      operation == .subtract ? .subtract : .add, current, result, operatorSpan, span)
    let stored = agree(sum, with: current.type) ? sum : mismatch(sum, expected: current.type)
    return [
      CheckedStatement(.setLocal(slot, value), span),
      CheckedStatement(store(stored, in: place), span),
    ]
  }

  private func store(_ value: CheckedExpression, in target: Target) -> CheckedStatement.Kind {
    switch target {
    case .local(let slot): .setLocal(slot, value)
    case .state(let id): .setState(id, value)
    case .parameter(let id): .setParameter(id, value)
    case .field(let table, let field, let row): .setField(table, field, row: row, value)
    }
  }

  /// `x += e` means `x = x + e`, and is checked as such.
  private mutating func compound(
    _ operation: AssignmentOperator, _ current: CheckedExpression, _ value: Expression,
    _ operatorSpan: Span, _ span: Span
  ) -> CheckedExpression {
    let result: CheckedExpression
    switch operation {
    case .set, .add, .subtract:
      let right = expression(value, hint: current.type == .time ? .duration : current.type)
      result = sum(
        operation == .subtract ? .subtract : .add, current, right, operatorSpan, span)
    case .multiply, .divide:
      let isCount = if case .integer = current.type { couldBeWhole(value) } else { false }
      let right = expression(value, hint: isAdaptable(value) ? (isCount ? .count : .ratio) : nil)
      result =
        operation == .multiply
        ? product(current, right, operatorSpan, span)
        : quotient(current, right, operatorSpan, span)
    }
    guard agree(result, with: current.type) else {
      return mismatch(result, expected: current.type)
    }
    return result
  }

  /// The place an assignment writes, and its value now.
  private mutating func target(_ written: Expression) -> (Target, CheckedExpression)? {
    if case .name(let name) = written.kind { return namedTarget(name) }
    let value = expression(written)
    switch value.kind {
    case .field(let table, let field, let row):
      requireEffects(at: written.span, "writing a field")
      return (.field(table, field, row: row), value)
    case .rowNumbered, .rowKeyed:
      report(.rowNeedsFields(written.span))
      return nil
    case .state(let id):
      requireEffects(at: written.span, "writing state")
      return (.state(id), value)
    case .parameter(let id):
      requireEffects(at: written.span, "writing a parameter")
      return (.parameter(id), value)
    default:
      if value.type != .unknown { report(.notAssignable(written.span, what(value))) }
      return nil
    }
  }

  private mutating func namedTarget(_ name: Name) -> (Target, CheckedExpression)? {
    if let place = body.scope.find(name.text) {
      let local = body.scope.names[place]
      if case .memory(let table, let field, let row) = local.kind {
        let value = expression(Expression(.name(name), name.span))
        return (
          .field(
            table, field, row: CheckedExpression(.local(row), .row(table), name.span)), value
        )
      }
      if case .cell = local.kind {
        report(.notAssignable(name.span, "a column of `cases`"))
        return nil
      }
      guard case .slot(let slot, let type, isVariable: true) = local.kind else {
        report(.assignToFixedName(name, declared: local.span))
        return nil
      }
      body.scope.markUsed(place)
      return (.local(slot), CheckedExpression(.local(slot), type, name.span))
    }
    let value = expression(Expression(.name(name), name.span))
    switch value.kind {
    case .state(let id):
      requireEffects(at: name.span, "writing state")
      return (.state(id), value)
    case .parameter(let id):
      requireEffects(at: name.span, "writing a parameter")
      return (.parameter(id), value)
    default:
      if value.type != .unknown { report(.notAssignable(name.span, what(value))) }
      return nil
    }
  }

  private func what(_ value: CheckedExpression) -> String {
    switch value.kind {
    case .constant: "a constant"
    case .now: "the clock"
    case .key: "the key of a row"
    case .identity: "the number of a row"
    case .column: "an element of a local column"
    default: "the result of an expression"
    }
  }

  // MARK: - Rows

  /// `a = { size: 1, entry: mark }`.
  private mutating func rowAssignment(
    _ target: Expression, _ operation: AssignmentOperator, _ fields: [FieldValue], _ span: Span
  ) -> CheckedStatement? {
    let row = expression(target)
    guard case .row(let table) = row.type else {
      if row.type != .unknown {
        report(.rowWrittenToNoRow(target.span, found: describe(row.type)))
      }
      return nil
    }
    if operation != .set { report(.rowNeedsFields(target.span)) }
    requireEffects(at: span, "writing a row")
    reportRepeated(fields.map(\.field))
    var values: [FieldID: CheckedExpression] = [:]
    for field in fields {
      guard let id = lookUpField(field.field, in: table) else {
        _ = expression(field.value)
        continue
      }
      guard let type = fieldType(table, id, of: row) else {
        report(.indexNotAName(target.span))
        continue
      }
      values[id] = expression(field.value, as: type)
    }
    return CheckedStatement(.setRow(table, row: row, values), span)
  }
}
