import Diagnostics

extension Parser {
  /// Reads a text with holes: `"{a} holds {a.collateral}"`. The holes are read by a parser of
  /// their own over the same bytes, so their spans are true.
  mutating func parseMessage() -> Message? {
    guard kind == .string else {
      reportExpected("a text")
      return nil
    }
    defer { advance() }
    var parts: [Message.Part] = []
    let range = contents(at: position)
    var textStart = range.lowerBound
    var cursor = range.lowerBound
    while cursor < range.upperBound {
      switch source.bytes[cursor] {
      case ASCII.backslash: cursor += 2
      case UInt8(ascii: "{"):
        if textStart < cursor { parts.append(.text(unescaped(textStart..<cursor))) }
        let end = holeEnd(from: cursor + 1, to: range.upperBound)
        parts.append(.hole(parseHole(cursor..<end)))
        cursor = end
        textStart = end
      case UInt8(ascii: "}"):
        add(
          .unclosedHole, "this `}` closes nothing", at: span(cursor..<cursor + 1),
          help: [#"a brace that is only text is written `\}`"#])
        cursor += 1
      default: cursor += 1
      }
    }
    if textStart < range.upperBound {
      parts.append(.text(unescaped(textStart..<range.upperBound)))
    }
    return Message(parts: parts, span: span(at: position))
  }

  /// The place behind the brace that closes a hole, or the end of the text.
  private func holeEnd(from start: Int, to end: Int) -> Int {
    var open = 1
    var cursor = start
    while cursor < end {
      switch source.bytes[cursor] {
      case UInt8(ascii: "{"): open += 1
      case UInt8(ascii: "}"): open -= 1
      default: break
      }
      cursor += 1
      if open == 0 { return cursor }
    }
    return end
  }

  private mutating func parseHole(_ range: Range<Int>) -> Expression {
    let closed = range.count > 1 && source.bytes[range.upperBound - 1] == UInt8(ascii: "}")
    guard closed else {
      add(
        .unclosedHole, "this hole is not closed in its text",
        at: span(range.lowerBound..<range.lowerBound + 1),
        help: [#"end it with `}`; a brace that is only text is written `\{`"#])
      return Expression(.missing, span(range))
    }
    let inside = range.lowerBound + 1..<range.upperBound - 1
    let (tokens, findings) = Lexer.lex(source, range: inside)
    var parser = Parser(source, tokens: tokens)
    parser.depth = depth
    parser.saidTooDeep = saidTooDeep
    let value = parser.parseExpression()
    if !parser.atEnd { parser.reportExpected("`}`") }
    self.findings += findings
    self.findings += parser.findings
    saidTooDeep = parser.saidTooDeep
    return value
  }
}
