import Diagnostics

extension Lexer {
  /// Moves over blanks and comments; says whether a line ended among them.
  mutating func skipTrivia() -> Bool {
    var sawLineEnd = false
    while cursor < end {
      let byte = bytes[cursor]
      if byte == ASCII.space || byte == ASCII.tab {
        cursor &+= 1
      } else if ASCII.isLineEnd(byte) {
        sawLineEnd = true
        cursor &+= 1
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
        skipToLineEnd()
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        skipBlockComment()
      } else if byte == 0xEF, cursor == 0, peek(1) == 0xBB, peek(2) == 0xBF {
        cursor &+= 3
      } else {
        break
      }
    }
    return sawLineEnd
  }

  private mutating func skipToLineEnd() {
    while cursor < end, !ASCII.isLineEnd(bytes[cursor]) { cursor &+= 1 }
  }

  /// There are no block comments. One is skipped to its `*/`, or to the end of the line where that
  /// never comes, so that it costs one finding and hides no more than it was meant to.
  private mutating func skipBlockComment() {
    let start = cursor
    var place = cursor &+ 2
    while place &+ 1 < end, !unclosedBlockComment {
      if bytes[place] == UInt8(ascii: "*"), bytes[place &+ 1] == UInt8(ascii: "/") {
        cursor = place &+ 2
        break
      }
      place &+= 1
    }
    if cursor == start {
      unclosedBlockComment = true
      skipToLineEnd()
    }
    findings.append(
      Diagnostic(
        .blockComment, "there are no block comments", at: span(start..<start &+ 2),
        help: ["begin each line of the comment with `//`"]))
  }
}
