import CommandLineTool
import Foundation
import Testing

/// Names of accounts come from files of others. In no form of a report do they move the cursor, change
/// colours, hide or reorder letters, or become markup; and nobody's name hides another's.
@Suite("vote: hostile names")
struct HostileNameTests {
  static let names = [
    "\u{1B}[31mred\u{1B}[0m", "\u{9B}2Jgone", "\u{202E}drow", "\u{2066}iso\u{2069}", "ze\u{200B}ro",
    "bell\u{7}", "tab\tbed", "a|b", "back`tick", "<script>alert(1)</script>", "</table><b>x",
    "\" onload=\"alert(1)", "' '\\", "&amp;", "[a](http://b)", "\u{FFFE}", "**bold**", "$(reboot)",
    String(repeating: "long", count: 500),
  ]

  /// Half of them are liquidatable as proposed alone.
  private static var table: String {
    let rows = names.map { name in
      "\"\(name.replacing("\"", with: "\"\""))\",1,75\n"
    }
    return "account,coins,debt\n" + rows.joined()
  }

  private static let proposal = "proposal \"less\" for Bank { limit : 80% -> 70% }"

  /// What must be in no output but line breaks.
  private static func hidden(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: scalar != "\n"
      default: false
      }
    }
  }

  private func vote(_ options: String...) throws -> (VoteBank, Transcript, state: String) {
    let bank = try VoteBank(Self.proposal)
    let state = try bank.scratch.write("accounts.csv", Self.table)
    let run = bank.run(["vote", bank.file, "--paths", "4", "--state", state] + options)
    #expect(run.status != .cannotRun, "\(run.output.prefix(500))\(run.errors)")
    return (bank, run, state)
  }

  @Test("a terminal gets no raw control character, and rows that line up")
  func terminal() throws {
    let (_, run, _) = try vote()
    #expect(Self.hidden(in: run.output) == [])
    #expect(run.output.contains("19 accounts of 19 become liquidatable"))
    #expect(run.output.contains("\\u{1B}[31mred"))
    let rows = run.output.split(separator: "\n").filter { $0.hasSuffix("  75 USD") }
    #expect(rows.count == 12)
    #expect(rows.allSatisfy { $0.count == rows[0].count && $0.count < 200 })
  }

  @Test("Markdown stays text, and tables keep their columns")
  func markdown() throws {
    let (_, run, _) = try vote("--markdown")
    #expect(Self.hidden(in: run.output) == [])
    for line in run.output.split(separator: "\n") where line.hasPrefix("| ") {
      // Escaped ones are no column.
      let bars = line.replacing(#/\\./#, with: "").count { $0 == "|" }
      #expect([3, 4, 5, 6, 7, 8, 9].contains(bars) && line.count < 800, "\(line.prefix(200))")
      if line.hasSuffix("75 USD |") { #expect(bars == 3, "\(line)") }
    }
    let words = run.output.replacing(#/`[^`\n]*`|\\./#, with: "")
    #expect(!words.contains("<script") && !words.contains("<b>") && !words.contains("`"))
  }

  @Test("pages stay well formed, and JUnit is XML that parsers read")
  func markup() throws {
    let folder = try Scratch()
    let (_, _, _) = try vote(
      "--html", folder.path + "/page.html", "--junit", folder.path + "/j.xml")
    let page = try folder.read("page.html")
    #expect(VotePageTests.isWellFormed(page))
    #expect(Self.hidden(in: page) == [] && !page.contains("<script") && !page.contains("<b>"))
    #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    let junit = try folder.read("j.xml")
    #expect(Self.hidden(in: junit) == [] && !junit.contains("\u{FFFE}"))
  }

  @Test("JSON has every name as it is, and no raw control character")
  func json() throws {
    let (_, run, _) = try vote("--json")
    #expect(Self.hidden(in: run.output) == [])
    let whole = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let vote = try #require((whole?["votes"] as? [[String: Any]])?.first)
    let moment = try #require(vote["at_the_moment"] as? [String: Any])
    let rows = try #require(moment["newly_liquidatable"] as? [[String: Any]])
    #expect(Set(rows.compactMap { $0["account"] as? String }) == Set(Self.names))
  }

  @Test("replay shows them in every form")
  func replay() throws {
    let (bank, _, state) = try vote()
    let page = bank.scratch.path + "/page.html"
    let words = ["replay", bank.file, "--path", "0", "--state", state]
    for options in [["--html", page], ["--json"]] {
      let run = bank.run(words + options)
      #expect(run.status == .findings)
      #expect(Self.hidden(in: run.output) == [])
    }
    let text = try bank.scratch.read("page.html")
    #expect(text.contains("<h1>solvent breaks</h1>"))
    #expect(VotePageTests.isWellFormed(text))
    #expect(Self.hidden(in: text) == [] && !text.contains("<script") && !text.contains("<b>"))
  }

  @Test("a path with such a name is printed so that a shell reads it as it is")
  func shell() throws {
    let bank = try VoteBank(Self.proposal)
    let state = try bank.scratch.write("\u{1B}[2J a'\u{202E}\\n.csv", "account,coins,debt\na,1,7\n")
    let run = bank.run(["vote", bank.file, "--paths", "4", "--state", state])
    let line = try #require(run.output.split(separator: "\n").last)
    #expect(Self.hidden(in: run.output) == [])
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = [
      "-c", "printf %s \(line[try #require(line.range(of: "--state ")).upperBound...])",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let read = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(bank.scratch.path + "/" + String(decoding: read, as: UTF8.self) == state)
  }

  @Test("of two escapers one is left: JUnit of `test` writes out what XML cannot hold")
  func junitOfTest() throws {
    let scratch = try Scratch()
    try scratch.write("bank.risk", VoteBank.contract)
    let spec = try scratch.write(
      "a&'\u{1B}.spec", VoteBank.spec("").replacing("< 1", with: "> 1"))
    _ = plimsoll("test", spec, "--paths", "32", "--junit", scratch.path + "/j.xml")
    let text = try scratch.read("j.xml")
    #expect(text.contains("a&amp;&#39;\\u{1B}.spec\""))
    #expect(text.contains("expect mean(lost) &gt; 1"))
    #expect(Self.hidden(in: text) == [])
  }
}
