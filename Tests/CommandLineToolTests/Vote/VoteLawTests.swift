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
    // account, which is the simplest to ask, has 4.875 already.
    let line =
      #/for b = Account\[\d\], left\(b\.held\) <= right\(b\.held\): ([\d.]+) USD <= ([\d.]+) USD does not/#
    let sides = try #require(run.output.firstMatch(of: line))
    #expect((sides.1, sides.2) == ("23.875", "22.875"), "\(sides.0)")
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
        #/\n {13}for b = Account\[\d\], left\(b.held\) <= right\(b.held\): [\d.]+ USD <= [\d.]+ USD does/#
      ),
      "\(run.output)")
    #expect(plimsoll("test", file, "--paths", "64", "--workers", "1").output == run.output)
    let page = scratch.path + "/page.html"
    let replay = plimsoll("replay", file, "--path", "0", "--html", page)
    #expect(replay.output.contains("], left(b.held) <= right(b.held): "))
    let text = try scratch.read("page.html")
    #expect(text.contains("<h1>&quot;twice is once&quot; breaks</h1>"))
    #expect(text.contains("<th scope=\"row\">left(b.held)</th>"))
    #expect(VotePageTests.isWellFormed(text))
    let json = plimsoll("replay", file, "--path", "0", "--json").output
    #expect(json.contains("], left(b.held) <= right(b.held): "))
  }

  @Test("every part that makes a law false is told with what it came to, and no other")
  func parts() throws {
    // Of a fee of a half, 40 USD come in as 32 and 20 USD as 18; by the first step the first account
    // has 4.875 USD, and the others nothing.
    let law = """
      law "odd" for Pot {
        given a in Account where a != Account[0]
        left { put(a, 40 USD) }
        right { put(a, 20 USD) put(a, 20 USD) }
        then (left(a.held) < 30 USD or right(a.held) == 32 USD or not left(a.held) >= 32 USD)
          and (fee > 0% implies any(left(b.held) > right(b.held) for b in Account where b == a))
          and (if fee > 0% then right(all(b.held <= 4 USD for b in Account where b != a)) else true)
          and fee >= 50%
      }

      """
    let scratch = try Scratch()
    try scratch.write("pot.risk", Self.contract("50%") + law)
    let file = try scratch.write("pot.spec", Self.spec(""))
    let run = plimsoll("replay", file, "--path", "0", "--step", "1..1")
    let told = run.output.split(separator: "\n").drop { !$0.contains("law \"odd\"") }.dropFirst(2)
      .map { $0.drop { $0 == " " } }
    let a = try #require(run.output.firstMatch(of: #/law "odd"\n +given a = (Account\[\d\])\n/#)).1
    #expect(
      told.prefix(7) == [
        "left(a.held) < 30 USD: 32 USD < 30 USD does not hold",
        "right(a.held) == 32 USD: 36 USD == 32 USD does not hold",
        "left(a.held) >= 32 USD: 32 USD >= 32 USD holds",
        "fee > 0%: 0.5 > 0 holds",
        "any(left(b.held) > right(b.held) for b in Account where b == a) is false",
        "for b = \(a), left(b.held) > right(b.held): 32 USD > 36 USD does not hold",
        "fee > 0%: 0.5 > 0 holds",
      ], "\(run.output)\(run.errors)")
    #expect(!run.output.contains("fee >= 50%"))
    let document = plimsoll("test", file, "--paths", "4", "--json").output
    #expect(document.contains("\"text\": \"left(a.held) < 30 USD\""), "\(document)")
  }

  /// A shop in which a law breaks when the price is below what is owed.
  private static let shop = """
    contract Shop {
      unit USD, COIN
      role oracle
      param share : ratio = 50% in 10%..99%
      param fee : ratio = 1% in 0%..10%
      state price : USD/COIN
      state lost : USD
      table Account { coins : COIN  debt : USD }
      fn sell(a: Account) changes state { lost += max(0 USD, a.debt - a.coins * price)  reset a }
      action tell(p: USD/COIN in 0.01..1_000_000) by oracle { price = p }
      action borrow() by a: Account { a.coins += 1 COIN  a.debt += price * share * 1 COIN }
      invariant fees: fee >= 0%
    }
    law "selling loses nothing" for Shop {
      given a in Account
      left { sell(a) } right { }
      then left(lost) <= right(lost)
    }

    """
  private static let fall = """
    spec Fall {
      use Shop from "shop.risk"
      population Account = 3
      clock every 1h for 10h
      market COIN { start 100  path steady { }  shock { crash 40% over 5h, at 2h } }
      oracle COIN -> tell(price)
      setup { for a in Account { borrow() as a } }
      measure lost
      expect mean(lost) < 1
    }
    proposal "lend more" for Shop { share : 50% -> 70%, fee : 1% -> 2% }

    """

  @Test("the path is as simple as it gets, the command walks it, and one change alone breaks it")
  func shrunk() throws {
    let scratch = try Scratch()
    try scratch.write("shop.risk", Self.shop)
    let file = try scratch.write("fall.spec", Self.fall)
    let run = plimsoll("vote", file, "--paths", "32")
    let found = try #require(
      run.output.firstMatch(of: #/walk it again: plimsoll (.*)\n/#), "\(run.output)\(run.errors)")
    // It owes 70 USD; a price moves by thousandths.
    #expect(found.1.contains(" --still 1 --move COIN=69.9@1"), "\(found.1)")
    #expect(
      run.output.contains(
        "  left(lost) <= right(lost): 0.1 USD <= 0 USD does not hold\n"), "\(run.output)")
    #expect(run.output.contains(#/\n  shrunk from path 0, 6 steps, to 1 step: COIN 100 USD/#))
    #expect(run.output.contains(#/\n  share alone   \+0 -0 +`selling loses nothing`/#))
    #expect(run.output.contains(#/\n  fee alone     \+0 -0 +nothing/#))
    let page = scratch.path + "/page.html"
    let replay = plimsoll(Self.words(found.1) + ["--html", page])
    #expect(replay.status == .findings, "\(replay.output)\(replay.errors)")
    #expect(replay.output.contains("left(lost) <= right(lost): 0.1 USD <= 0 USD does not hold"))
    #expect(try scratch.read("page.html").contains("broken in step 1</p>"))
    let document = plimsoll("vote", file, "--paths", "32", "--json").output
    #expect(document.contains(#/"newly_breaks": \[\s*"selling loses nothing"\s*\]/#), "\(document)")
    #expect(document.contains("\"newly_breaks\": []"))
  }

  /// A command as a shell parts it.
  private static func words(_ command: Substring) -> [String] {
    command.matches(of: #/"([^"]*)"|[^" ]+/#).map { String($0.1 ?? $0.0) }
  }

  /// Holds without a fee, and breaks from 7 USD on with one.
  private static let small = """
    law "small" for Pot {
      given a in Account, n : USD in 0..9.5
      left { put(a, n) } right { }
      then n < 7 USD or left(a.held) - right(a.held) == n
    }

    """

  @Test("what a law is given is made simple, and the command asks the same")
  func given() throws {
    let scratch = try Scratch()
    try scratch.write("pot.risk", Self.contract("0%") + Self.small)
    let file = try scratch.write("pot.spec", Self.spec(Self.take))
    let run = plimsoll("vote", file, "--paths", "64")
    let command = try #require(
      run.output.firstMatch(of: #/walk it again: plimsoll (.* --law small .*)\n/#),
      "\(run.output)\(run.errors)"
    ).1
    #expect(command.hasSuffix(" --still 1 --law small --given a=0 --given n=7"), "\(command)")
    let replay = plimsoll(Self.words(command) + ["--html", scratch.path + "/page.html"])
    #expect(replay.status == .findings)
    // 7 - 49 * 50% / 100 = 6.755
    for line in [
      "n < 7 USD: 7 USD < 7 USD does not hold",
      "left(a.held) - right(a.held) == n: 6.755 USD == 7 USD does not hold",
    ] {
      #expect(run.output.contains("\n  \(line)\n") && replay.output.contains("          \(line)\n"))
    }
    let page = try scratch.read("page.html")
    #expect(page.contains("--still 1 --law small --given a=0 --given n=7</code>"))
    // Nothing else is asked of that law, and less is not enough.
    let less = plimsoll(Self.words(command).dropLast() + ["n=6.999"])
    #expect(!less.output.contains("law \"small\"") && less.output.contains("law \"twice is once\""))
  }

  @Test(
    "what a law cannot be asked is refused",
    arguments: [
      (["--law", "large"], "has no law \"large\""), (["--given", "a=0"], "nothing is asked"),
      (["--law", "small"], "wants to be given `a`"),
      (["--law", "small", "--given", "a=0"], "wants to be given `n`"),
      (["--law", "small", "--given", "a=0", "--given", "a=1"], "`a=1` is nothing"),
      (["--law", "small", "--given", "a=0", "--given", "n=10"], "`n=10` is nothing"),
      (["--law", "small", "--given", "a=0", "--given", "n=1 COIN"], "`n=1 COIN` is nothing"),
      (["--law", "small", "--given", "a=bob", "--given", "n=1"], "`a=bob` is nothing"),
      (["--law", "small", "--given", "a"], "`a` is nothing"),
    ])
  func unaskable(_ options: [String], _ wanted: String) throws {
    let scratch = try Scratch()
    try scratch.write("pot.risk", Self.contract("0%") + Self.small)
    let file = try scratch.write("pot.spec", Self.spec(""))
    let run = plimsoll(["replay", file, "--path", "0"] + options)
    #expect(run.status == .cannotRun || run.status == .usage, "\(run.output)")
    #expect((run.output + run.errors).contains(wanted), "\(run.output)\(run.errors)")
  }
}
