import CommandLineTool
import Foundation
import Testing

/// A spec that cannot mean what it says is refused with a sentence before any path runs.
@Suite("specs that are refused") struct BadSpecTests {
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("vault.risk", SimulationCommandTests.vault)
  }

  /// Parts of a spec that are sound as they stand.
  private static func spec(
    population: String = "6", market: String = "start 100  path steady",
    publish: String = "publish(price)", rest: String = "",
    claim: String = "expect invariants"
  ) -> String {
    """
    spec Slip {
      use Vault from "vault.risk"
      param idle : ratio = 0 in 0..1
      param free : USD/BTC = 0 in 0..100
      population Account = \(population)
      clock every 1h for 6h
      market BTC { \(market) }
      oracle BTC -> \(publish) { heartbeat 1h }
      \(rest)
      \(claim)
    }

    """
  }

  @Test(arguments: [
    // What does not exist.
    (spec(rest: "agent a every 1 step { try clos(some Account) }"), "there is no action `clos`"),
    (spec(publish: "publsh(price)"), "there is no action `publsh`"),
    (spec(claim: "expect reached Closd in > 5% of paths"), "there is no event `Closd`"),
    // Dimensions of a market.
    (spec(market: "start 100 USD  path steady"), "expected USD/BTC, found USD"),
    (
      spec(market: "start 100  path gbm { volatility 85 USD per 1y }"),
      "expected ratio, found USD"
    ),
    (
      spec(market: "start 100  path steady  depth 5 BTC per 1%, recovers half in 1h"),
      "expected USD, found BTC"
    ),
    (spec(market: "start 100  path gbm { volatility 85% }"), "`volatility` does not say `per`"),
    // Weights.
    (
      spec(rest: "agent a every 1 step { choose { 0: skip  0: skip } }"),
      "the weights sum to zero"
    ),
    (
      spec(rest: "agent a every 1 step { choose { idle: skip  idle: skip } }"),
      "the weights sum to zero"
    ),
    (
      spec(
        market: """
          start 100  path mixture {
            weight 0 gbm { volatility 10% per 1y }, weight 0 gbm { volatility 20% per 1y }
          }
          """),
      "the weights sum to zero"
    ),
    // Nobody.
    (spec(population: "0"), "nobody is there"),
    (spec(population: "-3"), "a spec has 1 to 1000000 rows"),
    (spec(population: "idle"), "one row that is called `idle`"),
    (spec(rest: "agent a[0] every 1 step { skip }"), "there are 1 to 1_000_000 agents"),
    // Prices.
    (spec(market: "start 0  path steady"), "a price starts above zero"),
    (spec(market: "start -5  path steady"), "a price starts above zero"),
    (spec(market: "start free  path steady"), "starts at 0: it must be above zero"),
    (spec(market: "path steady"), "`BTC` has no `start`"),
    (spec(market: "start 100"), "`BTC` has no `path`"),
    (
      spec(market: "start 100  path gbm { volatility -5% per 1y }"),
      "it must be between 0% and 100_000_000%"
    ),
    // Claims.
    (spec(claim: "expect P(bad_debt > 0) < 0%"), "no number of paths could decide this"),
    (spec(claim: "expect P(bad_debt > 0) <= 0%"), "no number of paths could decide this"),
    (spec(claim: "expect P(bad_debt > 0) < idle"), "could decide this beside a bound of 0"),
    (spec(claim: "expect P(bad_debt > 0) >= 100%"), "no number of paths could decide this"),
    (spec(claim: "expect P(1 > 0) < 5%"), "no number of paths could decide this"),
    (spec(claim: "expect eventually bad_debt > 0 within 7 steps"), "a path ends before"),
    (spec(claim: ""), "expects nothing"),
  ])
  func refused(text: String, says headline: String) throws {
    let run = plimsoll("test", try scratch.write("slip.spec", text))
    let said = run.output + run.errors
    #expect(run.status == .cannotRun, "\(said)")
    #expect(said.contains(headline), "\(said)")
    #expect(!said.contains("stopped in path") && !said.contains(" of 10_000 paths"), "\(said)")
  }

  @Test func soundAsItStands() throws {
    let run = plimsoll("test", try scratch.write("slip.spec", Self.spec()), "--paths", "1024")
    #expect(run.status == .success, "\(run.output)\(run.errors)")
  }
}
