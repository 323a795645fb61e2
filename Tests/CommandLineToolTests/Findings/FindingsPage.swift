import CommandLineTool
import Foundation
import Testing

/// A page of figures: commands, and below each a table of what it found.
///
/// A command stands alone in a block of `sh`; the comment below it names the columns, which are
/// measures, or chances that are expected, as the spec writes them.
struct FindingsPage: CustomTestStringConvertible, Sendable {
  let path: String
  let sections: [Section]

  var testDescription: String { path }

  struct Section: Sendable {
    let command: String
    let columns: [String]
    /// The lines of the table, as they stand on the page.
    let table: [String]

    /// `vote FILE --paths N`: the words that follow `plimsoll`.
    var words: [String] { command.split(separator: " ").dropFirst().map(String.init) }
    var file: String { words[1] }
    var paths: UInt64 { UInt64(words[3]) ?? 0 }

    /// What the table says of each proposal.
    var verdicts: [(title: String, verdict: String)] {
      table.dropFirst(3).map { line in
        let cells = FindingsPage.cells(line)
        return (title: cells.first ?? "", verdict: cells.count > 1 ? cells[1] : "")
      }
    }
  }

  static let root = SystemFiles.root
  private static let start = "<!-- figures: "
  private static let end = "<!-- end of figures -->"

  init(_ path: String) throws {
    self.path = path
    let lines = try FindingsPage.lines(path)
    var sections: [Section] = []
    var command = ""
    var place = 0
    while place < lines.count {
      let line = lines[place]
      if line.hasPrefix("plimsoll ") { command = line }
      if line.hasPrefix(FindingsPage.start) {
        let names = line.dropFirst(FindingsPage.start.count).dropLast(" -->".count)
        let close = try #require(lines[place...].firstIndex(of: FindingsPage.end))
        sections.append(
          Section(
            command: command,
            columns: names.split(separator: "; ").map(String.init),
            table: Array(lines[(place + 1)..<close])))
        place = close
      }
      place += 1
    }
    self.sections = sections
  }

  static func cells(_ line: String) -> [String] {
    line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private static func lines(_ path: String) throws -> [String] {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The page with the tables written anew.
  func written(with tables: [[String]]) throws -> String {
    var tables = tables[...]
    var text: [String] = []
    var isOld = false
    for line in try FindingsPage.lines(path) {
      if line == FindingsPage.end { isOld = false }
      if !isOld { text.append(line) }
      if line.hasPrefix(FindingsPage.start) {
        isOld = true
        text += tables.popFirst() ?? []
      }
    }
    return text.joined(separator: "\n")
  }
}
