import Numerics

// Positions in the sorted words. Where words share a bin the answer is a range that contains the
// exact one, at most 2^-9 of itself wide.
extension Distribution {
  /// The quantile of a share between 0 and 1, a raw word: the word of rank `ceil(share * count)`, at
  /// least the first. Nil without words.
  package func quantile(_ share: Int128) -> ClosedRange<Int128>? {
    let part = Swift.min(Swift.max(share, 0), Fixed.unit)
    let product = Wide.product(UInt128(count), part.magnitude).low
    let rank = (product + Fixed.unit.magnitude - 1) / Fixed.unit.magnitude
    return ranked(UInt64(Swift.max(1, rank)))
  }

  /// The word that has `rank - 1` words below it in sorted order, ranks counting from one; nil where
  /// there is none.
  package func ranked(_ rank: UInt64) -> ClosedRange<Int128>? {
    guard rank >= 1, rank <= count else { return nil }
    var before: UInt64 = 0
    for cell in cells {
      before += cell.count
      if before >= rank { return cell.low...cell.high }
    }
    return nil
  }

  /// How many words are known to be at most `bound`, and how many may be.
  package func atMost(_ bound: Int128) -> ClosedRange<UInt64> {
    var sure: UInt64 = 0
    var possible: UInt64 = 0
    for cell in cells {
      if cell.low <= bound { possible += cell.count }
      if cell.high <= bound { sure += cell.count }
    }
    return sure...possible
  }

  /// The two ends of sorted words.
  package enum Tail: Sendable {
    case lower
    case upper
  }

  /// The mean of the outermost share of the words (expected shortfall): of the highest 1% for
  /// `tailMean(.upper, 0.01)`. Where the share is no whole number of words the innermost one counts
  /// in part; a share of zero is the extreme itself. Nil without words.
  package func tailMean(_ tail: Tail, _ share: Int128) -> ClosedRange<Int128>? {
    guard let min, let max else { return nil }
    let part = Swift.min(Swift.max(share, 0), Fixed.unit)
    // In units of 10^-18 words.
    let weight = UInt128(count) * part.magnitude
    if weight == 0 { return tail == .upper ? max...max : min...min }
    var left = weight
    var low = WideTotal.zero
    var high = WideTotal.zero
    for cell in tail == .upper ? cells.reversed() : cells {
      let whole = UInt128(cell.count) * Fixed.unit.magnitude
      if whole <= left {
        let sum = cell.sum.times(UInt64(Fixed.unit))
        low = low + sum
        high = high + sum
        left -= whole
        continue
      }
      // The outer words of a cell have a mean at or beyond that of the cell.
      switch tail {
      case .upper:
        low = low + WideTotal(cell.mean(.down), times: left)
        high = high + WideTotal(cell.high, times: left)
      case .lower:
        low = low + WideTotal(cell.low, times: left)
        high = high + WideTotal(cell.mean(.up), times: left)
      }
      break
    }
    return low.divided(by: weight, .down)...high.divided(by: weight, .up)
  }
}
