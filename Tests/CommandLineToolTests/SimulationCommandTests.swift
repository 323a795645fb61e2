import CommandLineTool
import Foundation
import Testing

@Suite("test and replay of simulations")
struct SimulationCommandTests {
  static let vault = """
    contract Vault {
      unit USD
      unit BTC

      role feeder
      param ratio : ratio = 150% in 100%..300%
      state mark : USD/BTC = 100
      state fund : USD
      state bad_debt : USD

      table Account {
        coins : BTC
        debt : USD
      }

      event Closed(a: Account, loss: USD)

      fn health(a: Account) -> USD = a.coins * mark - a.debt * ratio

      action publish(p: USD/BTC in 0.01..1_000_000) by feeder { mark = p }

      action open(coins: BTC in 0..1_000, debt: USD in 0..1_000_000) by a: Account {
        require empty: a.debt == 0, "{a} has a debt already"
        require covered: coins * mark >= debt * ratio, "{coins} do not cover {debt}"
        a.coins += coins
        a.debt += debt
      }

      action close(a: Account) by anyone {
        require indebted: a.debt > 0
        require unhealthy: health(a) < 0, "{a} is healthy"
        let loss = max(0, a.debt - a.coins * mark)
        bad_debt += loss
        a.coins = 0
        a.debt = 0
        emit Closed(a, loss)
      }

      invariant solvent "every debt is paid": bad_debt == 0
      invariant bounded: ratio >= 100%
    }

    """

