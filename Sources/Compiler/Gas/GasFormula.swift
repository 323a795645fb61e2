import Machine
import Semantics

/// The most gas something takes, as a formula in the sizes of the tables: the greatest of a few
/// polynomials with whole coefficients.
package struct GasFormula: Hashable, Sendable {
  /// None of them is everywhere below another. Empty for what cannot happen.
  private(set) var ways: [Polynomial]

  static let impossible = GasFormula(ways: [])
  static let zero = GasFormula(ways: [Polynomial()])

  /// More than so many ways are folded into one that is above them all.
  private static let wayLimit = 4

  init(ways: [Polynomial]) { self.ways = ways }

  init(_ gas: Int, _ factors: [Factor] = []) {
    ways = [Polynomial(terms: [Monomial(factors: factors): gas])]
  }

  /// A size the gas grows with.
  package enum Factor: Hashable, Sendable {
    case rows(TableID)
    /// The rows, but at most so many.
    case atMost(Int, TableID)
    /// What sorting all rows costs.
    case sorting(TableID)
  }

  struct Monomial: Hashable {
    /// Sorted, so that equal products are equal values.
    let factors: [Factor]

    init(factors: [Factor]) { self.factors = factors.sorted() }
  }

  struct Polynomial: Hashable {
    var terms: [Monomial: Int] = [:]

    func isBelow(_ other: Polynomial) -> Bool {
      terms.allSatisfy { $0.value <= other.terms[$0.key, default: 0] }
    }
  }
}

extension GasFormula {
  package static func + (left: GasFormula, right: GasFormula) -> GasFormula {
    var sums: [Polynomial] = []
    for first in left.ways {
      for second in right.ways {
        sums.append(
          Polynomial(terms: first.terms.merging(second.terms) { $0.saturatingAdd($1) }))
      }
    }
    return GasFormula(sums)
  }

  /// Whichever is more.
  func or(_ other: GasFormula) -> GasFormula { GasFormula(ways + other.ways) }

  func times(_ factor: Factor) -> GasFormula {
    GasFormula(
      ways: ways.map { way in
        Polynomial(
          terms: way.terms.reduce(into: [:]) { terms, term in
            terms[Monomial(factors: term.key.factors + [factor])] = term.value
          })
      })
  }

  func times(_ count: Int) -> GasFormula {
    GasFormula(
      ways: ways.map { Polynomial(terms: $0.terms.mapValues { $0.saturatingMultiply(count) }) })
  }

  private init(_ candidates: [Polynomial]) {
    var kept: [Polynomial] = []
    for candidate in candidates where !kept.contains(where: { candidate.isBelow($0) }) {
      kept.removeAll { $0.isBelow(candidate) }
      kept.append(candidate)
    }
    while kept.count > GasFormula.wayLimit {
      let last = kept.removeLast()
      kept[kept.count - 1] = Polynomial(
        terms: kept[kept.count - 1].terms.merging(last.terms, uniquingKeysWith: max))
    }
    ways = kept
  }

  /// The number for so many rows; `nil` for what cannot happen.
  package func gas(rows: [Int]) -> Int? {
    ways.map { way in
      way.terms.reduce(0) { sum, term in
        sum.saturatingAdd(
          term.key.factors.reduce(term.value) { product, factor in
            product.saturatingMultiply(factor.size(rows))
          })
      }
    }.max()
  }
}

extension GasFormula.Factor: Comparable {
  package static func < (left: GasFormula.Factor, right: GasFormula.Factor) -> Bool {
    left.order.lexicographicallyPrecedes(right.order)
  }

  private var order: [Int] {
    switch self {
    case .rows(let table): [0, table]
    case .atMost(let count, let table): [1, table, count]
    case .sorting(let table): [2, table]
    }
  }

  func size(_ rows: [Int]) -> Int {
    switch self {
    case .rows(let table): rows[table]
    case .atMost(let count, let table): min(count, rows[table])
    case .sorting(let table): Opcode.sort.cost * comparisons(rows[table])
    }
  }
}

/// `n * ceil(log2 n)`: what sorting `n` things costs, in comparisons.
func comparisons(_ n: Int) -> Int {
  n < 2 ? 0 : n.saturatingMultiply(Int.bitWidth - (n - 1).leadingZeroBitCount)
}

extension Int {
  /// Gas is never negative, so what does not fit is simply the most there is.
  func saturatingAdd(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  func saturatingMultiply(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }
}
