import Numerics

extension Interval {
  /// The exact interval of Clopper and Pearson for the chance of a truth seen `successes` times in
  /// `trials`, rounded outward: half of the error on either side.
  ///
  /// Never fails: no trials give the whole of [0, 1]. Beyond 2^32 trials, which the exact tails do
  /// not reach, the interval is Hoeffding's.
  package static func proportion(
    successes: UInt64, trials: UInt64, confidence: Int128
  ) -> Interval {
    let hits = min(successes, trials)
    let error = error(of: confidence)
    if trials > BinomialTail.mostTrials {
      return wideProportion(hits, trials, confidence: confidence, error: error)
    }
    let low = BinomialTail.lowestChance(atLeast: hits, of: trials, tail: error / 2)
    let high =
      Fixed.unit - BinomialTail.lowestChance(atLeast: trials - hits, of: trials, tail: error / 2)
    return Interval(low: low, high: high, confidence: confidence, method: .clopperPearson)
  }

  private static func wideProportion(
    _ hits: UInt64, _ trials: UInt64, confidence: Int128, error: Int128
  ) -> Interval {
    let share = Scaled(UInt128(hits)) / Scaled(UInt128(trials))
    let centre = share.raw(.down)
    let margin = hoeffdingMargin(count: trials, error: error).raw(.up) + 2
    return Interval(
      low: max(0, centre - margin), high: min(Fixed.unit, centre + margin),
      confidence: confidence, method: .hoeffding)
  }
}

extension BinomialTail {
  /// The largest chance found for which `k` or more of `n` have a chance of at most `tail`, a raw
  /// word below one half: the lower end of an exact interval, never above the true one and below it
  /// by some 2^-40 of itself or a raw unit.
  ///
  /// Newton's method on the logarithms, which are concave in each other, so every step after the
  /// first stays below the root. What is returned was checked, whatever the steps did.
  package static func lowestChance(
    atLeast k: UInt64, of n: UInt64, tail: Int128
  ) -> Int128 {
    guard tail > 0, let binomial = BinomialTail(atLeast: k, of: n) else { return 0 }
    // Rounding down by more than the computation can be off.
    let target = Scaled(magnitudeOf: tail) * allowance
    let goal = target.logarithm
    let highest = binomial.highestChance
    // Two and a half standard errors down, where the fraction is short, unless that is far away.
    let share = Scaled(magnitudeOf: highest) * Scaled(magnitudeOf: Fixed.unit - highest)
    let below = (Scaled(5) / Scaled(2) * (share / Scaled(UInt128(n))).squareRoot).raw(.down)
    var chance = below < highest / 2 ? highest - below : highest
    for _ in 0..<64 {
      guard let value = binomial.value(chance) else {
        chance += (highest - chance) / 2 + 1
        continue
      }
      let gap = goal - value.tail.logarithm
      let step = Scaled(gap.magnitude) / value.slope
      let change = step.integer(.down)
      let exponent = gap < 0 ? -change : change
      guard let factor = try? Fixed.exp(min(max(exponent, -12 * Fixed.unit), Fixed.unit)),
        let moved = try? Fixed.multiply(chance, factor)
      else { break }
      let next = min(max(moved, 1), highest)
      let distance = (next - chance).magnitude
      chance = next
      if distance <= chance.magnitude >> 42 { break }
    }
    return binomial.settled(chance, below: target)
  }

  /// Goes down from a chance near the root until the tail is seen to be small enough.
  private func settled(_ chance: Int128, below target: Scaled) -> Int128 {
    var margin = max(1, chance >> 42)
    var candidate = chance
    while candidate > 0 {
      // Without a tail it is below e^-60.
      guard let tail = self(candidate), tail >= target else { return candidate }
      candidate -= margin
      margin = margin > Int128.max / 4 ? margin : 2 * margin
    }
    return 0
  }

  /// One less 2^-44.
  static let allowance = Scaled((1 << 44) - 1, exponent: -44)
}