  /// A day of six accounts, which jumps of this size meet often enough.
  static func spec(
    _ name: String = "Slide", jump: Int = 20, setup: String = "try open(1.6, 80) as a",
    expecting expectations: String
  ) -> String {
    """
    spec \(name) "A day of the vault" {
      use Vault from "vault.risk"
      population Account = 6
      clock every 1h for 1d

      market BTC {
        start 100 USD/BTC
        path  jumps { volatility 80% per 1y, jumps 300 per 1y, size -\(jump)% +- 5% }
      }
      oracle BTC -> publish(price) { heartbeat 1h }

      setup {
        for a in Account { \(setup) }
      }
      agent keepers every 1 step {
        for a in Account where a.debt > 0 { try close(a) }
      }
      measure bad_debt, closed = count(Closed)

    \(expectations.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
    }

    """
  }

  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try scratch.write("vault.risk", SimulationCommandTests.vault)
  }

  // MARK: - Verdicts

  @Test("what holds is said with an interval, its method and the paths, and the status is 0")
  func holds() throws {
    let file = try scratch.write(
      "a.spec",
      SimulationCommandTests.spec(
        expecting:
          "expect P(closed > 6) < 5%\nexpect mean(closed) < 6\nexpect reached Closed in > 5% of paths"
      ))
    let run = plimsoll("test", file, "--paths", "512")
    #expect(run.status == .success, "\(run.output)")
    for part in [
      "Slide \"A day of the vault\": all 3 expectations hold",
      "holds      expect P(closed > 6) < 5%", "(Clopper-Pearson, 99%) over 256 paths",
      "(bootstrap, 99%)", "measure", "closed, paths", "where `closed` is greatest", "BTC ",
      "exercised", "refused: ", "unhealthy", "Closed ", "keepers  6_144 turns",
      "never had a chance to fail, since nothing they read changed: bounded",
      "not simulated", "BTC has no depth", "no latency: calls of keepers arrive at once",
      "nothing happens between steps of 1h, or after 1d",
    ] {
      #expect(run.output.contains(part), "\(part)\n\(run.output)")
    }
    #expect(!run.output.contains("replay"))
  }

  @Test("what fails ends with the command that walks the path, and that shows what broke")
  func fails() throws {
    let file = try scratch.write(
      "b.spec", SimulationCommandTests.spec(jump: 60, expecting: "expect invariants"))
    let run = plimsoll("test", file, "--paths", "256", "--seed", "5")
    #expect(run.status == .findings)
    #expect(run.output.contains("FAILS      expect invariants"), "\(run.output)")
    #expect(run.output.contains("after `close`"))
    let command = try #require(
      run.output.split(separator: "\n").last { $0.contains("plimsoll replay") })
    let words = command.split(separator: " ").drop { $0 != "replay" }.map(String.init)
    #expect(words.contains("--seed"))
    let replay = plimsoll(words)
    #expect(replay.status == .findings)
    #expect(replay.output.contains("breaks  invariant `solvent`: every debt is paid"))
    #expect(replay.output.contains("          bad_debt is "))
    #expect(replay.output.contains("at the end"))
  }

  @Test("what more paths would decide is undecided, and the status 3")
  func undecided() throws {
    let file = try scratch.write(
      "c.spec", SimulationCommandTests.spec(expecting: "expect P(closed > 6) < 0.1%"))
    let run = plimsoll("test", file, "--paths", "64")
    #expect(run.status == .undecided)
    #expect(run.output.contains("undecided  expect P(closed > 6) < 0.1%"), "\(run.output)")
    #expect(run.output.contains("more would decide it"))
  }

  @Test("a call of a spec that is refused is said in its place, with how to see it")
  func problem() throws {
    let file = try scratch.write(
      "d.spec",
      SimulationCommandTests.spec(
        setup: "open(1.1, 80) as a", expecting: "expect invariants"))
    let run = plimsoll("test", file)
    #expect(run.status == .cannotRun)
    #expect(run.output.contains("error[spec-stopped]: `open` was refused in path 0"))
    #expect(run.output.contains("d.spec:13:24"), "\(run.output)")
    #expect(run.output.contains("plimsoll replay"))
    let replay = plimsoll("replay", file, "--path", "0")
    #expect(replay.status == .cannotRun)
    #expect(
      replay.output.contains("`require covered` failed: 1.1 BTC do not cover 80 USD")
        || replay.output.contains("require `covered` failed: 1.1 BTC do not cover 80 USD"),
      "\(replay.output)")
    let document = plimsoll("test", file, "--json")
    #expect(document.status == .cannotRun)
    #expect(document.output.contains("\"verdict\": \"stopped\""))
  }

  // MARK: - The same for everybody

  @Test("one seed gives the same bytes for 1, 2 and 7 workers, and another seed others")
  func determinism() throws {
    let file = try scratch.write(
      "e.spec",
      SimulationCommandTests.spec(
        jump: 60,
        expecting: "expect P(bad_debt > 0) < 50%\nexpect ES95(bad_debt) < 10\nexpect invariants"))
    var documents: Set<String> = []
    var rows: Set<String> = []
    for workers in ["1", "2", "7"] {
      let lines = scratch.path + "/rows-\(workers).jsonl"
      let run = plimsoll(
        "test", file, "--paths", "300", "--workers", workers, "--json", "--jsonl", lines)
      documents.insert(run.output)
      rows.insert(try scratch.read("rows-\(workers).jsonl"))
    }
    #expect(documents.count == 1)
    #expect(rows.count == 1)
    let document = try #require(documents.first)
    for word in ["worker", "time", "/s"] { #expect(!document.contains(word), "\(word)") }
    let other = plimsoll("test", file, "--paths", "300", "--seed", "2", "--json")
    #expect(!documents.contains(other.output))
  }

  @Test("a row for each path, in order, as JSON lines and as a table; cases for build servers")
  func rows() throws {
    let file = try scratch.write(
      "f.spec",
      SimulationCommandTests.spec(jump: 60, expecting: "expect invariants\nexpect mean(closed) < 6")
    )
    let table = scratch.path + "/t.csv"
    let report = scratch.path + "/j.xml"
    let run = plimsoll(
      "test", file, "--paths", "40", "--jsonl", "-", "--csv", table, "--junit", report)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 40)
    for (number, line) in lines.enumerated() {
      let row = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(row["path"] as? Int == number)
      #expect((row["measures"] as? [String: String])?["closed"] != nil)
    }
    // The report for people makes room.
    #expect(run.errors.contains("Slide \"A day of the vault\""))
    let cells = try scratch.read("t.csv").split(separator: "\n")
    #expect(cells.count == 41)
    #expect(
      cells[0]
        == "file,spec,path,bad_debt,closed,expectation_1,expectation_2,broken_invariant,broken_at_step"
    )
    let tests = try scratch.read("j.xml")
    #expect(tests.contains("<testsuite name="))
    #expect(tests.contains("name=\"expect mean(closed) &lt; 6\""))
    let parser = XMLCheck()
    #expect(parser.isWellFormed(tests))
  }

  @Test("Ctrl-C stops where a path ends and says what is known")
  func interruption() throws {
    let file = try scratch.write(
      "g.spec", SimulationCommandTests.spec(expecting: "expect invariants"))
    let run = plimsoll(
      ["test", file, "--paths", "1000000"], interruption: Interruption { true })
    #expect(run.status == .interrupted)
    #expect(run.output.contains("interrupted, this is what is known"), "\(run.output)")
  }

  // MARK: - Bad input

  @Test(
    "numbers that make no sense are refused before anything runs",
    arguments: [
      ["test", "--workers", "0"], ["test", "--workers", "1.5"], ["test", "--paths", "0"],
      ["test", "--paths", "-1"], ["test", "--seed", "99999999999999999999"],
      ["test", "--budget", "x"], ["test", "--paths", "5", "--budget", "5"],
      ["test", "--jsonl", "-", "--csv", "-"], ["test", "--json", "--junit", "-"],
      ["replay", "a.spec"], ["replay", "a.spec", "--path", "1000000000"],
      ["replay", "a.spec", "--path", "1", "--step", "5..3"],
      ["replay", "a.spec", "--path", "1", "--step", "1...3"], ["replay", "--path", "1"],
    ])
  func usage(_ words: [String]) {
    let run = plimsoll(words)
    #expect(run.status == .usage, "\(words)")
    #expect(run.errors.contains("error: "))
    #expect(run.output.isEmpty)
  }

  @Test("files that cannot be read or written are said before any path is walked")
  func files() throws {
    let file = try scratch.write(
      "h.spec", SimulationCommandTests.spec(expecting: "expect invariants"))
    for option in ["--jsonl", "--csv", "--junit"] {
      let run = plimsoll("test", file, option, scratch.path + "/nowhere/out")
      #expect(run.status == .cannotRun)
      #expect(run.output.contains("error[file-not-writable]"), "\(run.output)")
      #expect(!run.output.contains("exercised"))
      #expect(plimsoll("test", file, option, scratch.path).status == .cannotRun)
    }
    for command in [["test"], ["replay", "--path", "0"]] {
      let run = plimsoll(command + [scratch.path + "/gone.spec"])
      #expect(run.status == .cannotRun)
      #expect(run.output.contains("error[file-not-found]"))
    }
  }

  // MARK: - Replay

  @Test("replay shows calls, why some are refused, and what changed, of the steps asked for")
  func replay() throws {
    let file = try scratch.write(
      "i.spec", SimulationCommandTests.spec(expecting: "expect invariants"))
    let run = plimsoll("replay", file, "--path", "3", "--step", "0..1")
    #expect(run.status == .success)
    for part in [
      "setup  2026-01-01T00:00:00Z  BTC 100 USD/BTC",
      "  oracle of BTC: publish(p: 100 USD/BTC) as feeder",
      "  setup: open(coins: 1.6 BTC, debt: 80 USD) as Account[0]",
      "    Account[0].debt   0 USD -> 80 USD", "step 1  2026-01-01T01:00:00Z",
      "  keepers: close(a: Account[5])", "failed: Account[5] is healthy",
      "             health(a) is ", "at the end", "  closed    ",
    ] {
      #expect(run.output.contains(part), "\(part)\n\(run.output)")
    }
    #expect(!run.output.contains("step 2 "))
    // Of a whole path, refused calls of one kind share a line.
    let whole = plimsoll("replay", file, "--path", "3")
    #expect(whole.output.contains("and 5 more calls of this kind"))
    let document = plimsoll("replay", file, "--path", "3", "--step", "1", "--json")
    #expect(document.output.contains("\"reason\": \"unhealthy\""))
    #expect(document.output.contains("\"caller\": \"feeder\""))
  }

  @Test("a spec or a step that is not there is said with those that are")
  func choice() throws {
    let file = try scratch.write(
      "j.spec",
      SimulationCommandTests.spec(expecting: "expect invariants")
        + SimulationCommandTests.spec("Other", expecting: "expect invariants"))
    for words in [[], ["--spec", "Oter"], ["--spec", "Other", "--step", "25"]] {
      let run = plimsoll(["replay", file, "--path", "0"] + words)
      #expect(run.status == .cannotRun, "\(words)")
      #expect(run.errors.contains("= help: "), "\(words)")
    }
    #expect(plimsoll("replay", file, "--path", "0", "--spec", "Other").status == .success)
  }
}

/// Whether a text is XML.
private final class XMLCheck {
  func isWellFormed(_ text: String) -> Bool {
    var open: [Substring] = []
    for part in text.split(separator: "<").dropFirst() {
      guard let end = part.firstIndex(of: ">") else { return false }
      let tag = part[..<end]
      if tag.hasPrefix("?") || tag.hasSuffix("/") { continue }
      if tag.hasPrefix("/") {
        guard open.popLast() == tag.dropFirst() else { return false }
      } else {
        open.append(tag.prefix { $0 != " " })
      }
    }
    return open.isEmpty
  }
}
