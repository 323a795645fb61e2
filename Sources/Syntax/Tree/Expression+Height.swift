extension Expression.Kind {
  /// The height of the tallest child, 0 for a leaf.
  var heightBelow: Int {
    switch self {
    case .number(let literal): literal.unit?.index?.value.height ?? 0
    case .truth, .none, .name, .wildcard, .missing: 0
    case .member(let base, _): base.height
    case .index(let base, let arguments), .call(let base, let arguments):
      arguments.reduce(base.height) { max($0, $1.height) }
    case .aggregate(let aggregate):
      max(
        aggregate.body?.height ?? 0, aggregate.otherwise?.height ?? 0, aggregate.rows.heightBelow)
    case .negate(let operand), .not(let operand), .rounded(let operand, _), .can(let operand):
      operand.height
    case .binary(_, let left, let right, _): max(left.height, right.height)
    case .conditional(let condition, let then, let otherwise):
      max(condition.height, then.height, otherwise.height)
    case .match(let subject, let arms, let otherwise):
      arms.reduce(max(subject.height, otherwise?.height ?? 0)) {
        max($0, $1.pattern.height, $1.body.height)
      }
    case .tuple(let parts): parts.reduce(0) { max($0, $1.height) }
    case .draw(_, let arguments): arguments.reduce(0) { max($0, $1.value.height) }
    case .some(let rows): rows.heightBelow
    case .stepsAgo(let steps): steps.height
    case .row(let fields): fields.reduce(0) { max($0, $1.value.height) }
    }
  }
}

extension RowSelection {
  var heightBelow: Int {
    keys.reduce(condition?.height ?? 0) { max($0, $1.key.height) }
  }
}
