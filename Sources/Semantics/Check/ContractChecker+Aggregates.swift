import Diagnostics
import Syntax

/// `sum(..)`, `first(..)` and their kin, and the selections they share with loops.
extension ContractChecker {
  mutating func aggregate(
    _ written: Aggregate, hint: ValueType?, _ span: Span
  ) -> CheckedExpression {
    guard let function = AggregateFunction(rawValue: written.function.text) else {
      report(.notAnAggregate(written.function))
      return unknown(span)
    }
    if let value = eventAggregate(written, function, hint: hint, span) { return value }
    body.readsOnlyParameters = false
    let outerRounding = body.rounding
    let depth = body.scope.depth
    guard let rows = selection(written.rows, keysAllowed: function == .first) else {
      return unknown(span)
    }
    body.rounding = outerRounding
    let value = aggregateBody(written, function, hint: hint)
    close(to: depth)
    guard let (value, type) = value else { return unknown(span) }
    if let dimension = type.dimension, dimension.mentions(rows.binder) {
      report(.dimensionDependsOnRow(written.body?.span ?? span, found: describe(type)))
      return unknown(span)
    }
    let result = resultType(function, body: type, table: rows.table)
    let otherwise = written.otherwise.flatMap { otherwise -> CheckedExpression? in
      if function.hasValueForNoRows {
        report(.elseNotNeeded(otherwise.span, function: function.rawValue))
        return nil
      }
      return expression(otherwise, as: result)
    }
    return CheckedExpression(
      .aggregate(
        CheckedAggregate(function: function, rows: rows, body: value, otherwise: otherwise)),
      result, span)
  }

  /// What is combined, and its type; no expression for functions that only look at rows.
  private mutating func aggregateBody(
    _ written: Aggregate, _ function: AggregateFunction, hint: ValueType?
  ) -> (CheckedExpression?, ValueType)? {
    switch function {
    case .count, .first:
      if let body = written.body {
        report(.aggregateTakesNoBody(body.span, function: function.rawValue))
        _ = expression(body)
        return nil
      }
      return (nil, .count)
    case .any, .all:
      guard let body = written.body else {
        report(.aggregateNeedsBody(written.function))
        return nil
      }
      return (condition(body), .truth)
    case .sum, .min, .max, .median:
      guard let body = written.body else {
        report(.aggregateNeedsBody(written.function))
        return nil
      }
      let value = expression(body, hint: hint)
      guard value.type != .unknown else { return nil }
      let allowed = value.type.isNumber || value.type == .time && function.allowsTime
      guard allowed else {
        report(.notANumber(body.span, found: describe(value.type)))
        return nil
      }
      return (value, value.type)
    }
  }

  private func resultType(
    _ function: AggregateFunction, body: ValueType, table: TableID
  ) -> ValueType {
    switch function {
    case .count: .count
    case .first: .row(table)
    case .any, .all: .truth
    case .sum, .min, .max, .median: body
    }
  }

  /// Opens a selection: its row is in scope until the caller closes it.
  mutating func selection(
    _ written: RowSelection, keysAllowed: Bool
  ) -> CheckedSelection? {
    guard let table = lookUpTable(written.table) else { return nil }
    body.readsOnlyParameters = false
    let binder = declareLocal(written.binder, .row(table), isVariable: false)
    // Guards and keys have no rounding but their own.
    let outer = body.rounding
    body.rounding = nil
    let outerRow = body.drawRow
    body.drawRow = binder
    defer {
      body.rounding = outer
      body.drawRow = outerRow
    }
    let condition = written.condition.map { self.condition($0) }
    if !keysAllowed, let key = written.keys.first { report(.keysNotAllowed(key.key.span)) }
    let keys = written.keys.map { key in
      let value = expression(key.key)
      let hasOrder = value.type.isNumber || value.type == .time || value.type == .unknown
      if !hasOrder { report(.hasNoOrder(key.key.span, describe(value.type))) }
      return CheckedSelection.Key(value: value, descending: key.descending)
    }
    return CheckedSelection(
      table: table, binder: binder, condition: condition, keys: keys, span: written.span)
  }
}

extension AggregateFunction {
  var hasValueForNoRows: Bool {
    switch self {
    case .sum, .count, .any, .all: true
    case .min, .max, .median, .first: false
    }
  }

  var allowsTime: Bool { self == .min || self == .max }
}

extension Dimension {
  /// Whether a unit in it is told apart by the row in this slot.
  func mentions(_ slot: LocalID) -> Bool { roots.contains(slot) }

  /// The slots of all rows by which its units are told apart.
  var roots: [LocalID] {
    factors.compactMap {
      guard case .indexed(_, let index) = $0.unit else { return nil }
      return index.root
    }
  }
}

extension UnitIndex {
  /// The slot a path starts from.
  fileprivate var root: LocalID? {
    switch self {
    case .local(let slot, _): slot
    case .key(let base, _, _): base.root
    case .this, .numbered: nil
    }
  }
}
