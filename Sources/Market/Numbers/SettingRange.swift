import Numerics

/// What a setting may be: both ends belong to it. Raw words, but for steps plain whole numbers.
///
/// The ends are wide enough for anything a market does and narrow enough that nothing computed from
/// values inside them leaves a word.
package struct SettingRange: Hashable, Sendable {
  package let low: Int128
  package let high: Int128

  package func contains(_ word: Int128) -> Bool { low <= word && word <= high }

  private static let million = 1_000_000 * Fixed.unit

  /// Durations and steps of time: a microsecond to some 3,000 years.
  package static let duration = SettingRange(
    low: Fixed.unit / 1_000_000, high: 100_000 * million)
  /// A moment of a path, counted from its start.
  package static let moment = SettingRange(low: 0, high: 100_000 * million)
  /// A price, or the value of anything else that must stay above zero.
  package static let price = SettingRange(low: 1, high: million * 1_000_000)
  /// The value of a process that may be anything.
  package static let amount = SettingRange(low: -million * 1_000_000, high: million * 1_000_000)
  /// The standard deviation of a process of amounts.
  package static let amountDeviation = SettingRange(low: 0, high: million * 1_000_000)
  package static let drift = SettingRange(low: -million, high: million)
  package static let volatility = SettingRange(low: 0, high: million)
  /// What is divided by.
  package static let positiveVolatility = SettingRange(low: 1_000_000_000, high: million)
  package static let probability = SettingRange(low: 0, high: Fixed.unit)
  package static let correlation = SettingRange(low: -Fixed.unit, high: Fixed.unit)
  /// A relative change that leaves something: above -100%.
  package static let change = SettingRange(low: -Fixed.unit + 1_000_000_000, high: million)
  /// What a price may be multiplied by.
  package static let factor = SettingRange(low: 1_000_000_000, high: million)
  /// A fall that leaves something.
  package static let fall = SettingRange(low: 0, high: Fixed.unit - 1_000_000_000)
  package static let rise = SettingRange(low: 0, high: million)
  /// A ratio between nothing and everything, everything excluded.
  package static let share = SettingRange(low: 0, high: Fixed.unit - 1)
  /// A deviation small against what it deviates from.
  package static let noise = SettingRange(low: 0, high: Fixed.unit)
  /// How far a stated notional moves a price.
  package static let impact = SettingRange(low: Fixed.unit / 1_000_000_000, high: 100 * Fixed.unit)
  /// A share that is never nothing.
  package static let leastShare = SettingRange(low: Fixed.unit / 1_000_000_000, high: Fixed.unit)
  package static let count = SettingRange(low: 0, high: 1_000 * million)
  package static let weight = SettingRange(low: 0, high: 1_000 * million)
  package static let steps = SettingRange(low: 0, high: 1_000_000)
}
