import Diagnostics
import Machine
import Semantics

extension Lowering {
  /// What an aggregate is made of by lane.
  fileprivate struct AggregatePlan {
    let condition: LaneCondition?
    let body: Body

    /// What the aggregate may keep of each row: of a sum the values, of others whether the row was
    /// selected or decides. An `any` or `all` cannot tell both.
    func kept(_ function: AggregateFunction, isCounted: Bool) -> KeptOfRows? {
      switch function {
      case .sum: isCounted ? nil : .value
      case .any, .all: isCounted ? nil : .truth
      default: condition == nil ? nil : .truth
      }
    }

    enum Body {
      case none
      case value(LaneID)
      case truth(LaneCondition)
    }
  }

  /// Registers and slots that a region computes an aggregate in.
  fileprivate struct AggregateSlots {
    /// How many rows were selected, or decided an `any` or `all`.
    var count: Term?
    var sum: Term?
    var values: Term?
    var best: Term?
  }

  /// The aggregate in columns; where it has none, and where a lane fails, `otherwise`.
  ///
  /// A `first` is decided by its list, and is not for here; nor are aggregates of sorted rows, which
  /// are no others but pay for the sorting.
  mutating func aggregateColumns(
    _ aggregate: CheckedAggregate, _ span: Span, into target: Target,
    otherwise: (inout Lowering) -> Void
  ) {
    let function = aggregate.function
    guard aggregate.rows.keys.isEmpty, function != .first,
      function != .count || aggregate.rows.condition != nil,
      let (plan, planned) = plan(
        aggregate.rows, { planner throws(NoColumns) in try Self.plan(aggregate, &planner) })
    else { return otherwise(&self) }
    let table = aggregate.rows.table
    let marks = (unit.registers.top, unit.sums.top, unit.values.top)
    var result = AggregateSlots()
    let mayBeEmpty = aggregate.otherwise != nil || function.needsRow
    if aggregate.rows.condition == nil {
      if mayBeEmpty { result.count = words.rowCount(table) }
    } else if mayBeEmpty {
      result.count = register()
    }
    let counts = if case .register? = result.count { true } else { false }
    switch function {
    case .sum: result.sum = .sum(unit.sums.take())
    case .median: result.values = .values(unit.values.take())
    case .min, .max, .any, .all: result.best = register()
    case .count: result.best = register()
    case .first: break
    }
    region(
      plan, over: table, keeping: planned.kept(function, isCounted: counts),
      sum: result.sum, span,
      prepare: { lowering in
        if counts, let count = result.count {
          lowering.copy(lowering.pool.constant(0), to: count, span)
        }
        lowering.start(result, function, span)
      },
      strip: { code, lowering in
        if code.select(planned.condition, &lowering), function.keepsSelection {
          code.keepChosen(&lowering)
        }
        if counts, let count = result.count {
          code.emit(.columnCount, count, cost: Opcode.columnCount.cost, &lowering)
        }
        code.reduce(planned.body, function, result, &lowering)
      },
      finish: { lowering in
        lowering.finish(aggregate, result, into: target, span)
      },
      otherwise: { lowering in
        (lowering.unit.registers.top, lowering.unit.sums.top, lowering.unit.values.top) = marks
        otherwise(&lowering)
      })
    (unit.registers.top, unit.sums.top, unit.values.top) = marks
  }

  private static func plan(
    _ aggregate: CheckedAggregate, _ planner: inout ColumnPlanner
  ) throws(NoColumns) -> AggregatePlan {
    let condition = try planner.selection(aggregate.rows).condition
    guard let body = aggregate.body else { return AggregatePlan(condition: condition, body: .none) }
    switch aggregate.function {
    case .any, .all:
      return AggregatePlan(condition: condition, body: .truth(try planner.rootCondition(body)))
    default:
      return AggregatePlan(condition: condition, body: .value(try planner.root(body)))
    }
  }

  private mutating func start(_ result: AggregateSlots, _ function: AggregateFunction, _ span: Span)
  {
    if let sum = result.sum { emit(.sumStart, sum, cost: Opcode.sumStart.cost, span) }
    if let values = result.values {
      emit(.valuesStart, values, cost: Opcode.valuesStart.cost, span)
    }
    guard let best = result.best else { return }
    let word: Int128 =
      switch function {
      case .min: .max
      case .max: .min
      default: 0
      }
    copy(pool.constant(word), to: best, span)
  }

  private mutating func finish(
    _ aggregate: CheckedAggregate, _ result: AggregateSlots, into target: Target, _ span: Span
  ) {
    let end = label()
    if let count = result.count {
      let some = label()
      jump(.jumpIfNotZero, count, to: some, cost: 0, owing: 0, span)
      if let otherwise = aggregate.otherwise {
        put(otherwise, in: target)
        jump(to: end, span)
      } else {
        fail(pool.failure(.noRows), span)
      }
      bind(some, span)
    }
    let target = target.term
    if let sum = result.sum { emit(.sumEnd, target, sum, cost: Opcode.sumEnd.cost, span) }
    if let values = result.values { emit(.median, target, values, cost: Opcode.sort.cost, span) }
    if let best = result.best {
      switch aggregate.function {
      case .any: emit(.notEqual, target, best, pool.constant(0), cost: 0, span)
      case .all: emit(.equal, target, best, pool.constant(0), cost: 0, span)
      default: copy(best, to: target, span)
      }
    }
    bind(end, span)
  }
}

extension ColumnCode {
  /// What is done with the selected rows of a strip. `any` and `all` count the rows that decide.
  fileprivate mutating func reduce(
    _ body: Lowering.AggregatePlan.Body, _ function: AggregateFunction,
    _ result: Lowering.AggregateSlots,
    _ lowering: inout Lowering
  ) {
    let cost = Opcode.reduce.cost
    switch body {
    case .none:
      if let best = result.best { emit(.columnCount, best, cost: 0, &lowering) }
    case .value(let lanes):
      owe(Opcode.row.cost)
      let term = self.lanes(lanes, &lowering)
      if let memory, result.sum != nil {
        emit(.keepValues, memory, term, cost: cost, &lowering)
      } else if let sum = result.sum {
        emit(.columnSum, sum, term, cost: cost, &lowering)
      }
      if let values = result.values { emit(.columnValues, values, term, cost: cost, &lowering) }
      if let best = result.best {
        emit(
          function == .min ? .columnLeast : .columnGreatest, best, term, cost: cost, &lowering)
      }
    case .truth(let condition):
      guard let best = result.best else { return }
      owe(Opcode.row.cost + cost)
      let deciding = choose(function == .any ? condition : condition.negated, &lowering)
      change(to: deciding, &lowering)
      keepChosen(&lowering)
      emit(.columnCount, best, cost: 0, &lowering)
    }
  }
}

extension AggregateFunction {
  /// Whether what becomes of the rows selected is computed for all of them again.
  fileprivate var keepsSelection: Bool {
    switch self {
    case .sum, .any, .all: false
    case .count, .min, .max, .median, .first: true
    }
  }
}
