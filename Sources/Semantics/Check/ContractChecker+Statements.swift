import Diagnostics
import Syntax

/// Statements and blocks.
extension ContractChecker {
  /// A block with a scope of its own.
  mutating func block(_ written: Block) -> [CheckedStatement] {
    let depth = body.scope.depth
    let statements = written.statements.flatMap { self.statements(of: $0) }
    close(to: depth)
    return statements
  }

  /// Ends a scope and reports what it declared for nothing.
  mutating func close(to depth: Int) {
    for local in body.scope.close(to: depth) {
      if !local.isUsed, !local.name.hasPrefix("_") {
        report(.unusedName(local.name, local.span, noun: "name"))
      }
    }
  }

  /// Gives a local its slot and brings its name into scope.
  @discardableResult
  mutating func declareLocal(_ name: Name, _ type: ValueType, isVariable: Bool) -> LocalID {
    let slot = body.addSlot(CheckedSlot(name: name.text, type: type, span: name.span))
    if isVariable { body.variables.insert(slot) }
    bringIntoScope(name, .slot(slot, type, isVariable: isVariable))
    return slot
  }

  mutating func bringIntoScope(_ name: Name, _ kind: LocalName.Kind) {
    if let earlier = body.scope.find(name.text) {
      report(.shadowedName(name, earlier: body.scope.names[earlier].span))
    } else if case .found(let place) = definitions.find(
      name.text, in: .value, from: body.module)
    {
      report(.shadowedName(name, earlier: definitions.all[place].span))
    }
    body.scope.add(LocalName(name: name.text, span: name.span, kind: kind))
  }

  /// What one written statement means; `x += f()` stands for two.
  private mutating func statements(of written: Statement) -> [CheckedStatement] {
    if let statements = specStatements(of: written) { return statements }
    if case .assign(let target, let operation, let value, let operatorSpan) = written.kind,
      operation == .add || operation == .subtract,
      let function = calledFunction(value), functions[function].changesState
    {
      return assignment(target, operation, ofCall: value, operatorSpan, written.span)
    }
    return statement(written).map { [$0] } ?? []
  }

  private mutating func statement(_ written: Statement) -> CheckedStatement? {
    let span = written.span
    switch written.kind {
    case .local(let local): return self.local(local, span)
    case .assign(let target, let operation, let value, let operatorSpan):
      return assignment(target, operation, value, operatorSpan, span)
    case .call(let call): return perform(call, span)
    case .require(let requirement): return demand(.require, requirement, span)
    case .ensure(let requirement): return demand(.ensure, requirement, span)
    case .if(let branches, let otherwise): return choice(branches, otherwise, span)
    case .match(let subject, let arms, let otherwise):
      return match(subject, arms, otherwise, span)
    case .for(let loop): return self.loop(loop, span)
    case .repeat(let times, let body): return repetition(times, body, span)
    case .break, .continue: return leaveLoop(written)
    case .return(let value): return returning(value, span)
    case .emit(let event, let arguments): return emission(event, arguments, span)
    case .reset(let target): return reset(target, span)
    case .attempt, .choose, .later, .flow, .skip, .missing: return nil
    }
  }

  private mutating func demand(
    _ kind: Demand.Kind, _ written: Requirement, _ span: Span
  ) -> CheckedStatement {
    let condition = self.condition(written.condition)
    let message = written.message.map { self.message($0) }
    if let id = written.id {
      // `reverts overflow` must mean one thing.
      let isTaken = MachineReason(rawValue: id.text) != nil || Demand.Kind(rawValue: id.text) != nil
      if isTaken { report(.nameIsBuiltIn(id)) }
      demandNames.insert(id.text)
    }
    return CheckedStatement(
      .demand(
        Demand(kind: kind, id: written.id?.text, condition: condition, message: message)), span)
  }

  mutating func message(_ written: Message) -> [MessagePart] {
    written.parts.map { part in
      switch part {
      case .text(let text): .text(text)
      case .hole(let hole): .hole(expression(hole))
      }
    }
  }

