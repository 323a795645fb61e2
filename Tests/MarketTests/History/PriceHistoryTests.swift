import Market
import Numerics
import Testing

@Suite struct PriceHistoryTests {
  @Test func keepsItsRows() throws {
    let history = try PriceHistory(times: [5, 7, 12], prices: [1, 3, 2])
    #expect(history.rowCount == 3)
    #expect(history.span == 7)
    #expect(history.prices == [1, 3, 2])
  }

  @Test func refusesWhatIsNoHistory() {
    #expect(throws: MarketError.historyLengths(times: 2, prices: 1)) {
      try PriceHistory(times: [1, 2], prices: [1])
    }
    #expect(throws: MarketError.historyTooShort(rows: 1)) {
      try PriceHistory(times: [1], prices: [1])
    }
    #expect(throws: MarketError.historyDisorder(row: 2, time: 2, before: 2)) {
      try PriceHistory(times: [1, 2, 2], prices: [1, 1, 1])
    }
    #expect(throws: MarketError.historyPrice(row: 1, price: 0)) {
      try PriceHistory(times: [1, 2], prices: [1, 0])
    }
    #expect(throws: MarketError.historySpan(first: .min, last: .max)) {
      try PriceHistory(times: [.min, .max], prices: [1, 1])
    }
  }
}
