import Numerics

/// A fall or a rise laid over a path at a stated or a random time, and what comes back of it.
///
/// The price is multiplied by a factor that goes from 1 to `1 + change` evenly (in logarithms) over
/// `duration`, then to `1 + change * (1 - recovery)` over `recoveryDuration`, and stays there:
///
///     crash 45% over 6h, recover 20% over 12h
///
/// takes 45% away and gives a fifth of that back, which leaves 64% of the price the path would have
/// had.
package struct Shock: Hashable, Sendable {
  /// Within how many steps it sets in.
  let onset: ClosedRange<Int>
  private let steps: Int
  private let depth: Int128
  private let recoverySteps: Int
  private let end: Int128

  /// - Parameters:
  ///   - change: -45% is a crash of 45%.
  ///   - recovery: the share of the change that is undone; may exceed 1.
  ///   - time: the middle of the moments at which it may set in, counted from the path's start.
  ///   - margin: how much earlier or later than that, each step alike.
  package init(
    change: Int128, over duration: Int128, recovery: Int128 = 0, over recoveryDuration: Int128 = 0,
    at time: Int128, margin: Int128 = 0, step: Int128
  ) throws(MarketError) {
    let clock = try StepClock(step: step)
    try SettingRange.change.check(change, change < 0 ? "crash" : "rally")
    try SettingRange.rise.check(recovery, "recover")
    for (moment, name) in [
      (duration, "over"), (recoveryDuration, "over"), (time, "at"), (margin, "at"),
    ] {
      try SettingRange.moment.check(moment, name)
    }
    do {
      depth = try Fixed.ln(Fixed.unit + change)
      let left =
        try Fixed.unit + change
        - Fixed.multiply(change, recovery, .halfUp)
      guard left >= SettingRange.change.low + Fixed.unit else { throw ArithmeticError.overflow }
      end = try Fixed.ln(left)
    } catch {
      throw .outOfRange(setting: "recover", value: recovery, allowed: .rise)
    }
    steps = max(1, clock.steps(covering: duration))
    recoverySteps = max(1, clock.steps(covering: recoveryDuration))
    let last = clock.steps(covering: time + margin)
    onset = min(last, clock.steps(covering: max(0, time - margin)))...last
  }

  /// The logarithm of the factor `elapsed` steps after the onset.
  @inline(__always)
  func offset(elapsed: Int) -> Int128 {
    if elapsed <= 0 { return 0 }
    if elapsed < steps { return depth * Int128(elapsed) / Int128(steps) }
    let recovered = elapsed - steps
    if recovered >= recoverySteps { return end }
    return depth + (end - depth) * Int128(recovered) / Int128(recoverySteps)
  }
}
