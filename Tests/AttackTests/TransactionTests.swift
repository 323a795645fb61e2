import Attack
import Machine
import Numerics
import Property
import Semantics
import Testing

/// Several calls in one transaction: between them nobody reacts, and all of them stand or none.
@Suite struct TransactionTests {
  /// The price can be pushed, and somebody puts it right after every transaction.
  private static func market(lendsAt price: String) -> [String: String] {
    [
      "market.risk": """
      contract Market {
        unit USD, BTC
        state price : USD/BTC = 100
        event Pushed(up: USD/BTC)
        table Account { coins : BTC = 10  debt : USD }
        action push(up: USD/BTC in 0..1_000) by a: Account { price += up  emit Pushed(up) }
        action settle() by anyone { price = 100 USD/BTC }
        action borrow(amount: USD in 0..1_000_000) by a: Account {
          require backed: a.debt + amount <= a.coins * \(price)
          a.debt += amount
        }
        invariant sound: all(a.debt <= a.coins * 100 USD/BTC for a in Account)
      }
      """
    ]
  }

  private static func loan(_ word: String) -> String {
    """
    spec Loan {
      use Market from "market.risk"
      population Account = 2
      clock every 1h for 1d
      on Pushed(_) { try settle() }
      adversary as Account[0..1] may push, borrow\(word)
      expect invariants
    }
    """
  }

  @Test func findsWhatOnlyOneTransactionBreaks() throws {
    let naive = Self.market(lendsAt: "price")
    let together = try Planted.attack(Self.loan(" atomically"), naive)
    let finding = try #require(together.findings.first)
    let stage = try Stage(Planted.spec(Self.loan(" atomically"), naive), seed: 1)
    let result = try #require(
      try Player(stage).shrink(finding.sequence, breaking: finding.invariant, budget: 1_000))
    #expect(result.smallest.sequence.steps.count == 2)

    #expect(try Planted.attack(Self.loan(""), naive).findings.isEmpty)
    let careful = Self.market(lendsAt: "min(price, 100 USD/BTC)")
    #expect(try Planted.attack(Self.loan(" atomically"), careful).findings.isEmpty)
  }

  /// Random runs: whenever a call of a transaction is refused the state is what it was before the
  /// first, and whenever one stands no reaction is left out.
  @Test func allOfThemStandOrNone() throws {
    let spec = try Planted.spec(Self.loan(" atomically"), Self.market(lendsAt: "price"))
    let stage = try Stage(spec, seed: 1)
    let player = try Player(stage)
    let price = try #require(
      stage.contract.states.firstIndex { $0.name == "price" })
    let word = stage.compiled.program.program.firstState + price
    var (undone, stood) = (0, 0)
    for seed in 0..<60 as Range<UInt64> {
      player.begin()
      var before = player.machine.image
      var calls = 0
      var reader = ChoiceReader(then: .init(seed: seed, purpose: 0, path: 0, step: 0))
      for _ in 0..<40 {
        reader.restart(replaying: [])
        let played = player.play(&reader, weights: stage.evenWeights)
        if played.isOver { break }
        switch played.transaction {
        case .goesOn: calls += 1
        case .undone:
          #expect(player.machine.image == before)
          if calls > 0 { undone += 1 }
          calls = 0
        case .none:
          if calls > 0 { stood += 1 }
          calls = 0
          #expect(player.machine[word: word] == 100 * Fixed.unit)
        }
        if calls == 0 { before = player.machine.image }
      }
    }
    #expect(undone > 20)
    #expect(stood > 20)
  }
}
