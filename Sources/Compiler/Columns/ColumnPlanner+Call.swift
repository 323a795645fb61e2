import Diagnostics
import Machine
import Semantics

// Functions written out where they are called: what is named once is evaluated and paid once.
extension ColumnPlanner {
  mutating func call(
    _ id: FunctionID, _ arguments: [CheckedExpression], _ result: Int, _ scope: ColumnScope
  ) throws(NoColumns) -> PlannedValue {
    var (inner, first) = try enter(id, arguments, scope)
    defer { depth -= 1 }
    let body = lowering.contract.functions[id].body
    let value = try run(body[...], result, &inner, &first)
    let paid = plan.node(.same(spread(value)), cost: Opcode.call.cost)
    return .lanes(first.isEmpty ? paid : plan.node(.sequence(first, paid)))
  }

  /// The scope of the body, and what has to be evaluated before it. Whoever enters leaves by lowering
  /// `depth` again, unless it throws.
  mutating func enter(
    _ id: FunctionID, _ arguments: [CheckedExpression], _ scope: ColumnScope
  ) throws(NoColumns) -> (ColumnScope, [LaneID]) {
    let facts = lowering.functions[id]
    guard depth < Self.deepestCall, !facts.hasEffects, !facts.usesOld else { throw NoColumns() }
    let function = lowering.contract.functions[id]
    var inner = ColumnScope(
      locals: Array(repeating: .outer, count: function.frame.locals.count), function: id)
    var first: [LaneID] = []
    for (place, argument) in arguments.enumerated() {
      let slot = function.parameters[place]
      var value = try value(argument, scope)
      switch slot.type {
      case .row(let table): value = try row(value, of: table, argument.span)
      case .truth, .enumeration: break
      case .fixed, .integer, .time, .unknown:
        if let range = slot.range { value = checked(value, range, argument.span) }
      }
      inner.locals[place] = bind(value, &first)
    }
    depth += 1
    return (inner, first)
  }

  /// The value as an argument that must be a row of the table or none.
  private mutating func row(
    _ value: PlannedValue, of table: TableID, _ span: Span
  ) throws(NoColumns) -> PlannedValue {
    switch value {
    case .word(let word): return .word(plan.word(.argument(word, table, span)))
    case .lanes(let lanes):
      guard isRow(lanes) else { throw NoColumns() }
      return value
    }
  }

  private mutating func checked(
    _ value: PlannedValue, _ range: WordRange, _ span: Span
  ) -> PlannedValue {
    switch value {
    case .word(let word): .word(plan.word(.checked(word, range, span)))
    case .lanes(let lanes):
      .lanes(plan.node(.checked(lanes, pool.bounds(range)), cost: Opcode.checkRange.cost))
    }
  }

  /// Gives a value a name: it is evaluated and paid here and free wherever the name stands.
  private mutating func bind(
    _ value: PlannedValue, _ first: inout [LaneID]
  ) -> ColumnScope.Binding {
    switch value {
    case .word(let word):
      if case .term = plan.words[word] { return .word(word) }
      first.append(plan.node(.payment(word)))
      return .word(word)
    case .lanes(let lanes):
      if plan.nodes[lanes].kind == .rows { return .lanes(lanes) }
      if case .known = plan.nodes[lanes].kind { return .lanes(lanes) }
      first.append(lanes)
      return .lanes(plan.node(.known(lanes)))
    }
  }

  /// The value a body returns. Where it branches, what follows is written out in each branch.
  private mutating func run(
    _ statements: ArraySlice<CheckedStatement>, _ result: Int, _ scope: inout ColumnScope,
    _ first: inout [LaneID]
  ) throws(NoColumns) -> PlannedValue {
    guard let statement = statements.first else { throw NoColumns() }
    let rest = statements.dropFirst()
    switch statement.kind {
    case .setLocal(let id, let expression):
      let value = try value(expression, scope)
      scope.locals[id] = bind(value, &first)
      return try run(rest, result, &scope, &first)
    case .return(let expressions):
      var values: [PlannedValue] = []
      for expression in expressions { values.append(try value(expression, scope)) }
      guard result < values.count else { throw NoColumns() }
      if values.count == 1 { return values[0] }
      var locals: [ColumnScope.Binding] = []
      for value in values { locals.append(bind(value, &first)) }
      switch locals[result] {
      case .lanes(let lanes): return .lanes(lanes)
      // Paid with the name it has just been given.
      case .word(let word): return .word(plan.word(.same(word)))
      case .outer: throw NoColumns()
      }
    case .if(let branches, let otherwise):
      guard let branch = branches.first else {
        return try run(otherwise + rest, result, &scope, &first)
      }
      let test = try condition(branch.condition, scope)
      let then = try arm(branch.body + rest, result, scope)
      let others = CheckedStatement(
        .if(Array(branches.dropFirst()), otherwise: otherwise), statement.span)
      let second = try arm([others] + rest, result, scope)
      return .lanes(choice(test, then, second))
    default: throw NoColumns()
    }
  }

  private mutating func arm(
    _ statements: [CheckedStatement], _ result: Int, _ scope: ColumnScope
  ) throws(NoColumns) -> LaneID {
    try visit()
    var (scope, first) = (scope, [LaneID]())
    let value = spread(try run(statements[...], result, &scope, &first))
    return first.isEmpty ? value : plan.node(.sequence(first, value))
  }
}
