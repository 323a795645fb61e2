import Semantics

extension GasFormula {
  /// `412 + 37*Account + sort(Account)`.
  package func text(in contract: CheckedContract) -> String {
    let texts = ways.map { $0.text(in: contract) }
    return texts.count == 1 ? texts[0] : "max(" + texts.joined(separator: ", ") + ")"
  }
}

extension GasFormula.Polynomial {
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
