import Numerics
import Semantics

/// A change of one word of the state that comes about while a path runs.
///
///     after  ______/‾‾‾‾‾
///     before     |  |
///            delay  delay + ramp
struct Arrival: Sendable {
  let target: Target
  let before: Int128
  let after: Int128
  let stages: CheckedProposal.Stages

  enum Target: Sendable {
    case word(Int)
    case cell(column: Int, row: Int)
  }

  /// What the word should be so long after the start. On a ramp it is rounded towards what was, so
  /// that it is never ahead of the proposal.
  func word(after elapsed: Int128) -> Int128 {
    let (since, isNever) = elapsed.subtractingReportingOverflow(stages.delay)
    guard !isNever, since >= 0 else { return before }
    guard since < stages.ramp else { return after }
    let isRise = after >= before
    let distance =
      isRise
      ? UInt128(truncatingIfNeeded: after) &- UInt128(truncatingIfNeeded: before)
      : UInt128(truncatingIfNeeded: before) &- UInt128(truncatingIfNeeded: after)
    // The share is below one, so the quotient is below the distance.
    let product = Wide.product(distance, since.magnitude)
    let part = Wide.divide(product.high, product.low, by: stages.ramp.magnitude).quotient
    let step = Int128(truncatingIfNeeded: part)
    return isRise ? before &+ step : before &- step
  }
}

extension PathRunner {
  /// Changes the parameters that a proposal changes by degrees, at the beginning of a step. What the
  /// contract makes of them meanwhile stands until their next change is due.
  func changeParameters() {
    let now = elapsed(step)
    let last = elapsed(step - 1)
    for arrival in world.arrivals {
      let word = arrival.word(after: now)
      let isFirst = step == 1 && word != arrival.before
      guard isFirst || step > 1 && word != arrival.word(after: last) else { continue }
      switch arrival.target {
      case .word(let number): machine[word: number] = word
      case .cell(let column, let row): machine[column, row] = word
      }
      for number in isSuspect.indices { isSuspect[number] = true }
    }
  }

  /// Seconds since the start, as far as words go.
  private func elapsed(_ step: Int) -> Int128 {
    let (product, overflow) = spec.clock.step.multipliedReportingOverflow(by: Int128(step))
    return overflow ? .max : product
  }
}
