/// What a quantity measures: units with integer exponents, `USD^1 * BTC^-1` for a price. The empty
/// product is a plain ratio. Factors are kept sorted, so equal dimensions are equal values.
package struct Dimension: Hashable, Sendable {
  package private(set) var factors: [Factor]

  package static let none = Dimension(factors: [])
  package static let duration = Dimension(.duration)

  package init(_ unit: UnitTag) { factors = [Factor(unit: unit, exponent: 1)] }

  private init(factors: [Factor]) { self.factors = factors }

  package struct Factor: Hashable, Sendable {
    package let unit: UnitTag
    package let exponent: Int
  }

  package var isNone: Bool { factors.isEmpty }

  package static func * (left: Dimension, right: Dimension) -> Dimension {
    left.merged(with: right, sign: 1)
  }

  package static func / (left: Dimension, right: Dimension) -> Dimension {
    left.merged(with: right, sign: -1)
  }

  package func raised(to power: Int) -> Dimension {
    power == 0
      ? .none
      : Dimension(
        factors: factors.map { Factor(unit: $0.unit, exponent: $0.exponent * power) })
  }

  /// The dimension whose square this is, when there is one.
  package var squareRoot: Dimension? {
    guard factors.allSatisfy({ $0.exponent % 2 == 0 }) else { return nil }
    return Dimension(factors: factors.map { Factor(unit: $0.unit, exponent: $0.exponent / 2) })
  }

  /// No exponent may leave this range, so arithmetic on exponents cannot overflow.
  package static let exponentLimit = 16

  package var isWithinLimit: Bool {
    factors.allSatisfy { abs($0.exponent) <= Dimension.exponentLimit }
  }

  /// Every unit replaced, as when a function is called with actual units and rows.
  package func mapping(_ replacement: (UnitTag) -> Dimension) -> Dimension {
    factors.reduce(.none) { $0 * replacement($1.unit).raised(to: $1.exponent) }
  }

  private func merged(with other: Dimension, sign: Int) -> Dimension {
    var result: [Factor] = []
    var (i, j) = (0, 0)
    while i < factors.count || j < other.factors.count {
      if j == other.factors.count || (i < factors.count && factors[i].unit < other.factors[j].unit)
      {
        result.append(factors[i])
        i += 1
      } else if i == factors.count || other.factors[j].unit < factors[i].unit {
        let factor = other.factors[j]
        result.append(Factor(unit: factor.unit, exponent: sign * factor.exponent))
        j += 1
      } else {
        let exponent = factors[i].exponent + sign * other.factors[j].exponent
        if exponent != 0 { result.append(Factor(unit: factors[i].unit, exponent: exponent)) }
        i += 1
        j += 1
      }
    }
    return Dimension(factors: result)
  }
}

/// A unit that dimensions are made of.
package enum UnitTag: Hashable, Sendable {
  case duration
  /// A declared unit: `USD`.
  case unit(String)
  /// A unit of its own for each row: `base[m]`, told apart by the path that names the row.
  case indexed(String, UnitIndex)
  /// A unit parameter of a function: `Q`.
  case parameter(String)
}

/// The row in `base[m]`: an immutable name, so that equal paths mean equal rows.
package enum UnitIndex: Hashable, Sendable {
  /// The row a table's own field belongs to, before it is known which.
  case this
  case local(LocalID, name: String)
  case numbered(table: String, Int)
  /// A key of a row that is itself a path: `p.market`.
  indirect case key(of: UnitIndex, Int, name: String)
}

extension UnitTag: Comparable {
  /// Units first as they read; the order only has to be total and the same every time.
  package static func < (left: UnitTag, right: UnitTag) -> Bool {
    left.sortKey.lexicographicallyPrecedes(right.sortKey)
  }

  private var sortKey: [String] {
    switch self {
    case .unit(let name): ["0", name]
    case .indexed(let name, let index): ["1", name] + index.sortKey
    case .parameter(let name): ["2", name]
    case .duration: ["3"]
    }
  }
}

extension UnitIndex {
  fileprivate var sortKey: [String] {
    switch self {
    case .this: ["0"]
    case .numbered(let table, let number): ["1", table, String(number)]
    case .local(let slot, let name): ["2", name, String(slot)]
    case .key(let base, let key, _): base.sortKey + ["3", String(key)]
    }
  }
}
