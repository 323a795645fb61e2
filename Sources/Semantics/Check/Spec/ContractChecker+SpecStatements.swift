import Diagnostics
import Numerics
import Syntax

/// What only spec code does: call actions, choose, wait, trade.
extension ContractChecker {
  /// What a statement of a spec means; `nil` for one that contracts have too, unless it is not for
  /// specs.
  mutating func specStatements(of written: Statement) -> [CheckedStatement]? {
    let span = written.span
    guard body.purpose == .routine else {
      switch written.kind {
      case .attempt, .choose, .later, .flow, .skip:
        report(.onlyInSpec(span, what: "this statement", place: "in a spec"))
        return []
      default: return nil
      }
    }
    switch written.kind {
    case .attempt(let call, let caller, let isTry):
      return attempt(call, caller, isTry: isTry, span)
    case .call(let call):
      guard case .call(let callee, _) = call.kind, let name = qualifiedName(callee),
        case .found(let place) = definitions.find(name, in: .callable, from: body.module),
        case .action = definitions.all[place].kind
      else { return refusingEffects(written) }
      return attempt(call, nil, isTry: false, span)
    case .choose(let alternatives): return choose(alternatives, span)
    case .later(let delay, let block): return later(delay, block, span)
    case .flow(let market, let operation, let size):
      return flow(market, operation, size, span).map { [$0] } ?? []
    case .skip: return []
    case .require, .ensure, .emit, .return:
      report(.notInSpec(span))
      return []
    case .assign, .local, .reset: return refusingEffects(written)
    default: return nil
    }
  }

  /// A statement that contracts have too, which may write only what is the spec's own.
  private mutating func refusingEffects(_ written: Statement) -> [CheckedStatement]? {
    switch written.kind {
    case .assign(let target, let operation, let value, let operatorSpan):
      let statement = assignment(target, operation, value, operatorSpan, written.span)
      guard let statement else { return [] }
      if !writesOwn(statement) { report(.contractStateInSpec(target.span)) }
      return [statement]
    case .reset(let target):
      report(.contractStateInSpec(target.span))
      return []
    case .call(let call):
      // A function that changes state belongs to the actions of its contract.
      if let function = calledFunction(call), functions[function].changesState {
        report(.contractStateInSpec(call.span))
        return []
      }
      return nil
    case .local(let local):
      if let function = calledFunction(local.value), functions[function].changesState {
        report(.contractStateInSpec(local.value.span))
        return []
      }
      return nil
    default: return nil
    }
  }

  private func writesOwn(_ statement: CheckedStatement) -> Bool {
    guard let spec else { return true }
    switch statement.kind {
    case .setLocal(_, let value): return !value.changesState(functions)
    case .setState(let id, let value):
      return spec.ownStates.contains(id) && !value.changesState(functions)
    case .setField(let table, _, row: _, let value):
      return table >= spec.firstTable && !value.changesState(functions)
    default: return false
    }
  }

  // MARK: - Calls

  private mutating func attempt(
    _ written: Expression, _ caller: Expression?, isTry: Bool, _ span: Span
  ) -> [CheckedStatement] {
    guard case .call(let callee, let arguments) = written.kind,
      let name = qualifiedName(callee)
    else {
      report(.stepNotACall(written.span))
      return []
    }
    guard let (action, checked) = actionCall(name, arguments, written.span),
      let actual = caller.map({ specCaller($0, of: action) })
        ?? usualCaller(of: action, written.span)
    else { return [] }
    requireAdmitted(actual, action, caller?.span ?? written.span)
    var words = checked
    let by: RequestShape.CallerShape
    switch actual {
    case .anyone: by = .anyone
    case .role(let role): by = .role(role)
    case .row(let row):
      guard case .row(let table) = row.type else { return [] }
      by = .row(table)
      words.append(row)
    }
    let request = request(.call(action, by: by, isTry: isTry, span), words, span)
    guard isTry else { return [request] }
    // Where there is no row to choose, there is nothing to try.
    let needed = words.flatMap(\.choices)
    guard !needed.isEmpty else { return [request] }
    let condition = needed.dropFirst().reduce(needed[0]) {
      CheckedExpression(.logical(.and, $0, $1), .truth, span)
    }
    return [
      CheckedStatement(
        .if([CheckedBranch(condition: condition, body: [request])], otherwise: []), span)
    ]
  }

  private mutating func request(
    _ shape: RequestShape, _ words: [CheckedExpression], _ span: Span
  ) -> CheckedStatement {
    let number = spec?.requests.count ?? 0
    spec?.requests.append(shape)
    return CheckedStatement(.request(CheckedRequest(number: number, arguments: words)), span)
  }

  /// The agent's first caller that the action admits; without one, the only one possible.
  private mutating func usualCaller(of action: ActionID, _ span: Span) -> CheckedCaller? {
    let admits = actions[action].callers
    for caller in spec?.callers ?? [] {
      switch (caller, admits) {
      case (.role(let role), .roles(let roles)) where roles.contains(role): return .role(role)
      case (.rows(let table, let first, let count), .row(let wanted)) where table == wanted:
        return .row(agentRow(table, first: first, count: count, span))
      case (.all(let table), .row(let wanted)) where table == wanted:
        return .row(agentRow(table, first: 0, count: nil, span))
      default: continue
      }
    }
    return spec?.lacksCaller == true ? nil : defaultCaller(of: action, span)
  }

