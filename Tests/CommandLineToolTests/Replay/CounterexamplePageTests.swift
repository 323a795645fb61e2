import CommandLineTool
import Foundation
import Testing

/// The page of a path or case says what its replay says, and nothing a file holds becomes part of it.
@Suite("replay: page")
struct CounterexamplePageTests {
  private static let more = "proposal \"more\" for Bank { share : 50% -> 70% }"

  private func bank() throws -> VoteBank { try VoteBank(Self.more) }

  /// The page of a path as proposed.
  private func page(_ bank: VoteBank, _ options: String...) throws -> String {
    let run = bank.run(
      ["replay", bank.file, "--path", "0", "--proposal", "more", "--html"]
        + [bank.scratch.path + "/page.html"] + options)
    #expect(run.status == .findings, "\(run.output)\(run.errors)")
    return try bank.scratch.read("page.html").replacing(bank.scratch.path + "/", with: "")
  }

  @Test("every call, its gas and every change of the replay is on the page, in the same order")
  func facts() throws {
    let bank = try bank()
    let text = try page(bank)
    let run = bank.run(["replay", bank.file, "--path", "0", "--proposal", "more", "--json"])
    let whole = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let steps = try #require(whole["steps"] as? [[String: Any]])
    // It breaks in step 6; what comes later is left out.
    var wanted: [String] = []
    for step in steps.prefix(7) {
      wanted.append(step["time"] as? String ?? "")
      for event in step["events"] as? [[String: Any]] ?? [] {
        if let gas = event["gas"] as? Int, let action = event["action"] as? String {
          wanted.append("\(action) \(gas)")
        }
        for change in event["changes"] as? [[String: String]] ?? [] {
          wanted.append("\(change["place"] ?? "") \(change["old"] ?? "") \(change["new"] ?? "")")
        }
      }
    }
    #expect(wanted.count > 40)
    let part = try #require(text.range(of: "id=\"steps\""))
    let pattern =
      #/
      <span\ class="soft">(?<time>\d{4}-[^,<]*)
      | <code>[^<]*?:\ (?<action>\w+)\([^<]*<\/code>\ <span\ class="soft">gas\ (?<gas>[\d_]+)
      | <li><code>(?<place>[^<]*)<\/code>\ (?<old>[^<]*)\ <span[^>]*>-&gt;<\/span>\ (?<new>[^<]*)<
      /#
    let found = text[part.upperBound...].matches(of: pattern).map { match -> String in
      if let time = match.time { return String(time) }
      if let action = match.action {
        return "\(action) \(match.gas?.replacing("_", with: "") ?? "")"
      }
      return "\(match.place ?? "") \(match.old ?? "") \(match.new ?? "")"
    }
    #expect(found == wanted)
  }

  @Test("the story, both sides, the moment of the break and the accounts are on it")
  func story() throws {
    let text = try page(try bank())
    #expect(text.contains("<h1>solvent breaks</h1>"))
    #expect(text.contains("<p class=\"verdict bad\">broken in step 6</p>"))
    #expect(text.contains("settler calls settle: lost rises from 0 USD to 14.184"))
    // 100 e^(4/5 ln 0.6) = 66.45, and 4 (70 - 66.45) = 14.18.
    #expect(text.contains("<th scope=\"row\">lost</th><td>14.184077620410410172 USD</td>"))
    #expect(text.contains("<th scope=\"row\">0</th><td>0 USD</td>"))
    #expect(text.contains("<circle class=\"break\""))
    #expect(text.contains("<title>step 6</title>"))
    #expect(
      text.contains(
        "<th scope=\"row\">Account[0].debt</th><td>70 USD</td><td>70 USD</td><td>0 USD</td>"))
    #expect(text.contains("<code>plimsoll replay fall.spec --path 0 --spec Fall --proposal more<"))
    #expect(VotePageTests.isWellFormed(text))
    for word in ["http://", "https://", "src=", "<script", "url(", "@import", "javascript:"] {
      #expect(!text.contains(word), "\(word)")
    }
  }

