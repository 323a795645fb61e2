import Semantics

/// Something facts are about, which is called `Term` in the module of the lints.
typealias Quantity = Semantics.Term

extension Knowledge {
  /// More facts than this are not carried into a function or out of it.
  private static let carried = 100

  /// Facts from elsewhere, as far as what they are about has a name here. In which order they come
  /// does not matter.
  mutating func learn(_ facts: [Quantity: Interval], named names: [Quantity: Quantity]) {
    guard facts.count <= Knowledge.carried else { return }
    for (term, interval) in facts {
      guard let renamed = term.renamed(names) else { continue }
      learn(renamed, self.facts[renamed].map { $0.both(interval) } ?? interval)
    }
  }
}

extension Interval {
  /// What lies in both; where nothing does no run comes, and it is one of the two, whichever way
  /// round they are.
  func both(_ other: Interval) -> Interval {
    let isFirst = lower != other.lower ? lower < other.lower : upper <= other.upper
    return isFirst ? narrowed(to: other) : other.narrowed(to: self)
  }
}

extension Quantity {
  /// The same, said in other slots; `nil` where a local has no name there.
  func renamed(_ names: [Quantity: Quantity]) -> Quantity? {
    if let name = names[self] { return name }
    switch self {
    case .constant, .state, .parameter: return self
    case .local: return nil
    case .field(let table, let field, let row):
      return row.renamed(names).map { .field(table, field, row: $0) }
    case .key(let table, let key, let row):
      return row.renamed(names).map { .key(table, key, row: $0) }
    case .identity(let row): return row.renamed(names).map { .identity($0) }
    case .rowNumbered(let table, let number):
      return number.renamed(names).map { .rowNumbered(table, $0) }
    case .rowKeyed(let table, let keys):
      let renamed = keys.compactMap { $0.renamed(names) }
      return renamed.count == keys.count ? .rowKeyed(table, renamed) : nil
    case .negate(let value): return value.renamed(names).map { .negate($0) }
    case .absolute(let value): return value.renamed(names).map { .absolute($0) }
    case .sum(let left, let right):
      guard let left = left.renamed(names), let right = right.renamed(names) else { return nil }
      return .sum(left, right)
    case .difference(let left, let right):
      guard let left = left.renamed(names), let right = right.renamed(names) else { return nil }
      return .difference(left, right)
    }
  }

  private var parts: [Quantity] {
    switch self {
    case .constant, .state, .parameter, .local: []
    case .field(_, _, let row), .key(_, _, let row), .identity(let row), .rowNumbered(_, let row),
      .negate(let row), .absolute(let row):
      [row]
    case .rowKeyed(_, let keys): keys
    case .sum(let left, let right), .difference(let left, let right): [left, right]
    }
  }

  var hasLocal: Bool {
    if case .local = self { true } else { parts.contains { $0.hasLocal } }
  }

  /// Whether all it reads of the state is among these.
  func reads(only cells: Set<Change>) -> Bool {
    let isAmong =
      switch self {
      case .state(let state): cells.contains(.state(state))
      case .parameter(let parameter): cells.contains(.parameter(parameter))
      case .field(let table, let field, _): cells.contains(.field(table, field))
      default: true
      }
    return isAmong && parts.allSatisfy { $0.reads(only: cells) }
  }
}