  /// The row an agent calls from: its own number, counted from the first.
  private func agentRow(
    _ table: TableID, first: Int, count: Int?, _ span: Span
  ) -> CheckedExpression {
    var number = self.number(Int128(first), .count, span)
    if count != 1, let own = spec?.agentRow {
      let memory = body.frame.locals[own].type
      let identity = CheckedExpression(
        .identity(row: CheckedExpression(.local(own), memory, span)), .count, span)
      number = CheckedExpression(.arithmetic(.add, number, identity, .toZero), .count, span)
    }
    return CheckedExpression(.rowNumbered(table, number), .row(table), span)
  }

  // MARK: - Choices, delays

  /// A draw below the sum of the weights, and the alternative in whose part it falls.
  private mutating func choose(
    _ alternatives: [Alternative], _ span: Span
  ) -> [CheckedStatement] {
    let weights = alternatives.map { folded(expression($0.weight, as: .ratio)) }
    // Parameters as they are declared: what weighs nothing then is most likely forgotten.
    let constants = weights.map { weight -> Int128? in
      switch weight.kind {
      case .constant(let word): word
      case .parameter(let id): contract.parameters[id].initial
      default: nil
      }
    }
    if alternatives.isEmpty || constants.allSatisfy({ $0 == 0 }) {
      report(.noWeight(span))
      return []
    }
    for (weight, constant) in zip(weights, constants) where (constant ?? 0) < 0 {
      report(.negativeWeight(weight.span))
    }
    guard !weights.contains(where: { $0.type == .unknown }) else { return [] }
    let total = weights.dropFirst().reduce(weights[0]) {
      CheckedExpression(.arithmetic(.add, $0, $1, .toZero), .ratio, span)
    }
    let one = number(1, .ratio, span)
    let last = CheckedExpression(.arithmetic(.subtract, total, one, .toZero), .ratio, span)
    let slot = body.addSlot(CheckedSlot(name: "choice", type: .ratio, span: span))
    let draw = drawn(.between(number(0, .ratio, span), last), .ratio, span)
    var branches: [CheckedBranch] = []
    var sum: CheckedExpression?
    for (weight, alternative) in zip(weights, alternatives) {
      sum =
        sum.map { CheckedExpression(.arithmetic(.add, $0, weight, .toZero), .ratio, span) }
        ?? weight
      guard let bound = sum else { continue }
      branches.append(
        CheckedBranch(
          condition: CheckedExpression(
            .compare(.less, CheckedExpression(.local(slot), .ratio, span), bound), .truth, span),
          body: block(alternative.body)))
    }
    return [
      CheckedStatement(.setLocal(slot, draw), span),
      CheckedStatement(.if(branches, otherwise: []), span),
    ]
  }

  /// `after 3 steps { .. }`: a body of its own, given what it uses of the names around it.
  private mutating func later(
    _ delay: Spec.Value, _ block: Block, _ span: Span
  ) -> [CheckedStatement] {
    let count: CheckedExpression
    switch delay {
    case .steps(let written, _): count = expression(written, as: .count)
    case .expression(let written):
      guard let duration = fixed(written, as: .duration) else { return [] }
      if duration <= 0 { report(.notPositive(written.span, what: "a delay")) }
      count = number(Int128(steps(covering: duration)), .count, span)
    default:
      report(.notSteps(span, setting: "after"))
      return []
    }
    let captured = body.scope.names.compactMap { local -> (LocalName, LocalID, ValueType)? in
      guard case .slot(let slot, let type, _) = local.kind else { return nil }
      return (local, slot, type)
    }
    let memory = body.scope.names.filter {
      if case .memory = $0.kind { true } else { false }
    }
    for (place, local) in body.scope.names.enumerated() {
      if case .slot = local.kind { body.scope.markUsed(place) }
    }
    let (statements, frame) = inSpec(.routine) { checker -> [CheckedStatement] in
      for (local, _, type) in captured {
        let slot = checker.body.addSlot(CheckedSlot(name: local.name, type: type, span: local.span))
        checker.body.scope.add(
          LocalName(
            name: local.name, span: local.span, kind: .slot(slot, type, isVariable: false),
            isUsed: true))
      }
      for local in memory { checker.body.scope.add(local) }
      return checker.block(block)
    }
    let routine = spec?.delayed.count ?? 0
    spec?.delayed.append(
      SpecRoutine(
        name: "after", parameters: captured.count, frame: frame, body: statements, span: span))
    let words = captured.map { CheckedExpression(.local($0.1), $0.2, span) }
    return [request(.later(routine: routine, span), [count] + words, span)]
  }
}

extension CheckedExpression {
  fileprivate func changesState(_ functions: [FunctionSignature]) -> Bool {
    contains {
      if case .call(let id, _, result: _) = $0.kind { functions[id].changesState } else { false }
    }
  }

  /// For every row chosen at random in it, whether there is one to choose.
  fileprivate var choices: [CheckedExpression] {
    var result: [CheckedExpression] = []
    walk { node in
      switch node.kind {
      case .aggregate(let aggregate) where aggregate.function == .first && aggregate.isDrawn:
        let rows = CheckedSelection(
          table: aggregate.rows.table, binder: aggregate.rows.binder,
          condition: aggregate.rows.condition, keys: [], span: aggregate.rows.span)
        let yes = CheckedExpression(.constant(1), .truth, node.span)
        result.append(
          CheckedExpression(
            .aggregate(
              CheckedAggregate(function: .any, rows: rows, body: yes, otherwise: nil)),
            .truth, node.span))
      default: break
      }
    }
    return result
  }
}

extension CheckedAggregate {
  fileprivate var isDrawn: Bool {
    rows.keys.contains { if case .draw = $0.value.kind { true } else { false } }
  }
}
