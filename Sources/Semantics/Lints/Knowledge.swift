/// What is known of the values of a body at one point of its run: the declared ranges, and what
/// assignments and conditions passed on the way there say beyond them.
///
/// Whatever is said here holds on every run that reaches the point, unless it traps before.
package struct Knowledge {
  package let contract: CheckedContract
  package let frame: Frame
  package private(set) var facts: [Term: Interval] = [:]

  /// More facts than this are not kept, so the time a long body takes stays in proportion.
  private static let capacity = 200

  package init(_ contract: CheckedContract, frame: Frame) {
    self.contract = contract
    self.frame = frame
  }

  // MARK: - Learning and forgetting

  package mutating func learn(_ term: Term, _ interval: Interval) {
    if facts[term] == nil, facts.count >= Knowledge.capacity { return }
    facts[term] = interval
  }

  package mutating func forget(_ changes: Set<Change>) {
    if changes.isEmpty || facts.isEmpty { return }
    facts = facts.filter { !$0.key.reads(changes) }
  }

  /// What is known where two ways meet. A term known on one way only keeps what its declaration says.
  package func joined(with other: Knowledge) -> Knowledge {
    var result = self
    result.facts = [:]
    for (term, interval) in facts {
      if let there = other.facts[term] { result.facts[term] = interval.hull(there) }
    }
    return result
  }

  /// Takes for granted that the condition came out so.
  package mutating func assume(_ condition: CheckedExpression, is truth: Bool) {
    switch condition.kind {
    case .not(let value): assume(value, is: !truth)
    case .logical(.and, let left, let right):
      if truth {
        assume(left, is: true)
        assume(right, is: true)
      } else {
        assumeEither(left, false, right, false)
      }
    case .logical(.or, let left, let right):
      if truth {
        assumeEither(left, true, right, true)
      } else {
        assume(left, is: false)
        assume(right, is: false)
      }
    case .logical(.implies, let left, let right):
      if truth {
        assumeEither(left, false, right, true)
      } else {
        assume(left, is: true)
        assume(right, is: false)
      }
    case .compare(let comparison, let left, let right):
      narrow(left, by: truth ? comparison : comparison.negated, range(of: right))
      narrow(right, by: (truth ? comparison : comparison.negated).mirrored, range(of: left))
    default:
      if condition.type == .truth, let term = Term(condition) { learn(term, .truth(truth)) }
    }
  }

  /// One of the two came out so, and it is not known which.
  private mutating func assumeEither(
    _ left: CheckedExpression, _ leftTruth: Bool, _ right: CheckedExpression, _ rightTruth: Bool
  ) {
    var one = self
    one.assume(left, is: leftTruth)
    var other = self
    other.assume(right, is: rightTruth)
    self = one.joined(with: other)
  }
}

extension Knowledge {
  /// `left` stands to some value of `right` as said.
  private mutating func narrow(
    _ left: CheckedExpression, by comparison: Comparison, _ right: Interval
  ) {
    guard let term = Term(left) else { return }
    let before = range(of: left)
    let after = before.narrowed(by: comparison, right)
    if after != before { learn(term, after) }
    // A size above zero says something about what it is the size of.
    if !after.containsZero, case .builtin(.absolute, let arguments, _) = left.kind,
      let inner = arguments.first, let term = Term(inner)
    {
      learn(term, range(of: inner).withoutZero())
    }
  }
}

extension Interval {
  /// What is left of this interval when its value stands so to some value of the other.
  fileprivate func narrowed(by comparison: Comparison, _ other: Interval) -> Interval {
    switch comparison {
    case .equal: return narrowed(to: other)
    case .notEqual:
      guard let word = other.single, !word.isEnd else { return self }
      if word == 0 { return withoutZero() }
      if word == lower { return narrowed(to: Interval(word &+ 1, .max)) }
      if word == upper { return narrowed(to: Interval(.min, word &- 1)) }
      return self
    case .less:
      return other.upper.isEnd ? self : narrowed(to: Interval(.min, other.upper &- 1))
    case .lessOrEqual: return narrowed(to: Interval(.min, other.upper))
    case .greater:
      return other.lower.isEnd ? self : narrowed(to: Interval(other.lower &+ 1, .max))
    case .greaterOrEqual: return narrowed(to: Interval(other.lower, .max))
    }
  }
}

extension Comparison {
  /// The same said from the other side.
  package var mirrored: Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
