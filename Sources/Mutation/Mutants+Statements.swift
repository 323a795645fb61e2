import Diagnostics
import Syntax

extension Mutants {
  mutating func visit(_ block: Block) {
    for statement in block.statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .local(let local):
      for column in local.columns { visit(column) }
      visit(local.value)
    case .assign(let target, let sign, let value, let signSpan):
      remove(.statement, statement.span)
      if let other = sign.opposite { replace(.arithmetic, signSpan, other.rawValue) }
      visit(target)
      visit(value)
    case .call(let value):
      remove(.statement, statement.span)
      visit(value)
    case .require(let requirement), .ensure(let requirement):
      remove(.requirement, statement.span)
      visit(requirement.condition)
    case .if(let branches, let otherwise):
      for branch in branches {
        turnRound(branch.condition)
        visit(branch.condition)
        visit(branch.body)
      }
      if let otherwise { visit(otherwise) }
    case .match(let subject, let arms, let otherwise):
      visit(subject)
      for arm in arms { visit(arm.body) }
      if let otherwise { visit(otherwise) }
    case .for(let loop):
      visit(loop.rows)
      if let limit = loop.limit,
        let word = word(.limit, before: limit.span.lower, in: limit.span.file)
      {
        remove(.selection, word.join(operand(limit)))
      }
      visit(loop.body)
    case .repeat(_, let body): visit(body)
    case .return(let value?): visit(value)
    case .emit(_, let arguments):
      remove(.statement, statement.span)
      for argument in arguments { visit(argument) }
    case .reset: remove(.statement, statement.span)
    case .break, .continue: remove(.statement, statement.span)
    case .return(nil), .missing: break
    // Parts of specs, in which no rule stands.
    case .attempt, .choose, .later, .flow, .skip: break
    }
  }

  /// A condition that is not a plain comparison, which has changes of its own.
  mutating func turnRound(_ condition: Expression) {
    switch condition.kind {
    case .binary(let sign, _, _, _) where sign.boundary != nil || sign.opposite != nil: break
    case .not: break
    default:
      let extent = extent(of: condition)
      replace(.logic, extent, "not (" + text(extent) + ")")
    }
  }

  mutating func visit(_ rows: RowSelection) {
    if let condition = rows.condition {
      if let word = word(.where, before: condition.span.lower, in: condition.span.file) {
        remove(.selection, word.join(operand(condition)))
      }
      turnRound(condition)
      visit(condition)
    }
    guard let first = rows.keys.first, let last = rows.keys.last else { return }
    let file = first.key.span.file
    for key in rows.keys {
      let end = operand(key.key).end
      if key.descending {
        replace(.order, descendingSpan(after: operand(key.key)), " ")
      } else {
        replace(.order, end, " descending")
      }
      visit(key.key)
    }
    if let word = word(.by, before: first.key.span.lower, in: file) {
      let end =
        last.descending
        ? descendingSpan(after: operand(last.key)) : operand(last.key)
      remove(.order, word.join(end))
    }
  }

  /// The word behind a key, with the blanks between.
  private func descendingSpan(after key: Span) -> Span {
    guard let word = word(.descending, behind: key.upper, in: key.file) else { return key.end }
    return key.end.join(word)
  }
}

extension AssignmentOperator {
  fileprivate var opposite: AssignmentOperator? {
    switch self {
    case .add: .subtract
    case .subtract: .add
    case .multiply: .divide
    case .divide: .multiply
    case .set: nil
    }
  }
}
