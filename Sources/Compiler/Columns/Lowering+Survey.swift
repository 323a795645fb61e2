import Diagnostics
import Machine
import Semantics

// Surveys: questions for every row of a table, of which the machine proves for how long the answer
// stays. Behind each stands the code that does without, where the machine gives up.
extension Lowering {
  /// Fills a list with the rows of a selection, and has `then` find their keys; or `otherwise` does.
  mutating func surveyRows(
    _ selection: CheckedSelection, into list: Term, then: (inout Lowering) -> Void,
    otherwise: (inout Lowering) -> Void
  ) {
    guard let condition = selection.condition,
      let survey = survey(
        of: selection, condition,
        { planner throws(NoColumns) in _ = try planner.selection(selection) })
    else { return otherwise(&self) }
    let span = selection.span
    surveyed(
      span,
      ask: { lowering in
        lowering.emit(.rowsNone, list, cost: Opcode.rowsNone.cost, span)
        lowering.emit(.surveyRows, list, survey, cost: Opcode.surveyRows.cost, span)
      }, then: { $0.surveyKeys(selection, of: list, otherwise: then) }, otherwise: otherwise)
  }

  /// Finds the one key of the rows of a list.
  private mutating func surveyKeys(
    _ selection: CheckedSelection, of list: Term, otherwise: (inout Lowering) -> Void
  ) {
    guard selection.keys.count == 1, let key = selection.keys.first?.value,
      let survey = survey(
        of: selection, key, { planner throws(NoColumns) in _ = try planner.root(key) })
    else { return otherwise(&self) }
    surveyed(
      key.span,
      ask: { lowering in
        lowering.emit(
          .surveyKeys, list, survey, .number(0), cost: Opcode.surveyKeys.cost, key.span)
      }, then: { _ in }, otherwise: otherwise)
  }

  /// A sum, or an aggregate that is decided by how many rows there are of a kind.
  mutating func surveyAggregate(
    _ aggregate: CheckedAggregate, _ span: Span, into target: Target,
    otherwise: (inout Lowering) -> Void
  ) {
    guard aggregate.otherwise == nil, aggregate.rows.keys.isEmpty,
      let asked = aggregate.askedOfRows,
      let survey = survey(
        of: aggregate.rows, asked,
        { planner throws(NoColumns) in
          _ = try planner.selection(aggregate.rows)
          if let body = aggregate.body { _ = try planner.root(body) }
        })
    else { return otherwise(&self) }
    let sum = Term.sum(unit.sums.take())
    let list = Term.list(unit.lists.take())
    let count = register()
    surveyed(
      span,
      ask: { lowering in
        if aggregate.function == .sum {
          lowering.emit(.sumStart, sum, cost: Opcode.sumStart.cost, span)
          lowering.emit(.surveySum, sum, survey, cost: Opcode.surveySum.cost, span)
        } else {
          lowering.emit(.rowsNone, list, cost: Opcode.rowsNone.cost, span)
          lowering.emit(.surveyRows, list, survey, cost: Opcode.surveyRows.cost, span)
        }
      },
      then: { lowering in
        let (term, nothing) = (target.term, lowering.pool.constant(0))
        switch aggregate.function {
        case .sum: lowering.emit(.sumEnd, term, sum, cost: Opcode.sumEnd.cost, span)
        case .any, .all:
          let opcode: Opcode = aggregate.function == .any ? .notEqual : .equal
          lowering.emit(.rowCount, count, list, cost: Opcode.rowCount.cost, span)
          lowering.emit(opcode, term, count, nothing, cost: 0, span)
        default: lowering.emit(.rowCount, term, list, cost: Opcode.rowCount.cost, span)
        }
      }, otherwise: otherwise)
    unit.sums.top -= 1
    unit.lists.top -= 1
  }

  private mutating func surveyed(
    _ span: Span, ask: (inout Lowering) -> Void, then: (inout Lowering) -> Void,
    otherwise: (inout Lowering) -> Void
  ) {
    let (fallback, end) = (label(), label())
    let known = knownRows
    jump(.vector, to: fallback, cost: Opcode.vector.cost, owing: 0, span)
    ask(&self)
    emit(.endVector, cost: Opcode.endVector.cost, span)
    then(&self)
    jump(to: end, span)
    bind(fallback, span)
    knownRows = known
    otherwise(&self)
    knownRows = known
    bind(end, span)
  }

  /// The number of a survey that asks this of every row; none where it need not be one, because a
  /// memory does as well, or cannot be one, because it needs more than its row and a few words.
  private mutating func survey(
    of selection: CheckedSelection, _ expression: CheckedExpression,
    _ plan: (inout ColumnPlanner) throws(NoColumns) -> Void
  ) -> Term? {
    guard surveys, remembers, isReachable, !isRowByRow,
      contract.tables[selection.table].fixedRows == nil,
      selection.keys.count <= Program.keyLimit,
      let outer = expression.namesFromOutside(but: selection.binder), outer.count <= 4
    else { return nil }
    var planner = ColumnPlanner(self, selection)
    if (try? plan(&planner)) != nil, !planner.plan.readsElsewhere { return nil }
    var (keys, words): ([LocalID], [LocalID]) = ([], [])
    for local in outer {
      switch scope.frame.locals[local].type {
      case .row, .enumeration, .truth: keys.append(local)
      case .fixed, .integer, .time, .unknown: words.append(local)
      }
    }
    pool.surveys.append(
      SurveyDraft(
        table: selection.table, keys: keys.map { scope.locals[$0].term },
        words: words.map { scope.locals[$0].term }, unit: name,
        question: SurveyQuestion(
          expression: expression, scope: scope,
          parameters: [selection.binder] + keys + words)))
    return .number(pool.surveys.count - 1)
  }
}

extension ColumnPlan {
  /// Whether it reads cells that are not the row's own, which a memory does not follow.
  fileprivate var readsElsewhere: Bool {
    nodes.contains { node in
      if case .through(.columnLoad, _, _) = node.kind { true } else { false }
    }
  }
}

extension CheckedAggregate {
  /// What has to be known of each row: its part of the sum, or whether it counts.
  fileprivate var askedOfRows: CheckedExpression? {
    let span = rows.span
    switch function {
    case .sum:
      guard let body, let condition = rows.condition else { return body }
      return CheckedExpression(
        .conditional(
          condition, then: body, otherwise: CheckedExpression(.constant(0), body.type, span)),
        body.type, span)
    case .count: return rows.condition
    case .any, .all:
      guard let body else { return nil }
      let decides =
        function == .any ? body : CheckedExpression(.not(body), .truth, span)
      guard let condition = rows.condition else { return decides }
      return CheckedExpression(.logical(.and, condition, decides), .truth, span)
    case .min, .max, .median, .first: return nil
    }
  }
}

extension CheckedExpression {
  /// The names it uses that are not its own; nothing where it needs more than names and the state.
  fileprivate func namesFromOutside(but binder: LocalID) -> [LocalID]? {
    var used: Set<LocalID> = []
    var own: Set<LocalID> = [binder]
    var needsMore = false
    walk { node in
      switch node.kind {
      case .local(let id): used.insert(id)
      case .aggregate(let aggregate): own.insert(aggregate.rows.binder)
      case .old, .can, .side, .draw, .column: needsMore = true
      default: break
      }
    }
    return needsMore ? nil : used.subtracting(own).sorted()
  }
}
