import Syntax

/// The rows by which units are told apart, as paths that cannot change.
extension ContractChecker {
  /// The path that names a row for the sake of its units; `nil` when the row could change.
  func unitIndex(of row: CheckedExpression) -> UnitIndex? {
    switch row.kind {
    case .local(let slot):
      return body.variables.contains(slot) ? nil : .local(slot, name: body.frame.locals[slot].name)
    case .rowNumbered(let table, let number):
      guard case .constant(let word) = number.kind, let place = Int(exactly: word), place >= 0
      else { return nil }
      return .numbered(table: contract.tables[table].name, place)
    case .constant(let word):
      // `none` has no unit.
      guard case .row(let table) = row.type, let place = Int(exactly: word), place >= 0
      else { return nil }
      return .numbered(table: contract.tables[table].name, place)
    case .key(let table, let key, let base):
      if case .rowKeyed(_, let keys) = built(base).kind, let index = unitIndex(of: keys[key]) {
        return index
      }
      return unitIndex(of: base).map {
        .key(of: $0, key, name: contract.tables[table].keys[key].name)
      }
    default:
      return nil
    }
  }

  /// Remembers the keys of a row that a `let` was built from.
  mutating func noteKeys(of row: CheckedExpression, in slot: LocalID) {
    let row = built(row)
    if case .rowKeyed = row.kind { body.builtRows[slot] = row }
  }

  /// A row as it was built from its keys, where that can be seen: `Position[a, m]` for the `p` of
  /// `let p = Position[a, m]`. Any other row is given back as it is.
  private func built(_ row: CheckedExpression) -> CheckedExpression {
    switch row.kind {
    case .local(let slot): return body.builtRows[slot] ?? row
    case .key(_, let key, let base):
      guard case .rowKeyed(_, let keys) = built(base).kind else { return row }
      return built(keys[key])
    default: return row
    }
  }

  /// The path `index`, with `row` where its root stands.
  func unitIndex(along index: UnitIndex, from row: CheckedExpression) -> UnitIndex? {
    self.row(along: index, from: row).flatMap { unitIndex(of: $0) }
  }

  private func row(along index: UnitIndex, from row: CheckedExpression) -> CheckedExpression? {
    guard case .key(let base, let key, _) = index else { return row }
    guard let row = self.row(along: base, from: row), case .row(let table) = row.type,
      contract.tables[table].keys.indices.contains(key)
    else { return nil }
    return CheckedExpression(
      .key(table, key: key, row: row), .row(contract.tables[table].keys[key].table), row.span)
  }

  /// A type with every row in it replaced: `USD/base` of a field becomes `USD/base[m]`.
  /// `nil` when a row it needs has no immutable name.
  func substitute(
    _ type: ValueType, _ replacement: (UnitIndex) -> UnitIndex?
  ) -> ValueType? {
    func dimension(_ dimension: Dimension) -> Dimension? {
      var failed = false
      let result = dimension.mapping { unit in
        guard case .indexed(let name, let index) = unit else { return Dimension(unit) }
        guard let index = index.replacing(replacement) else {
          failed = true
          return .none
        }
        return Dimension(.indexed(name, index))
      }
      return failed ? nil : result
    }
    switch type {
    case .fixed(let old): return dimension(old).map { .fixed($0) }
    case .integer(let old): return dimension(old).map { .integer($0) }
    default: return type
    }
  }
}

extension UnitIndex {
  /// Where a path starts.
  var start: UnitIndex {
    if case .key(let base, _, _) = self { base.start } else { self }
  }

  /// The path with its root replaced; keys of a root that became known rows stay keys.
  func replacing(_ replacement: (UnitIndex) -> UnitIndex?) -> UnitIndex? {
    if let direct = replacement(self) { return direct }
    switch self {
    case .this, .local: return nil
    case .numbered: return self
    case .key(let base, let key, let name):
      return base.replacing(replacement).map { .key(of: $0, key, name: name) }
    }
  }
}
