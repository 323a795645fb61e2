import Numerics

/// One feed of an oracle: what it sees of a price, and when it says so.
///
/// At each step it is given the true value `delay` steps ago. What it sees is that value with its
/// noise, the offset of whoever manipulates it, and its floor and ceiling, in this order. It
/// publishes when that differs from what it published last by at least the deviation, or when that
/// is at least a heartbeat old; with neither set, every step. During an outage it publishes nothing.
package struct OracleFeed: Hashable, Sendable {
  /// How many steps old the value is that it sees.
  package let delay: Int
  /// How many steps later than published a value arrives: for a feed on another ledger. The caller
  /// delivers it then.
  package let late: Int
  private let deviation: Int128?
  private let heartbeat: Int?
  private let outage: Chance
  private let outageSteps: Int
  private let noise: Int128
  private let limits: ClosedRange<Int128>

  package struct Faults: Hashable, Sendable {
    package var outage: Outage?
    /// The standard deviation of the logarithm of what is seen over what is.
    package var noise: Int128 = 0
    package var floor: Int128?
    package var ceiling: Int128?

    package init() {}
  }

  /// Starts with the chance per time, then lasts so long.
  package struct Outage: Hashable, Sendable {
    package let chance: Rate
    package let lasting: Int128

    package init(chance: Rate, lasting: Int128) {
      self.chance = chance
      self.lasting = lasting
    }
  }

  /// `delay` and `late` are whole steps, `heartbeat` seconds, of which a step started counts whole.
  package init(
    delay: Int = 0, late: Int = 0, deviation: Int128? = nil, heartbeat: Int128? = nil,
    faults: Faults = Faults(), step: Int128
  ) throws(MarketError) {
    let clock = try StepClock(step: step)
    try SettingRange.steps.check(Int128(delay), "delay")
    try SettingRange.steps.check(Int128(late), "late")
    if let deviation { try SettingRange.rise.check(deviation, "deviation") }
    if let heartbeat { try SettingRange.duration.check(heartbeat, "heartbeat") }
    try SettingRange.noise.check(faults.noise, "noise")
    self.delay = delay
    self.late = late
    self.deviation = deviation
    self.heartbeat = heartbeat.map(clock.steps(covering:))
    noise = faults.noise
    let floor = faults.floor ?? Int128.min / 4
    let ceiling = faults.ceiling ?? Int128.max / 4
    if faults.floor != nil { try SettingRange.amount.check(floor, "floor") }
    if faults.ceiling != nil { try SettingRange.amount.check(ceiling, "ceiling") }
    guard floor <= ceiling else { throw .floorAboveCeiling(floor: floor, ceiling: ceiling) }
    limits = floor...ceiling
    if let stated = faults.outage {
      try SettingRange.probability.check(stated.chance, "outage")
      try SettingRange.duration.check(stated.lasting, "outage lasting")
      do { outage = Chance(of: try clock.chance(stated.chance)) } catch {
        throw .tooMuchPerStep(setting: "outage", step: step)
      }
      outageSteps = clock.steps(covering: stated.lasting)
    } else {
      outage = .never
      outageSteps = 0
    }
  }
}

/// Where one feed stands on one path. Plain words.
package struct FeedState: Hashable, Sendable, BitwiseCopyable {
  /// What it published last.
  package internal(set) var published: Int128
  /// The step at which it did.
  package internal(set) var publishedAt: Int
  /// The first step that is no longer in an outage.
  var outageEnds: Int = 0
  /// The relative error someone has brought into the feed; set it, and it stays until set again.
  package var offset: Int128 = 0

  /// Whether a step is in an outage.
  package func isOut(at step: Int) -> Bool { step < outageEnds }
}

extension OracleFeed {
  /// The state before the first step, with what the feed publishes before anything happens.
  package func begin(
    source: Int128, seed: UInt64, purpose: UInt64, path: UInt64
  ) throws(MarketError) -> FeedState {
    var stream = RandomStream(seed: seed, purpose: purpose, path: path, step: 0)
    let seen = try self.seen(source, offset: 0, &stream, step: 0)
    return FeedState(published: seen, publishedAt: 0)
  }

  /// A step from 1 on: what is published, if anything. `source` is the true value `delay` steps
  /// before.
  package func advance(
    _ state: inout FeedState, source: Int128, step: Int, seed: UInt64, purpose: UInt64,
    path: UInt64
  ) throws(MarketError) -> Int128? {
    var stream = RandomStream(seed: seed, purpose: purpose, path: path, step: UInt64(step))
    // The outage's word comes first: whether a feed is out hangs on nothing else.
    if outage.isPossible {
      let word = stream.next()
      if state.isOut(at: step) { return nil }
      if outage.happens(word) {
        state.outageEnds = step + outageSteps
        return nil
      }
    }
    let seen = try self.seen(source, offset: state.offset, &stream, step: step)
    guard isDue(seen, state, step) else { return nil }
    state.published = seen
    state.publishedAt = step
    return seen
  }

  private func isDue(_ seen: Int128, _ state: borrowing FeedState, _ step: Int) -> Bool {
    if let heartbeat, step - state.publishedAt >= heartbeat { return true }
    guard let deviation else { return heartbeat == nil }
    return OracleFeed.differs(seen, from: state.published, by: deviation)
  }

  /// `|seen / last - 1| >= deviation`, exactly, for a last value of any sign. From zero anything
  /// else is infinitely far.
  private static func differs(_ seen: Int128, from last: Int128, by deviation: Int128) -> Bool {
    if seen == last { return deviation == 0 }
    // Both lie within a quarter of a word's range of zero, so their difference fits.
    let gap = Wide.product((seen - last).magnitude, Fixed.unit.magnitude)
    let wanted = Wide.product(last.magnitude, deviation.magnitude)
    return gap.high == wanted.high ? gap.low >= wanted.low : gap.high > wanted.high
  }

  /// What the feed makes of a value.
  private func seen(
    _ source: Int128, offset: Int128, _ stream: inout RandomStream, step: Int
  ) throws(MarketError) -> Int128 {
    do {
      var value = source
      if noise != 0 {
        let error = scaled(noise, try StandardNormal.quantile(stream.next()))
        value = try Growth.apply(value, exponent: error - scaled(noise, noise) / 2)
      }
      if offset != 0 { value = try Fixed.add(value, Fixed.multiply(value, offset, .halfUp)) }
      return max(limits.lowerBound, min(limits.upperBound, value))
    } catch {
      throw .outgrown(step: step)
    }
  }
}
