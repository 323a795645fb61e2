import Numerics

/// A price held near a peg, until the peg breaks.
///
/// The logarithm of the price over the start is drawn back to zero, or to the logarithm of the
/// broken level while the peg is broken, and deviates from it with the stated standard deviation. A
/// peg breaks with a chance per time, and is repaired after a random time of the stated mean, or
/// never.
struct Peg: Hashable, Sendable {
  private let pull: Pull
  private let deviation: Int128
  private let whole: Int128
  private let broken: Int128
  private let breaks: Chance
  private let repair: Chance

  init(
    deviation standing: Int128, halfLife: Int128, breaks: Rate, level: Int128, repair: Int128?,
    clock: StepClock
  ) throws(MarketError) {
    try SettingRange.noise.check(standing, "deviation")
    try SettingRange.probability.check(breaks, "breaks")
    try SettingRange.factor.check(level, "level")
    if let repair { try SettingRange.duration.check(repair, "repair") }
    let pull = try Pull(halfLife: halfLife, setting: "half_life", clock: clock)
    do {
      deviation = try Fixed.multiply(standing, Fixed.sqrt(pull.renewed, .halfUp), .halfUp)
      whole = -scaled(standing, standing) / 2
      broken = try Fixed.ln(level) + whole
      self.breaks = Chance(of: try clock.chance(breaks))
      self.repair = Chance(of: try repair.map(clock.chanceOfEnd) ?? 0)
    } catch {
      throw .tooMuchPerStep(setting: "breaks", step: clock.step)
    }
    self.pull = pull
  }

  func advance(
    _ state: inout PathState, normal: Int128, _ stream: inout RandomStream
  ) throws(ArithmeticError) {
    let isBroken = state.place != 0
    if (isBroken ? repair : breaks).happens(stream.next()) { state.place = isBroken ? 0 : 1 }
    let centre = state.place == 0 ? whole : broken
    let kept = try Fixed.multiply(
      Fixed.subtract(state.level, centre), pull.remainder, .halfUp)
    state.level = try Fixed.add(centre + kept, scaled(deviation, normal))
  }
}
