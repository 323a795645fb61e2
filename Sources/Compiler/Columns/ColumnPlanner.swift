import Diagnostics
import Machine
import Numerics
import Semantics

/// Finds out whether what a selection asks of each row can be done in columns, and plans it.
///
/// It can when it depends on one binder, calls functions that can be written out in place, and
/// consists of what there are column instructions for. Names of the code around, and everything made
/// of them alone, are words.
struct ColumnPlanner {
  let lowering: Lowering
  let table: TableID
  var binder: LocalID
  var pool: Pool
  var plan = ColumnPlan()

  /// Nodes up to which code is written out; beyond, row by row is no slower.
  static let largestPlan = 160
  /// Functions that may be written out within each other.
  static let deepestCall = 24
  var depth = 0
  /// Expressions that may be looked at. Equal nodes are one, so their number does not bound this: a
  /// function that calls another twice, which calls another twice .., has few nodes, and each level
  /// doubles what is looked at and, under other selections, what is written.
  static let mostVisits = 1_000
  private var visits = 0

  init(_ lowering: Lowering, _ selection: CheckedSelection) {
    self.lowering = lowering
    table = selection.table
    binder = selection.binder
    pool = lowering.pool
  }

  /// The names as the selection itself sees them.
  mutating func outerScope() -> ColumnScope {
    var locals = [ColumnScope.Binding](repeating: .outer, count: lowering.scope.locals.count)
    locals[binder] = .lanes(plan.node(.rows))
    return ColumnScope(locals: locals, function: nil)
  }

  /// Notes that one more expression is looked at.
  mutating func visit() throws(NoColumns) {
    visits += 1
    guard visits <= Self.mostVisits, plan.nodes.count < Self.largestPlan else { throw NoColumns() }
  }

  // MARK: - Values

  mutating func value(
    _ expression: CheckedExpression, _ scope: ColumnScope
  ) throws(NoColumns) -> PlannedValue {
    if isWord(expression, scope) { return .word(word(expression, scope)) }
    try visit()
    switch expression.kind {
    case .local(let id):
      guard case .lanes(let lanes) = scope.locals[id] else { throw NoColumns() }
      return .lanes(lanes)
    case .field(let table, let field, let row):
      return .lanes(try load(table, field, row, scope))
    case .key(let table, let key, let row):
      let rows = try lanes(row, scope)
      let key = pool.key(key, of: table)
      return .lanes(plan.node(.through(.columnKey, rows, key), cost: Opcode.key.cost))
    case .identity(let row):
      let rows = try lanes(row, scope)
      guard isRow(rows) else { throw NoColumns() }
      return .lanes(plan.node(.same(rows), cost: Opcode.checkRow.cost))
    case .rowKeyed(let table, let keys): return .lanes(try rowKeyed(table, keys, scope))
    case .column(let id, let rows): return .lanes(try cell(of: id, rows, scope))
    case .arithmetic(let operation, let left, let right, let rounding):
      return .lanes(try arithmetic(operation, left, right, rounding, scope))
    case .negate(let operand):
      return .lanes(try one(.columnNegate, operand, cost: Opcode.negate.cost, scope))
    case .not(let operand):
      return .lanes(try one(.columnNot, operand, cost: Opcode.not.cost, scope))
    case .builtin(let function, let arguments, let rounding):
      return .lanes(try builtin(function, arguments, rounding, scope))
    case .compare, .logical:
      return .lanes(plan.node(.truth(try condition(expression, scope))))
    case .conditional(let test, let then, let otherwise):
      let chosen = try condition(test, scope)
      let first = try lanes(then, scope)
      let second = try lanes(otherwise, scope)
      return .lanes(choice(chosen, first, second))
    case .match(let subject, let arms, let otherwise):
      return .lanes(try match(subject, arms, otherwise, scope))
    case .call(let id, let arguments, let result):
      return try call(id, arguments, result, scope)
    default: throw NoColumns()
    }
  }

  /// The value by lane, whether it depends on the row or not.
  mutating func lanes(
    _ expression: CheckedExpression, _ scope: ColumnScope
  ) throws(NoColumns) -> LaneID {
    spread(try value(expression, scope))
  }

  mutating func spread(_ value: PlannedValue) -> LaneID {
    switch value {
    case .lanes(let lanes): lanes
    case .word(let word): plan.node(.broadcast(word))
    }
  }

  mutating func choice(
    _ condition: LaneCondition, _ then: LaneID, _ otherwise: LaneID
  ) -> LaneID {
    plan.node(
      .choice(
        .paying(Opcode.branch.cost, condition), then: then, otherwise: otherwise))
  }

  private mutating func one(
    _ opcode: Opcode, _ operand: CheckedExpression, cost: Int, _ scope: ColumnScope
  ) throws(NoColumns) -> LaneID {
    plan.node(.one(opcode, try lanes(operand, scope)), cost: cost)
  }

  /// The arms become choices within each other; whoever gets to an arm pays for it.
  private mutating func match(
    _ subject: CheckedExpression, _ arms: [CheckedArm<CheckedExpression>],
    _ otherwise: CheckedExpression?, _ scope: ColumnScope
  ) throws(NoColumns) -> LaneID {
    let lanes = try lanes(subject, scope)
    let known = plan.node(.known(lanes))
    var bodies: [LaneID] = []
    for arm in arms { bodies.append(try self.lanes(arm.body, scope)) }
    var tested = arms[...]
    var result: LaneID
    if let otherwise {
      result = try self.lanes(otherwise, scope)
    } else {
      // The arms cover every member, so who gets to the last one fits.
      guard let last = bodies.last else { throw NoColumns() }
      result = plan.node(.same(last), cost: Opcode.branch.cost)
      tested = tested.dropLast()
    }
    for (arm, body) in zip(tested, bodies).reversed() {
      let pattern = plan.word(pool.constant(arm.pattern))
      result = choice(.compareWord(.selectIs, known, pattern), body, result)
    }
    return plan.node(.sequence([lanes], result))
  }
}