  private mutating func choice(
    _ branches: [ConditionalBlock], _ otherwise: Block?, _ span: Span
  ) -> CheckedStatement {
    let checked = branches.map {
      CheckedBranch(condition: condition($0.condition), body: block($0.body))
    }
    return CheckedStatement(
      .if(checked, otherwise: otherwise.map { block($0) } ?? []), span)
  }

  private mutating func match(
    _ subject: Expression, _ arms: [MatchArm<Block>], _ otherwise: Block?, _ span: Span
  ) -> CheckedStatement {
    let value = expression(subject)
    let patterns = self.patterns(
      arms.map(\.pattern), of: value, hasElse: otherwise != nil, matchSpan: subject.span)
    let bodies = arms.map { block($0.body) }
    let checked = zip(patterns, bodies).compactMap { pattern, body in
      pattern.map { CheckedArm(pattern: $0, body: body) }
    }
    return CheckedStatement(
      .match(value, checked, otherwise: otherwise.map { block($0) }), span)
  }

  private mutating func loop(_ written: ForLoop, _ span: Span) -> CheckedStatement? {
    // The limit cannot see the rows it cuts.
    let limit = written.limit.map { expression($0, as: .count) }
    let depth = body.scope.depth
    defer { close(to: depth) }
    guard let rows = selection(written.rows, keysAllowed: true) else { return nil }
    let outerRow = body.drawRow
    body.drawRow = rows.binder
    body.loopDepth += 1
    let statements = block(written.body)
    body.loopDepth -= 1
    body.drawRow = outerRow
    return CheckedStatement(.for(rows, limit: limit, statements), span)
  }

  private mutating func repetition(
    _ times: Expression, _ written: Block, _ span: Span
  ) -> CheckedStatement {
    let count = expression(times, as: .count)
    switch count.kind {
    case .constant, .parameter, .rowCount: break
    default: if count.type != .unknown { report(.unboundedRepeat(times.span)) }
    }
    body.loopDepth += 1
    let statements = block(written)
    body.loopDepth -= 1
    return CheckedStatement(.repeat(count, statements), span)
  }

  private mutating func leaveLoop(_ written: Statement) -> CheckedStatement? {
    let isBreak = if case .break = written.kind { true } else { false }
    guard body.loopDepth > 0 else {
      report(.outsideLoop(written.span, word: isBreak ? "break" : "continue"))
      return nil
    }
    return CheckedStatement(isBreak ? .break : .continue, written.span)
  }

  private mutating func returning(_ value: Expression?, _ span: Span) -> CheckedStatement? {
    guard let value else {
      if !body.results.isEmpty {
        report(.returnWithoutValue(span, expected: body.results.map { describe($0.type) }))
      }
      return CheckedStatement(.return([]), span)
    }
    guard !body.results.isEmpty else {
      report(.unexpectedReturnValue(value.span))
      return nil
    }
    let written: [Expression] =
      if case .tuple(let parts) = value.kind { parts } else { [value] }
    guard written.count == body.results.count else {
      report(
        .wrongResultCount(value.span, expected: body.results.count, found: written.count))
      return nil
    }
    let results = body.results
    let values = zip(written, results).map { part, result in
      written.count == 1
        ? effectfulValue(part, as: result.type) : expression(part, as: result.type)
    }
    return CheckedStatement(.return(values), span)
  }

  private mutating func emission(
    _ name: QualifiedName, _ arguments: [Expression], _ span: Span
  ) -> CheckedStatement? {
    guard let id = lookUpEvent(name) else {
      for argument in arguments { _ = expression(argument) }
      return nil
    }
    requireEffects(at: span, "emitting an event")
    let event = contract.events[id]
    guard event.parameters.count == arguments.count else {
      report(
        .wrongArgumentCount(
          span, name: event.name, expected: event.parameters, found: arguments.count,
          declared: event.span, names: typeNames))
      return nil
    }
    var values: [CheckedExpression] = []
    for (parameter, argument) in zip(event.parameters, arguments) {
      let type = actualType(parameter.type, given: values)
      values.append(expression(argument, as: type))
    }
    return CheckedStatement(.emit(id, values), span)
  }

