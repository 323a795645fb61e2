import Machine
import Semantics

extension ColumnPlanner {
  mutating func condition(
    _ expression: CheckedExpression, _ scope: ColumnScope
  ) throws(NoColumns) -> LaneCondition {
    if isWord(expression, scope) { return .holds(try lanes(expression, scope)) }
    try visit()
    switch expression.kind {
    case .not(let operand):
      return .paying(Opcode.not.cost, try condition(operand, scope).negated)
    case .logical(let operation, let left, let right):
      let first = LaneCondition.paying(Opcode.branch.cost, try condition(left, scope))
      let second = try condition(right, scope)
      return switch operation {
      case .and: .and(first, second)
      case .or: .or(first, second)
      case .implies: .or(first.negated, second)
      }
    case .compare(let comparison, let left, let right):
      return try compare(comparison, left, right, scope)
    case .call(let id, let arguments, result: 0):
      guard let value = lowering.inlinedValue(of: id) else { break }
      let (inner, first) = try enter(id, arguments, scope)
      defer { depth -= 1 }
      let condition = LaneCondition.paying(Opcode.call.cost, try condition(value, inner))
      return first.isEmpty ? condition : .after(first, condition)
    default: break
    }
    return .holds(try lanes(expression, scope))
  }

  private mutating func compare(
    _ comparison: Comparison, _ left: CheckedExpression, _ right: CheckedExpression,
    _ scope: ColumnScope
  ) throws(NoColumns) -> LaneCondition {
    // A product of integers is not paid, but the comparison of products is; where a product does
    // not fit the lanes give up.
    let isOfProducts = left.isIntegerProduct || right.isIntegerProduct
    let a = isOfProducts ? try factors(left, scope) : try value(left, scope)
    let b = isOfProducts ? try factors(right, scope) : try value(right, scope)
    let cost = isOfProducts ? Opcode.compareProducts.cost : Opcode.compare.cost
    return .paying(cost, compare(comparison, a, b))
  }

  private mutating func factors(
    _ side: CheckedExpression, _ scope: ColumnScope
  ) throws(NoColumns) -> PlannedValue {
    guard side.isIntegerProduct, case .arithmetic(_, let left, let right, _) = side.kind else {
      return try value(side, scope)
    }
    let (first, second) = (try lanes(left, scope), try lanes(right, scope))
    return .lanes(plan.node(.two(.columnMultiplyWords, first, second)))
  }

  private mutating func compare(
    _ comparison: Comparison, _ a: PlannedValue, _ b: PlannedValue
  ) -> LaneCondition {
    switch (a, b) {
    case (.lanes(let a), .lanes(let b)):
      switch comparison {
      case .equal: return .compare(.selectEqual, a, b)
      case .notEqual: return .compare(.selectNotEqual, a, b)
      case .less: return less(a, b)
      case .greater: return less(b, a)
      case .lessOrEqual:
        return productBelow(b, a).map { .not($0) } ?? .compare(.selectLessOrEqual, a, b)
      case .greaterOrEqual:
        return productBelow(a, b).map { .not($0) } ?? .compare(.selectLessOrEqual, b, a)
      }
    case (.lanes(let lanes), .word(let word)):
      return .compareWord(comparison.withWord, lanes, word)
    case (.word(let word), .lanes(let lanes)):
      return .compareWord(comparison.mirrored.withWord, lanes, word)
    case (.word, .word):
      let (first, second) = (spread(a), spread(b))
      return compare(comparison, .lanes(first), .lanes(second))
    }
  }

  private func less(_ a: LaneID, _ b: LaneID) -> LaneCondition {
    productBelow(a, b) ?? .compare(.selectLess, a, b)
  }

  /// `a < b` where `b` is a fixed-point product with a word, which then is not computed.
  private func productBelow(_ a: LaneID, _ b: LaneID) -> LaneCondition? {
    guard case (.word(.columnMultiplyWord, let factor, let word), let cost) = unpaid(b) else {
      return nil
    }
    return .belowProduct(a, factor, word, cost: cost)
  }
}

extension LaneCondition {
  /// The lanes left out, at the same cost.
  var negated: LaneCondition {
    switch self {
    case .compare(.selectLess, let a, let b): .compare(.selectLessOrEqual, b, a)
    case .compare(.selectLessOrEqual, let a, let b): .compare(.selectLess, b, a)
    case .compare(.selectEqual, let a, let b): .compare(.selectNotEqual, a, b)
    case .compare(.selectNotEqual, let a, let b): .compare(.selectEqual, a, b)
    case .compareWord(let opcode, let a, let word):
      switch opcode {
      case .selectBelow: .compareWord(.selectAtLeast, a, word)
      case .selectAtMost: .compareWord(.selectAbove, a, word)
      case .selectAbove: .compareWord(.selectAtMost, a, word)
      case .selectAtLeast: .compareWord(.selectBelow, a, word)
      case .selectIs: .compareWord(.selectIsNot, a, word)
      case .selectIsNot: .compareWord(.selectIs, a, word)
      default: .not(self)
      }
    case .not(let part): part
    case .paying(let cost, let part): .paying(cost, part.negated)
    case .after(let first, let part): .after(first, part.negated)
    default: .not(self)
    }
  }
}

extension Comparison {
  /// The instruction that compares lanes with a word.
  fileprivate var withWord: Opcode {
    switch self {
    case .equal: .selectIs
    case .notEqual: .selectIsNot
    case .less: .selectBelow
    case .lessOrEqual: .selectAtMost
    case .greater: .selectAbove
    case .greaterOrEqual: .selectAtLeast
    }
  }

  /// The comparison with its sides exchanged.
  fileprivate var mirrored: Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
