import Numerics

// Where nearly all values are one and the same, a resample often holds none of the others, and
// resampling cannot say how far the mean may lie from what was seen. How often others come can still
// be said exactly, and how far they reach has been seen.
extension Interval {
  /// So many values, and such a share of them alike, are wanted before anything is said of the rest.
  private static let enough: UInt64 = 256
  private static let shareAlike: (part: UInt64, of: UInt64) = (9, 10)

  /// Values that are all the same leave nothing to resample. Enough of them are taken to speak for
  /// themselves, and the method says so.
  package static func alike(_ values: Distribution, _ confidence: Int128) -> Interval? {
    guard values.count >= enough, let min = values.min, min == values.max else { return nil }
    return Interval(low: min, high: min, confidence: confidence, method: .alike)
  }

  /// The interval for the mean: by resampling, and where that leaves an end unknown because few
  /// values differ, from how often they do.
  package static func mean(
    of values: Distribution, confidence: Int128, seed: UInt64
  ) -> Interval {
    if let alike = alike(values, confidence) { return alike }
    let resampled = bootstrap(meanOf: values, confidence: confidence, seed: seed)
    guard resampled.low == nil || resampled.high == nil,
      let few = FewDiffer(values, confidence: confidence)
    else { return resampled }
    return Interval(
      low: few.mode.low.subtractingSaturating(few.reach(few.below, share: Fixed.unit)),
      high: few.mode.high.addingSaturating(few.reach(few.above, share: Fixed.unit)),
      confidence: confidence, method: .fewDiffer)
  }

  /// The same for the mean of the uppermost share of the values.
  package static func upperTailMean(
    of values: Distribution, _ share: Int128, confidence: Int128, seed: UInt64
  ) -> Interval {
    if let alike = alike(values, confidence) { return alike }
    let resampled = bootstrap(
      tailMeanOf: values, .upper, share, confidence: confidence, seed: seed)
    guard resampled.low == nil || resampled.high == nil,
      let few = FewDiffer(values, confidence: confidence), few.above.chance < share
    else { return resampled }
    return Interval(
      low: few.mode.low, high: few.mode.high.addingSaturating(few.reach(few.above, share: share)),
      confidence: confidence, method: .fewDiffer)
  }

  /// The value nearly all have, and the others on either side of it.
  private struct FewDiffer {
    let mode: (low: Int128, high: Int128)
    let above: Side
    let below: Side

    /// How often there is one, at most, and how far from the mode the furthest was.
    struct Side {
      let chance: Int128
      let furthest: UInt128
    }

    /// `nil` where too many differ, or too few values are there to say so.
    init?(_ values: Distribution, confidence: Int128) {
      let cells = values.cells
      let (part, of) = shareAlike
      guard values.count >= enough,
        let place = cells.indices.max(by: { cells[$0].count < cells[$1].count }),
        cells[place].count / part >= values.count / of, let first = cells.first,
        let last = cells.last
      else { return nil }
      func side(_ cells: ArraySlice<Distribution.Cell>, _ furthest: UInt128) -> Side {
        let chance = proportion(
          successes: cells.reduce(0) { $0 + $1.count }, trials: values.count,
          confidence: confidence
        ).high
        return Side(chance: chance ?? Fixed.unit, furthest: furthest)
      }
      mode = (cells[place].low, cells[place].high)
      above = side(cells[(place + 1)...], distance(last.high, mode.high))
      below = side(cells[..<place], distance(first.low, mode.low))
    }

    /// How far those of one side can move a mean over such a share, no further than they lie.
    func reach(_ side: Side, share: Int128) -> Int128 {
      let part = Scaled(magnitudeOf: side.chance) / Scaled(magnitudeOf: share)
      let moved = outward(part * Scaled(side.furthest))
      return Swift.min(moved, Int128(clamping: side.furthest))
    }
  }
}
