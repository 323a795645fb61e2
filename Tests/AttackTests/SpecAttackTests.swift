import Attack
import Semantics
import Testing

/// What the adversary of a spec can do that nobody else can: each bug is found with the power it
/// takes, and not without.
@Suite struct SpecAttackTests {
  /// Whoever buys between a move of the price and its publication robs the desk.
  private static let desk = """
    contract Desk {
      unit USD, BTC
      role oracle
      state mark      : USD/BTC = 100
      state fresh     : BTC
      state bought_at : time
      state robbed    : USD
      table Account { size : BTC }
      action publish(price: USD/BTC in 0.01..1_000_000) by oracle {
        robbed = if bought_at == now then max(0 USD, fresh * (price - mark)) else 0 USD
        mark = price  fresh = 0
      }
      action buy(size: BTC in 0..10) by a: Account {
        if bought_at != now { fresh = 0 }
        require bounded: fresh + size <= 10 BTC
        a.size += size  fresh += size  bought_at = now
      }
      invariant fair: robbed <= 100 USD
    }
    """

  private static func race(_ powers: String) -> String {
    """
    spec Race {
      use Desk from "desk.risk"
      population Account = 2
      clock every 1h for 1d
      market BTC { start 100  path gbm { volatility 40% per 1y } }
      oracle BTC -> publish(price)
      adversary as Account[0..1] may buy\(powers)
      expect invariants
    }
    """
  }

  @Test func actsBetweenAPriceAndItsPublication() throws {
    let files = ["desk.risk": Self.desk]
    let able = try Self.outcome(Self.race("; moves BTC within 15% per step"), files)
    #expect(able.findings.count == 1)
    let unable = try Self.outcome(Self.race(""), files)
    #expect(unable.findings.isEmpty)
  }

  /// The median of three stands against one liar, and not against two.
  private static let feeds = """
    contract Median {
      unit USD, BTC
      state mark : USD/BTC = 100
      table Feed { value : USD/BTC = 100 }
      action report(value: USD/BTC in 1..10_000) by f: Feed {
        f.value = value
        mark = median(x.value for x in Feed)
      }
      invariant sane: mark <= 200 USD / BTC
    }
    """

  private static func owning(_ feeds: String) -> String {
    """
    spec Feeds {
      use Median from "feeds.risk"
      population Feed = 3
      clock every 1h for 1d
      adversary as Feed[\(feeds)] may report
      expect invariants
    }
    """
  }

  @Test func ownsSomeOfTheFeeds() throws {
    let files = ["feeds.risk": Self.feeds]
    #expect(try Self.outcome(Self.owning("1..2"), files).findings.count == 1)
    #expect(try Self.outcome(Self.owning("1..1"), files).findings.isEmpty)
  }

  private static func outcome(_ spec: String, _ files: [String: String]) throws -> Attack.Outcome {
    var project = Project(
      workspace: Workspace { path in
        (path == "attack.spec" ? spec : files[path]).map { .bytes(Array($0.utf8)) } ?? .missing
      })
    let file = project.check("attack.spec")
    for finding in project.workspace.diagnostics.sorted where finding.severity == .error {
      Issue.record("\(finding.headline)")
    }
    let stage = try Stage(try #require(file.specs.first), seed: 1)
    return try Attack(stage, seed: 1, budget: 8_000).run(workers: 2)
  }
}
