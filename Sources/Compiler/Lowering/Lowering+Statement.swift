import Diagnostics
import Machine
import Semantics

extension Lowering {
  mutating func lower(_ statements: [CheckedStatement]) {
    var rest = statements[...]
    while isReachable, let statement = rest.first {
      let mark = unit.registers.top
      let run = wholeColumns(rest)
      if run.count > 1, fillTogether(run) {
        rest = rest.dropFirst(run.count)
      } else {
        lower(statement)
        rest = rest.dropFirst()
      }
      unit.registers.top = mark
    }
  }

  private mutating func lower(_ statement: CheckedStatement) {
    let span = statement.span
    switch statement.kind {
    case .setLocal, .setLocals, .setState, .setParameter, .setField, .setRow, .reset:
      store(statement)
    case .setColumn(let id, let selections, let value):
      lowerColumn(id, selections, value, span)
    case .perform(let id, let arguments): _ = call(id, arguments, span, discarded(id))
    case .demand(let demand): lower(demand)
    case .if(let branches, let otherwise): lower(branches, otherwise, span)
    case .match(let subject, let arms, let otherwise):
      lower(subject, arms, otherwise ?? [], span)
    case .for(let selection, let limit, let body): lower(selection, limit, body, span)
    case .repeat(let count, let body): lower(count, body, span)
    case .break: if let loop = loops.last { jump(to: loop.end, span) }
    case .continue: if let loop = loops.last { jump(to: loop.next, span) }
    case .return(let values): lower(return: values, span)
    case .emit(let id, let arguments):
      let block = block(arguments)
      emit(
        .emit, .number(id), arguments.isEmpty ? .unused : block,
        cost: Opcode.emit.cost + Opcode.emitWord.cost * arguments.count, span)
    case .request(let request):
      let block = block(request.arguments)
      emit(
        .request, .number(request.number), request.arguments.isEmpty ? .unused : block,
        cost: Opcode.request.cost, span)
    }
  }

  private func discarded(_ id: FunctionID) -> [Target?] {
    [Target?](repeating: nil, count: contract.functions[id].results.count)
  }

  private mutating func lower(_ demand: Demand) {
    let span = demand.condition.span
    let holds = label()
    branch(demand.condition, to: holds, when: true, cost: Opcode.branch.cost)
    fail(pool.failure(of: demand), span)
    bind(holds, span)
  }

  // MARK: - Choices

  private mutating func lower(
    _ branches: [CheckedBranch], _ otherwise: [CheckedStatement], _ span: Span
  ) {
    if branches.count == 1, otherwise.isEmpty, let exit = exit(of: branches[0]) {
      branch(branches[0].condition, to: exit, when: true, cost: Opcode.branch.cost)
      return
    }
    let end = label()
    // Whatever is chosen, only the first condition has been decided on every way to the end.
    var knownAtEnd = knownRows
    for (place, choice) in branches.enumerated() {
      let next = label()
      branch(choice.condition, to: next, when: false, cost: Opcode.branch.cost)
      let known = knownRows
      if place == 0 { knownAtEnd = known }
      lower(choice.body)
      knownRows = known
      if place + 1 < branches.count || !otherwise.isEmpty { jump(to: end, span) }
      bind(next, span)
    }
    lower(otherwise)
    knownRows = knownAtEnd
    bind(end, span)
  }

  /// Where a condition that is one jump can go at once, because nothing else is to be done.
  private func exit(of branch: CheckedBranch) -> Label? {
    guard branch.body.count == 1, isOneJump(branch.condition), let loop = loops.last
    else { return nil }
    switch branch.body[0].kind {
    case .break: return loop.end
    case .continue: return loop.next
    default: return nil
    }
  }

  private mutating func lower(
    _ subject: CheckedExpression, _ arms: [CheckedArm<[CheckedStatement]>],
    _ otherwise: [CheckedStatement], _ span: Span
  ) {
    let word = evaluate(subject)
    let end = label()
    for (place, arm) in arms.enumerated() {
      let next = label()
      jump(
        .jumpIfNotEqual, word, pool.constant(arm.pattern), to: next, cost: Opcode.branch.cost,
        owing: 0, span)
      let known = knownRows
      lower(arm.body)
      knownRows = known
      if place + 1 < arms.count || !otherwise.isEmpty { jump(to: end, span) }
      bind(next, span)
    }
    let known = knownRows
    lower(otherwise)
    knownRows = known
    bind(end, span)
  }

  // MARK: - Loops

  private mutating func lower(
    _ selection: CheckedSelection, _ limit: CheckedExpression?, _ body: [CheckedStatement],
    _ span: Span
  ) {
    let list = Term.list(unit.lists.take())
    lowerSelection(selection, into: list)
    if let limit {
      let mark = unit.registers.top
      emit(.limit, list, evaluate(limit), cost: Opcode.limit.cost, limit.span)
      unit.registers.top = mark
    }
    let loop = Loop(next: label(), end: label())
    loops.append(loop)
    forEachRow(of: list, as: bind(selection), span) { lowering in
      lowering.lower(body)
      lowering.bind(loop.next, span)
    }
    loops.removeLast()
    bind(loop.end, span)
    unit.lists.top -= 1
  }

  private mutating func lower(
    _ count: CheckedExpression, _ body: [CheckedStatement], _ span: Span
  ) {
    let mark = unit.registers.top
    let runs = evaluate(count)
    unit.registers.top = mark
    let times = Term.times(unit.times.take())
    let loop = Loop(next: label(), end: label())
    loops.append(loop)
    `repeat`(runs, counting: times, span) { lowering in
      lowering.lower(body)
      lowering.bind(loop.next, span)
    }
    loops.removeLast()
    bind(loop.end, span)
    unit.times.top -= 1
  }

  // MARK: - Return

  private mutating func lower(return values: [CheckedExpression], _ span: Span) {
    let results = scope.exit.results
    if values.count == 1, results.count == 1 {
      put(values[0], in: results[0])
    } else {
      // None is written before the last is evaluated.
      let terms = values.map { evaluate($0) }
      for (term, result) in zip(terms, results) { copy(term, to: result.term, span) }
    }
    if let label = scope.exit.label {
      jump(to: label, span)
    } else {
      emit(.return, cost: Opcode.return.cost, span)
    }
  }
}