  mutating func lookUpEvent(_ name: QualifiedName) -> EventID? {
    if case .event(let id)? = lookUp(name, in: .event)?.kind { return id }
    report(.unknownEvent(name.name, suggestion: suggestion(for: name.name, in: .event)))
    return nil
  }

  private mutating func reset(_ target: Expression, _ span: Span) -> CheckedStatement? {
    let row = expression(target)
    guard case .row(let table) = row.type else {
      if row.type != .unknown { report(.resetOfNoRow(target.span, found: describe(row.type))) }
      return nil
    }
    requireEffects(at: span, "resetting a row")
    return CheckedStatement(.reset(table, row: row), span)
  }

  /// Reports an effect where there must be none.
  mutating func requireEffects(at span: Span, _ what: String) {
    if body.mayChangeState || body.saidEffect { return }
    body.saidEffect = true
    report(.effectInPureBody(span, what))
  }

  // MARK: - Calls for their effect

  private mutating func perform(_ written: Expression, _ span: Span) -> CheckedStatement? {
    guard case .call(let callee, let arguments) = written.kind,
      let name = qualifiedName(callee)
    else {
      report(.notAStatement(written.span))
      return nil
    }
    if name.qualifier == nil,
      BuiltinFunction(rawValue: name.name.text) != nil
        || AggregateFunction(rawValue: name.name.text) != nil
    {
      _ = expression(written)
      report(.unusedResult(written.span, function: name.name.text))
      return nil
    }
    guard let function = lookUpFunction(name) else { return nil }
    guard let call = checkCall(of: function, arguments, name: name, span) else { return nil }
    // Without a result it can still `require` something.
    if !functions[function].changesState, !functions[function].results.isEmpty {
      report(.unusedResult(written.span, function: name.name.text))
      return nil
    }
    return CheckedStatement(.perform(function, call.arguments), span)
  }

  /// The right side of a lone `=` (or a `return`): here a call may change state.
  mutating func effectfulValue(
    _ written: Expression, as type: ValueType?
  ) -> CheckedExpression {
    if let call = effectfulCall(written) {
      guard call.results.count == 1 else {
        reportResults(of: functions[call.function], written.span)
        return unknown(written.span)
      }
      let value = CheckedExpression(
        .call(call.function, call.arguments, result: 0), call.results[0], written.span)
      guard let type, !agree(value, with: type) else { return value }
      return mismatch(value, expected: type)
    }
    return type.map { expression(written, as: $0) } ?? expression(written)
  }

  struct EffectfulCall {
    let function: FunctionID
    let arguments: [CheckedExpression]
    let results: [ValueType]
  }

  /// A call of a function that changes state; `nil` for any other expression, unchecked.
  private mutating func effectfulCall(_ written: Expression) -> EffectfulCall? {
    guard let function = calledFunction(written), functions[function].changesState else {
      return nil
    }
    return checkedCall(written)
  }

  /// The declared function an expression calls, found without reporting anything.
  func calledFunction(_ written: Expression) -> FunctionID? {
    guard case .call(let callee, _) = written.kind, let name = qualifiedName(callee) else {
      return nil
    }
    guard case .found(let place) = definitions.find(name, in: .callable, from: body.module),
      case .function(let function) = definitions.all[place].kind
    else { return nil }
    return function
  }

  /// A call of a declared function, checked as the whole right side of something.
  mutating func checkedCall(_ written: Expression) -> EffectfulCall? {
    guard case .call(let callee, let arguments) = written.kind,
      let name = qualifiedName(callee), let function = lookUpFunction(name),
      let call = checkCall(of: function, arguments, name: name, written.span)
    else { return nil }
    return EffectfulCall(
      function: function, arguments: call.arguments, results: call.results)
  }
}
