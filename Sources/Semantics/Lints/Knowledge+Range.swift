import Numerics

extension Knowledge {
  /// The words the expression may come to here.
  package func range(of expression: CheckedExpression) -> Interval {
    let computed = rangeByParts(of: expression)
    if facts.isEmpty { return computed }
    guard let term = Term(expression), let fact = facts[term] else { return computed }
    return computed.narrowed(to: fact)
  }

  /// Whether a condition is already decided, one way or the other.
  package func decided(_ condition: CheckedExpression) -> Bool? {
    guard condition.type == .truth else { return nil }
    return range(of: condition).asTruth
  }

  private func rangeByParts(of expression: CheckedExpression) -> Interval {
    let type = range(ofType: expression.type)
    switch expression.kind {
    case .constant(let word): return .only(word)
    case .local(let slot):
      guard frame.locals.indices.contains(slot) else { return type }
      return frame.locals[slot].range.map { Interval($0) } ?? type
    case .parameter(let parameter):
      guard contract.parameters.indices.contains(parameter) else { return type }
      return contract.parameters[parameter].range.map { Interval($0) } ?? type
    case .field(let table, let field, row: _):
      return contract.field(table, field)?.range.map { Interval($0) } ?? type
    case .identity, .rowNumbered, .rowKeyed, .key, .rowCount, .now: return Interval(0, .max)
    case .arithmetic(let operation, let left, let right, let rounding):
      return range(of: operation, left, right, rounding)
    case .negate(let value): return .negate(range(of: value))
    case .compare(let comparison, let left, let right):
      return compare(comparison, left, right).map { .truth($0) } ?? .truth
    case .not(let value): return decided(value).map { .truth(!$0) } ?? .truth
    case .logical(let operation, let left, let right):
      return combine(operation, decided(left), decided(right)).map { .truth($0) } ?? .truth
    case .conditional(let condition, then: let then, otherwise: let otherwise):
      switch decided(condition) {
      case true?: return range(of: then)
      case false?: return range(of: otherwise)
      case nil: return range(of: then).hull(range(of: otherwise)).assumed()
      }
    case .match(_, let arms, otherwise: let otherwise):
      return hull(arms.map(\.body) + (otherwise.map { [$0] } ?? [])) ?? type
    case .builtin(let builtin, let arguments, let rounding):
      return range(of: builtin, arguments, rounding, expression.type)?.narrowed(to: type) ?? type
    case .aggregate(let aggregate): return range(of: aggregate) ?? type
    case .state, .call, .column, .old, .can, .side, .draw: return type
    }
  }

  /// What values of a type may be at all.
  private func range(ofType type: ValueType) -> Interval {
    switch type {
    case .truth: .truth
    case .row: Interval(noRow, .max)
    case .enumeration(let enumeration):
      if contract.enumerations.indices.contains(enumeration) {
        Interval(0, Int128(contract.enumerations[enumeration].members.count) &- 1)
      } else {
        .any
      }
    case .fixed, .integer, .time, .unknown: .any
    }
  }

  private func range(
    of operation: ArithmeticOperation, _ left: CheckedExpression, _ right: CheckedExpression,
    _ rounding: Rounding
  ) -> Interval {
    let result = Interval.arithmetic(operation, range(of: left), range(of: right), rounding)
    let multiplies = operation == .multiplyFixed || operation == .multiplyWords
    if multiplies, let one = Term(left), one == Term(right) {
      return result.narrowed(to: Interval(0, .max))
    }
    return result
  }

  private func hull(_ values: [CheckedExpression]) -> Interval? {
    let ranges = values.map { range(of: $0) }
    guard let first = ranges.first else { return nil }
    return ranges.dropFirst().reduce(first) { $0.hull($1) }.assumed()
  }

  /// The smallest and the largest word there is may stand for something larger, as where products
  /// of integers are compared exactly, so nothing follows from them.
  private func compare(
    _ comparison: Comparison, _ left: CheckedExpression, _ right: CheckedExpression
  ) -> Bool? {
    if let one = Term(left), one == Term(right) {
      switch comparison {
      case .equal, .lessOrEqual, .greaterOrEqual: return true
      case .notEqual, .less, .greater: return false
      }
    }
    let (a, b) = (range(of: left), range(of: right))
    switch comparison {
    case .less: return a.isBelow(b) ? true : b.isAtMost(a) ? false : nil
    case .lessOrEqual: return a.isAtMost(b) ? true : b.isBelow(a) ? false : nil
    case .greater: return b.isBelow(a) ? true : a.isAtMost(b) ? false : nil
    case .greaterOrEqual: return b.isAtMost(a) ? true : a.isBelow(b) ? false : nil
    case .equal, .notEqual:
      let equal: Bool?
      if let one = a.single, one == b.single, !one.isEnd {
        equal = true
      } else if a.isApart(from: b) {
        equal = false
      } else {
        equal = nil
      }
      return comparison == .equal ? equal : equal.map { !$0 }
    }
  }

  private func combine(_ operation: LogicalOperation, _ left: Bool?, _ right: Bool?) -> Bool? {
    switch operation {
    case .and:
      if left == false || right == false { return false }
      return left == true && right == true ? true : nil
    case .or:
      if left == true || right == true { return true }
      return left == false && right == false ? false : nil
    case .implies: return combine(.or, left.map { !$0 }, right)
    }
  }

  private func range(of aggregate: CheckedAggregate) -> Interval? {
    let body = aggregate.body.map { range(of: $0) }
    switch aggregate.function {
    case .count: return Interval(0, .max)
    case .sum:
      guard let body else { return nil }
      return Interval(body.isNeverNegative ? 0 : .min, body.isNeverPositive ? 0 : .max)
    case .min, .max, .median:
      guard let body else { return nil }
      return (aggregate.otherwise.map { body.hull(range(of: $0)) } ?? body).assumed()
    case .any: return body?.asTruth == false ? .truth(false) : .truth
    case .all: return body?.asTruth == true ? .truth(true) : .truth
    case .first: return aggregate.otherwise == nil ? Interval(0, .max) : nil
    }
  }
}

extension Int128 {
  /// Whether this word may stand for what is beyond it.
  var isEnd: Bool { self == .min || self == .max }
}

extension Interval {
  /// Every value here is below every value there.
  fileprivate func isBelow(_ other: Interval) -> Bool {
    upper < other.lower && upper != .max && other.lower != .min
  }

  /// Every value here is at most every value there.
  fileprivate func isAtMost(_ other: Interval) -> Bool {
    upper <= other.lower && upper != .max && other.lower != .min
  }

  fileprivate func isApart(from other: Interval) -> Bool {
    isBelow(other) || other.isBelow(self)
      || skipsZero && other.single == 0 || other.skipsZero && single == 0
  }
}

extension CheckedContract {
  /// The field, when there is one.
  func field(_ table: TableID, _ field: FieldID) -> CheckedTable.Field? {
    guard tables.indices.contains(table), tables[table].fields.indices.contains(field) else {
      return nil
    }
    return tables[table].fields[field]
  }
}
