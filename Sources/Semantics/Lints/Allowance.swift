import Diagnostics
import Syntax

/// A comment `// allow <id>: reason`, which silences one lint where it stands.
package struct Allowance: Hashable, Sendable {
  /// Of the comment.
  package let span: Span
  /// As written; perhaps no lint at all.
  package let id: String
  /// Of the id.
  package let idSpan: Span
  /// `nil` where none is given.
  package let reason: String?
  /// The lines it speaks for.
  package let covered: Span

  package init(span: Span, id: String, idSpan: Span, reason: String?, covered: Span) {
    self.span = span
    self.id = id
    self.idSpan = idSpan
    self.reason = reason
    self.covered = covered
  }

  func covers(_ diagnostic: Diagnostic) -> Bool {
    guard let place = diagnostic.primary?.span, place.file == covered.file else { return false }
    return covered.lower <= place.lower && place.lower < max(covered.upper, covered.lower &+ 1)
  }
}

/// The allowances of a file, in order. One behind code speaks for its own line; one on a line of its
/// own for the next line that has code, and for the deeper indented lines on which that goes on, so
/// that breaking a long line does not bring the warning back.
package func allowances(in file: SourceFile, tokens: [Token]) -> [Allowance] {
  var result: [Allowance] = []
  let lines = CodeLines(file, tokens)
  for token in tokens {
    for comment in file.comments(in: token.leading) {
      guard let written = file.allowance(in: comment) else { continue }
      result.append(
        Allowance(
          span: Span(file: file.id, lower: comment.lowerBound, upper: comment.upperBound),
          id: written.id, idSpan: written.idSpan, reason: written.reason,
          covered: lines.covered(by: comment.lowerBound)))
    }
  }
  return result
}

extension SourceFile {
  /// The `//` comments among blanks, documentation left out.
  fileprivate func comments(in trivia: Range<Int>) -> [Range<Int>] {
    let trivia = trivia.clamped(to: 0..<bytes.count)
    var result: [Range<Int>] = []
    var cursor = trivia.lowerBound
    while cursor &+ 1 < trivia.upperBound {
      guard bytes[cursor] == UInt8(ascii: "/"), bytes[cursor &+ 1] == UInt8(ascii: "/") else {
        cursor &+= 1
        continue
      }
      let end = min(range(ofLine: line(of: cursor)).upperBound, trivia.upperBound)
      let isDocumentation = cursor &+ 2 < end && bytes[cursor &+ 2] == UInt8(ascii: "/")
      if !isDocumentation { result.append(cursor..<end) }
      cursor = max(end, cursor &+ 2)
    }
    return result
  }

  /// `allow <id>: reason` in a comment. A comment that begins with the word and goes on as prose
  /// (`// allow everyone to ..`) is none.
  fileprivate func allowance(
    in comment: Range<Int>
  ) -> (id: String, idSpan: Span, reason: String?)? {
    var cursor = comment.lowerBound &+ 2
    func skipBlanks() {
      while cursor < comment.upperBound, bytes[cursor] == 0x20 || bytes[cursor] == 0x09 {
        cursor &+= 1
      }
    }
    func word() -> Range<Int> {
      let start = cursor
      while cursor < comment.upperBound, bytes[cursor].isPartOfID { cursor &+= 1 }
      return start..<cursor
    }
    skipBlanks()
    guard text(word()) == "allow" else { return nil }
    skipBlanks()
    let id = word()
    guard !id.isEmpty else { return nil }
    let name = text(id)
    let idSpan = Span(file: self.id, lower: id.lowerBound, upper: id.upperBound)
    skipBlanks()
    guard cursor < comment.upperBound, bytes[cursor] == UInt8(ascii: ":") else {
      // Without a colon it is prose, unless it can hardly be.
      let isBare = cursor == comment.upperBound || DiagnosticID(rawValue: name)?.isLint == true
      return isBare && name.contains("-") ? (name, idSpan, nil) : nil
    }
    cursor &+= 1
    skipBlanks()
    let reason = text(cursor..<comment.upperBound)
    return (name, idSpan, reason.contains { !$0.isWhitespace } ? reason : nil)
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isPartOfID: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// Which lines of a file have code, and where it begins and ends on them.
private struct CodeLines {
  private let file: SourceFile
  /// Ascending, one for each line with code.
  private var lines: [Line] = []

  private struct Line {
    let number: Int
    /// Blanks before the first token.
    let indentation: Int
    let first: Int
    /// The last token opens or closes a block, so what follows is not the same statement.
    var endsInBrace: Bool
  }

  init(_ file: SourceFile, _ tokens: [Token]) {
    self.file = file
    for token in tokens where !token.text.isEmpty && token.text.upperBound <= file.bytes.count {
      let number = file.line(of: token.text.lowerBound)
      let last = file.bytes[token.text.upperBound &- 1]
      let isBrace = last == UInt8(ascii: "{") || last == UInt8(ascii: "}")
      if lines.last?.number == number {
        lines[lines.count &- 1].endsInBrace = isBrace
      } else {
        let first = token.text.lowerBound
        lines.append(
          Line(
            number: number, indentation: first &- file.range(ofLine: number).lowerBound,
            first: first, endsInBrace: isBrace))
      }
    }
  }

  func covered(by comment: Int) -> Span {
    let own = file.line(of: comment)
    var place = index(ofLine: own)
    if place < lines.count, lines[place].number == own, lines[place].first < comment {
      return span(from: own, through: own)
    }
    guard place < lines.count else { return span(from: own, through: own) }
    let start = lines[place]
    while place &+ 1 < lines.count, !lines[place].endsInBrace,
      lines[place &+ 1].indentation > start.indentation
    {
      place &+= 1
    }
    return span(from: start.number, through: lines[place].number)
  }

  /// The first line with code that is this one or a later one.
  private func index(ofLine number: Int) -> Int {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = low &+ (high &- low) / 2
      if lines[middle].number < number { low = middle &+ 1 } else { high = middle }
    }
    return low
  }

  private func span(from first: Int, through last: Int) -> Span {
    Span(
      file: file.id, lower: file.range(ofLine: first).lowerBound,
      upper: file.range(ofLine: last).upperBound)
  }
}
