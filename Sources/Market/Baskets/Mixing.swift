import Numerics

/// Independent draws to correlated ones.
///
/// From a matrix it is the lower factor of Cholesky's decomposition, so a market's draw is made of
/// its own and those of the markets before it: a market added behind the others changes none of
/// them. Weights of zero are left out.
struct Mixing: Hashable, Sendable {
  private var terms: [Term] = []
  /// Where each market's terms end.
  private var ends: [Int] = []
  /// The stream of the common factor and each market's loading, where there is one.
  private(set) var factor: Factor?

  private struct Term: Hashable, Sendable {
    let member: Int
    let weight: Int128
  }

  struct Factor: Hashable, Sendable {
    let purpose: UInt64
    let loadings: [Int128]
  }

  /// Which markets are correlated with any other.
  private(set) var isMixed: [Bool] = []

  init(_ correlation: Correlation, count: Int) throws(MarketError) {
    switch correlation {
    case .independent:
      for member in 0..<count { append([(member, Fixed.unit)]) }
      isMixed = Array(repeating: false, count: count)
    case .matrix(let rows):
      try append(matrix: rows, count: count)
    case .pairs(let pairs):
      try append(matrix: Correlation.matrix(of: pairs, count: count), count: count)
    case .commonFactor(let loadings, let purpose):
      guard loadings.count == count else {
        throw .correlationSize(wanted: count, found: loadings.count)
      }
      for (member, loading) in loadings.enumerated() {
        guard SettingRange.correlation.contains(loading) else {
          throw .correlationRange(first: member, second: member, value: loading)
        }
        let own = try? Fixed.sqrt(Fixed.unit - scaled(loading, loading), .halfUp)
        append([(member, own ?? 0)])
      }
      factor = Factor(purpose: purpose, loadings: loadings)
      isMixed = loadings.map { $0 != 0 }
    }
  }

  private mutating func append(matrix rows: [[Int128]], count: Int) throws(MarketError) {
    try Mixing.check(rows, count: count)
    for row in try Mixing.cholesky(rows) {
      append(row.enumerated().compactMap { $1 == 0 ? nil : ($0, $1) })
    }
    isMixed = rows.enumerated().map { index, row in
      row.enumerated().contains { $0 != index && $1 != 0 }
    }
  }

  private mutating func append(_ row: [(Int, Int128)]) {
    terms += row.map { Term(member: $0.0, weight: $0.1) }
    ends.append(terms.count)
  }

  /// A market's correlated draw, where its own and those of the markets before it are in `states`.
  @inline(__always)
  func draw(_ member: Int, _ states: [PathState], factor: Int128) -> Int128 {
    var sum: Int128 = 0
    var index = member == 0 ? 0 : ends[member - 1]
    while index < ends[member] {
      let term = terms[index]
      sum +=
        term.weight == Fixed.unit
        ? states[term.member].ownDraw : scaled(term.weight, states[term.member].ownDraw)
      index += 1
    }
    if let loadings = self.factor?.loadings { sum += scaled(loadings[member], factor) }
    return sum
  }
}

extension Mixing {
  private static func check(_ rows: [[Int128]], count: Int) throws(MarketError) {
    guard rows.count == count else { throw .correlationSize(wanted: count, found: rows.count) }
    for (first, row) in rows.enumerated() {
      guard row.count == count else { throw .correlationSize(wanted: count, found: row.count) }
      guard row[first] == Fixed.unit else {
        throw .correlationOfItself(member: first, value: row[first])
      }
      for second in 0..<first {
        let value = row[second]
        guard SettingRange.correlation.contains(value) else {
          throw .correlationRange(first: second, second: first, value: value)
        }
        guard value == rows[second][first] else {
          throw .correlationAsymmetric(first: second, second: first)
        }
      }
    }
  }

  /// The lower factor. What the markets before one leave unexplained of it may be nothing, as with
  /// a correlation of 100%, and by rounding a little less; then it has no draw of its own, and
  /// nothing later can hang on that.
  private static func cholesky(_ rows: [[Int128]]) throws(MarketError) -> [[Int128]] {
    let nothing = Fixed.unit / 1_000_000_000_000
    let rounding = Fixed.unit / 1_000_000_000
    var factor: [[Int128]] = []
    for (member, row) in rows.enumerated() {
      var weights: [Int128] = []
      var unexplained = Fixed.unit
      for before in 0..<member {
        var rest = row[before]
        for index in 0..<before { rest -= scaled(weights[index], factor[before][index]) }
        let pivot = factor[before][before]
        var weight: Int128 = 0
        if pivot != 0 {
          weight = Fixed.divideReportingOverflow(rest, pivot, .halfUp).partialValue
        } else if rest.magnitude > Fixed.unit.magnitude / 1_000_000 {
          throw .correlationImpossible(member: member, excess: Int128(rest.magnitude))
        }
        // More than all of a market; also keeps the squares small.
        if weight.magnitude > 2 * Fixed.unit.magnitude {
          throw .correlationImpossible(member: member, excess: Fixed.unit)
        }
        weights.append(weight)
        unexplained -= scaled(weight, weight)
      }
      guard unexplained >= -rounding else {
        throw .correlationImpossible(member: member, excess: -unexplained)
      }
      let own = unexplained <= nothing ? 0 : (try? Fixed.sqrt(unexplained, .halfUp)) ?? 0
      weights.append(own)
      factor.append(weights)
    }
    return factor
  }
}
