import CommandLineTool
import Foundation
import Testing

@Suite("check, fmt and new")
struct CheckCommandTests {
  static let good = "contract A {\n  state n : int\n  action up() by anyone { n += 1 }\n}\n"

  @Test("a clean file is clean, a folder stands for its files")
  func clean() throws {
    let scratch = try Scratch()
    try scratch.write("a.risk", CheckCommandTests.good)
    try scratch.write("deep/er/b.risk", CheckCommandTests.good)
    try scratch.write(".hidden/c.risk", "nonsense")
    try scratch.write("notes.md", "nonsense")
    let run = plimsoll("check", scratch.path)
    #expect(run.status == .success)
    #expect(run.output == "clean, 2 files checked: 2 contracts\n")
  }

  @Test("what cannot be read is said, and the rest is still checked")
  func unreadable() throws {
    let scratch = try Scratch()
    let good = try scratch.write("a.risk", CheckCommandTests.good)
    let large = try scratch.write("large.risk", [UInt8](repeating: 0x20, count: 4_200_000))
    try FileManager.default.createDirectory(
      at: scratch.url.appending(path: "empty"), withIntermediateDirectories: true)
    let cases: [(String, String)] = [
      (scratch.path + "/nothing.risk", "file-not-found"), (large, "file-too-large"),
      (scratch.path + "/empty", "empty-folder"), ("/dev/null", "file-not-readable"),
    ]
    for (path, id) in cases {
      let run = plimsoll("check", good, path)
      #expect(run.status != .success, "\(path)")
      #expect(run.output.contains("error[\(id)]"), "\(path): \(run.output)")
      #expect(run.output.contains("help: "), "\(path)")
    }
  }

  @Test("imports that are folders, missing, or circular are errors in their place")
  func imports() throws {
    let scratch = try Scratch()
    try scratch.write("folder.risk/x.txt", "")
    try scratch.write("a.risk", "library A { import \"b.risk\" }\n")
    try scratch.write("b.risk", "library B { import \"a.risk\" }\n")
    let main = try scratch.write(
      "m.risk",
      "contract M {\n  import \"folder.risk\"\n  import \"gone.risk\"\n  import \"a.risk\"\n}\n")
    let run = plimsoll("check", "--concise", main)
    #expect(run.output.contains(":2:10: error[file-is-a-directory]"))
    #expect(run.output.contains(":3:10: error[import-not-found]"))
    #expect(run.output.contains("error[import-cycle]"))
  }

  @Test(
    "bytes that are no program are findings, never an end",
    arguments: [
      [0xFF, 0xFE, 0x00], Array("contract A {\r\n\tstate n : int\r\n}\r\n".utf8),
      Array("contract A { state s : \"unterminated\n}".utf8), Array("/* never closed".utf8), [],
      Array(repeating: UInt8(ascii: "("), count: 10_000), Array("contract \u{0} {}".utf8),
      Array("contract A { const X : int = 99999999999999999999999999999999999999999999 }".utf8),
    ])
  func odd(_ bytes: [UInt8]) throws {
    let scratch = try Scratch()
    let file = try scratch.write("odd.risk", bytes)
    for command in ["check", "fmt"] {
      let run = plimsoll(command, file)
      #expect([.success, .findings, .cannotRun].contains(run.status))
      #expect(!run.output.isEmpty)
    }
  }

  @Test("standard input is a file called -")
  func standardInput() {
    let run = plimsoll("check", "-", input: Array(CheckCommandTests.good.utf8))
    #expect(run.status == .success)
    let formatted = plimsoll("fmt", "-", input: Array("contract  A{state n:int}".utf8))
    #expect(formatted.output.hasPrefix("contract A {"))
  }

  @Test("colour is for terminals that want it")
  func colour() throws {
    let scratch = try Scratch()
    let bad = try scratch.write("a.risk", "contract A { state n : nothing }\n")
    #expect(!plimsoll("check", bad).output.contains("\u{1B}["))
    #expect(plimsoll("check", bad, terminal: true).output.contains("\u{1B}["))
    #expect(!plimsoll("check", bad, terminal: true, noColour: true).output.contains("\u{1B}["))
    #expect(plimsoll("check", bad, "--color", "always").output.contains("\u{1B}["))
  }

  @Test("JSON is JSON and says the same")
  func json() throws {
    let scratch = try Scratch()
    let bad = try scratch.write("a.risk", "contract A { state n : nothing }\n")
    let run = plimsoll("check", "--json", bad)
    let document = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let findings = try #require(document?["findings"] as? [String: Any])
    #expect(findings["errors"] as? Int == 1)
    let first = try #require((findings["diagnostics"] as? [[String: Any]])?.first)
    #expect(first["id"] as? String == "unknown-type")
    #expect(run.status == .findings)
  }

  @Test("warnings alone are clean unless they are asked to count")
  func strict() throws {
    let scratch = try Scratch()
    let file = try scratch.write("a.risk", "contract A {\n  unit USD\n}\n")
    #expect(plimsoll("check", file).status == .success)
    #expect(plimsoll("check", file, "--strict").status == .findings)
  }

  @Test("fmt --check writes nothing, fmt writes, and then there is nothing to do")
  func format() throws {
    let scratch = try Scratch()
    let text = "contract A{state n:int\n\n\n  action up( )by anyone{n+=1}}\n"
    let file = try scratch.write("a.risk", text)
    #expect(plimsoll("fmt", "--check", file).status == .findings)
    #expect(try scratch.read("a.risk") == text)
    let diff = plimsoll("fmt", "--diff", file)
    #expect(diff.output.contains("-contract A{state n:int"))
    #expect(plimsoll("fmt", file).status == .success)
    #expect(plimsoll("fmt", "--check", file).status == .success)
    #expect(plimsoll("check", file).status == .success)
  }

  @Test("a file that may not be written keeps its text and says so")
  func formatUnwritable() throws {
    let scratch = try Scratch()
    let file = try scratch.write("broken.risk", "contract A { state }\n")
    let run = plimsoll("fmt", file)
    #expect(run.status == .cannotRun)
    #expect(try scratch.read("broken.risk") == "contract A { state }\n")
  }

  @Test("every id has a page to read")
  func explain() {
    let list = plimsoll("explain", "--list").output.split(separator: "\n")
    #expect(list.count > 100)
    for line in list {
      let id = String(line.prefix { $0 != " " })
      let page = plimsoll("explain", id)
      #expect(page.status == .success)
      #expect(page.output.contains("wrong") && page.output.contains("right"))
    }
  }
}

@Suite("plimsoll fmt, in words")
struct FormatSummaryTests {
  @Test("a file with errors is left alone, and is not said to be in order")
  func errors() throws {
    let scratch = try Scratch()
    let broken = try scratch.write("broken.risk", "contract C { state a : ")
    let fine = try scratch.write("fine.risk", "contract D {}\n")
    let alone = plimsoll("fmt", broken)
    #expect(alone.status == .cannotRun)
    #expect(alone.output.hasSuffix("\n1 file, 1 left alone: see the errors above\n"))
    let both = plimsoll("fmt", broken, fine)
    #expect(
      both.output.hasSuffix("2 files, 1 left alone: see the errors above, nothing to change\n"))
    #expect(plimsoll("fmt", fine).output == "1 file, nothing to change\n")
  }
}
