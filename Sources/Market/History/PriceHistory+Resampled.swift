import Numerics

extension PriceHistory {
  /// The history looked at once a step from its first row on.
  struct Resampled {
    /// Of each step's price over the first.
    var logarithms: [Int128] = []
    var prices: [Int128] = []
  }

  /// A row that falls on a step is shown as it is; between rows the logarithm of the price goes
  /// straight from one to the other. What follows the last whole step is left out.
  func resampled(step: Int128) throws(MarketError) -> Resampled {
    let count = span / step
    guard count < PriceHistory.mostSteps else {
      throw .historyTooLong(steps: count, most: PriceHistory.mostSteps)
    }
    do {
      var result = Resampled()
      result.logarithms.reserveCapacity(Int(count) + 1)
      result.prices.reserveCapacity(Int(count) + 1)
      var row = 0
      let first = try Fixed.ln(prices[0])
      var (low, high) = (first, try Fixed.ln(prices[1]))
      var time = times[0]
      for index in 0...count {
        // The last row at or before the time; never the last of all, so that one follows.
        while row + 2 < times.count, times[row + 1] <= time {
          row += 1
          (low, high) = (high, try Fixed.ln(prices[row + 1]))
        }
        let (elapsed, gap) = (time - times[row], times[row + 1] - times[row])
        let logarithm = low + (try Integer.muldiv(high - low, elapsed, gap, .halfUp))
        result.logarithms.append(logarithm - first)
        if elapsed == 0 {
          result.prices.append(prices[row])
        } else if elapsed == gap {
          result.prices.append(prices[row + 1])
        } else {
          result.prices.append(try Growth.apply(prices[row], exponent: logarithm - low))
        }
        if index < count { time += step }
      }
      return result
    } catch {
      throw .historyTooLong(steps: count, most: PriceHistory.mostSteps)
    }
  }

  /// What a resampled history may cost in memory: some 300 MB.
  private static let mostSteps: Int128 = 10_000_000
}