  @Test(
    "every alternative that an invariant offers is told with its values, and what it asks first")
  func alternatives() throws {
    let scratch = try Scratch()
    try scratch.write(
      "box.risk",
      """
      contract Box {
        state n : int
        state m : int
        state k : int
        action add() by anyone { n += 2  m += 1 }
        invariant either: n < 3 or m == 0
        invariant follows: n > 2 implies m < 1
        invariant choice: if n > 2 then m == 0 else k == 0
      }
      """)
    let file = try scratch.write(
      "box.spec",
      """
      spec Boxes {
        use Box from "box.risk"
        clock every 1h for 3h
        agent adder every 1 step { add() }
        measure n
        expect mean(n) > 0
      }
      """)
    let page = scratch.path + "/page.html"
    let run = plimsoll("replay", file, "--path", "0", "--html", page)
    for told in [
      "invariant `either`\n          n is 4\n          m is 2\n",
      "invariant `follows`\n          m is 2\n          n is 4\n",
      "invariant `choice`\n          m is 2\n          n is 4\n",
    ] {
      #expect(run.output.contains(told), "\(run.output)\(run.errors)")
    }
    #expect(!run.output.contains("k is"))
    #expect(
      try scratch.read("page.html").matches(of: #/<th scope="row">n<\/th><td>4<\/td>/#).count == 3)
  }

  @Test("what the accounts involved have is drawn along the path, up to the break")
  func balances() throws {
    let text = try page(try bank())
    let figure = try #require(text.firstRange(of: "debt of the accounts involved"))
    let picture = text[figure.lowerBound...].prefix(
      upTo: try #require(text[figure.lowerBound...].firstRange(of: "</figure>")).lowerBound)
    let lines = picture.matches(of: #/<polyline class="\w+" points="([^"]*)"/#)
      .map { $0.1.split(separator: " ") }.filter { $0.count > 2 }
    #expect(lines.count == 4)
    for line in lines {
      // 70 USD from the setup to step 5, and nothing after the sixth, which settles.
      #expect(line.count == 7)
      let heights = line.compactMap { $0.split(separator: ",").last.flatMap { Int($0) } }
      #expect(heights == [14, 14, 14, 14, 14, 14, 220])
    }
    #expect(picture.matches(of: #/<circle class="break"/#).count == 4)
    #expect(picture.contains("Account[3].debt from 70 USD to 0 USD; the break is at the rings."))
  }

  @Test("the command that a vote prints walks the path as simple as it made it")
  func simple() throws {
    let bank = try bank()
    let vote = bank.vote()
    let line = try #require(vote.output.firstMatch(of: #/\n  walk it again: plimsoll (.*)\n/#)).1
    #expect(line.hasSuffix(" --still 1 --move COIN=69.9@1"))
    #expect(try bank.document()["invariants"].map { "\($0)" }?.contains(line) ?? false)
    let words = line.replacing("fall.spec", with: bank.file).split(separator: " ").map(String.init)
    let run = bank.run(words + ["--html", bank.scratch.path + "/page.html"])
    #expect(run.status == .findings, "\(run.output)\(run.errors)")
    #expect(run.output.contains("breaks  invariant `solvent`\n          lost is 0.4 USD\n"))
    #expect(!run.output.contains("step 2"))
    let text = try bank.scratch.read("page.html")
    #expect(text.contains("broken in step 1</p>"))
    #expect(text.contains("COIN goes from 100 USD/COIN to 69.9 USD/COIN in step 1."))
    #expect(text.contains(" --still 1 --move COIN=69.9@1</code>"))
    // A little less is not enough.
    let calm = bank.run(words.dropLast() + ["COIN=70@1"])
    #expect(calm.status == .success, "\(calm.output)\(calm.errors)")
  }

  @Test("what a vote finds with the accounts of a file, its command finds too")
  func snapshot() throws {
    let bank = try bank()
    let state = try bank.scratch.write("accounts.csv", "account,coins,debt\nann,1,66\nbob,2,90\n")
    let vote = bank.run(["vote", bank.file, "--paths", "4", "--state", state])
    #expect(!vote.output.contains("walk it again"), "both ways break: \(vote.output)")
    let run = bank.run(["replay", bank.file, "--path", "0", "--state", state])
    #expect(run.status == .findings)
    #expect(run.output.contains("Account[ann].debt"), "\(run.output)")
    #expect(!run.output.contains("Account[3]"))
  }

  @Test(
    "moves that cannot be are refused",
    arguments: [
      ["--move", "COIN=1@11"], ["--still", "0"], ["--still", "11"], ["--still", "x"],
      ["--still", "3", "--move", "COIN"], ["--still", "3", "--move", "COIN=1"],
      ["--still", "3", "--move", "COIN=1@4"], ["--still", "3", "--move", "COIN=1@0"],
      ["--still", "3", "--move", "COIN=x@1"], ["--still", "3", "--move", "COIN=0@1"],
      ["--still", "3", "--move", "COIN=-1@1"], ["--still", "3", "--move", "COAL=1@1"],
      ["--still", "3", "--move", "COIN=1@1@1"],
      ["--still", "3", "--move", "COIN=999999999999999999999999999999999999999@1"],
    ])
  func refused(_ options: [String]) throws {
    let bank = try bank()
    let run = bank.run(["replay", bank.file, "--path", "0"] + options)
    #expect(run.status == .cannotRun, "\(run.output)")
    #expect(run.errors.hasPrefix("error: ") && run.errors.contains("= help: "))
  }

  @Test("a path that breaks nothing says so, and a long one shows its last steps")
  func calm() throws {
    let bank = try VoteBank("")
    try bank.scratch.write(
      "fall.spec", VoteBank.spec("").replacing("for 10h", with: "for 100h"))
    let page = bank.scratch.path + "/page.html"
    let run = bank.run(["replay", bank.file, "--path", "0", "--html", page])
    #expect(run.status == .success, "\(run.output)")
    let text = try bank.scratch.read("page.html")
    #expect(text.contains("<p class=\"verdict good\">nothing breaks</p>"))
    // Settling is called in every step alike.
    #expect(text.contains("where most happens: steps 1 to 13 of 100; others with "))
    #expect(text.contains("<th scope=\"row\">losses</th><td>0</td>"))
    _ = bank.run(["replay", bank.file, "--path", "0", "--html", page, "--step", "3..4"])
    let part = try bank.scratch.read("page.html")
    #expect(part.matches(of: #/<section class="step">/#).count == 2)
  }

  @Test("a case of a contract and a case of a spec have a page each")
  func cases() throws {
    let scratch = try Scratch()
    let contract = try scratch.write("bank.risk", CaseTests.bank)
    let fuzz = plimsoll("fuzz", contract, "--actions", "400000", "--workers", "1")
    #expect(fuzz.status == .findings)
    let path = try #require(fuzz.output.firstMatch(of: #/`plimsoll replay ([^`]+)`/#)).1
    let page = scratch.path + "/page.html"
    let told = plimsoll("replay", String(path), "--html", page)
    let text = try scratch.read("page.html")
    #expect(text.contains("<h1>booked breaks</h1>"))
    for sentence in told.output.split(separator: "\n") where sentence.contains(". ") {
      #expect(text.contains(sentence), "\(sentence)")
    }
    #expect(
      text.contains("<th scope=\"row\">Account[0].balance</th><td>0 USD</td><td>100 USD</td>"))
    #expect(VotePageTests.isWellFormed(text))

    try scratch.write("loans.risk", SpecCaseTests.loans)
    let spec = try scratch.write("crash.spec", SpecCaseTests.crash)
    let attack = plimsoll("fuzz", spec, "--actions", "20000", "--workers", "1")
    let kept = try #require(attack.output.firstMatch(of: #/`plimsoll replay ([^`]+)`/#)).1
    _ = plimsoll("replay", String(kept), "--html", page)
    let other = try scratch.read("page.html")
    #expect(other.contains("<h1>backed breaks</h1>"))
    #expect(other.contains("<title>The price of BTC</title>"))
    #expect(other.contains("<circle class=\"break\""))
    #expect(VotePageTests.isWellFormed(other))
  }

  @Test("a page that cannot be written is said")
  func unwritable() throws {
    let bank = try bank()
    let run = bank.run(["replay", bank.file, "--path", "0", "--html", bank.scratch.path])
    #expect(run.status == .cannotRun)
    #expect(run.output.contains("it is a folder"))
  }

  @Test("the page of a shrunk path is the one that was looked at")
  func golden() throws {
    let bank = try bank()
    let whole = try page(bank, "--still", "1", "--move", "COIN=69.9@1")
    let text = String(whole[try #require(whole.range(of: "<main")).lowerBound...])
    let file = Documentation.root.appending(path: "Tests/Fixtures/pages/counterexample.html")
    if Documentation.isRecording {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    #expect(
      text == (try? String(contentsOf: file, encoding: .utf8)),
      "look at it, and write it again: PLIMSOLL_RECORD=1 swift test --filter Counterexample")
  }
}
