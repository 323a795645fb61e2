import Foundation
import Semantics
import Testing

/// The museum: each failure breaks what it is said to break, and its mended twin claims the same.
@Suite("The museum")
struct MuseumTests {
  static let folder = SpecTests.root.appending(path: "Specs/museum")
  static let rooms: [String] = {
    let found = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    return found.filter { $0.hasSuffix("/story.spec") }
      .map { String($0.dropLast("/story.spec".count)) }.sorted()
  }()

  static func check(_ path: String) -> Project.CheckedFile {
    var project = Project(
      workspace: Workspace { path in
        FileManager.default.contents(atPath: path).map { .bytes(Array($0)) } ?? .missing
      })
    return project.check(folder.appending(path: path).path)
  }

  @Test("has at least fifteen failures, each of them in its table") func catalogue() throws {
    #expect(Self.rooms.count >= 15)
    let readme = try String(
      contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
    for room in Self.rooms { #expect(readme.contains("(\(room)/story.spec)")) }
  }

  @Test("twins claim the same, and their stories tell them apart", arguments: rooms)
  func twins(_ room: String) throws {
    let broken = try #require(Self.check("\(room)/broken.risk").contracts.first)
    let fixed = try #require(Self.check("\(room)/fixed.risk").contracts.first)
    #expect(broken.invariants.map(\.name) == fixed.invariants.map(\.name))
    #expect(broken.invariants.map(\.text) == fixed.invariants.map(\.text))
    #expect(broken.actions.map(\.name) == fixed.actions.map(\.name))

    let texts = try ["broken", "fixed"].map { twin in
      try String(contentsOf: Self.folder.appending(path: "\(room)/\(twin).risk"), encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)
    }
    #expect((1...8).contains(texts[1].difference(from: texts[0]).count))

    // One example of the story breaks something that the table names, and not all of them do.
    let examples = Self.check("\(room)/story.spec").examples
    let breaking = examples.filter { example in
      example.rounds.contains { round in
        round.checks.contains { if case .breaks = $0 { true } else { false } }
      }
    }
    #expect(!breaking.isEmpty && breaking.count < examples.count)
  }
}
