import Numerics

// One function for each model. Words are raw fixed point, durations and moments seconds.
extension PathModel {
  private static func check(
    start: Int128, step: Int128, as range: SettingRange = .price
  ) throws(MarketError) -> StepClock {
    try range.check(start, "start")
    return try StepClock(step: step)
  }

  /// The start, for ever.
  package static func steady(start: Int128, step: Int128) throws(MarketError) -> PathModel {
    _ = try check(start: start, step: step, as: .amount)
    return PathModel(.steady, start: start, step: step)
  }

  package static func gbm(
    start: Int128, drift: Rate, volatility: Rate, step: Int128
  ) throws(MarketError) -> PathModel {
    let clock = try check(start: start, step: step)
    let model = try Diffusion(drift: drift, volatility: volatility, clock: clock)
    return PathModel(.gbm(model), start: start, step: step)
  }

  /// `size` and `sizeDeviation` are the mean and the standard deviation of a jump's relative change.
  package static func jumps(
    start: Int128, drift: Rate, volatility: Rate, jumps: Rate, size: Int128,
    sizeDeviation: Int128, step: Int128
  ) throws(MarketError) -> PathModel {
    let clock = try check(start: start, step: step)
    let model = try JumpDiffusion(
      drift: drift, volatility: volatility, jumps: jumps, size: size,
      sizeDeviation: sizeDeviation, clock: clock)
    return PathModel(.jumps(model), start: start, step: step)
  }

  /// `interval` is the time between the observations that alpha and beta belong to.
  package static func garch(
    start: Int128, drift: Rate, volatility: Rate, alpha: Int128, beta: Int128, interval: Int128,
    step: Int128
  ) throws(MarketError) -> PathModel {
    let clock = try check(start: start, step: step)
    let model = try Garch(
      drift: drift, volatility: volatility, alpha: alpha, beta: beta, interval: interval,
      clock: clock)
    return PathModel(.garch(model), start: start, step: step)
  }

  package static func regimes(
    start: Int128, _ regimes: [Regime], step: Int128
  ) throws(MarketError) -> PathModel {
    let clock = try check(start: start, step: step)
    return PathModel(.regimes(try Regimes(regimes, clock: clock)), start: start, step: step)
  }

  /// Draws the logarithm back to that of `level`.
  package static func meanReverting(
    start: Int128, level: Int128, halfLife: Int128, volatility: Rate, floor: Int128 = 1,
    step: Int128
  ) throws(MarketError) -> PathModel {
    let clock = try check(start: start, step: step)
    let model = try Reversion(
      logarithmOver: start, level: level, halfLife: halfLife, volatility: volatility,
      floor: floor, clock: clock)
    return PathModel(.meanReverting(model), start: start, step: step)
  }

  /// Draws the value itself back to `level`; it may fall below zero where the floor allows it.
  package static func vasicek(
    start: Int128, level: Int128, halfLife: Int128, volatility: Rate,
    floor: Int128 = SettingRange.amount.low, step: Int128
  ) throws(MarketError) -> PathModel {
    let clock = try check(start: start, step: step, as: .amount)
    let model = try Reversion(
      valueAround: level, halfLife: halfLife, volatility: volatility, floor: floor, clock: clock)
    return PathModel(.vasicek(model), start: start, step: step)
  }

  package static func heston(
    start: Int128, drift: Rate, volatility: Rate, halfLife: Int128,
    volatilityOfVolatility: Rate, correlation: Int128, step: Int128
  ) throws(MarketError) -> PathModel {
    let clock = try check(start: start, step: step)
    let model = try Heston(
      drift: drift, volatility: volatility, halfLife: halfLife,
      volatilityOfVolatility: volatilityOfVolatility, correlation: correlation, clock: clock)
    return PathModel(.heston(model), start: start, step: step)
  }

  /// The peg is at the start; `level` is the share of it that is left while it is broken, `repair`
  /// the mean time until it no longer is.
  package static func peg(
    start: Int128, deviation: Int128, halfLife: Int128, breaks: Rate, level: Int128,
    repair: Int128?, step: Int128
  ) throws(MarketError) -> PathModel {
    let clock = try check(start: start, step: step)
    let model = try Peg(
      deviation: deviation, halfLife: halfLife, breaks: breaks, level: level, repair: repair,
      clock: clock)
    return PathModel(.peg(model), start: start, step: step)
  }

  /// Without a start of its own it begins at the history's first price.
  package static func replay(
    _ history: PriceHistory, start: Int128? = nil, step: Int128
  ) throws(MarketError) -> PathModel {
    let start = start ?? history.prices[0]
    let clock = try check(start: start, step: step)
    let model = try Replay(history, start: start, clock: clock)
    return PathModel(.replay(model), start: start, step: step)
  }

  /// Without a start of its own it begins at the history's last price, where the history ended.
  package static func bootstrap(
    _ history: PriceHistory, start: Int128? = nil, block: Int128, drift: Rate? = nil, step: Int128
  ) throws(MarketError) -> PathModel {
    let start = start ?? history.prices[history.rowCount - 1]
    let clock = try check(start: start, step: step)
    let model = try Bootstrap(history, block: block, drift: drift, clock: clock)
    return PathModel(.bootstrap(model), start: start, step: step)
  }
}
