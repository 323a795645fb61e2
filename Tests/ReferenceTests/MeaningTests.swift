import Reference
import Testing

/// What the language means, one rule a test: each program is an example that must pass.
@Suite struct MeaningTests {
  @Test func passingExamples() {
    let program = examples(
      on: """
        contract C {
          unit USD, BTC
          role oracle
          state mark : USD/BTC
          state at : time
          table Account { collateral : USD size : BTC entry : USD/BTC }
          fn pnl(a: Account) -> USD = a.size * (mark - a.entry)
          fn equity(a: Account) -> USD = a.collateral + pnl(a)
          action publish(price: USD/BTC in 0.01..1_000_000) by oracle { mark = price at = now }
          action deposit(amount: USD in 0..1_000) by a: Account { a.collateral += amount }
        }
        """,
      """
      given mark = 100, Account[0] = { collateral: 5, size: 1, entry: 90 }
      when publish(120) as oracle, deposit(10) as Account[0], after 1h
      then equity(Account[0]) == 45, Account[0].collateral == 15, now - at == 1h
      """,
      """
      when deposit(1_001) as Account[0]
      then reverts range
      """,
      """
      when publish(1) as oracle
      then mark == 1, at == now
      """)
    #expect(program.run() == [])
  }
}
