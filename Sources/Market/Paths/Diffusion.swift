import Numerics

/// Geometric Brownian motion: each step adds a normal draw to the logarithm of the price.
///
/// The mean of the draw is lowered by half its variance, so that the mean price is the start times
/// `e^(drift * time)`. Exact at any step length: steps of an hour are made of steps of a minute.
struct Diffusion: Hashable, Sendable {
  /// The drift of the mean price in one step.
  let drift: Int128
  let deviation: Int128
  /// What is added to the logarithm whatever is drawn.
  let shift: Int128

  init(drift: Rate, volatility: Rate, clock: StepClock) throws(MarketError) {
    try SettingRange.drift.check(drift, "drift")
    try SettingRange.volatility.check(volatility, "volatility")
    let driftOfStep: Int128
    let deviation: Int128
    do {
      driftOfStep = try clock.share(drift)
      deviation = try clock.deviation(volatility)
    } catch {
      throw .tooMuchPerStep(setting: "volatility", step: clock.step)
    }
    guard driftOfStep.magnitude <= Diffusion.mostPerStep.magnitude else {
      throw .tooMuchPerStep(setting: "drift", step: clock.step)
    }
    guard deviation <= Diffusion.mostPerStep else {
      throw .tooMuchPerStep(setting: "volatility", step: clock.step)
    }
    self.drift = driftOfStep
    self.deviation = deviation
    shift = driftOfStep - scaled(deviation, deviation) / 2
  }

  /// A thousand percent in a step: beyond it words and prices leave their range in a few steps.
  static let mostPerStep: Int128 = 10 * Fixed.unit

  @inline(__always)
  func advance(_ state: inout PathState, normal: Int128) throws(ArithmeticError) {
    state.level = try Fixed.add(state.level, shift + scaled(deviation, normal))
  }
}

/// The product of factors known to be small: deviations of at most 10 and normal draws of at most
/// 9.2, or ratios.
@inline(__always)
func scaled(_ a: Int128, _ b: Int128) -> Int128 {
  Fixed.multiplyReportingOverflow(a, b, .halfUp).partialValue
}
