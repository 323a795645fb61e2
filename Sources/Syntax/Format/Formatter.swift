import Diagnostics

/// The file in the one style there is. The author's line breaks stay; blanks, indentation, columns
/// and blank lines are ours. Formatting twice changes nothing, the tokens stay what they are, and
/// reading the result gives the same tree.
///
/// - Precondition: the file was read from `source` without errors.
package func format(_ file: ParsedFile, _ source: SourceFile) -> [UInt8] {
  var formatter = Formatter(file, source)
  formatter.splitLines()
  formatter.spaceTokens()
  formatter.alignDeclarations()
  formatter.alignCases()
  return formatter.render()
}

/// Lines first, then the gap before every token, then the columns, which widen gaps.
struct Formatter {
  /// A line of the result: a run of tokens, or a comment alone.
  struct Line {
    var tokens: Range<Int>
    var indent: Int
    /// A blank line stands before it.
    var afterBlank: Bool
    var comment: Range<Int>?
    /// Blanks between the last token and the comment.
    var commentGap = 2
  }

  let source: SourceFile
  let tokens: [Token]
  let roles: [TokenRole]
  var lines: [Line] = []
  /// Blanks before each token that does not begin a line.
  var gaps: [Int]

  init(_ file: ParsedFile, _ source: SourceFile) {
    self.source = source
    tokens = file.tokens
    roles = file.roles
    gaps = Array(repeating: 1, count: file.tokens.count)
  }

  /// How many columns a token takes.
  func width(_ index: Int) -> Int {
    source.bytes[tokens[index].text].count { $0 & 0xC0 != 0x80 }
  }

  /// How many columns these tokens take, standing on one line.
  func width(_ range: Range<Int>) -> Int {
    range.reduce(0) { $0 + width($1) + ($1 == range.lowerBound ? 0 : gaps[$1]) }
  }

  func render() -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(source.bytes.count + source.bytes.count / 8)
    for line in lines {
      if line.afterBlank { text.append(ASCII.lineFeed) }
      append(line.indent, to: &text)
      for index in line.tokens {
        if index > line.tokens.lowerBound { append(gaps[index], to: &text) }
        text += source.bytes[tokens[index].text]
      }
      if let comment = line.comment {
        if !line.tokens.isEmpty { append(line.commentGap, to: &text) }
        for byte in source.bytes[comment] {
          if byte == ASCII.tab { append(2, to: &text) } else { text.append(byte) }
        }
      }
      text.append(ASCII.lineFeed)
    }
    return text
  }

  private func append(_ blanks: Int, to text: inout [UInt8]) {
    text.append(contentsOf: repeatElement(ASCII.space, count: blanks))
  }
}
