import Numerics

/// Prices as they were observed: ascending times and the price at each, all raw words of fixed
/// point, times in seconds.
///
///     let history = try PriceHistory(times: [0, 3600 * Fixed.unit], prices: [first, second])
///
/// At least two rows, times that rise from row to row, prices above zero: whoever holds one need
/// not check again. Steps between rows may differ.
package struct PriceHistory: Hashable, Sendable {
  package let times: [Int128]
  package let prices: [Int128]

  package init(times: [Int128], prices: [Int128]) throws(MarketError) {
    guard times.count == prices.count else {
      throw .historyLengths(times: times.count, prices: prices.count)
    }
    guard times.count >= 2 else { throw .historyTooShort(rows: times.count) }
    for row in times.indices {
      if row > 0, times[row] <= times[row - 1] {
        throw .historyDisorder(row: row, time: times[row], before: times[row - 1])
      }
      if prices[row] <= 0 { throw .historyPrice(row: row, price: prices[row]) }
    }
    // The last time is the greatest, so every difference fits where this one does.
    if times[times.count - 1].subtractingReportingOverflow(times[0]).overflow {
      throw .historySpan(first: times[0], last: times[times.count - 1])
    }
    self.times = times
    self.prices = prices
  }

  package var rowCount: Int { times.count }

  /// The time from the first row to the last, above zero.
  package var span: Int128 { times[times.count - 1] - times[0] }
}
