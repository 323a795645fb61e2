import Attack
import Property
import Semantics
import Testing

/// An adversary that wants something gets it where it can be had, and nowhere else.
@Suite struct ProfitTests {
  /// A till that pays out what was paid in; a generous one a little more for large amounts.
  private static func till(pays: String) -> [String: String] {
    [
      "till.risk": """
      contract Till {
        unit USD
        state vault : USD = 10_000
        table Account { cash : USD = 1_000  claim : USD }
        action deposit(n: USD in 0..10_000) by a: Account {
          require n <= a.cash
          a.cash -= n  a.claim += n  vault += n
        }
        action withdraw(n: USD in 0..10_000) by a: Account {
          require n <= a.claim
          let paid = \(pays)
          a.claim -= n  a.cash += paid  vault -= paid
        }
      }
      """
    ]
  }

  private static let generous = till(pays: "if n > 200 USD then n * 101% else n")
  private static let honest = till(pays: "n")

  private static let heist = """
    spec Heist {
      use Till from "till.risk"
      population Account = 3
      clock every 1h for 1d
      setup { deposit(100) as Account[0] }
      adversary as Account[0..1] may deposit, withdraw;
        profit sum(a.cash + a.claim for a in Account where a.id <= 1)
      expect always profit <= 1 USD
    }
    """

  @Test func findsWhatCanBeGained() throws {
    let outcome = try Planted.attack(Self.heist, Self.generous)
    #expect(outcome.findings.count == 1)
    let gain = try #require(outcome.gain)
    #expect(gain.profit > 0)

    let stage = try Stage(Planted.spec(Self.heist, Self.generous), seed: 1)
    let player = try Player(stage)
    let short = try #require(player.shrink(gain, budget: 500))
    #expect(short.sequence.steps.count <= gain.sequence.steps.count)
    for gain in [gain, short] {
      player.begin()
      for step in gain.sequence.steps {
        var reader = ChoiceReader(replaying: step)
        _ = player.play(&reader, weights: stage.evenWeights)
      }
      // What is said to be gained is what a person can count.
      let earned = try #require(player.profit)
      #expect(earned == gain.profit)
      let accounts = try #require(stage.contract.tables.firstIndex { $0.name == "Account" })
      let first = stage.compiled.program.program.firstColumns[accounts]
      var wealth: Int128 = 0
      for row in 0...1 {
        for column in 0...1 {
          wealth += try #require(player.machine.word(ofColumn: first + column, row: row))
        }
      }
      #expect(wealth - 2_000 * 1_000_000_000_000_000_000 == earned)
    }
  }

  @Test func gainsNothingWhereThereIsNothing() throws {
    let outcome = try Planted.attack(Self.heist, Self.honest)
    #expect(outcome.findings.isEmpty)
    #expect(outcome.gain == nil)
    #expect(outcome.tally.actions >= 8_000)
  }

  @Test func theSameGainWithAnyNumberOfWorkers() throws {
    let outcomes = try [1, 2, 7].map {
      try Planted.attack(Self.heist, Self.generous, budget: 9_000, workers: $0)
    }
    for outcome in outcomes.dropFirst() {
      #expect(outcome.gain?.profit == outcomes[0].gain?.profit)
      #expect(outcome.gain?.sequence == outcomes[0].gain?.sequence)
      #expect(outcome.gain?.actions == outcomes[0].gain?.actions)
    }
  }
}
