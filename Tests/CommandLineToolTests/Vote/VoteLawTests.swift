import CommandLineTool
import Foundation
import Testing

/// A law that holds without a fee and never with one, as arithmetic says.
@Suite("vote: laws")
struct VoteLawTests {
  private static func contract(_ fee: String) -> String {
    """
    contract Pot {
      unit USD
      param fee : ratio = \(fee) in 0%..50%
      table Account { held : USD }
      fn put(a: Account, n: USD) changes state { a.held += n - n * n * fee / 100 USD }
      action pay(a: Account, n: USD in 0..100) by anyone { put(a, n) }
      invariant fees: fee >= 0%
    }
    law "twice is once" for Pot {
      given a in Account, n : USD in 10..10
      left { put(a, n) put(a, n) }
      right { put(a, n + n) }
      then a == a and all(left(b.held) <= right(b.held) for b in Account)
    }
    law "more is more" for Pot {
      given a in Account
      left { put(a, 1 USD) } right { put(a, 2 USD) }
      then left(a.held) <= right(a.held)
    }

    """
  }

  private static func spec(_ proposal: String) -> String {
    """
    spec Days {
      use Pot from "pot.risk"
      population Account = 3
      clock every 1h for 10h
      agent payer every 1 step { pay(Account[0], 5) }
      measure whole = sum(a.held for a in Account)
      expect mean(whole) > 1
    }
    \(proposal)

    """
  }

  private func vote(_ fee: String, _ proposal: String, _ options: String...) throws -> Transcript {
    let scratch = try Scratch()
    try scratch.write("pot.risk", Self.contract(fee))
    let file = try scratch.write("pot.spec", Self.spec(proposal))
    let run = plimsoll(["vote", file, "--paths", "64"] + options)
    return Transcript(
      status: run.status, output: run.output.replacing(scratch.path + "/", with: ""),
      errors: run.errors)
  }

  private static let take = "proposal \"take\" for Pot { fee : 0% -> 50% }"

  @Test("a law that the change breaks makes it unsafe, with the values of both sides")
  func breaks() throws {
    let run = try vote("0%", Self.take)
    #expect(run.status == .findings, "\(run.output)\(run.errors)")
    #expect(
      run.output.contains("no law is newly broken              FAILED     `twice is once` newly"))
    #expect(run.output.contains("law \"twice is once\" does not hold on path 0, step 1,"))
    #expect(run.output.contains("  twice is once  held in 512 of 512  FAILED: held in 0 of 512"))
    #expect(run.output.contains("  more is more   held in 512 of 512  held in 512 of 512"))
    // 10 - 10 * 10 * 50% / 100 = 9.5 twice, and 20 - 20 * 20 * 50% / 100 = 18; by step 1 the first
    // account has 4.875 already.
    let sides = run.output.matches(of: #/  (left|right)\(b\.held\) is ([0-9.]+) USD\n/#).map {
      $0.2
    }
    #expect(sides == ["19", "18"] || sides == ["23.875", "22.875"], "\(sides)")
    #expect(run.output.contains("\n  for b = Account["))
    #expect(run.output.contains("  walk it again: plimsoll replay pot.spec --path 0 --spec Days"))
  }

  @Test("one that it mends is told, and one that was broken before is no reason")
  func mends() throws {
    let mended = try vote("50%", "proposal \"give\" for Pot { fee : 50% -> 0% }")
    #expect(mended.output.contains("none of 2 breaks that held; mended: `twice is once`"))
    let still = try vote("50%", "proposal \"more\" for Pot { fee : 50% -> 40% }", "--json")
    let whole = try JSONSerialization.jsonObject(with: Data(still.output.utf8)) as? [String: Any]
    let vote = try #require((whole?["votes"] as? [[String: Any]])?.first)
    #expect(vote["verdict"] as? String != "unsafe")
    let laws = try #require(vote["laws"] as? [[String: Any]])
    #expect(laws.count == 2 && laws.allSatisfy { $0["first"] is NSNull })
    let twice = try #require(laws[0]["proposed"] as? [String: Int])
    #expect(twice == ["asked": 512, "held": 0])
  }

  @Test("`test` and `replay` print both sides, in every form, with any number of workers")
  func sides() throws {
    let scratch = try Scratch()
    try scratch.write("pot.risk", Self.contract("50%"))
    let file = try scratch.write("pot.spec", Self.spec(""))
    let run = plimsoll("test", file, "--paths", "64", "--workers", "2")
    #expect(
      run.output.contains(
        #/where for b = Account\[\d\] the left side is [\d.]+ USD and the right side [\d.]+ USD\n/#),
      "\(run.output)")
    #expect(plimsoll("test", file, "--paths", "64", "--workers", "1").output == run.output)
    let page = scratch.path + "/page.html"
    let replay = plimsoll("replay", file, "--path", "0", "--html", page)
    #expect(replay.output.contains("          left(b.held) is "))
    let text = try scratch.read("page.html")
    #expect(text.contains("<h1>&quot;twice is once&quot; breaks</h1>"))
    #expect(text.contains("<th scope=\"row\">left(b.held)</th>"))
    #expect(VotePageTests.isWellFormed(text))
    #expect(plimsoll("replay", file, "--path", "0", "--json").output.contains("\"left(b.held) is "))
  }
}
