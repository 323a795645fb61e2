import Diagnostics

/// Rows of cells, for a terminal or as Markdown.
struct ReportTable {
  enum Form { case terminal, markdown }

  let header: [String]
  var rows: [[String]] = []

  init(_ header: [String], _ rows: [[String]] = []) {
    self.header = header
    self.rows = rows
  }

  func text(_ form: Form) -> String {
    switch form {
    case .markdown:
      let lines =
        [header, header.map { _ in "---" }]
        + rows.map { $0.map { ReportTable.cell(ReportTable.shortened($0)) } }
      return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    case .terminal:
      let all = ([header] + rows).map { $0.map(ReportTable.plain) }
      let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
      return all.map { row in
        let cells = row.enumerated().map { column, cell in
          cell + String(repeating: " ", count: widths[column] - cell.count)
        }
        var line = "  " + cells.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line + "\n"
      }.joined()
    }
  }

  private static let mostLetters = 160

  /// A name without end hides no other.
  static func shortened(_ text: String) -> String {
    text.count > mostLetters ? text.prefix(mostLetters - 3) + "..." : text
  }

  /// A cell that came from a file cannot move what stands beside it.
  private static func plain(_ text: String) -> String {
    shortened(text).escapedForDisplay.replacing("\n", with: " ")
  }

  /// A cell that came from a file cannot end its cell, or become markup.
  static func escaped(_ text: String) -> String {
    var result = ""
    let characters = Array(text.escapedForDisplay)
    for (place, character) in characters.enumerated() {
      // Within a word it stands for itself.
      let isInner =
        character == "_" && place > 0 && place + 1 < characters.count
        && characters[place - 1].isPlain && characters[place + 1].isPlain
      if "\\|`*_<>[]#&!~@".contains(character), !isInner { result.append("\\") }
      // A line of its own could begin anything.
      result.append(character == "\n" ? " " : character)
    }
    return result
  }

  /// A bar parts cells in code too, and a backslash before it cannot be told from ours.
  private static func cell(_ text: String) -> String {
    text.contains { $0 == "|" || $0 == "\\" } ? escaped(text) : escapedOutsideCode(text)
  }

  /// A sentence of ours in which backticks mark what is code.
  static func escapedOutsideCode(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    // An odd one out is no code, whatever it is.
    guard parts.count % 2 == 1 else { return escaped(text) }
    return parts.enumerated().map { number, part in
      number % 2 == 0 ? escaped(String(part)) : "`" + code(String(part)) + "`"
    }.joined()
  }

  /// What may stand between backticks.
  static func code(_ text: String) -> String {
    String(text.escapedForDisplay.map { $0 == "\n" ? " " : $0 == "`" ? "'" : $0 })
  }
}

extension Character {
  fileprivate var isPlain: Bool { isASCII && (isLetter || isNumber) }
}
