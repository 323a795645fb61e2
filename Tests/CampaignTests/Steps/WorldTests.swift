import Campaign
import Numerics
import Testing

/// Markets, oracles and several contracts, on prices that stand still.
@Suite struct WorldTests {
  @Test func `flow moves the price of the next step, and wears off`() throws {
    let trial = try Trial(
      """
      market COIN { start 100 USD/COIN  path steady  depth 1_000 USD per 1%, recovers half in 1min }
      state before : USD/COIN
      state filled : USD/COIN
      agent buyer {
        state done : bool = false
        if not done { filled = fill(COIN, 10)  flow COIN += 10  before = price(COIN)  done = true }
      }
      measure before, filled, highest = peak(price(COIN)), last = price(COIN)
      expect invariants
      """, clock: "every 1min for 3min")
    let found = try trial.measures()
    #expect(found[0] == fixed(100))
    // 100 * 0.01 / ln(1.01), the mean along the way up to 101.
    #expect(abs(found[1] - 100_499_170_806_513_311_000) < 1_000_000_000_000)
    #expect(abs(found[2] - fixed(101)) < 1_000_000_000)
    // Half of the displacement is gone: the root of 1.01.
    #expect(abs(found[3] - 100_498_756_211_208_902_702) < 1_000_000_000)
  }

  @Test func `a depth that shrinks lets the same flow move the price further`() throws {
    let trial = try Trial(
      """
      param share : ratio = 50% in 1%..100%
      market COIN { start 100 USD/COIN  path steady  depth 1_000 USD per 1% * share }
      agent buyer { state done : bool = false  if not done { flow COIN += 10  done = true } }
      measure last = price(COIN)
      expect invariants
      """)
    #expect(abs(try trial.measures()[0] - 102_010_000_000_000_000_000) < 1_000_000_000)
  }

  @Test func `an outage silences an oracle, a heartbeat wakes it`() throws {
    func published(_ settings: String) throws -> Int128 {
      try Trial(
        """
        market COIN { start 100  path steady }
        oracle COIN -> publish(price) { \(settings) }
        measure told = count(Priced)
        expect invariants
        """, clock: "every 1min for 10min"
      ).measures()[0]
    }
    #expect(try published("heartbeat 1min") == 11)
    #expect(try published("heartbeat 5min") == 3)
    #expect(try published("deviation 1%") == 1)
    #expect(try published("outage 100% per 1min lasting 20min") == 1)
  }

  @Test func `each feed is a row of its own`() throws {
    let trial = try Trial(
      """
      population Account = 3
      market COIN { start 2 USD/COIN  path steady }
      oracle COIN -> stamp(now) as each Account { heartbeat 1min }
      measure first = Account[0].calls, last = Account[2].calls
      expect invariants
      """, clock: "every 1min for 4min")
    #expect(try trial.measures() == [5, 5])
  }

  @Test func `contracts react to each other's events, each with units of its own`() throws {
    let trial = try Trial(
      """
      market ETH { start 100  path steady }
      oracle ETH -> one.publish(price) { heartbeat 1min }
      on one.Priced(p) { two.publish(p * 2) }
      on two.Priced(_) { one.note(1) }
      on one.Noted(digit, _) { try two.note(digit + 1) }
      measure here = one.order, there = two.order, price = two.price
      expect invariants
      """, clock: "every 1min for 2min",
      uses: """
        use Diary from "diary.risk" as one with COIN = ETH
        use Diary from "diary.risk" as two with COIN = ETH
        """)
    #expect(try trial.measures() == [111, 222, fixed(200)])
  }

  @Test func `shocks, lookbacks and moves agree`() throws {
    let trial = try Trial(
      """
      market COIN {
        start 100 USD/COIN
        path  steady
        shock crash 20% over 2min at 2min
      }
      measure last = price(COIN), lowest = trough(COIN.move(4min)), ago = COIN.price(4 steps ago)
      expect invariants
      """, clock: "every 1min for 6min")
    let found = try trial.measures()
    #expect(abs(found[0] - fixed(80)) < 1_000_000)
    #expect(abs(found[1] + Fixed.unit / 5) < 1_000_000)
    #expect(abs(found[2] - fixed(100)) < 1_000_000)
  }
}
