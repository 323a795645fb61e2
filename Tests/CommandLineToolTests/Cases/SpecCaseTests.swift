import CommandLineTool
import Foundation
import Property
import Testing

/// What the adversary of a spec breaks, from being found to being an example.
@Suite("Cases of specs")
struct SpecCaseTests {
  /// Loans that nobody asks for more backing when the price falls.
  static let loans = """
    contract Loans {
      unit USD, BTC
      role oracle
      state mark : USD/BTC = 60_000
      table Account { coins : BTC  debt : USD }
      action publish(price: USD/BTC in 1..10_000_000) by oracle { mark = price }
      action deposit(n: BTC in 0..100) by a: Account { a.coins += n }
      action borrow(n: USD in 0..10_000_000) by a: Account {
        require covered: a.debt + n <= a.coins * mark * 90%
        a.debt += n
      }
      invariant backed "what is owed is backed": all(a.debt <= a.coins * mark for a in Account)
    }
    """

  static let crash = """
    spec Crash "loans stay backed" {
      use Loans from "loans.risk"
      population Account = 3
      clock every 10min for 1d
      market BTC { start 60_000  path gbm { volatility 10% per 1y } }
      oracle BTC -> publish(price)
      adversary as Account[0..1] may deposit, borrow; moves BTC within 15% per step
      expect invariants
    }
    """

  private static func numbers(_ text: String) -> [String] {
    text.matches(of: /[0-9][0-9_]*(\.[0-9_]+)?/).map { String($0.output.0) }
  }

  private static func cases(_ text: String) -> [String] {
    text.matches(of: /plimsoll replay ([^`]+)`/).map { String($0.output.1) }
  }

  @Test("what a spec's adversary breaks is kept, told and promoted")
  func life() throws {
    let scratch = try Scratch()
    try scratch.write("loans.risk", SpecCaseTests.loans)
    let spec = try scratch.write("crash.spec", SpecCaseTests.crash)
    func fuzz() -> Transcript {
      plimsoll("fuzz", spec, "--actions", "20000", "--workers", "1")
    }
    let first = fuzz()
    #expect(first.status == .findings, "\(first.output)\(first.errors)")
    let paths = SpecCaseTests.cases(first.output)
    let smallest = try #require(paths.first, "\(first.output)")
    for path in paths {
      let file = try CaseFile(bytes: Array(Data(contentsOf: URL(filePath: path))))
      #expect(file.name == "Crash" && file.claim == "backed" && file.file == "crash.spec")
    }

    let told = plimsoll("replay", smallest)
    #expect(told.status == .findings)
    #expect(told.output.contains("still fails: `backed` breaks at step 3 of 3"), "\(told.output)")
    let story = told.output.components(separatedBy: "\n\n").last ?? ""
    #expect(story.contains("the price of BTC falls from 60_000 USD/BTC to "), "\(story)")
    #expect(story.contains("The adversary as Account[0] calls deposit with n "), "\(story)")
    // Every number of the story is one of the replay above it, of the text of the contract, or the
    // difference of two.
    let facts = told.output.dropLast(story.count)
    var known = Set(SpecCaseTests.numbers(String(facts) + SpecCaseTests.loans))
    known.formUnion(["1", "2", "3", "4"])
    for line in story.split(separator: "\n") where !line.hasPrefix("From the first") {
      for number in SpecCaseTests.numbers(String(line)) {
        #expect(known.contains(number), "\(number) in \(line)")
      }
    }
    #expect(plimsoll("replay", smallest, "--json").output.contains("\"still-fails\""))

    let promoted = plimsoll("promote", smallest)
    #expect(promoted.status == .success, "\(promoted.errors)")
    let example = try scratch.write("example.spec", promoted.output)
    let tested = plimsoll("test", example)
    #expect(tested.status == .success, "\(promoted.output)\n\(tested.output)")

    let again = fuzz()
    for path in paths { #expect(again.output.contains("case     \(path): still fails")) }
    try scratch.write(
      "loans.risk",
      SpecCaseTests.loans.replacing("a.debt += n", with: "a.debt += 0 * n"))
    let mended = plimsoll("replay", smallest)
    #expect(mended.status == .success, "\(mended.output)")
    #expect(mended.output.contains("now passes"))
    #expect(plimsoll("promote", smallest).status == .cannotRun)
    try scratch.write("crash.spec", SpecCaseTests.crash.replacing("adversary as", with: "// "))
    #expect(plimsoll("replay", smallest).output.contains("no longer applies, because"))
  }

  @Test("what is no example is refused with the reason")
  func refusals() throws {
    let scratch = try Scratch()
    try scratch.write("loans.risk", SpecCaseTests.loans)
    let spec = try scratch.write(
      "crash.spec",
      SpecCaseTests.crash.replacing(
        "expect invariants", with: "expect always mark > 55_000 USD / BTC"))
    let found = plimsoll("fuzz", spec, "--actions", "20000", "--workers", "1")
    #expect(found.status == .findings, "\(found.output)\(found.errors)")
    let path = try #require(
      SpecCaseTests.cases(found.output).first { $0.contains("always") }, "\(found.output)")
    let told = plimsoll("replay", path)
    #expect(told.status == .findings, "\(told.output)")
    #expect(told.output.contains("always mark > 55_000 USD / BTC"), "\(told.output)")
    let refused = plimsoll("promote", path)
    #expect(refused.status == .cannotRun)
    #expect(refused.errors.contains("is a claim of the spec"), "\(refused.errors)")
  }

  @Test("a story says who was opened and closed, and who has lost how much")
  func losses() throws {
    let scratch = try Scratch()
    let contract = try scratch.write(
      "bets.risk",
      """
      contract Bets {
        unit USD
        state pot : USD
        table Account { cash : USD = 100 }
        table Bet { stake : USD  odds : int }
        action place(b: Bet, n: USD in 1..80) by a: Account {
          require free: b.stake == 0
          a.cash -= n  b.stake = n  b.odds = 2
        }
        action lose(b: Bet) by anyone { pot += b.stake  reset b }
        invariant modest: pot < 50 USD
      }
      """)
    let found = plimsoll("fuzz", contract, "--actions", "20000", "--workers", "1")
    let path = try #require(
      SpecCaseTests.cases(found.output).first, "\(found.output)\(found.errors)")
    let story = plimsoll("replay", path).output
    #expect(story.contains("Bet[0] is opened, Bet[0].stake "), "\(story)")
    #expect(story.contains("Bet[0] is closed"), "\(story)")
    let told = try #require(
      story.firstMatch(
        of: /cash 100 USD -> ([0-9]+) USD, ([0-9]+) USD less/), "\(story)")
    #expect(Int(told.output.1).flatMap { left in Int(told.output.2).map { left + $0 } } == 100)
  }
}
