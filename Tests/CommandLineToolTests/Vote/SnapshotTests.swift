import CommandLineTool
import Foundation
import Testing

/// Accounts from a file: who is liquidatable is what arithmetic on the file says, and what does not
/// fit is refused with its row and column.
@Suite("vote: snapshots")
struct SnapshotTests {
  private static let proposal = "proposal \"tighter\" for Bank { limit : 80% -> 70% }"

  private struct Account {
    let name: String
    let coins: Int
    let debt: Int

    /// At a price of 100 a debt above a share of it, in percent, is liquidatable.
    func isLiquidatable(_ percent: Int) -> Bool { debt > coins * percent }
  }

  private static func accounts(_ count: Int) -> [Account] {
    var dice = SystemDice(seed: 7)
    return (0..<count).map { number in
      let coins = Int(dice.next() % 50)
      return Account(
        name: "0x\(number)", coins: coins, debt: Int(dice.next() % UInt64(coins * 100 + 1)))
    }
  }

  private static func csv(_ accounts: [Account]) -> String {
    "Account,debt,coins\n"
      + accounts.map { "\($0.name),\($0.debt),\($0.coins) COIN\n" }.joined()
  }

  private static func json(_ accounts: [Account]) -> String {
    "["
      + accounts.map {
        "{\"account\": \"\($0.name)\", \"coins\": \($0.coins), \"debt\": \"\($0.debt) USD\"}"
      }.joined(separator: ",\n") + "]"
  }

