import Diagnostics
import Machine
import Semantics

// Regions of column code: a copy, to be tried first, of what stands behind it row by row.
extension Lowering {
  /// The columns of the state, whose numbers those of local columns follow.
  var stateColumnCount: Int { contract.tables.reduce(0) { $0 + $1.fields.count } }

  /// A plan for the rows of a table, if `make` finds one.
  mutating func plan<Plan>(
    _ selection: CheckedSelection,
    _ make: (inout ColumnPlanner) throws(NoColumns) -> Plan
  ) -> (ColumnPlan, Plan)? {
    // A few rows written down with the table are done before a region has begun.
    let fixedRows = contract.tables[selection.table].fixedRows
    guard isReachable, !isRowByRow, fixedRows.map({ $0.count > 4 }) ?? true else { return nil }
    var planner = ColumnPlanner(self, selection)
    guard let plan = try? make(&planner) else { return nil }
    pool = planner.pool
    return (planner.plan, plan)
  }

  /// Writes a region, and what to do instead when a lane fails.
  ///
  /// - Parameters:
  ///   - kept: what the next run of it may know from this one.
  ///   - sum: where values that are kept are added up.
  ///   - prepare: what comes before the strips.
  ///   - strip: what is done in each, the lanes of all rows in use.
  ///   - finish: what follows when no lane has failed.
  ///   - otherwise: the same row by row, from the beginning.
  mutating func region(
    _ plan: ColumnPlan, over table: TableID, keeping kept: KeptOfRows? = nil,
    sum: Term? = nil, _ span: Span,
    prepare: (inout Lowering) -> Void = { _ in },
    strip: (inout ColumnCode, inout Lowering) -> Void,
    finish: (inout Lowering) -> Void = { _ in },
    otherwise: (inout Lowering) -> Void
  ) {
    let (fallback, end) = (label(), label())
    // What is found out in the region may be just what made it fail.
    let known = knownRows
    jump(.vector, to: fallback, cost: Opcode.vector.cost, owing: 0, span)
    let mark = unit.registers.top
    let words = self.words(of: plan, span)
    let memory: Term? = if let kept { memory(of: plan, words, table, kept) } else { nil }
    if let memory { emit(.recall, memory, cost: Opcode.recall.cost, span) }
    prepare(&self)
    emit(.strips, .number(table), .unused, .number(0), cost: Opcode.strips.cost, span)
    let first = unit.code.count
    var code = ColumnCode(plan, words: words, memory: memory, span: span)
    code.begin(&self)
    strip(&code, &self)
    code.settle(&self)
    let back = Term.number(unit.code.count - first)
    emit(.nextStrip, .unused, .unused, back, cost: Opcode.nextStrip.cost, span)
    unit.code[first - 1].c = .number(unit.code.count - first)
    if let memory, let sum { emit(.addKept, sum, memory, cost: Opcode.addKept.cost, span) }
    if let memory { emit(.remember, memory, cost: Opcode.remember.cost, span) }
    emit(.endVector, cost: Opcode.endVector.cost, span)
    unit.registers.top = mark
    pool.temporaryCount = max(pool.temporaryCount, code.temporaryCount)
    pool.selectionCount = max(pool.selectionCount, code.selectionCount)
    finish(&self)
    jump(to: end, span)
    bind(fallback, span)
    knownRows = known
    isRowByRow = true
    otherwise(&self)
    isRowByRow = false
    knownRows = known
    bind(end, span)
  }

  // MARK: - Words

  private mutating func words(of plan: ColumnPlan, _ span: Span) -> [ColumnWord] {
    var words: [ColumnWord] = []
    words.reserveCapacity(plan.words.count)
    for word in plan.words { words.append(self.word(word, words, span)) }
    return words
  }

  private mutating func word(
    _ word: PlannedWord, _ words: [ColumnWord], _ span: Span
  ) -> ColumnWord {
    switch word {
    case .term(let term): return ColumnWord(term: term, cost: 0)
    case .same(let other): return ColumnWord(term: words[other].term, cost: 0)
    case .checked(let other, let range, let span):
      let word = words[other]
      let (term, cost) = aside { lowering in
        lowering.checkRange(word.term, range, span)
        return word.term
      }
      return ColumnWord(term: term, cost: word.cost + cost)
    case .argument(let other, let table, let span):
      emit(.checkArgument, words[other].term, .number(table), cost: 0, span)
      return words[other]
    case .row(let other, let table, let span, let cost):
      emit(.checkRow, words[other].term, .number(table), cost: 0, span)
      return ColumnWord(term: words[other].term, cost: words[other].cost + cost)
    case .computed(let opcode, let first, let second):
      let register = register()
      emit(opcode, register, words[first].term, words[second].term, cost: 0, span)
      return ColumnWord(term: register, cost: words[first].cost + words[second].cost)
    case .expression(let expression, let columnScope):
      let outer = scope
      if let function = columnScope.function { scope = scope(columnScope, of: function, words) }
      let (term, cost) = aside { $0.evaluate(expression) }
      scope = outer
      return ColumnWord(term: term, cost: cost)
    }
  }

  /// The scope of a function written out, as far as it consists of words.
  private func scope(
    _ planned: ColumnScope, of function: FunctionID, _ words: [ColumnWord]
  ) -> Scope {
    let locals = planned.locals.map { binding in
      if case .word(let word) = binding {
        return Scope.Binding(term: words[word].term, row: .rowOrNone)
      }
      return Scope.Binding(term: .unused)
    }
    return Scope(frame: contract.functions[function].frame, locals: locals)
  }

  /// Does without gas what lanes will pay for, and says how much it is.
  private mutating func aside(_ work: (inout Lowering) -> Term) -> (Term, cost: Int) {
    gasAside = 0
    let term = work(&self)
    defer { gasAside = nil }
    return (term, gasAside ?? 0)
  }
}
