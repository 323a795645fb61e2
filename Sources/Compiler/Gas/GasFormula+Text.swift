import Semantics

extension GasFormula {
  /// `412 + 37*Account + sort(Account)`.
  package func text(in contract: CheckedContract) -> String {
    guard let first = ways.first, ways.count > 1 else {
      return ways.first?.text(in: contract) ?? "0"
    }
    // What all ways have in common stands before the `max` once.
    let common = ways.dropFirst().reduce(first) { $0.common(with: $1) }
    let rest = ways.map { $0.without(common).text(in: contract) }
    let choice = "max(" + rest.joined(separator: ", ") + ")"
    return common.isNothing ? choice : common.text(in: contract) + " + " + choice
  }
}

extension GasFormula.Polynomial {
  fileprivate var isNothing: Bool { terms.values.allSatisfy { $0 == 0 } }

  fileprivate func common(with other: Self) -> Self {
    Self(terms: terms.reduce(into: [:]) { $0[$1.key] = min($1.value, other.terms[$1.key] ?? 0) })
  }

  fileprivate func without(_ part: Self) -> Self {
    Self(terms: terms.reduce(into: [:]) { $0[$1.key] = $1.value - (part.terms[$1.key] ?? 0) })
  }

  fileprivate func text(in contract: CheckedContract) -> String {
    let terms = self.terms.filter { $0.value > 0 }.sorted { $0.key < $1.key }
    guard !terms.isEmpty else { return "0" }
    return terms.map { monomial, coefficient in
      let factors = monomial.factors.map { $0.text(in: contract) }
      let isPlain = coefficient == 1 && !factors.isEmpty
      return ((isPlain ? [] : [String(coefficient)]) + factors).joined(separator: "*")
    }.joined(separator: " + ")
  }
}

extension GasFormula.Monomial: Comparable {
  /// Constants first, then by the sizes in order.
  static func < (left: GasFormula.Monomial, right: GasFormula.Monomial) -> Bool {
    left.factors.count != right.factors.count
      ? left.factors.count < right.factors.count
      : left.factors.lexicographicallyPrecedes(right.factors)
  }
}

extension GasFormula.Factor {
  fileprivate func text(in contract: CheckedContract) -> String {
    switch self {
    case .rows(let table): contract.tables[table].name
    case .atMost(let count, let table): "min(\(count), \(contract.tables[table].name))"
    case .sorting(let table): "sort(\(contract.tables[table].name))"
    }
  }
}
