import Numerics

/// Why a market, a process, an oracle or a history cannot be made. Cases carry values; the sentences
/// are in `MarketError+Wording.swift`.
///
/// Rows are counted from zero, words are raw fixed point.
package enum MarketError: Error, Hashable, Sendable {
  case historyLengths(times: Int, prices: Int)
  case historyTooShort(rows: Int)
  case historyDisorder(row: Int, time: Int128, before: Int128)
  case historyPrice(row: Int, price: Int128)
  case historySpan(first: Int128, last: Int128)
}
