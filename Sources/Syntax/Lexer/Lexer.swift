import Diagnostics

/// Cuts a text into tokens. Never fails: bytes that mean nothing become `unknown` tokens with a
/// finding, and the tokens with their leading blanks always give the text back byte for byte.
///
/// One pass, no backtracking: O(bytes).
struct Lexer {
  let source: SourceFile
  let bytes: [UInt8]
  /// Where to stop; the whole text, or the end of a hole in a message.
  let end: Int
  var cursor: Int
  var tokens: [Token] = []
  var findings: [Diagnostic] = []
  /// Set by the first `/*` without `*/`, so that no later one searches the rest of the text again.
  var unclosedBlockComment = false

  init(_ source: SourceFile, range: Range<Int>? = nil) {
    self.source = source
    bytes = source.bytes
    cursor = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  /// The tokens and what there is to say about them; the last token is `endOfFile`.
  static func lex(
    _ source: SourceFile, range: Range<Int>? = nil
  ) -> (tokens: [Token], findings: [Diagnostic]) {
    var lexer = Lexer(source, range: range)
    lexer.tokens.reserveCapacity((lexer.end - lexer.cursor) / 5 + 1)
    lexer.run()
    return (lexer.tokens, lexer.findings)
  }

  private mutating func run() {
    while true {
      let before = cursor
      let startsLine = skipTrivia() || before == 0
      let start = cursor
      let kind = cursor < end ? readToken() : .endOfFile
      tokens.append(
        Token(
          kind: kind, leading: before..<start, text: start..<cursor, startsLine: startsLine))
      if kind == .endOfFile { return }
    }
  }

  /// The byte `ahead` places on, or 0 beyond the end; a NUL in the text has no meaning either.
  func peek(_ ahead: Int = 0) -> UInt8 {
    let place = cursor &+ ahead
    return place < end ? bytes[place] : 0
  }

  func span(_ range: Range<Int>) -> Span {
    Span(file: source.id, lower: range.lowerBound, upper: range.upperBound)
  }

  private mutating func readToken() -> TokenKind {
    let byte = bytes[cursor]
    if ASCII.isLetter(byte) { return readWord() }
    if ASCII.isDigit(byte) { return readNumber() }
    if byte == ASCII.quote { return readString() }
    if let (kind, length) = mark() {
      cursor &+= length
      return kind
    }
    if byte >= 0x80, isForeignLetter { return readForeignName(from: cursor) }
    return readUnknown()
  }

  private mutating func readWord() -> TokenKind {
    let start = cursor
    while cursor < end, ASCII.isLetter(bytes[cursor]) || ASCII.isDigit(bytes[cursor]) {
      cursor &+= 1
    }
    if cursor < end, bytes[cursor] >= 0x80, isForeignLetter { return readForeignName(from: start) }
    if cursor &- start == 1, bytes[start] == ASCII.underscore { return .symbol(.underscore) }
    return Word.spelled(bytes[start..<cursor]).map(TokenKind.word) ?? .name
  }
}

/// The bytes and classes of bytes the lexer knows.
enum ASCII {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let underscore = UInt8(ascii: "_")

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// A letter or `_`: what a name begins with.
  static func isLetter(_ byte: UInt8) -> Bool {
    let lowered = byte | 0x20
    return lowered >= 0x61 && lowered <= 0x7A || byte == underscore
  }

  static func isLineEnd(_ byte: UInt8) -> Bool { byte == lineFeed || byte == carriageReturn }
}
