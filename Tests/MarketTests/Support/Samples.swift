import Market
import Numerics

/// Settings made from their descriptions.
enum Samples {
  static func history() throws -> PriceHistory {
    try PriceHistory(
      times: (0..<100).map { Int128($0) * hour },
      prices: (0..<100).map { 100 * unit + Int128($0 * 37 % 41) * unit })
  }

  /// A required setting with a value that suits most models; nil for those that may be left out.
  static func modest(_ description: SettingDescription) -> Setting? {
    switch description.presence {
    case .required, .repeated(atLeast: 1): break
    default: return nil
    }
    return Setting(
      description.name, labels: description.labels.map { _ in "x" },
      word(description.kind, in: description.range),
      description.clauses.filter(\.isRequired).map {
        Clause($0.kind, word($0.value, in: $0.range))
      })
  }

  private static func word(_ kind: SettingDescription.ValueKind, in range: SettingRange) -> Int128 {
    switch kind {
    case .duration: 30 * day
    case .price, .amount, .notional: 100 * unit
    case .ratio: percent(20)
    case .count, .weight: 3 * unit
    case .steps: 3
    }
  }

  /// A word of the range: one of its ends, near them, of any size, or an ordinary one.
  static func anyWord(
    _ kind: SettingDescription.ValueKind, in range: SettingRange,
    _ stream: inout RandomStream
  ) -> Int128 {
    switch stream.next(below: 8) {
    case 0: return range.low
    case 1: return range.high
    case 2: return stream.integer(in: range.low...range.high)
    case 3...5:
      let bits = Int128(stream.next(below: 98))
      let word = (Int128(1) << bits) + Int128(stream.next(below: 1 << UInt128(bits)))
      return max(range.low, min(range.high, stream.chance(unit / 4) ? -word : word))
    default: return max(range.low, min(range.high, word(kind, in: range)))
    }
  }

  /// Any settings that pass the catalogue's own checks.
  static func any(
    _ descriptions: [SettingDescription], _ stream: inout RandomStream
  ) -> [Setting] {
    var settings: [Setting] = []
    for description in descriptions {
      let isNeeded = [.required, .repeated(atLeast: 1)].contains(description.presence)
      guard isNeeded || stream.chance(unit / 2) else { continue }
      let count = description.labels.isEmpty ? 1 : 3
      for index in 0..<count {
        // Regimes x0 to x2, and switches from each to the next.
        let labels = description.labels.indices.map { "x\((index + $0) % 3)" }
        var clauses: [Clause] = []
        for clause in description.clauses where clause.isRequired || stream.chance(unit / 2) {
          clauses.append(Clause(clause.kind, anyWord(clause.value, in: clause.range, &stream)))
        }
        settings.append(
          Setting(
            description.name, labels: labels,
            anyWord(description.kind, in: description.range, &stream), clauses))
      }
    }
    return settings
  }
}
