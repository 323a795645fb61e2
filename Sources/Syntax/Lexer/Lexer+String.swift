import Diagnostics

extension Lexer {
  /// Reads a quoted text, which ends on its line whatever happens.
  mutating func readString() -> TokenKind {
    let start = cursor
    cursor &+= 1
    while cursor < end, !ASCII.isLineEnd(bytes[cursor]) {
      switch bytes[cursor] {
      case ASCII.quote:
        cursor &+= 1
        return .string
      case ASCII.backslash:
        checkEscape()
        cursor &+= 1
        if cursor < end, !ASCII.isLineEnd(bytes[cursor]) { cursor &+= 1 }
      default: cursor &+= 1
      }
    }
    giveBackClosers(after: start)
    findings.append(
      Diagnostic(
        .unterminatedString, "this text is not closed on its line", at: span(start..<start &+ 1),
        label: "begins here", help: ["end it with `\"`; a text cannot span lines"]))
    return .string
  }

  /// A forgotten quote swallows the brackets that end the line; they are more likely code, unless
  /// they belong to a hole.
  private mutating func giveBackClosers(after start: Int) {
    var place = cursor
    let text = endOfHoles(after: start)
    while place > text {
      let byte = bytes[place &- 1]
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: ")") {
        cursor = place &- 1
      } else if byte != ASCII.space, byte != ASCII.tab {
        break
      }
      place &-= 1
    }
  }

  /// The place behind the last hole that is closed, or behind the quote.
  private func endOfHoles(after start: Int) -> Int {
    var (open, result) = (0, start &+ 1)
    for place in start &+ 1..<cursor {
      switch bytes[place] {
      case UInt8(ascii: "{"): open &+= 1
      case UInt8(ascii: "}") where open > 0:
        open &-= 1
        if open == 0 { result = place &+ 1 }
      default: break
      }
    }
    return result
  }

  private mutating func checkEscape() {
    let escaped = peek(1)
    switch escaped {
    case ASCII.quote, ASCII.backslash, UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "n"):
      return
    default: break
    }
    guard cursor &+ 1 < end, !ASCII.isLineEnd(escaped) else { return }
    let length = UTF8Unit.decode(bytes, at: cursor &+ 1).length
    let range = cursor..<min(end, cursor &+ 1 &+ length)
    findings.append(
      Diagnostic(
        .unknownEscape, "no escape `\(String(decoding: bytes[range], as: UTF8.self))` in a text",
        at: span(range),
        help: [#"the escapes are `\"`, `\\`, `\{`, `\}` and `\n`; a backslash is `\\`"#]))
  }
}
