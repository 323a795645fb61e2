import Foundation
import Semantics
import Testing

/// `Contracts/std` is the source; the program carries a copy, so that it works wherever it is put.
@Suite("Standard library")
struct StandardLibraryTests {
  static let root = MarkedProgram.root.deletingLastPathComponent().deletingLastPathComponent()
  static let copy = root.appending(
    path: "Sources/Semantics/StandardLibrary/StandardLibrary+Generated.swift")

  static func generated() throws -> String {
    let folder = root.appending(path: "Contracts/std")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".risk") }
    let entries = try files.map { file in
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      let indented = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        .map { $0.isEmpty ? "" : "      \($0)" }.joined(separator: "\n")
      return "    (\n      \"std/\(file)\",\n      #\"\"\"\n\(indented)\n\n      \"\"\"#\n    ),\n"
    }
    return """
      // Generated from Contracts/std by `PLIMSOLL_RECORD=1 swift test --filter StandardLibrary`.
      // swift-format-ignore-file

      extension StandardLibrary {
        /// Every library, under the path it is imported by.
        static let files: [(path: String, text: String)] = [
      \(entries.joined())  ]
      }

      """
  }

  @Test("the copy inside the program is the one under Contracts/std")
  func copyIsCurrent() throws {
    let wanted = try StandardLibraryTests.generated()
    if ProcessInfo.processInfo.environment["PLIMSOLL_RECORD"] == "1" {
      try wanted.write(to: StandardLibraryTests.copy, atomically: true, encoding: .utf8)
    }
    let found = try String(contentsOf: StandardLibraryTests.copy, encoding: .utf8)
    #expect(
      found == wanted,
      "run `PLIMSOLL_RECORD=1 swift test --filter StandardLibrary` and look at the difference")
  }
}
