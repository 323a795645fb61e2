import Diagnostics

extension Parser {
  /// Reads `{ .. }`. Where no brace opens there is an empty block and a report.
  mutating func parseBlock() -> Block {
    guard at(.leftBrace) else {
      reportExpected("`{`")
      return Block(statements: [], span: span(at: position).start)
    }
    let open = position
    guard enter() else { return Block(statements: [], span: span(from: open)) }
    defer { leave() }
    advance(.block)
    let statements = parseStatements(open: open)
    closeBrace(open: open, .block)
    return Block(statements: statements, span: span(from: open))
  }

  /// Reads the closing brace of a group opened at `open`, or reports the opening one.
  mutating func closeBrace(open: Int, _ role: TokenRole) {
    guard at(.rightBrace) else {
      reportUnclosed(open)
      return
    }
    noteClosing(open: open)
    advance(role)
  }

  private mutating func parseStatements(open: Int) -> [Statement] {
    var statements: [Statement] = []
    while !atEnd, !at(.rightBrace) {
      if kind == .foreign(.semicolon) {
        reportSemicolon()
        continue
      }
      if case .word(let word) = kind, word.startsDeclaration || startsItem {
        if token.startsLine, indentation(at: position) <= indentation(at: open) { break }
        if misplacedDeclaration(word) { continue }
      }
      let start = position
      statements.append(parseStatement())
      guard isStuck else { continue }
      if position > start, token.startsLine, canStartStatement { continue }
      if position == start, !at(.rightBrace) { skipOne() }
      skipToStatement()
    }
    return statements
  }

  /// Moves over the token that could not be read, with its whole group.
  mutating func skipOne() {
    switch kind {
    case .symbol(.leftParenthesis), .symbol(.leftBracket): skipGroup()
    case .symbol(.leftBrace): break
    default: advance()
    }
  }

  var canStartStatement: Bool {
    switch kind {
    case .name: true
    case .word(let word): word.startsStatement || !word.isReserved
    default: false
    }
  }

  mutating func reportSemicolon() {
    if position != quietAt {
      add(
        .semicolon, "statements end without a semicolon", at: span(at: position),
        help: ["delete the `;`"])
    }
    advance()
  }

  /// A declaration among statements: read and dropped. `false` where the word may be meant as a
  /// name; the statement then says so.
  private mutating func misplacedDeclaration(_ word: Word) -> Bool {
    switch peek() {
    case .name, .string: break
    case .word where word.startsItem || !peek().isName: break
    case .word: break
    default: return false
    }
    add(
      .misplacedDeclaration, "`\(word.rawValue)` declares something and cannot stand in a block",
      at: span(at: position),
      help: [
        word == .state || word == .const
          ? "for a value of this block write `let` or `var`"
          : "move it out of the block, beside the other declarations"
      ])
    guard word.startsDeclaration else {
      advance()
      skipToStatement()
      return true
    }
    guard enter() else { return true }
    defer { leave() }
    _ = parseDeclaration()
    if isStuck { skipToStatement() }
    return true
  }
}
