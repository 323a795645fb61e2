import CommandLineTool
import Foundation
import Testing

/// A bank that lends against a price: raising what may be borrowed makes a fall of the price cost it
/// money, exactly where arithmetic says so.
@Suite("vote")
struct VoteCommandTests {
  private static let bank = """
    contract Bank {
      unit USD, COIN
      role oracle
      param share : ratio = 50% in 10%..99%
      param fee   : ratio = 1% in 0%..10%
      state price : USD/COIN
      state lost  : USD
      table Account { coins : COIN  debt : USD }
      event Lost(amount: USD)
      action tell(p: USD/COIN in 0.01..1_000_000) by oracle { price = p }
      action borrow(coins: COIN in 0..1_000) by a: Account {
        a.coins += coins
        a.debt += coins * price * share
      }
      action settle() by anyone {
        for a in Account where a.debt > a.coins * price {
          lost += a.debt - a.coins * price
          emit Lost(a.debt - a.coins * price)
          reset a
        }
      }
      invariant solvent: lost == 0
      invariant fees: fee >= 0%
    }

    """

  /// The price falls by 40% on every path, a tenth of it at each of so many steps.
  private static func spec(_ proposal: String) -> String {
    """
    spec Fall {
      use Bank from "bank.risk"
      population Account = 4
      clock every 1h for 10h
      market COIN { start 100  path steady { }  shock { crash 40% over 5h, at 2h } }
      oracle COIN -> tell(price)
      setup { for a in Account { borrow(1) as a } }
      agent settler every 1 step { settle() }
      measure lost, losses = count(Lost)
      expect invariants
      expect mean(lost) < 1
    }
    \(proposal)

    """
  }

  private func vote(_ proposal: String, _ options: String...) throws -> Transcript {
    let scratch = try Scratch()
    try scratch.write("bank.risk", VoteCommandTests.bank)
    let file = try scratch.write("fall.spec", VoteCommandTests.spec(proposal))
    let run = plimsoll(["vote", file, "--paths", "32"] + options)
    return Transcript(
      status: run.status, output: run.output.replacing(scratch.path + "/", with: ""),
      errors: run.errors.replacing(scratch.path + "/", with: ""))
  }

  @Test("a share that a fall of 40% can break is unsafe, and the loss is exact")
  func unsafe() throws {
    let run = try vote("proposal \"lend more\" for Bank { share : 50% -> 70% }")
    #expect(run.status == .findings)
    // Settled as soon as 100 e^(4/5 ln 0.6) = 66.45 is below a debt of 70, four times.
    #expect(run.output.contains("lost     0 USD             14.184 USD"))
    #expect(run.output.contains("invariant `solvent` breaks on path 0"))
    #expect(run.output.contains("share      50%       70%       +40%    10% to 99%"))
  }

  @Test("a share that it cannot break is not unsafe")
  func safe() throws {
    let run = try vote("proposal \"lend a little more\" for Bank { share : 50% -> 59% }")
    #expect(run.status == .undecided, "32 paths show too little of invariants")
    #expect(run.output.contains("none on any path"))
    let more = try vote(
      "proposal \"lend a little more\" for Bank { share : 50% -> 59% }", "--paths", "2048")
    #expect(more.status == .success)
    #expect(more.output.contains("safe"))
  }

  @Test("a left side that is not deployed is refused, with both values")
  func stale() throws {
    let run = try vote("proposal \"lend more\" for Bank { share : 40% -> 70% }")
    #expect(run.status == .cannotRun)
    #expect(run.output.contains("stale-proposal"))
  }

  @Test("the same bytes for one, two and seven workers")
  func workers() throws {
    let proposal = "proposal \"lend more\" for Bank { share : 50% -> 70%, fee : 1% -> 2% }"
    let one = try vote(proposal, "--workers", "1", "--json")
    #expect(try vote(proposal, "--workers", "2", "--json").output == one.output)
    #expect(try vote(proposal, "--workers", "7", "--json").output == one.output)
    #expect(one.output.contains("\"verdict\": \"unsafe\""))
  }

  @Test("Markdown keeps a hostile title from being markup")
  func markdown() throws {
    let run = try vote(
      "proposal \"<b>|x| [a](b)\" for Bank { share : 50% -> 70% }", "--markdown")
    #expect(run.output.contains("## \\<b\\>\\|x\\| \\[a\\](b)"))
    #expect(run.output.contains("| share | 50% | 70% | +40% | 10% to 99% |"))
  }

  @Test("a file without a proposal, and a title there is none of")
  func missing() throws {
    let none = try vote("")
    #expect(none.status == .cannotRun)
    #expect(none.errors.contains("holds no proposal"))
    let scratch = try Scratch()
    try scratch.write("bank.risk", VoteCommandTests.bank)
    let file = try scratch.write(
      "fall.spec",
      VoteCommandTests.spec("proposal \"lend more\" for Bank { share : 50% -> 70% }"))
    let other = plimsoll("vote", file + "#lend less")
    #expect(other.status == .cannotRun)
    #expect(other.errors.contains("\"lend more\""))
  }
}
