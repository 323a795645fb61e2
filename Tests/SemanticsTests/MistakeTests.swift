import Diagnostics
import Foundation
import Semantics
import Testing

/// One mistake typed into `Contracts/perpetual.risk`; the format stands at the top of
/// `Tests/Fixtures/mistakes/mistakes.txt`.
struct Mistake: CustomTestStringConvertible, Sendable {
  let name: String
  var edits: [(before: String, after: String)] = []
  var id = ""
  var place = ""
  var line: String?
  var help: String?

  var testDescription: String { name }

  static let all: [Mistake] = {
    let file = MarkedProgram.root.appending(path: "mistakes/mistakes.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.components(separatedBy: "\n== ").dropFirst().map(Mistake.init)
  }()

  init(_ chunk: String) {
    let lines = chunk.components(separatedBy: "\n")
    name = lines[0]
    for line in lines.dropFirst() {
      let word = line.prefix { $0 != " " }
      let rest = line.dropFirst(word.count).trimmingCharacters(in: .whitespaces)
      switch word {
      case "-": edits.append((rest, ""))
      case "+": edits[edits.count - 1].after = rest
      case "id": id = rest
      case "at": place = rest
      case "line": self.line = rest
      case "help": help = rest
      default: break
      }
    }
  }

  /// The contract with the mistake in it, and the lines on which the last edit stands.
  func applied(to contract: String) -> (text: String, lines: ClosedRange<Int>)? {
    var text = contract
    var lines: ClosedRange<Int>?
    for edit in edits {
      let parts = text.components(separatedBy: edit.before)
      guard parts.count == 2 else { return nil }
      text = parts[0] + edit.after + parts[1]
      let first = parts[0].components(separatedBy: "\n").count
      lines = first...(first + edit.after.components(separatedBy: "\n").count - 1)
    }
    return lines.map { (text, $0) }
  }
}

@Suite("Twenty mistakes and more, typed into the perpetual")
struct MistakeTests {
  static let path = MarkedProgram.root.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Contracts/perpetual.risk").path

  @Test("the contract itself is clean") func clean() throws {
    let text = try String(contentsOfFile: Self.path, encoding: .utf8)
    #expect(findings(in: text, at: Self.path) == [])
    #expect(Mistake.all.count >= 20)
  }

  @Test("each gives one clear message at the right place", arguments: Mistake.all)
  func oneMessage(_ mistake: Mistake) throws {
    let contract = try String(contentsOfFile: Self.path, encoding: .utf8)
    let wrong = try #require(mistake.applied(to: contract), "the text to change must occur once")
    var project = Project(workspace: workspace([Self.path: wrong.text]))
    _ = project.check(Self.path)
    let sources = project.workspace.sources
    let errors = project.workspace.diagnostics.sorted.filter { $0.severity == .error }

    #expect(errors.map(\.id.rawValue) == [mistake.id])
    let error = try #require(errors.first)
    let span = try #require(error.primary?.span)
    #expect(sources.text(of: span) == mistake.place)
    let line = sources.position(of: span).line
    if let expected = mistake.line {
      let found = sources[span.file].text(ofLine: line)
      #expect(found.trimmingCharacters(in: .whitespacesAndNewlines) == expected)
    } else {
      #expect(wrong.lines.contains(line))
    }
    #expect(!error.help.isEmpty)
    if let help = mistake.help, !help.isEmpty {
      #expect(error.help.contains { $0.contains(help) })
    }
  }
}
