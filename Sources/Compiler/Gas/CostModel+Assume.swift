import Semantics

extension CostModel {
  /// What a condition says is looked for in so many places, functions included, that the time this
  /// takes stays in proportion.
  private static let assumptionLimit = 100

  /// Takes for granted that a condition came out so, also where a function says it.
  func assuming(
    _ condition: CheckedExpression, is truth: Bool, _ known: Knowledge
  ) -> Knowledge {
    var result = known
    calls.assumptions = CostModel.assumptionLimit
    // What the second part says may make more of the first.
    for _ in 0..<(condition.hasParts ? 3 : 1) {
      let before = result.facts
      assume(condition, is: truth, &result)
      if result.facts == before { break }
    }
    return result
  }

  private func assume(
    _ condition: CheckedExpression, is truth: Bool, _ known: inout Knowledge
  ) {
    guard calls.assumptions > 0 else { return }
    calls.assumptions -= 1
    switch condition.kind {
    case .not(let value): assume(value, is: !truth, &known)
    case .logical(let operation, let left, let right):
      switch (operation, truth) {
      case (.and, true), (.or, false):
        assume(left, is: truth, &known)
        assume(right, is: truth, &known)
      case (.implies, false):
        assume(left, is: true, &known)
        assume(right, is: false, &known)
      case (.and, false), (.or, true): assumeEither(left, truth, right, truth, &known)
      case (.implies, true): assumeEither(left, false, right, true, &known)
      }
    case .call(let id, let arguments, result: _):
      assume(id, arguments, is: truth, &known)
    default:
      known.assume(condition, is: truth)
      known.compare(condition, is: truth)
    }
  }

  private func assumeEither(
    _ left: CheckedExpression, _ leftTruth: Bool, _ right: CheckedExpression, _ rightTruth: Bool,
    _ known: inout Knowledge
  ) {
    var one = known
    assume(left, is: leftTruth, &one)
    var other = known
    assume(right, is: rightTruth, &other)
    known = one.joined(with: other)
  }

  /// A function that is one expression says what its expression says.
  private func assume(
    _ id: FunctionID, _ arguments: [CheckedExpression], is truth: Bool, _ known: inout Knowledge
  ) {
    let function = contract.functions[id]
    guard function.body.count == 1, case .return(let values)? = function.body.first?.kind,
      values.count == 1, values[0].type == .truth
    else { return }
    var inside = knowledge(inside: id, calledWith: arguments, known)
    let before = inside.facts
    assume(values[0], is: truth, &inside)
    var names: [Quantity: Quantity] = [:]
    for (slot, argument) in arguments.enumerated() { names[.local(slot)] = Quantity(argument) }
    known.learn(inside.facts.filter { before[$0.key] != $0.value }, named: names)
  }
}

extension CostModel {
  /// Whether a condition is decided, by the ranges of its sides or because they have been compared.
  func decided(_ condition: CheckedExpression, _ known: Knowledge) -> Bool? {
    known.decided(condition) ?? known.compared(condition)
  }
}

extension Knowledge {
  /// What a comparison says of the difference of its sides, where neither is a constant.
  fileprivate mutating func compare(_ condition: CheckedExpression, is truth: Bool) {
    guard case .compare(let comparison, let left, let right) = condition.kind,
      let pair = Knowledge.pair(left, right)
    else { return }
    let interval: Interval =
      switch truth ? comparison : comparison.negated {
      case .equal: .only(0)
      case .notEqual: Interval.any.withoutZero()
      case .less: Interval(.min, -1)
      case .lessOrEqual: Interval(.min, 0)
      case .greater: Interval(1, .max)
      case .greaterOrEqual: Interval(0, .max)
      }
    let term = Quantity.difference(pair.left, pair.right)
    learn(term, facts[term].map { $0.both(interval) } ?? interval)
  }

  fileprivate func compared(_ condition: CheckedExpression) -> Bool? {
    guard !facts.isEmpty, case .compare(let comparison, let left, let right) = condition.kind,
      let pair = Knowledge.pair(left, right)
    else { return nil }
    if let difference = facts[.difference(pair.left, pair.right)] {
      return comparison.holds(of: difference)
    }
    return facts[.difference(pair.right, pair.left)].flatMap {
      comparison.mirrored.holds(of: $0)
    }
  }

  private static func pair(
    _ left: CheckedExpression, _ right: CheckedExpression
  ) -> (left: Quantity, right: Quantity)? {
    guard let left = Quantity(left), let right = Quantity(right) else { return nil }
    if case .constant = left { return nil }
    if case .constant = right { return nil }
    return (left, right)
  }
}

extension Comparison {
  /// Whether two sides compare so, by what is known of their difference.
  fileprivate func holds(of difference: Interval) -> Bool? {
    switch self {
    case .equal: difference == .only(0) ? true : difference.containsZero ? nil : false
    case .notEqual: Comparison.equal.holds(of: difference).map { !$0 }
    case .less: difference.upper < 0 ? true : difference.lower >= 0 ? false : nil
    case .lessOrEqual: difference.upper <= 0 ? true : difference.lower > 0 ? false : nil
    case .greater: Comparison.lessOrEqual.holds(of: difference).map { !$0 }
    case .greaterOrEqual: Comparison.less.holds(of: difference).map { !$0 }
    }
  }
}

extension CheckedExpression {
  /// Whether a condition may say several things.
  fileprivate var hasParts: Bool {
    switch kind {
    case .logical, .not, .call: true
    default: false
    }
  }
}
