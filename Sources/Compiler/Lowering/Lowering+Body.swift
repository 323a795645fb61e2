import Diagnostics
import Machine
import Semantics

// Whole bodies: functions, and what is run from outside.
extension Lowering {
  /// A function in a window of its own: the parameters, the results, the other locals.
  mutating func lower(function id: FunctionID) -> Unit {
    let function = contract.functions[id]
    begin(.function(id), function.frame)
    scope.assigned = functions[id].assigned
    scope.changing = functions[id].changing
    let parameters = function.parameters.count
    takeParameters(parameters, sharingColumns: false)
    let results = unit.registers.take(function.results.count)
    bindLocals()
    scope.exit = Scope.Exit(
      label: nil,
      results: function.results.indices.map {
        Target(term: .register(results + $0), isFree: true)
      })
    keepAssignedParameters(parameters, function.span)
    lower(function.body)
    if function.results.isEmpty {
      emit(.return, cost: Opcode.return.cost, function.span)
    } else {
      fail(pool.failure(.unproved), function.span)
    }
    return unit
  }

  /// An action with its enforced invariants.
  mutating func lower(action id: ActionID) -> Unit {
    let action = contract.actions[id]
    begin(.entry(id), action.frame)
    tally(action.body, parameters: action.parameterWords)
    takeParameters(action.parameterWords, sharingColumns: true)
    bindLocals()
    checkArguments(of: action)
    if case .row = action.callers {
      scope.locals[action.parameters.count].row = .row
    }
    keepAssignedParameters(action.parameterWords, action.span)
    let end = label()
    scope.exit = Scope.Exit(label: end, results: [])
    lower(action.body, endingAt: end, action.span, fails: false)
    for (number, invariant) in contract.invariants.enumerated() where invariant.enforced {
      if invariant.after == nil || invariant.after == id { enforce(number, invariant) }
    }
    emit(.halt, cost: Opcode.halt.cost, action.span)
    return unit
  }

  /// An invariant that is asked for from outside; its result comes after its parameters.
  mutating func lower(invariant number: Int, entry: Int) -> Unit {
    let invariant = contract.invariants[number]
    begin(.entry(entry), invariant.frame)
    takeParameters(parameterCount(of: invariant), sharingColumns: true)
    let result = register()
    bindLocals()
    put(invariant.condition, in: Target(term: result, isFree: true))
    emit(.halt, cost: Opcode.halt.cost, invariant.span)
    return unit
  }

  /// A snippet; its parameters are the first registers, and then its results.
  mutating func lower(_ snippet: Snippet, entry: Int) -> Unit {
    begin(.entry(entry), snippet.frame)
    tally(snippet.statements, parameters: snippet.parameters)
    takeParameters(snippet.parameters, sharingColumns: true)
    let results = unit.registers.take(snippet.expressions.count)
    bindLocals()
    let end = label()
    scope.exit = Scope.Exit(label: end, results: [])
    lower(snippet.statements, endingAt: end, contract.span, fails: false)
    for (place, expression) in snippet.expressions.enumerated() {
      put(expression, in: Target(term: .register(results + place), isFree: true))
    }
    emit(.halt, cost: Opcode.halt.cost, contract.span)
    return unit
  }

  /// What a survey asks of a row; its result comes after its parameters.
  mutating func lower(_ question: SurveyQuestion, entry: Int) -> Unit {
    begin(.entry(entry), question.scope.frame)
    (scope.assigned, scope.changing) = (question.scope.assigned, question.scope.changing)
    bindColumns(shared: true)
    let parameters = unit.registers.take(question.parameters.count + 1)
    for local in question.scope.frame.locals.indices {
      if let place = question.parameters.firstIndex(of: local) {
        let knowledge = place == 0 ? .row : question.scope.locals[local].row
        scope.locals.append(Scope.Binding(term: .register(parameters + place), row: knowledge))
      } else {
        scope.locals.append(Scope.Binding(term: register()))
      }
    }
    let result = Term.register(parameters + question.parameters.count)
    put(question.expression, in: Target(term: result, isFree: true))
    emit(.halt, cost: Opcode.halt.cost, question.expression.span)
    return unit
  }

