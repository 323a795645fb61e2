import Diagnostics
import Machine
import Semantics

extension Lowering {
  /// One result of a function.
  mutating func call(
    _ id: FunctionID, _ arguments: [CheckedExpression], result: Int, _ span: Span,
    _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    var wishes = [Target?](repeating: nil, count: contract.functions[id].results.count)
    if result < wishes.count { wishes[result] = wish }
    let results = call(id, arguments, span, wishes)
    guard result < results.count else {
      fail(pool.failure(.unproved), span)
      return pool.constant(0)
    }
    return settle(mark, results[result])
  }

  /// All results of a function. Those wished for elsewhere must be wished for freely when there are
  /// several. Registers taken stay taken.
  mutating func call(
    _ id: FunctionID, _ arguments: [CheckedExpression], _ span: Span, _ wishes: [Target?]
  ) -> [Term] {
    guard functions[id].isInlined else { return callWindow(id, arguments, span, wishes) }
    let function = contract.functions[id]
    let facts = functions[id]
    var results: [Term] = []
    inline(id, arguments, span) { results = $0.inlineBody(of: function, facts, wishes) }
    return results
  }

  /// The value of an inlined function that is one expression.
  func inlinedValue(of id: FunctionID) -> CheckedExpression? {
    let function = contract.functions[id]
    guard functions[id].isInlined, function.body.count == 1,
      case .return(let values)? = function.body.first?.kind, values.count == 1
    else { return nil }
    return values[0]
  }

  // MARK: - Calls

  /// Arguments go to the first registers of the callee's window, results are copied from those after
  /// them. An argument that calls may use the callee's window, so whatever is evaluated before it
  /// has to wait elsewhere.
  private mutating func callWindow(
    _ id: FunctionID, _ arguments: [CheckedExpression], _ span: Span, _ wishes: [Target?]
  ) -> [Term] {
    unit.callees.insert(id)
    let function = contract.functions[id]
    let mark = unit.registers.top
    let waiting = (arguments.lastIndex { makesCalls($0) } ?? -1) + 1
    var terms: [Term] = []
    for (place, argument) in arguments.enumerated() {
      let target = Target(term: .callee(id, place), isFree: true)
      terms.append(evaluate(argument, place < waiting ? nil : target))
    }
    owe(Opcode.call.cost)
    checkRanges(function.parameters, terms, arguments)
    for (place, argument) in arguments.enumerated() {
      copy(terms[place], to: .callee(id, place), argument.span)
    }
    unit.registers.top = mark
    emit(.call, .function(id), cost: 0, span)
    return function.results.indices.map { place in
      let target = target(place < wishes.count ? wishes[place] : nil)
      copy(.callee(id, arguments.count + place), to: target, span)
      return target
    }
  }

  private func makesCalls(_ expression: CheckedExpression) -> Bool {
    expression.contains { node in
      guard case .call(let id, _, result: _) = node.kind else { return false }
      return !functions[id].isInlined || functions[id].makesCalls
    }
  }

  /// Whether evaluating the expression may change the state.
  func hasEffects(_ expression: CheckedExpression) -> Bool {
    guard case .call(let id, _, result: _) = expression.kind else { return false }
    return functions[id].hasEffects
  }

  /// Values against the declared ranges, from left to right. A row that was never checked is looked
  /// at as well, since what a state holds is not known to be one; members and truths are.
  private mutating func checkRanges(
    _ slots: [CheckedSlot], _ terms: [Term], _ arguments: [CheckedExpression]
  ) {
    for (place, slot) in slots.enumerated() {
      let span = arguments[place].span
      switch slot.type {
      case .row(let table):
        guard knowledge(of: arguments[place]) == .unknown else { continue }
        emit(.checkArgument, terms[place], .number(table), cost: Opcode.checkArgument.cost, span)
      case .enumeration, .truth: continue
      case .fixed, .integer, .time, .unknown: checkRange(terms[place], slot.range, span)
      }
    }
  }

  mutating func checkRange(_ term: Term, _ range: WordRange?, _ span: Span) {
    guard let range else { return }
    emit(.checkRange, term, pool.bounds(range), cost: Opcode.checkRange.cost, span)
  }

  // MARK: - Functions in their callers

  /// Runs `body` where the parameters of the function stand for the arguments.
  mutating func inline(
    _ id: FunctionID, _ arguments: [CheckedExpression], _ span: Span,
    _ body: (inout Lowering) -> Void
  ) {
    let facts = functions[id]
    let function = contract.functions[id]
    var bindings: [Scope.Binding] = []
    var terms: [Term] = []
    for (place, argument) in arguments.enumerated() {
      var term = evaluate(argument)
      // The body may change the word, or look at it as it was.
      if facts.hasEffects || facts.usesOld { term = steady(term, argument.span) }
      terms.append(term)
      var binding = Scope.Binding(
        term: term, row: max(knowledge(of: argument), .rowOrNone),
        isOfChanging: isChanging(argument))
      if facts.assigned.contains(place) {
        binding = Scope.Binding(term: register())
        copy(term, to: binding.term, argument.span)
      }
      bindings.append(binding)
    }
    owe(Opcode.call.cost)
    checkRanges(function.parameters, terms, arguments)
    let outer = scope
    scope = Scope(
      frame: function.frame, locals: bindings, assigned: facts.assigned, changing: facts.changing)
    bindLocals()
    body(&self)
    scope = outer
  }

  /// A body that may be left early.
  mutating func lower(
    _ body: [CheckedStatement], endingAt end: Label, _ span: Span, fails: Bool
  ) {
    let known = knownRows
    lower(body)
    if fails { fail(pool.failure(.unproved), span) }
    knownRows = known
    bind(end, span)
  }

  private func isChanging(_ argument: CheckedExpression) -> Bool {
    if case .local(let id) = argument.kind { isChanging(id) } else { false }
  }

  /// Registers for the locals of the scope that have none.
  mutating func bindLocals() {
    while scope.locals.count < scope.frame.locals.count {
      scope.locals.append(Scope.Binding(term: register()))
    }
  }

  private mutating func inlineBody(
    of function: CheckedFunction, _ facts: FunctionFacts, _ wishes: [Target?]
  ) -> [Term] {
    if facts.hasOneExit {
      guard case .return(let values)? = function.body.last?.kind else {
        lower(function.body)
        return []
      }
      lower(Array(function.body.dropLast()))
      return zip(values, wishes).map { evaluate($0, $1) }
    }
    let end = label()
    let targets = wishes.map { Target(term: target($0), isFree: $0?.isFree ?? true) }
    scope.exit = Scope.Exit(label: end, results: targets)
    lower(function.body, endingAt: end, function.span, fails: !targets.isEmpty)
    return targets.map(\.term)
  }
}
