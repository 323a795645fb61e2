import CommandLineTool
import Foundation
import Testing

/// What an adversary gains, and what it does in one transaction, as a person and a program read it.
@Suite("Profits and transactions of an adversary")
struct ProfitReportTests {
  private static let pool = """
    contract Pool {
      unit USD, BTC
      state mark : USD/BTC = 100
      event Traded(mark: USD/BTC)
      table Account { coins : BTC = 10  cash : USD }
      action push(price: USD/BTC in 50..200) by a: Account { mark = price  emit Traded(mark) }
      action arbitrage() by anyone { mark = 100 USD/BTC }
      action borrow(n: USD in 0..1_000_000) by a: Account {
        require backed: a.cash + n <= a.coins * mark
        a.cash += n
      }
      invariant sound: all(a.cash <= a.coins * 100 USD/BTC for a in Account)
    }
    """

  private static func flash(_ word: String) -> String {
    """
    spec Flash {
      use Pool from "pool.risk"
      population Account = 2
      clock every 1h for 1d
      on Traded(_) { try arbitrage() }
      adversary as Account[0] may push, borrow\(word); profit Account[0].cash
      expect invariants
    }
    """
  }

  @Test("the greatest profit is reported, and how it is come by")
  func greatest() throws {
    let scratch = try Scratch()
    try scratch.write("pool.risk", Self.pool)
    let spec = try scratch.write("flash.spec", Self.flash(""))
    let words = ["fuzz", spec, "--actions", "5000", "--workers", "1"]
    let text = plimsoll(words)
    #expect(text.status == .success, "\(text.output)\(text.errors)")
    #expect(text.output.contains("\nprofit   1_000 USD: after about "), "\(text.output)")
    #expect(text.output.contains("\n  1  borrow(1_000 USD) as Account[0]\n"), "\(text.output)")

    let object = try JSONSerialization.jsonObject(
      with: Data(plimsoll(words + ["--json"]).output.utf8))
    let profit = (object as? [String: Any])?["profit"] as? [String: Any]
    #expect(profit?["greatest"] as? String == "1_000 USD")
    #expect(profit?["moves"] as? [String] == ["borrow(1_000 USD) as Account[0]"])
  }

  @Test("what only one transaction breaks is kept and told as one")
  func transaction() throws {
    let scratch = try Scratch()
    try scratch.write("pool.risk", Self.pool)
    let spec = try scratch.write("flash.spec", Self.flash(" atomically"))
    let found = plimsoll("fuzz", spec, "--actions", "8000", "--workers", "1")
    #expect(found.status == .findings, "\(found.output)\(found.errors)")
    #expect(
      found.output.contains(" as Account[0], in one transaction with the next\n"),
      "\(found.output)")
    let path = try #require(
      found.output.firstMatch(of: /plimsoll replay ([^`]+)`/).map { String($0.output.1) })
    let told = plimsoll("replay", path)
    #expect(told.status == .findings, "\(told.output)\(told.errors)")
    #expect(told.output.contains("still fails: `sound` breaks at step 2 of 2"), "\(told.output)")
    #expect(told.output.contains(", in one transaction with the next."), "\(told.output)")
  }
}