  /// A routine of a spec. It may wait while others run, so its columns are its own.
  mutating func lower(_ routine: SpecRoutine, entry: Int) -> Unit {
    begin(.entry(entry), routine.frame)
    tally(routine.body, parameters: routine.parameters)
    takeParameters(routine.parameters, sharingColumns: false)
    bindLocals()
    keepAssignedParameters(routine.parameters, routine.span)
    let end = label()
    scope.exit = Scope.Exit(label: end, results: [])
    lower(routine.body, endingAt: end, routine.span, fails: false)
    emit(.halt, cost: Opcode.halt.cost, routine.span)
    return unit
  }

  /// The words an invariant is given: what the action before it was.
  func parameterCount(of invariant: CheckedInvariant) -> Int {
    invariant.after.map { contract.actions[$0].parameters.count } ?? 0
  }

  // MARK: - Parts

  private mutating func begin(_ name: UnitName, _ frame: Frame) {
    self.name = name
    unit = Unit()
    scope = Scope(frame: frame)
    knownRows = []
    knownCells = KnownCells()
    pending = 0
    isReachable = true
    labels = []
    lastBound = 0
    loops = []
  }

  private mutating func tally(_ statements: [CheckedStatement], parameters: Int) {
    let body = CheckedBody(frame: scope.frame, statements: statements)
    let tally = Tally(body, parameters: parameters, functions)
    scope.assigned = tally.assigned
    scope.changing = tally.changing
  }

  private mutating func takeParameters(_ count: Int, sharingColumns: Bool) {
    bindColumns(shared: sharingColumns)
    for _ in 0..<count {
      scope.locals.append(Scope.Binding(term: register(), row: .rowOrNone))
    }
  }

  /// Entries never run together, so they share their local columns.
  private mutating func bindColumns(shared: Bool) {
    var used: [[TableID]: Int] = [:]
    for column in scope.frame.columns {
      let place = used[column.tables, default: 0]
      used[column.tables] = place + 1
      let known = shared ? entryColumns[column.tables, default: []] : []
      if place < known.count {
        scope.columns.append(known[place])
        continue
      }
      let number = pool.localColumn(column.tables)
      scope.columns.append(number)
      if shared { entryColumns[column.tables, default: []].append(number) }
    }
  }

  /// Arguments are kept as they were given: a parameter that is assigned has another register.
  private mutating func keepAssignedParameters(_ count: Int, _ span: Span) {
    for id in scope.assigned.sorted() where id < count {
      let register = register()
      copy(scope.locals[id].term, to: register, span)
      scope.locals[id] = Scope.Binding(term: register)
    }
  }

  /// Values against the declared ranges, and rows, members and truths against what there is, from
  /// left to right; only what has a declared range pays.
  private mutating func checkArguments(of action: CheckedAction) {
    for (place, slot) in action.parameters.enumerated() {
      let term = scope.locals[place].term
      switch slot.type {
      case .row(let table):
        emit(
          .checkArgument, term, .number(table), cost: Opcode.checkArgument.cost, action.span)
      case .enumeration(let id):
        let last = max(1, contract.enumerations[id].members.count) - 1
        emit(.checkRange, term, pool.bounds(0...Int128(last)), cost: 0, action.span)
      case .truth: emit(.checkRange, term, pool.bounds(0...1), cost: 0, action.span)
      case .fixed, .integer, .time, .unknown: checkRange(term, slot.range, action.span)
      }
    }
  }

  private mutating func enforce(_ number: Int, _ invariant: CheckedInvariant) {
    let mark = unit.registers.top
    scope = Scope(frame: invariant.frame)
    for place in 0..<parameterCount(of: invariant) {
      scope.locals.append(Scope.Binding(term: .register(place), row: .rowOrNone))
    }
    bindLocals()
    let holds = label()
    let span = invariant.condition.span
    branch(invariant.condition, to: holds, when: true, cost: Opcode.branch.cost)
    fail(pool.failure(.enforcedInvariant(number)), span)
    bind(holds, span)
    unit.registers.top = mark
  }
}

extension CheckedAction {
  /// The arguments, and the caller where that is a row.
  var parameterWords: Int {
    if case .row = callers { parameters.count + 1 } else { parameters.count }
  }
}
