import Numerics

extension MarketError {
  /// What is wrong, in the voice of a headline. Rows are counted from one here.
  package var headline: String {
    switch self {
    case .historyLengths(let times, let prices):
      "a history has \(times) times and \(prices) prices"
    case .historyTooShort(let rows):
      "a history needs two rows at least, and this one has \(rows)"
    case .historyDisorder(let row, let time, let before):
      "row \(row + 1) of the history is at \(Fixed.text(time)) s, not after \(Fixed.text(before)) s"
    case .historyPrice(let row, let price):
      "row \(row + 1) of the history has the price \(Fixed.text(price)), which is not above zero"
    case .historySpan(let first, let last):
      "a history from \(Fixed.text(first)) s to \(Fixed.text(last)) s is too long to measure"
    }
  }
}
