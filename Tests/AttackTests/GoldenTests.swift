import Attack
import Property
import Testing

/// What small attacks come to, written down: every build of this program on every machine finds the
/// same runs after the same number of actions.
@Suite struct GoldenTests {
  /// A fingerprint of all that a reader is told.
  private static func print(of outcome: Attack.Outcome) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    func add(_ number: Int) { add("\(number) ".utf8) }
    for finding in outcome.findings + [outcome.canary].compactMap(\.self) {
      add(finding.invariant)
      add(finding.actions)
      add(finding.sequence.bytes)
    }
    if let gain = outcome.gain {
      add("\(gain.profit)".utf8)
      add(gain.actions)
      add(gain.sequence.bytes)
    }
    add(outcome.tally.actions)
    outcome.tally.commits.forEach(add)
    outcome.hits.forEach { add(Int($0)) }
    return String(hash, radix: 16)
  }

  @Test func aContract() throws {
    let stage = try Stage(Planted.contract(Planted.vault), rows: [4])
    let outcome = try Attack(stage, seed: 5, budget: 20_000).run(workers: 2)
    #expect(Self.print(of: outcome) == "9c2fb3e4d66d6e")
  }

  @Test func aSpec() throws {
    let outcome = try Planted.attack(
      """
      spec Crash {
        use Bank from "bank.risk"
        population Account = 3
        clock every 1h for 2d
        market BTC { start 100  path gbm { volatility 80% per 1y } }
        oracle BTC -> publish(price)
        adversary as Account[0..1] may deposit, borrow atomically; moves BTC within 15% per step;
          profit sum(a.cash - a.coins * mark for a in Account where a.id < 2)
        expect invariants
      }
      """,
      [
        "bank.risk": """
        contract Bank {
          unit USD, BTC
          role oracle
          state mark : USD/BTC = 100
          table Account { coins : BTC  cash : USD }
          action publish(price: USD/BTC in 0.01..1_000_000) by oracle { mark = price }
          action deposit(n: BTC in 0..100) by a: Account { a.coins += n }
          action borrow(n: USD in 0..100_000) by a: Account {
            require backed: a.cash + n <= a.coins * mark * 90%
            a.cash += n
          }
          invariant sound: all(a.cash <= a.coins * mark for a in Account)
        }
        """
      ])
    #expect(Self.print(of: outcome) == "60f8d9c6de805434")
  }
}
