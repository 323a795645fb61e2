import Numerics

/// Heston's model: the variance itself reverts to a mean, with draws correlated to the price's.
///
/// The variance `w` is kept relative to its long-run mean:
///
///     w' = 1 + (w+ - 1) * remainder + spread * sqrt(w+) * draw
///
/// where `w+` is `w` or zero, whichever is greater ("full truncation": Lord, Koekkoek and van Dijk,
/// "A comparison of biased simulation schemes for stochastic volatility models", 2010). The price
/// moves by the variance at the start of the step and is corrected for it, so that the mean price is
/// the start times `e^(drift * time)` at any step length.
struct Heston: Hashable, Sendable {
  private let longRun: Diffusion
  private let pull: Pull
  private let spread: Int128
  private let correlation: Int128
  /// The weight of the variance's own draw.
  private let own: Int128

  /// `volatilityOfVolatility` is the factor of the root of the variance in the variance's own
  /// equation, which with the variance itself grows linearly with time.
  init(
    drift: Rate, volatility: Rate, halfLife: Int128, volatilityOfVolatility: Rate,
    correlation: Int128, clock: StepClock
  ) throws(MarketError) {
    longRun = try Diffusion(drift: drift, volatility: volatility, clock: clock)
    try SettingRange.positiveVolatility.check(volatility, "volatility")
    try SettingRange.volatility.check(volatilityOfVolatility, "vol_of_vol")
    try SettingRange.correlation.check(correlation, "correlation")
    let pull = try Pull(halfLife: halfLife, setting: "half_life", clock: clock)
    do {
      // Both as a deviation of one step: the ratio has no time left in it but the root of a step
      // over the time of the variance's own rate.
      let moving = try clock.deviation(volatilityOfVolatility)
      let ratio = try Fixed.divide(moving, longRun.deviation, .halfUp)
      let share = try clock.deviation(Rate(Fixed.unit, per: volatilityOfVolatility.per))
      spread = try Fixed.multiply(Fixed.multiply(ratio, share, .halfUp), pull.root, .halfUp)
      guard spread <= Diffusion.mostPerStep else { throw ArithmeticError.overflow }
      own = try Fixed.sqrt(Fixed.unit - Fixed.multiply(correlation, correlation, .up))
    } catch {
      throw .tooMuchPerStep(setting: "vol_of_vol", step: clock.step)
    }
    self.pull = pull
    self.correlation = correlation
  }

  func begin(_ state: inout PathState) { state.variance = Fixed.unit }

  func advance(
    _ state: inout PathState, normal: Int128, _ stream: inout RandomStream
  ) throws(ArithmeticError) {
    let variance = max(0, state.variance)
    let root = try Fixed.sqrt(variance, .halfUp)
    let deviation = try Fixed.multiply(longRun.deviation, root, .halfUp)
    let half = try Fixed.multiply(deviation, deviation, .halfUp) / 2
    let drawn = try Fixed.multiply(deviation, normal, .halfUp)
    state.level = try Fixed.add(state.level, longRun.drift - half + drawn)

    let other = try StandardNormal.quantile(stream.next())
    let mixed = scaled(correlation, normal) + scaled(own, other)
    let kept = try Fixed.multiply(variance - Fixed.unit, pull.remainder, .halfUp)
    let moved = try Fixed.multiply(Fixed.multiply(spread, root, .halfUp), mixed, .halfUp)
    state.variance = try Fixed.add(Fixed.unit + kept, moved)
  }
}
