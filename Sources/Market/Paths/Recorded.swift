import Numerics

/// History played again: step n shows the price of the n-th step of the history, scaled so that the
/// first is the path's start, and the last price when the history has ended.
struct Replay: Hashable, Sendable {
  private let prices: [Int128]

  init(_ history: PriceHistory, start: Int128, clock: StepClock) throws(MarketError) {
    let first = history.prices[0]
    var prices: [Int128] = []
    for price in try history.resampled(step: clock.step).prices {
      do {
        prices.append(max(1, try Integer.muldiv(price, start, first, .halfUp)))
      } catch {
        throw .outOfRange(setting: "start", value: start, allowed: .price)
      }
    }
    self.prices = prices
  }

  /// How many steps the history lasts.
  var stepCount: Int { prices.count - 1 }

  @inline(__always)
  func price(at step: Int) -> Int128 { prices[min(step, prices.count - 1)] }
}

/// History cut into blocks and put together anew: at the start of each block a row of the history
/// is drawn, each alike, and the returns that follow it are taken one a step, the first following
/// the last. So every return of the history is equally frequent, and what happens within a block
/// stays together. The history's own drift stays in unless a drift is stated.
/// Source: Politis and Romano, "A circular block-resampling procedure for stationary data", 1992.
struct Bootstrap: Hashable, Sendable {
  private let returns: [Int128]
  private let blockLength: Int

  init(
    _ history: PriceHistory, block: Int128, drift: Rate?, clock: StepClock
  ) throws(MarketError) {
    try SettingRange.duration.check(block, "block")
    let logarithms = try history.resampled(step: clock.step).logarithms
    var returns = zip(logarithms.dropFirst(), logarithms).map { $0 - $1 }
    guard !returns.isEmpty else {
      throw .historyShorterThanStep(span: history.span, step: clock.step)
    }
    blockLength = max(1, clock.steps(covering: block))
    if let drift {
      try SettingRange.drift.check(drift, "drift")
      do {
        let shift = try clock.share(drift) - Bootstrap.growth(returns)
        guard shift.magnitude <= Diffusion.mostPerStep.magnitude else {
          throw ArithmeticError.overflow
        }
        for index in returns.indices { returns[index] += shift }
      } catch {
        throw .tooMuchPerStep(setting: "drift", step: clock.step)
      }
    }
    self.returns = returns
  }

  /// The logarithm of the mean factor of a step.
  private static func growth(_ returns: [Int128]) throws(ArithmeticError) -> Int128 {
    var sum: Int128 = 0
    for logarithm in returns { sum = try Fixed.add(sum, Fixed.exp(logarithm)) }
    return try Fixed.ln(sum / Int128(returns.count))
  }

  func advance(_ state: inout PathState, _ stream: inout RandomStream) throws(ArithmeticError) {
    if (state.step - 1) % blockLength == 0 {
      state.place = Int(truncatingIfNeeded: stream.next(below: UInt128(returns.count)))
    } else {
      state.place += 1
      if state.place == returns.count { state.place = 0 }
    }
    state.level = try Fixed.add(state.level, returns[state.place])
  }
}
