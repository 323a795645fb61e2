import Attack
import Testing

/// What contracts ask for before anything else happens in them.
@Suite struct FreshPricesTests {
  /// Nothing can be done until three of four feeds have reported about the same price within 90
  /// seconds, about one of four assets.
  private static let venue = """
    contract Venue {
      unit USD, COIN
      table Feed {}
      table Asset { traded : int }
      table Report[feed: Feed, asset: Asset] { value : USD/COIN  at : time }
      fn fresh(r: Report) -> bool = r.value > 0 and now - r.at <= 90s
      fn middle(s: Asset) -> USD/COIN =
        median(Report[f, s].value for f in Feed where fresh(Report[f, s]))
      action report(s: Asset, price: USD/COIN in 0.000001..100_000_000, seen_at: time) by f: Feed {
        require seen: seen_at <= now
        Report[f, s] = { value: price, at: seen_at }
      }
      action trade(s: Asset) by anyone {
        require known: count(f in Feed where fresh(Report[f, s])) >= 3
        require close: all(
          abs(Report[f, s].value - middle(s)) <= middle(s) / 5 for f in Feed
          where fresh(Report[f, s]))
        s.traded += 1
      }
      invariant never: all(s.traded == 0 for s in Asset)
    }
    """

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func areFound(seed: UInt64) throws {
    let stage = try Stage(try Planted.contract(Self.venue), rows: [4, 4, 16])
    let outcome = try Attack(stage, seed: seed, budget: 200_000).run(workers: 2)
    #expect(outcome.findings.count == 1)
  }
}
