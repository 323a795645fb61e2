import Numerics

/// A quantity that grows with time: so much per stretch of so many seconds. Raw words.
package struct Rate: Hashable, Sendable {
  package let value: Int128
  package let per: Int128

  package init(_ value: Int128, per: Int128) {
    self.value = value
    self.per = per
  }
}

/// The length of a step, and what quantities given per time come to in one. Raw words, seconds.
///
/// Nothing here fails on a rate and a step that have passed their checks: a value below 10^9 and
/// durations between a microsecond and 10^11 seconds.
package struct StepClock: Hashable, Sendable {
  package let step: Int128

  package init(step: Int128) throws(MarketError) {
    guard SettingRange.duration.contains(step) else { throw .step(step) }
    self.step = step
  }

  /// A rate's share of one step: what drifts, and the mean number of jumps.
  package func share(_ rate: Rate) throws(ArithmeticError) -> Int128 {
    try Integer.muldiv(rate.value, step, rate.per, .halfUp)
  }

  /// The standard deviation of one step of a process whose deviation is given per time: it grows
  /// with the root of time. Within a unit of the last decimal for a volatility of 100%, because the
  /// ratio of the times is taken to 36 decimals before the root.
  package func deviation(_ rate: Rate) throws(ArithmeticError) -> Int128 {
    try Fixed.multiply(rate.value, rootOfShare(per: rate.per), .halfUp)
  }

  private func rootOfShare(per: Int128) throws(ArithmeticError) -> Int128 {
    if step / per < 100 {
      return try Integer.sqrt(Integer.muldiv(step, Fixed.unit * Fixed.unit, per), .halfUp)
    }
    return try Fixed.sqrt(Fixed.divide(step, per), .halfUp)
  }

  /// How many half-lives' worth of decay a step is, as the exponent of e: `ln 2 * step / halfLife`.
  package func decay(halfLife: Int128) throws(ArithmeticError) -> Int128 {
    try Integer.muldiv(step, StepClock.ln2, halfLife, .halfUp)
  }

  private static let ln2: Int128 = 693_147_180_559_945_309

  /// What is left after one step of something that halves in `halfLife`.
  package func remainder(halfLife: Int128) throws(ArithmeticError) -> Int128 {
    try Fixed.exp(-decay(halfLife: halfLife))
  }

  /// The chance that something with the given chance per time happens in one step, when it is
  /// equally likely at any time: `1 - (1 - p)^(step / per)`.
  package func chance(_ rate: Rate) throws(ArithmeticError) -> Int128 {
    if rate.value >= Fixed.unit { return Fixed.unit }
    return try Fixed.unit - Fixed.pow(Fixed.unit - rate.value, Fixed.divide(step, rate.per))
  }

  /// The chance that something that lasts `mean` on average, with no memory, ends within a step.
  package func chanceOfEnd(mean: Int128) throws(ArithmeticError) -> Int128 {
    try Fixed.unit - Fixed.exp(-Fixed.divide(step, mean))
  }

  /// The fewest steps that last at least so long; zero for nothing and less.
  package func steps(covering duration: Int128) -> Int {
    if duration <= 0 { return 0 }
    let count = (duration - 1) / step + 1
    return Int(clamping: count)
  }
}
