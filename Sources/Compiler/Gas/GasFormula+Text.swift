import Numerics
import Semantics

extension GasFormula {
  /// `1_412 + 37*Account + sort(Account)`.
  package func text(in contract: CheckedContract) -> String {
    let terms = sorted
    guard !terms.isEmpty else { return "0" }
    return terms.map { product, gas in
      let factors = product.factors.map { $0.text(in: contract) }
      let isPlain = gas == 1 && !factors.isEmpty
      return ((isPlain ? [] : [Integer.text(Int128(gas))]) + factors).joined(separator: "*")
    }.joined(separator: " + ")
  }
}

extension GasFormula.Factor {
  fileprivate func text(in contract: CheckedContract) -> String {
    switch self {
    case .rows(let table): contract.tables[table].name
    case .atMost(let count, let table):
      "min(\(Integer.text(Int128(count))), \(contract.tables[table].name))"
    case .sorting(let table): "sort(\(contract.tables[table].name))"
    case .greatest(let sums):
      "max(" + sums.map { $0.text(in: contract) }.joined(separator: ", ") + ")"
    }
  }
}
