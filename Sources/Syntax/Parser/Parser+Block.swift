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

  mutating func parseStatements(open: Int) -> [Statement] {
    var statements: [Statement] = []
    while !atEnd, !at(.rightBrace) {
      if kind == .foreign(.semicolon) {
        reportSemicolon()
        continue
      }
      if startsPartOnLine, indentation(at: position) <= indentation(at: open) {
        break
      }
      if case .word(let word) = kind, word.startsDeclaration || startsItem {
        if token.startsLine, indentation(at: position) <= indentation(at: open) { break }
        if readMisplaced(word, into: &statements) { continue }
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

  /// Moves over the token that could not be read; a bracket with all it holds, a brace too.
  mutating func skipAny() {
    if at(.leftBrace) { skipGroup() } else { skipOne() }
  }

  var canStartStatement: Bool {
    switch kind {
    case .name: true
    case .word(let word): word.startsStatement || !word.isReserved || word == .after && inSpec
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

  /// A declaration among statements. A constant or a state with a value is read as the local it
  /// should have been, anything else is dropped. `false` where the word is meant as a name.
  private mutating func readMisplaced(_ word: Word, into statements: inout [Statement]) -> Bool {
    if case .symbol = peek() { return false }
    if case .number = peek() { return false }
    let start = position
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
    if let local = parseDeclaration().flatMap({ Parser.local($0.kind) }) {
      statements.append(Statement(.local(local), span(from: start)))
    }
    if isStuck { skipToStatement() }
    return true
  }

  private static func local(_ declaration: Declaration.Kind) -> LocalDeclaration? {
    switch declaration {
    case .constant(let constant):
      LocalDeclaration(
        isVariable: false, name: constant.name, columns: [], type: constant.type,
        value: constant.value)
    case .state(let state):
      state.value.map {
        LocalDeclaration(
          isVariable: true, name: state.name, columns: [], type: state.type, value: $0)
      }
    default: nil
    }
  }
}
