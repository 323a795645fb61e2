import Diagnostics
import Foundation
import Semantics
import Testing

/// Source with the findings it must raise marked on their lines, `// error: id` or
/// `// warning: id`. Files live in `Tests/Fixtures/semantics`; a line of `---` ends one program.
struct MarkedProgram: CustomTestStringConvertible, Sendable {
  let name: String
  let path: String
  let text: String

  var testDescription: String { name }

  /// The marks as `line id`, one for each.
  var expected: [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap {
      line, text -> [String] in
      ["error", "warning"].flatMap { severity in
        text.components(separatedBy: "// \(severity): ").dropFirst().map { rest in
          let id = rest.prefix { $0.isLetter || $0 == "-" || $0.isNumber }
          return "\(line + 1) \(severity) \(id)"
        }
      }
    }.sorted()
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  static func all(in folder: String) throws -> [MarkedProgram] {
    let folder = root.appending(path: folder)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try files.filter { $0.hasSuffix(".risk") || $0.hasSuffix(".spec") }.flatMap { file in
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      return text.components(separatedBy: "\n---\n").enumerated().map { place, chunk in
        let title =
          chunk.split(separator: "\n").first { $0.hasPrefix("// ") }.map { $0.dropFirst(3) }
          ?? "part \(place + 1)"
        return MarkedProgram(
          name: "\(file): \(title)", path: folder.appending(path: file).path, text: chunk)
      }
    }
  }
}

/// A workspace whose files are the given texts, and otherwise those on disk.
func workspace(_ files: [String: String] = [:]) -> Workspace {
  Workspace { path in
    if let text = files[path] { return .bytes(Array(text.utf8)) }
    guard let data = FileManager.default.contents(atPath: path) else { return .missing }
    return .bytes(Array(data))
  }
}

/// The findings of one text as `line severity id`.
func findings(in text: String, at path: String) -> [String] {
  var project = Project(workspace: workspace([path: text]))
  _ = project.check(path)
  return project.workspace.diagnostics.sorted.map { finding in
    let line = finding.primary.map { project.workspace.sources.position(of: $0.span).line } ?? 0
    return "\(line) \(finding.severity.rawValue) \(finding.id.rawValue)"
  }.sorted()
}

@Suite("Checker")
struct CheckerFixtureTests {
  @Test("raises exactly the marked findings", arguments: try MarkedProgram.all(in: "semantics"))
  func fixture(_ program: MarkedProgram) {
    #expect(findings(in: program.text, at: program.path) == program.expected)
  }
}
