import Foundation

/// The pages of the documentation, and the places beside them the tests compare them with.
enum Documentation {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let catalog = root.appending(path: "Sources/CommandLineTool/Documentation.docc")

  /// The pages are to be written again instead of compared.
  static let isRecording = ProcessInfo.processInfo.environment["PLIMSOLL_RECORD"] == "1"

  static func text(of page: String) throws -> String {
    try String(contentsOf: catalog.appending(path: page), encoding: .utf8)
  }

  /// The names of all pages, sorted.
  static func pages() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: catalog.path).sorted()
      .filter { $0.hasSuffix(".md") }
  }

  static func blocks(of page: String) throws -> [Block] { Block.all(in: try text(of: page), page) }

  /// A fenced block of code.
  struct Block: Sendable {
    let page: String
    /// Of the fence that opens it.
    let line: Int
    /// What stands behind the fence: `risk`, `console`.
    let language: String
    let text: String

    /// The blocks of one page; a fence that is indented belongs to a list and is read without its
    /// indentation.
    static func all(in text: String, _ page: String) -> [Block] {
      var blocks: [Block] = []
      var open: (line: Int, language: String, indent: Int, lines: [Substring])?
      for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated()
      {
        let indent = line.prefix { $0 == " " }.count
        let rest = line.dropFirst(indent)
        if let block = open {
          if rest == "```" {
            let text = block.lines.map { $0 + "\n" }.joined()
            blocks.append(
              Block(page: page, line: block.line, language: block.language, text: text))
            open = nil
          } else {
            open?.lines.append(line.dropFirst(min(indent, block.indent)))
          }
        } else if rest.hasPrefix("```") {
          open = (place + 1, String(rest.dropFirst(3)), indent, [])
        }
      }
      return blocks
    }
  }
}
