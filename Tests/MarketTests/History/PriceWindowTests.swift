import Market
import Numerics
import Testing

@Suite struct PriceWindowTests {
  @Test func looksBack() throws {
    let window = try PriceWindow(deepest: 3, base: 2)
    var words = [Int128](repeating: -1, count: 2 + window.wordCount)
    for step in 0..<50 {
      window.record(Int128(step + 1) * unit, at: step, in: &words)
      for ago in 0...3 {
        // Before the start there was only the start.
        let expected = Int128(max(0, step - ago) + 1) * unit
        #expect(try window.price(stepsAgo: ago, at: step, in: words) == expected)
      }
    }
    #expect(words[0] == -1 && words[1] == -1)
    #expect(try window.move(steps: 0, at: 49, in: words) == 0)
    // From 48 to 50.
    #expect(try window.move(steps: 2, at: 49, in: words) == 41_666_666_666_666_667)
    #expect(throws: MarketError.tooLongAgo(steps: 4, kept: 3)) {
      try window.price(stepsAgo: 4, at: 49, in: words)
    }
    #expect(throws: MarketError.self) { try PriceWindow(deepest: -1) }
  }
}
