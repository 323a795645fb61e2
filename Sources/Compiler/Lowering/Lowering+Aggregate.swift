import Diagnostics
import Machine
import Semantics

extension Lowering {
  /// After the selection the body for every selected row; there is no early end. No rows at all are
  /// decided by the `else`, or fail where the function needs one.
  mutating func lowerAggregate(
    _ aggregate: CheckedAggregate, _ span: Span, _ wish: Target?
  ) -> Term {
    let mark = unit.registers.top
    let target = target(wish)
    let wished = Target(term: target, isFree: wish?.isFree ?? true)
    _ = bind(aggregate.rows)
    surveyAggregate(aggregate, span, into: wished) { lowering in
      lowering.aggregateColumns(aggregate, span, into: wished) { lowering in
        lowering.aggregateRows(aggregate, span, into: wished, wish)
      }
    }
    return settle(mark, target)
  }

  private mutating func aggregateRows(
    _ aggregate: CheckedAggregate, _ span: Span, into wished: Target, _ wish: Target?
  ) {
    let target = wished.term
    let end = label()
    let list = Term.list(unit.lists.take())
    lowerSelection(aggregate.rows, into: list, onlyFirst: aggregate.function == .first)
    decideNoRows(aggregate, list, target, isFree: wished.isFree, end, span)
    switch aggregate.function {
    case .count: emit(.rowCount, target, list, cost: Opcode.rowCount.cost, span)
    case .first: emit(.firstRow, target, list, cost: Opcode.firstRow.cost, span)
    case .sum: sum(aggregate, list, target, span)
    case .median: median(aggregate, list, target, span)
    case .min, .max: extreme(aggregate, list, target, wish, span)
    case .any, .all: quantify(aggregate, list, target, wish, span)
    }
    bind(end, span)
    unit.lists.top -= 1
  }

  private mutating func decideNoRows(
    _ aggregate: CheckedAggregate, _ list: Term, _ target: Term, isFree: Bool, _ end: Label,
    _ span: Span
  ) {
    guard aggregate.otherwise != nil || aggregate.function.needsRow else { return }
    let mark = unit.registers.top
    let (count, some) = (register(), label())
    emit(.rowCount, count, list, cost: Opcode.rowCount.cost, span)
    unit.registers.top = mark
    jump(.jumpIfNotZero, count, to: some, cost: 0, owing: 0, span)
    let known = knownRows
    if let otherwise = aggregate.otherwise {
      put(otherwise, in: Target(term: target, isFree: isFree))
      jump(to: end, span)
    } else {
      fail(pool.failure(.noRows), span)
    }
    knownRows = known
    bind(some, span)
  }

  /// Runs `work` on the value of the body for every row.
  private mutating func forEachValue(
    of aggregate: CheckedAggregate, _ list: Term, _ work: (inout Lowering, Term) -> Void
  ) {
    guard let body = aggregate.body else { return }
    forEachRow(of: list, as: bind(aggregate.rows), aggregate.rows.span) { lowering in
      let mark = lowering.unit.registers.top
      work(&lowering, lowering.evaluate(body))
      lowering.unit.registers.top = mark
    }
  }

  private mutating func sum(
    _ aggregate: CheckedAggregate, _ list: Term, _ target: Term, _ span: Span
  ) {
    let sum = Term.sum(unit.sums.take())
    emit(.sumStart, sum, cost: Opcode.sumStart.cost, span)
    forEachValue(of: aggregate, list) { lowering, word in
      lowering.emit(.sumAdd, sum, word, cost: Opcode.reduce.cost, span)
    }
    emit(.sumEnd, target, sum, cost: Opcode.sumEnd.cost, span)
    unit.sums.top -= 1
  }

  private mutating func median(
    _ aggregate: CheckedAggregate, _ list: Term, _ target: Term, _ span: Span
  ) {
    let values = Term.values(unit.values.take())
    emit(.valuesStart, values, cost: Opcode.valuesStart.cost, span)
    forEachValue(of: aggregate, list) { lowering, word in
      lowering.emit(.valuesAdd, values, word, cost: Opcode.reduce.cost, span)
    }
    emit(.median, target, values, cost: Opcode.sort.cost, span)
    unit.values.top -= 1
  }

  /// Starts beyond every value, which is right because there is at least one row.
  private mutating func extreme(
    _ aggregate: CheckedAggregate, _ list: Term, _ target: Term, _ wish: Target?, _ span: Span
  ) {
    let isLeast = aggregate.function == .min
    let best = wish.map { $0.isFree ? target : register() } ?? target
    copy(pool.constant(isLeast ? .max : .min), to: best, span)
    forEachValue(of: aggregate, list) { lowering, word in
      lowering.emit(
        isLeast ? .minimum : .maximum, best, best, word, cost: Opcode.reduce.cost, span)
    }
    copy(best, to: target, span)
  }

  /// `any` begins false and `all` true; a row that decides turns it round.
  private mutating func quantify(
    _ aggregate: CheckedAggregate, _ list: Term, _ target: Term, _ wish: Target?, _ span: Span
  ) {
    guard let body = aggregate.body else { return }
    let isAny = aggregate.function == .any
    let answer = wish.map { $0.isFree ? target : register() } ?? target
    copy(pool.constant(isAny ? 0 : 1), to: answer, span)
    forEachRow(of: list, as: bind(aggregate.rows), aggregate.rows.span) { lowering in
      let next = lowering.label()
      lowering.branch(body, to: next, when: !isAny, cost: Opcode.reduce.cost)
      lowering.copy(lowering.pool.constant(isAny ? 1 : 0), to: answer, span)
      lowering.bind(next, span)
    }
    copy(answer, to: target, span)
  }
}

extension AggregateFunction {
  /// Whether there is no answer for no rows.
  var needsRow: Bool {
    switch self {
    case .min, .max, .median, .first: true
    case .sum, .count, .any, .all: false
    }
  }
}
