import Machine
import Semantics

/// The most gas something takes, as a formula in the sizes of the tables: a sum of products. Where
/// it depends on the sizes which of several sums is the greatest, a factor is the `max` of them.
package struct GasFormula: Hashable, Sendable {
  /// What stands before each product; `nil` for what cannot happen.
  private(set) var terms: [Product: Int]?

  static let impossible = GasFormula(terms: nil)
  package static let zero = GasFormula(terms: [:])

  /// Where more than so many sums stand inside one, the greatest of two is taken to be a sum that is
  /// above both, so that no formula grows out of hand.
  private static let sizeLimit = 60

  private init(terms: [Product: Int]?) { self.terms = terms }

  init(_ gas: Int) { terms = gas == 0 ? [:] : [Product(factors: []): gas] }

  /// Something the gas grows with.
  package indirect enum Factor: Hashable, Sendable {
    case rows(TableID)
    /// The rows, but at most so many.
    case atMost(Int, TableID)
    /// What sorting all rows costs.
    case sorting(TableID)
    /// The greatest of some sums.
    case greatest([GasFormula])
  }

  package struct Product: Hashable, Sendable {
    /// Sorted, so that equal products are equal values.
    let factors: [Factor]

    init(factors: [Factor]) { self.factors = factors.sorted() }
  }
}

extension GasFormula {
  package static func + (left: GasFormula, right: GasFormula) -> GasFormula {
    guard let first = left.terms, let second = right.terms else { return .impossible }
    return GasFormula(terms: first.merging(second) { $0.saturatingAdd($1) })
  }

  /// Whichever is more.
  func or(_ other: GasFormula) -> GasFormula {
    guard let terms, let others = other.terms else { return terms == nil ? other : self }
    if isBelow(other) { return other }
    if other.isBelow(self) { return self }
    let common = terms.reduce(into: [Product: Int]()) { common, term in
      if let there = others[term.key] { common[term.key] = min(term.value, there) }
    }
    guard size + other.size <= GasFormula.sizeLimit else {
      return GasFormula(terms: terms.merging(others) { max($0, $1) })
    }
    let rests = (without(common).sums + other.without(common).sums)
    var kept: [GasFormula] = []
    for rest in rests where !kept.contains(where: { rest.isBelow($0) }) {
      kept.removeAll { $0.isBelow(rest) }
      kept.append(rest)
    }
    let choice = kept.count == 1 ? kept[0] : GasFormula(1).times(.greatest(kept.sorted()))
    return GasFormula(terms: common) + choice
  }

  /// What is left when this much is taken off.
  private func without(_ common: [Product: Int]) -> GasFormula {
    GasFormula(
      terms: terms?.reduce(into: [:]) { rest, term in
        let left = term.value - (common[term.key] ?? 0)
        if left > 0 { rest[term.key] = left }
      })
  }

  /// The sums this is the greatest of, when it is nothing else.
  private var sums: [GasFormula] {
    guard let only = terms?.first, terms?.count == 1, only.value == 1,
      only.key.factors.count == 1, case .greatest(let sums) = only.key.factors[0]
    else { return [self] }
    return sums
  }

  /// Nowhere more than the other, as far as can be seen term by term in so many looks.
  private func isBelow(_ other: GasFormula, looks: Int = 60) -> Bool {
    var looks = looks
    return isBelow(other, &looks)
  }

  /// The greatest of some is below when all of them are, and anything is below the greatest of some
  /// when it is below one of them.
  private func isBelow(_ other: GasFormula, _ looks: inout Int) -> Bool {
    guard let terms, let others = other.terms else { return terms == nil }
    looks -= 1
    if terms.allSatisfy({ $0.value <= others[$0.key, default: 0] }) { return true }
    guard looks > 0 else { return false }
    if let own = alternatives(but: others) {
      for one in own { guard one.isBelow(other, &looks) else { return false } }
      return true
    }
    for one in other.alternatives(but: terms) ?? [] where isBelow(one, &looks) { return true }
    return false
  }

  /// The sums this is one of, by the first choice in it that is not also there.
  private func alternatives(but others: [Product: Int]) -> [GasFormula]? {
    for (product, gas) in sorted where others[product, default: 0] < gas {
      for (place, factor) in product.factors.enumerated() {
        guard case .greatest(let sums) = factor else { continue }
        var rest = self
        rest.terms?[product] = nil
        var factors = product.factors
        factors.remove(at: place)
        return sums.map { sum in factors.reduce(sum) { $0.times($1) }.times(gas) + rest }
      }
    }
    return nil
  }

  /// How many sums are in it.
  private var size: Int {
    (terms ?? [:]).keys.reduce(1) { size, product in
      product.factors.reduce(size) { size, factor in
        guard case .greatest(let sums) = factor else { return size }
        return sums.reduce(size) { $0 + $1.size }
      }
    }
  }

  /// Whether the same sum is the greatest for all sizes.
  package var isOneWay: Bool { size == 1 }

  func times(_ factor: Factor) -> GasFormula {
    GasFormula(
      terms: terms?.reduce(into: [:]) { terms, term in
        terms[Product(factors: term.key.factors + [factor])] = term.value
      })
  }

  func times(_ count: Int) -> GasFormula {
    guard count > 0 else { return .zero }
    return GasFormula(terms: terms?.mapValues { $0.saturatingMultiply(count) })
  }

  /// The number for so many rows; `nil` for what cannot happen.
  package func gas(rows: [Int]) -> Int? {
    terms?.reduce(0) { sum, term in
      sum.saturatingAdd(
        term.key.factors.reduce(term.value) { product, factor in
          product.saturatingMultiply(factor.size(rows))
        })
    }
  }
}

extension GasFormula.Factor: Comparable {
  package static func < (left: GasFormula.Factor, right: GasFormula.Factor) -> Bool {
    guard case .greatest(let sums) = left, case .greatest(let others) = right else {
      return left.order.lexicographicallyPrecedes(right.order)
    }
    return sums.lexicographicallyPrecedes(others)
  }

  private var order: [Int] {
    switch self {
    case .rows(let table): [0, table]
    case .atMost(let count, let table): [1, table, count]
    case .sorting(let table): [2, table]
    case .greatest: [3]
    }
  }

  func size(_ rows: [Int]) -> Int {
    switch self {
    case .rows(let table): rows[table]
    case .atMost(let count, let table): min(count, rows[table])
    case .sorting(let table): Opcode.sort.cost * comparisons(rows[table])
    case .greatest(let sums): sums.compactMap { $0.gas(rows: rows) }.max() ?? 0
    }
  }
}

extension GasFormula.Product: Comparable {
  /// Constants first, then by the sizes in order.
  package static func < (left: GasFormula.Product, right: GasFormula.Product) -> Bool {
    left.factors.count != right.factors.count
      ? left.factors.count < right.factors.count
      : left.factors.lexicographicallyPrecedes(right.factors)
  }
}

extension GasFormula: Comparable {
  /// An order to write sums in, which says nothing about their size.
  package static func < (left: GasFormula, right: GasFormula) -> Bool {
    let (first, second) = (left.sorted, right.sorted)
    for (one, other) in zip(first, second) where one != other {
      return one.product != other.product ? one.product < other.product : one.gas < other.gas
    }
    return first.count < second.count
  }

  /// The products in the order they are written, with what stands before each.
  var sorted: [(product: Product, gas: Int)] {
    (terms ?? [:]).map { (product: $0.key, gas: $0.value) }.sorted { $0.product < $1.product }
  }
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
