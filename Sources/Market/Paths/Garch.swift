import Numerics

/// GARCH(1,1): volatility that follows what has happened. After each interval
///
///     variance' = (1 - alpha - beta) * long-run variance + alpha * return^2 + beta * variance
///
/// where `return` is the interval's, without its drift. The interval is a whole number of steps: a
/// model fitted to days keeps its parameters on a clock of minutes, with the volatility constant in
/// each day. The variance is kept relative to its long-run mean. Each step is corrected for the
/// variance it had, so that the mean price is the start times `e^(drift * time)`.
/// Source: Bollerslev, "Generalized autoregressive conditional heteroskedasticity", 1986.
struct Garch: Hashable, Sendable {
  private let longRun: Diffusion
  private let alpha: Int128
  private let beta: Int128
  private let base: Int128
  private let stepsPerInterval: Int

  init(
    drift: Rate, volatility: Rate, alpha: Int128, beta: Int128, interval: Int128, clock: StepClock
  ) throws(MarketError) {
    longRun = try Diffusion(drift: drift, volatility: volatility, clock: clock)
    try SettingRange.share.check(alpha, "alpha")
    try SettingRange.share.check(beta, "beta")
    try SettingRange.duration.check(interval, "every")
    guard alpha + beta < Fixed.unit else { throw .notStationary(alpha: alpha, beta: beta) }
    guard interval % clock.step == 0 else {
      throw .notWholeSteps(setting: "every", value: interval, step: clock.step)
    }
    self.alpha = alpha
    self.beta = beta
    base = Fixed.unit - alpha - beta
    stepsPerInterval = clock.steps(covering: interval)
  }

  func begin(_ state: inout PathState) { state.variance = Fixed.unit }

  func advance(_ state: inout PathState, normal: Int128) throws(ArithmeticError) {
    let deviation = try Fixed.multiply(
      longRun.deviation, Fixed.sqrt(state.variance, .halfUp), .halfUp)
    let half = try Fixed.multiply(deviation, deviation, .halfUp) / 2
    let drawn = try Fixed.multiply(deviation, normal, .halfUp)
    state.level = try Fixed.add(state.level, longRun.drift - half + drawn)
    state.drawn += normal
    if stepsPerInterval == 1 || state.step % stepsPerInterval == 0 { try renew(&state) }
  }

  /// The end of an interval. The draws' sum has the variance of as many steps, so it is compared
  /// with their number.
  private func renew(_ state: inout PathState) throws(ArithmeticError) {
    let square = try Fixed.multiply(state.drawn, state.drawn, .halfUp) / Int128(stepsPerInterval)
    let weight = try Fixed.add(Fixed.multiply(alpha, square, .halfUp), beta)
    state.variance = try Fixed.add(base, Fixed.multiply(state.variance, weight, .halfUp))
    state.drawn = 0
  }
}