  @Test("those newly liquidatable are exact, the largest first, and so is their total")
  func moment() throws {
    let accounts = Self.accounts(300)
    let wanted = accounts.filter { $0.isLiquidatable(70) && !$0.isLiquidatable(80) }
      .enumerated().sorted { ($1.element.debt, $0.offset) < ($0.element.debt, $1.offset) }
      .map(\.element)
    #expect(wanted.count > 10)
    for text in [Self.csv(accounts), Self.json(accounts)] {
      let bank = try VoteBank(Self.proposal)
      let state = try bank.scratch.write("accounts.txt", text)
      let moment = try bank.document("--state", state, paths: 2)["at_the_moment"] as? [String: Any]
      let found = moment?["newly_liquidatable"] as? [[String: Any]] ?? []
      #expect(found.map { $0["account"] as? String } == wanted.map(\.name))
      #expect(found.map { $0["amount"] as? String } == wanted.map { "\($0.debt)" })
      #expect(moment?["total"] as? String == "\(wanted.reduce(0) { $0 + $1.debt })")
      #expect(
        moment?["liquidatable_deployed"] as? Int
          == accounts.count { $0.isLiquidatable(80) })
      #expect(moment?["spared"] as? [String] == [])
    }
  }

  @Test("paths begin with the accounts, and not with the setup")
  func paths() throws {
    let bank = try VoteBank(Self.proposal)
    // A debt of 70 is not covered any more once the price is below it.
    let state = try bank.scratch.write("accounts.csv", "account,coins,debt\na,1,70\nb,1,10\n")
    let run = bank.vote("--state", state)
    #expect(run.output.contains("the same on every path: lost"), "\(run.output)")
    #expect(run.output.contains(": 3.546 USD"), "\(run.output)")
  }

  @Test("the accounts of keyed tables and states are where the file says")
  func keyed() throws {
    let bank = try VoteBank(Self.proposal)
    let state = try bank.scratch.write(
      "accounts.csv",
      """
      account,coins,debt,"Note[TWO].owed",value
      state:lost,,,,0
      a,1,,7,
      b,1,,9,
      """)
    let run = bank.run(["vote", bank.file, "--paths", "2", "--state", state])
    #expect(run.status == .undecided, "\(run.output)\(run.errors)")
    #expect(run.output.contains("0 accounts of 2 become liquidatable"))
  }

  @Test("a snapshot that breaks an invariant is no state of the protocol")
  func broken() throws {
    let bank = try VoteBank(Self.proposal)
    let state = try bank.scratch.write(
      "accounts.csv", "account,coins,debt,value\nstate:lost,,,5\na,1,1,\n")
    let run = bank.vote("--state", state)
    #expect(run.status == .cannotRun)
    #expect(run.output.contains("`solvent` broken before anything happens"))
  }

  @Test(
    "what does not fit is refused with its row and column",
    arguments: [
      ("account,coins\na,1\na,2\n", "row 3, column `account`: the account `a` is there already"),
      ("account,coins\na,-1\n", "row 2, column `coins`: `-1` is below zero"),
      ("account,coins\na,1 USD\n", "row 2, column `coins`: this is in `USD`"),
      ("account,coins\na,1+1\n", "row 2, column `coins`: `1+1` is no number"),
      ("account,coins\na,1 + 1\n", "row 2, column `coins`: `1 + 1` is no number"),
      ("account,coins\na,2 * coins\n", "row 2, column `coins`: `2 * coins` is no number"),
      ("account,coins\na,coins\n", "row 2, column `coins`: `coins` is no number"),
      ("account,coins\na,1e40\n", "row 2, column `coins`: `1e40` is too large"),
      ("account,cash\na,1\n", "column `cash`: the contract has no such field"),
      ("account,Note[THREE].owed\na,1\n", "column `Note[THREE].owed`: `Asset` has no row `THREE`"),
      ("holder,coins\na,1\n", "`holder` is no table of accounts"),
      ("account,coins\n,1\n", "row 2, column `account`: the account has no name"),
      ("account,coins,value\nstate:gone,,1\na,1,\n", "row 2: the contract has no state `gone`"),
      ("account,coins,value\nstate:lost,,\na,1,\n", "row 2: a state needs a number"),
      ("account,coins\n", "there are no accounts in it"), ("", "the file is empty"),
      ("account,coins,value\nstate:lost,,0\n", "there are no accounts in it"),
      ("account,coins\na,1,2\n", "row 2 has 3 columns, not 2"),
      ("account,coins,coins\na,1,2\n", "two columns `coins`"),
    ])
  func refused(_ text: String, _ wanted: String) throws {
    let bank = try VoteBank(Self.proposal)
    let run = bank.vote("--state", try bank.scratch.write("accounts.csv", text))
    #expect(run.status == .cannotRun)
    #expect(run.output.contains("snapshot") || run.output.contains("error"))
    #expect(run.output.contains(wanted), "\(run.output)")
  }

  @Test("of ten thousand accounts, those that arithmetic finds, to the last")
  func many() throws {
    let bank = try VoteBank("proposal \"stricter\" for Bank { limit : 80% -> 70% after 0s }")
    var dice = SystemDice(seed: 11)
    var rows = "account,coins,debt\n"
    var (before, after, total) = (0, 0, 0)
    for number in 0..<10_000 {
      let (coins, debt) = (Int(1 + dice.next() % 50), Int(dice.next() % 5_000))
      rows += "a\(number),\(coins),\(debt)\n"
      if debt > coins * 80 {
        before += 1
      } else if debt > coins * 70 {
        after += 1
        total += debt
      }
    }
    let moment = try bank.document(
      "--state", try bank.scratch.write("accounts.csv", rows), paths: 1)["at_the_moment"]
    let found = try #require(moment as? [String: Any])
    #expect(found["accounts"] as? Int == 10_000)
    #expect(found["liquidatable_deployed"] as? Int == before)
    #expect((found["newly_liquidatable"] as? [Any])?.count == after)
    #expect(found["total"] as? String == "\(total)")
  }

  @Test("no bytes of a file crash the reader")
  func bytes() throws {
    let bank = try VoteBank(Self.proposal)
    var dice = SystemDice(seed: 3)
    let text = Array("account,coins,debt\nalice,1.5,\"2\"\nstate:lost,,1\n".utf8)
    for _ in 0..<200 {
      var bytes = text
      for _ in 0..<3 { bytes[Int(dice.next() % UInt64(bytes.count))] = UInt8(dice.next() & 255) }
      let run = bank.run([
        "vote", bank.file, "--paths", "1", "--state", try bank.scratch.write("a.csv", bytes),
      ])
      #expect([.cannotRun, .undecided, .findings, .success].contains(run.status))
    }
  }
}

/// The same numbers on every machine.
private struct SystemDice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var x = state
    x = (x ^ x >> 30) &* 0xbf58_476d_1ce4_e5b9
    x = (x ^ x >> 27) &* 0x94d0_49bb_1331_11eb
    return x ^ x >> 31
  }
}
