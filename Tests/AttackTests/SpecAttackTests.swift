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
    let able = try Planted.attack(Self.race("; moves BTC within 15% per step"), files)
    #expect(able.findings.count == 1)
    let unable = try Planted.attack(Self.race(""), files)
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
    #expect(try Planted.attack(Self.owning("1..2"), files).findings.count == 1)
    #expect(try Planted.attack(Self.owning("1..1"), files).findings.isEmpty)
  }

  /// Whoever has waited for three hours is paid twice.
  private static let queue = """
    contract Queue {
      unit USD
      state owed : USD
      state held : USD
      table Account { asked : USD  since : time }
      action ask(n: USD in 0..1_000) by a: Account { a.asked = n  a.since = now  held += n }
      action claim() by a: Account {
        require due: a.asked > 0 USD and now - a.since >= 3h
        held -= a.asked
        if now - a.since <= 5h { a.asked = 0 }
      }
      invariant funded: held >= 0 USD
    }
    """

  private static func waiting(_ span: String) -> String {
    """
    spec Waiting {
      use Queue from "queue.risk"
      population Account = 2
      clock every 1h for \(span)
      adversary as Account may ask, claim
      expect invariants
    }
    """
  }

  @Test func letsTimePass() throws {
    let files = ["queue.risk": Self.queue]
    #expect(try Planted.attack(Self.waiting("1d"), files).findings.count == 1)
    // The world ends before anybody has waited long enough.
    #expect(try Planted.attack(Self.waiting("5h"), files).findings.isEmpty)
  }

  /// A stair with another key for every step; how high it is shows in no other quantity.
  private static let stair = """
    contract Stair {
      state level : int
      action go(key: int in 0..10) by anyone {
        require fits: remainder(key * 7 + level * 3, 11) == 5
        level += 1
      }
      invariant low: level < 15
    }
    """

  private static func climbing(_ severity: String) -> String {
    """
    spec Climb {
      use Stair from "stair.risk"
      clock every 1h for 30d
      \(severity)
      adversary as anyone may go
      expect invariants
    }
    """
  }

  @Test func climbsWhatIsMoreSevere() throws {
    let files = ["stair.risk": Self.stair]
    let guided = Self.climbing("severity level")
    #expect(try Planted.attack(guided, files, budget: 60_000).findings.count == 1)
    #expect(try Planted.attack(Self.climbing(""), files, budget: 60_000).findings.isEmpty)
  }
}
