/// An expression reduced to what it names, so that equal terms have equal values as long as nothing
/// they read changes: `x`, `a.size`, `1 - haircut`, `abs(x)`.
package indirect enum Term: Hashable {
  case constant(Int128)
  case local(LocalID)
  case state(StateID)
  case parameter(ParameterID)
  case field(TableID, FieldID, row: Term)
  case key(TableID, Int, row: Term)
  case identity(Term)
  case rowNumbered(TableID, Term)
  case rowKeyed(TableID, [Term])
  case negate(Term)
  case sum(Term, Term)
  case difference(Term, Term)
  case absolute(Term)
}

extension Term {
  /// `nil` for what is not worth remembering.
  package init?(_ expression: CheckedExpression) {
    switch expression.kind {
    case .constant(let word): self = .constant(word)
    case .local(let slot): self = .local(slot)
    case .state(let state): self = .state(state)
    case .parameter(let parameter): self = .parameter(parameter)
    case .field(let table, let field, row: let row):
      guard let row = Term(row) else { return nil }
      self = .field(table, field, row: row)
    case .key(let table, key: let key, row: let row):
      guard let row = Term(row) else { return nil }
      self = .key(table, key, row: row)
    case .identity(row: let row):
      guard let row = Term(row) else { return nil }
      self = .identity(row)
    case .rowNumbered(let table, let number):
      guard let number = Term(number) else { return nil }
      self = .rowNumbered(table, number)
    case .rowKeyed(let table, let keys):
      let terms = keys.compactMap { Term($0) }
      guard terms.count == keys.count else { return nil }
      self = .rowKeyed(table, terms)
    case .negate(let value):
      guard let value = Term(value) else { return nil }
      self = .negate(value)
    case .arithmetic(.add, let left, let right, _):
      guard let left = Term(left), let right = Term(right) else { return nil }
      self = .sum(left, right)
    case .arithmetic(.subtract, let left, let right, _):
      guard let left = Term(left), let right = Term(right) else { return nil }
      self = .difference(left, right)
    case .builtin(.absolute, let arguments, _):
      guard arguments.count == 1, let value = Term(arguments[0]) else { return nil }
      self = .absolute(value)
    default: return nil
    }
  }

  /// Whether one of the changes may alter the value.
  func reads(_ changes: Set<Change>) -> Bool {
    switch self {
    case .constant: false
    case .local(let slot): changes.contains(.local(slot))
    case .state(let state): changes.contains(.state(state)) || changes.contains(.anything)
    case .parameter(let parameter):
      changes.contains(.parameter(parameter)) || changes.contains(.anything)
    case .field(let table, let field, row: let row):
      changes.contains(.field(table, field)) || changes.contains(.table(table))
        || changes.contains(.anything) || row.reads(changes)
    case .key(_, _, row: let term), .identity(let term), .rowNumbered(_, let term),
      .negate(let term), .absolute(let term):
      term.reads(changes)
    case .rowKeyed(_, let keys): keys.contains { $0.reads(changes) }
    case .sum(let left, let right), .difference(let left, let right):
      left.reads(changes) || right.reads(changes)
    }
  }
}
