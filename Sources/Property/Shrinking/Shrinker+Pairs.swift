// Values that depend on each other: lowered together, moved between, or one traded for another.
extension Shrinker {
  /// Lowers draws that have the same value as one, and all quantities by one factor.
  mutating func lowerTogether() {
    var seen: Set<Int128> = []
    for place in best.places where replaysLeft > 0 {
      guard let draw = best[place], draw.kind != .selector, draw.table == nil,
        seen.insert(draw.value).inserted
      else { continue }
      let equal = best.places.filter {
        best[$0]?.value == draw.value && best[$0]?.kind == draw.kind
      }
      if equal.count > 1 { lower(equal) }
    }
    for divisor in [1_000_000, 1000, 100, 10, 5, 3, 2] as [Int128] {
      while replaysLeft > 0, scale(by: divisor) {}
    }
    equalise(.gap)
    equalise(.amount)
    lowerDifferences()
  }

  /// Sets all quantities of a kind to their mean: what matters may be no more than their sum.
  private mutating func equalise(_ kind: Draw.Kind) {
    let places = best.places.filter { best[$0]?.kind == kind && best[$0]?.value != 0 }
    guard places.count > 1 else { return }
    let count = Int128(places.count)
    let sum = places.reduce(Int128(0)) { saturatingSum($0, best[$1]?.value ?? 0) }
    for mean in [sum / count, sum / count + (sum % count).signum()] { _ = set(places, to: mean) }
  }

  private mutating func scale(by divisor: Int128) -> Bool {
    let amounts = best.places.filter { best[$0]?.kind == .amount && best[$0]?.value != 0 }
    guard amounts.count > 1 else { return false }
    return propose(
      steps: best.setting(amounts.map { ($0, (best[$0]?.value ?? 0) / divisor) }))
  }

  /// Lowers two numbers by the same amount: what matters may be their difference.
  private mutating func lowerDifferences() {
    eachPair { shrinker, first, second in
      guard let one = shrinker.best[first], let other = shrinker.best[second],
        one.value > 0, other.value > 0
      else { return false }
      let most = min(one.value, other.value)
      let halves = (0..<16).map { most >> Int128($0) }
      for step in halves + [one.domain.unit, 1] where step > 0 && step <= most {
        let values = [(place: first, value: one.value - step), (second, other.value - step)]
        if shrinker.propose(steps: shrinker.best.setting(values)) { return true }
      }
      return false
    }
  }

  /// Moves as much as possible of one number into a later one: what matters may be their sum.
  mutating func moveBetweenDraws() {
    eachPair { shrinker, first, second in
      guard let one = shrinker.best[first], let other = shrinker.best[second], one.value > 0 else {
        return false
      }
      for moved in [one.value, one.value - one.value / 4, one.value / 2, 1] {
        let values = [
          (place: first, value: one.value - moved),
          (second, saturatingSum(other.value, moved)),
        ]
        if shrinker.propose(steps: shrinker.best.setting(values)) { return true }
      }
      return false
    }
  }

  /// Makes one number simpler and lets another make up for it: by as much as it changed, the same
  /// way or the other, in proportion, or by going to an end.
  mutating func tradeDraws() {
    eachPair { shrinker, first, second in
      shrinker.trade(first, for: second) || shrinker.trade(second, for: first)
    }
  }

  private mutating func trade(_ lowered: Place, for raised: Place) -> Bool {
    guard let one = best[lowered], let other = best[raised] else { return false }
    var simpler = [one.simplest, one.value / 2, one.value - one.value.signum()]
    switch one.domain {
    case .number(let domain): simpler += domain.rounder(than: one.value)
    case .below, .span: simpler += one.lighter
    }
    for value in simpler where value != one.value {
      let change = saturatingDifference(value, one.value)
      var answers = [
        saturatingSum(other.value, change), saturatingDifference(other.value, change),
      ]
      let (product, overflows) = other.value.multipliedReportingOverflow(by: value)
      let quotient = product.dividedReportingOverflow(by: one.value)
      if !overflows, !quotient.overflow { answers.append(quotient.partialValue) }
      for answer in answers + replacements(of: other) where answer != other.value {
        if propose(steps: best.setting([(lowered, value), (raised, answer)])) { return true }
      }
    }
    return false
  }

  /// Calls the body for every two draws that are neither selectors nor rows, in order, again while
  /// it succeeds.
  private mutating func eachPair(_ body: (inout Shrinker, Place, Place) -> Bool) {
    let places = best.places.filter { place in
      guard let draw = best[place] else { return false }
      return draw.kind != .selector && draw.table == nil
    }
    for (index, first) in places.enumerated() {
      for second in places[(index + 1)...] {
        var rounds = 0
        while replaysLeft > 0, rounds < 32, body(&self, first, second) { rounds += 1 }
      }
    }
  }
}
