/// What a setting is called, means and may be: read by the checker, the documentation and the
/// builders alike.
package struct SettingDescription: Hashable, Sendable {
  package let name: String
  /// One line, without a full stop.
  package let summary: String
  /// What the names between the setting and its value name.
  package let labels: [String]
  package let kind: ValueKind
  package let range: SettingRange
  package let clauses: [ClauseDescription]
  package let presence: Presence

  /// What a value counts. Ratios, prices, amounts, durations, counts and weights are fixed-point
  /// words, durations in seconds; steps are plain whole numbers.
  package enum ValueKind: String, Hashable, Sendable, CaseIterable {
    case ratio
    /// In the unit of the market's price, above zero.
    case price
    /// In the unit of the process.
    case amount
    /// In the unit of what trades are paid in.
    case notional
    case duration
    case steps
    case count
    case weight
  }

  package enum Presence: Hashable, Sendable {
    case required
    case optional
    /// Left out, it is this word.
    case standard(Int128)
    /// May stand several times, with other labels each time.
    case repeated(atLeast: Int)
  }

  init(
    _ name: String, _ summary: String, labels: [String] = [], _ kind: ValueKind,
    _ range: SettingRange, _ clauses: [ClauseDescription] = [], _ presence: Presence = .required
  ) {
    self.name = name
    self.summary = summary
    self.labels = labels
    self.kind = kind
    self.range = range
    self.clauses = clauses
    self.presence = presence
  }
}

/// A clause of a setting.
package struct ClauseDescription: Hashable, Sendable {
  package let kind: Clause.Kind
  package let value: SettingDescription.ValueKind
  package let range: SettingRange
  package let isRequired: Bool

  init(
    _ kind: Clause.Kind, _ value: SettingDescription.ValueKind = .duration,
    _ range: SettingRange = .duration, isRequired: Bool = true
  ) {
    self.kind = kind
    self.value = value
    self.range = range
    self.isRequired = isRequired
  }
}

/// A model of paths as a spec names it.
package struct ModelDescription: Hashable, Sendable {
  package let name: String
  /// One line, without a full stop.
  package let summary: String
  package let settings: [SettingDescription]
  /// Whether it takes a history of prices.
  package let needsHistory: Bool
  /// Whether it takes other models, with weights.
  package let hasParts: Bool
  /// Whether its values may fall to zero and below, so that it is no price.
  package let mayBeNegative: Bool
  /// Whether its draws can be correlated with those of others.
  package let canCorrelate: Bool

  init(
    _ name: String, _ summary: String, _ settings: [SettingDescription],
    needsHistory: Bool = false, hasParts: Bool = false, mayBeNegative: Bool = false,
    canCorrelate: Bool = true
  ) {
    self.name = name
    self.summary = summary
    self.settings = settings
    self.needsHistory = needsHistory
    self.hasParts = hasParts
    self.mayBeNegative = mayBeNegative
    self.canCorrelate = canCorrelate
  }
}
