import Numerics

/// A value drawn back to its level: the exact discrete form of an Ornstein-Uhlenbeck process, so a
/// step of any length has the right mean and variance.
///
/// Of the logarithm (`mean_reverting`: implied volatilities, prices, always above zero, the
/// volatility relative) or of the value itself (`vasicek`: rates that may fall below zero, the
/// volatility in the value's own unit). In both, the mean of the value in the long run is `level`.
struct Reversion: Hashable, Sendable {
  /// What is left of the distance after one step.
  private let remainder: Int128
  private let centre: Int128
  private let deviation: Int128
  /// The least value shown; the process itself goes on below it.
  let floor: Int128

  /// Of the logarithm over `start`.
  init(
    logarithmOver start: Int128, level: Int128, halfLife: Int128, volatility: Rate, floor: Int128,
    clock: StepClock
  ) throws(MarketError) {
    try SettingRange.price.check(level, "level")
    try SettingRange.volatility.check(volatility, "volatility")
    if floor > level { throw .floorAboveLevel(floor: floor, level: level) }
    let pull = try Pull(halfLife: halfLife, setting: "half_life", clock: clock)
    do {
      let ofStep = try clock.deviation(volatility)
      deviation = try Fixed.multiply(ofStep, pull.root, .halfUp)
      let variance = try pull.standingVariance(deviation: deviation)
      guard deviation <= Diffusion.mostPerStep, variance <= 2 * Diffusion.mostPerStep else {
        throw ArithmeticError.overflow
      }
      centre = try Fixed.ln(level) - Fixed.ln(start) - variance / 2
    } catch {
      throw .tooMuchPerStep(setting: "volatility", step: clock.step)
    }
    remainder = pull.remainder
    self.floor = floor
  }

  /// Of the value itself.
  init(
    valueAround level: Int128, halfLife: Int128, volatility: Rate, floor: Int128, clock: StepClock
  ) throws(MarketError) {
    try SettingRange.amount.check(level, "level")
    try SettingRange.amountDeviation.check(volatility, "volatility")
    if floor > level { throw .floorAboveLevel(floor: floor, level: level) }
    let pull = try Pull(halfLife: halfLife, setting: "half_life", clock: clock)
    do {
      deviation = try Fixed.multiply(clock.deviation(volatility), pull.root, .halfUp)
      guard deviation <= SettingRange.amountDeviation.high else { throw ArithmeticError.overflow }
    } catch {
      throw .tooMuchPerStep(setting: "volatility", step: clock.step)
    }
    centre = level
    remainder = pull.remainder
    self.floor = floor
  }

  @inline(__always)
  func advance(_ state: inout PathState, normal: Int128) throws(ArithmeticError) {
    let distance = try Fixed.subtract(state.level, centre)
    let kept = try Fixed.multiply(distance, remainder, .halfUp)
    let drawn = try Fixed.multiply(deviation, normal, .halfUp)
    state.level = try Fixed.add(Fixed.add(centre, kept), drawn)
  }
}

/// How strongly a step draws something back.
struct Pull: Hashable, Sendable {
  /// What is left of a distance.
  let remainder: Int128
  /// `1 - remainder^2`: the share of the standing variance that a step draws anew.
  let renewed: Int128
  /// The deviation of what a step adds, over that of a step without a pull.
  let root: Int128

  init(halfLife: Int128, setting: String, clock: StepClock) throws(MarketError) {
    try SettingRange.duration.check(halfLife, setting)
    do {
      let exponent = try clock.decay(halfLife: halfLife)
      remainder = try Fixed.exp(-exponent)
      renewed = Fixed.unit - scaled(remainder, remainder)
      root =
        exponent == 0
        ? Fixed.unit : try Fixed.sqrt(Fixed.divide(renewed, 2 * exponent, .halfUp), .halfUp)
    } catch {
      throw .tooMuchPerStep(setting: setting, step: clock.step)
    }
  }

  /// The variance in the long run, where each step adds one of this deviation. With no pull to
  /// speak of there is no long run, and the variance counts as none.
  func standingVariance(deviation: Int128) throws(ArithmeticError) -> Int128 {
    if renewed <= 0 { return 0 }
    return try Integer.muldiv(deviation, deviation, renewed, .halfUp)
  }
}
