import Foundation
import Semantics
import Testing

/// The contracts people will copy, the claims about them, and the seven programs the language was
/// designed around: none may raise as much as a warning.
@Suite("Contracts, libraries, examples and programs check clean")
struct CleanContractTests {
  static let root = MarkedProgram.root.deletingLastPathComponent().deletingLastPathComponent()

  static let files: [String] = [
    "Contracts", "Specs", "Tests/Fixtures/programs", "Tests/Fixtures/workloads",
  ].flatMap { folder in
    let path = root.appending(path: folder).path
    let found = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
    return found.filter { $0.hasSuffix(".risk") || $0.hasSuffix(".spec") }.sorted()
      .map { "\(folder)/\($0)" }
  }

  @Test("there are files to check") func thereAreFiles() { #expect(Self.files.count >= 24) }

  @Test("raises nothing", arguments: files)
  func clean(_ file: String) throws {
    let path = Self.root.appending(path: file).path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(findings(in: text, at: path) == [])
  }
}
