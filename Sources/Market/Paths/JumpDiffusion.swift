import Numerics

/// Merton's jump diffusion: geometric Brownian motion, and at random moments the price is
/// multiplied by a lognormal factor.
///
/// The size of a jump is given as the mean and the standard deviation of its relative change: a
/// size of -9% +- 6% multiplies the price by 0.91 on average. The drift makes up for the mean of
/// the jumps, so that the mean price is the start times `e^(drift * time)` as without them.
/// Source: Merton, "Option pricing when underlying stock returns are discontinuous", 1976.
struct JumpDiffusion: Hashable, Sendable {
  private let diffusion: Diffusion
  /// Against the drift the jumps bring along.
  private let compensation: Int128
  /// At most so many of the 2^64 words, less one, mean no jump, one jump, and so on.
  private let limits: [UInt64]
  private let limitOfNone: UInt64
  private let meanLogSize: Int128
  private let logDeviation: Int128

  init(
    drift: Rate, volatility: Rate, jumps: Rate, size: Int128, sizeDeviation: Int128,
    clock: StepClock
  ) throws(MarketError) {
    diffusion = try Diffusion(drift: drift, volatility: volatility, clock: clock)
    try SettingRange.count.check(jumps, "jumps")
    try SettingRange.change.check(size, "size")
    try SettingRange.volatility.check(sizeDeviation, "size")
    do {
      let intensity = try clock.share(jumps)
      guard intensity <= JumpDiffusion.mostPerStep else { throw ArithmeticError.overflow }
      compensation = try Fixed.multiply(intensity, size, .halfUp)
      let limits = try JumpDiffusion.limits(intensity: intensity)
      self.limits = limits
      limitOfNone = limits.first ?? .max
    } catch {
      throw .tooManyJumps(step: clock.step)
    }
    do {
      let factor = Fixed.unit + size
      let spread = try Fixed.divide(sizeDeviation, factor, .halfUp)
      let variance = try Fixed.ln(Fixed.unit + Fixed.multiply(spread, spread, .halfUp))
      logDeviation = try Fixed.sqrt(variance, .halfUp)
      meanLogSize = try Fixed.ln(factor) - variance / 2
    } catch {
      throw .outOfRange(setting: "size", value: sizeDeviation, allowed: .volatility)
    }
  }

  /// Beyond this a step is too long for its jumps to be told apart.
  private static let mostPerStep = 16 * Fixed.unit

  /// The distribution function of a Poisson count, on the scale of a random word, up to where
  /// nothing is left of it.
  private static func limits(intensity: Int128) throws(ArithmeticError) -> [UInt64] {
    var limits: [UInt64] = []
    var probability = try Fixed.exp(-intensity)
    var sum: Int128 = 0
    var count: Int128 = 0
    while probability > 0 || count * Fixed.unit < intensity {
      sum = min(Fixed.unit, sum + probability)
      let words = (UInt128(sum) << 64) / Fixed.unit.magnitude
      limits.append(words > 0 ? UInt64(min(words, 1 << 64) - 1) : 0)
      count += 1
      probability = try Integer.muldiv(probability, intensity, count * Fixed.unit, .halfUp)
    }
    // Rounding left a few words over: they belong to the most frequent end of the tail.
    if !limits.isEmpty { limits[limits.count - 1] = .max }
    return limits
  }

  func advance(
    _ state: inout PathState, normal: Int128, _ stream: inout RandomStream
  ) throws(ArithmeticError) {
    try diffusion.advance(&state, normal: normal)
    state.level = try Fixed.subtract(state.level, compensation)
    let word = stream.next()
    if word <= limitOfNone { return }
    try jump(&state, word, &stream)
  }

  /// The sum of `count` normal sizes is one normal size with the mean and the variance of them all.
  @inline(never)
  private func jump(
    _ state: inout PathState, _ word: UInt64, _ stream: inout RandomStream
  ) throws(ArithmeticError) {
    let count = Int128(limits.firstIndex { word <= $0 } ?? limits.count)
    let spread = try Fixed.multiply(
      logDeviation, Fixed.sqrt(count * Fixed.unit, .halfUp), .halfUp)
    let size = try stream.normal(mean: Integer.multiply(meanLogSize, count), sigma: spread)
    state.level = try Fixed.add(state.level, size)
  }
}
