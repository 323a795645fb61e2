import Diagnostics

extension Parser {
  mutating func parseStatement() -> Statement {
    let start = position
    roles[position].insert(.statement)
    let kind = parseStatementKind()
    return Statement(kind, span(from: start))
  }

  private mutating func parseStatementKind() -> Statement.Kind {
    if let statement = parseSpecStatement() { return statement }
    switch kind {
    case .word(let word) where word.startsStatement: return parseStatement(begunBy: word)
    case .name:
      if let word = misspeltWord() { return parseStatement(begunBy: word) }
      return parseForeignStatement() ?? parseAssignmentOrCall()
    case .word(let word) where !word.isReserved: return parseAssignmentOrCall()
    case .word(let word) where reservedAsTarget(word): return parseAssignmentOrCall()
    case .symbol(.leftBrace):
      report(
        .unexpectedToken, "a block does not stand alone", at: span(at: position),
        help: ["a block follows `if`, `for`, `repeat`, `match` or a header"])
      _ = parseBlock()
      return .missing
    default:
      reportExpected(
        .expectedStatement, "a statement", help: adviceForStatement, here: true)
      return .missing
    }
  }

  /// Reads a statement whose first word, perhaps misspelt, has not been moved over.
  private mutating func parseStatement(begunBy word: Word) -> Statement.Kind {
    switch word {
    case .let, .var: return parseLocal(isVariable: word == .var)
    case .if: return parseIf()
    case .match: return parseMatchStatement()
    case .for: return parseFor()
    case .repeat: return parseRepeat()
    case .return: return parseReturn()
    case .emit: return parseEmit()
    default: break
    }
    advance()
    switch word {
    case .break: return .break
    case .continue: return .continue
    case .require: return .require(parseRequirement())
    case .ensure: return .ensure(parseRequirement())
    case .reset: return .reset(parsePlace())
    default: return .missing
    }
  }

  /// Two names side by side make no statement, so the first is a word misspelt if it is near one;
  /// reported, and read as that word.
  private mutating func misspeltWord() -> Word? {
    guard peek().isName || peek() == .number, !tokens[position + 1].startsLine else { return nil }
    let words = Word.allCases.filter { $0.startsStatement }.map(\.rawValue)
    guard let near = nearest(text(at: position), among: words) else { return nil }
    add(
      .expectedStatement, "`\(text(at: position))` is not a word of the language",
      at: span(at: position), help: ["did you mean `\(near)`?"])
    return Word(rawValue: near)
  }

  /// A reserved word written as if it were a variable: `limit = 5`.
  private func reservedAsTarget(_ word: Word) -> Bool {
    guard !word.startsStatement, word != .then, word != .else else { return false }
    switch peek() {
    case .symbol(.set), .symbol(.addTo), .symbol(.subtractFrom), .symbol(.dot): return true
    default: return false
    }
  }

  private var adviceForStatement: [String] {
    switch kind {
    case .word(.else), .word(.then):
      ["`else` follows the block of an `if`; `if c then x else y` is a value, not a statement"]
    case .number: ["a statement begins with a name or a word such as `let` or `if`"]
    default: []
    }
  }

  // MARK: Assignments and calls

  private mutating func parseAssignmentOrCall() -> Statement.Kind {
    if word?.isReserved == true { reportReserved() }
    let target = parsePostfix(parseTargetName())
    if case .symbol(let symbol) = kind,
      let assignment = AssignmentOperator(rawValue: symbol.rawValue)
    {
      let operatorSpan = span(at: position)
      advance()
      return .assign(
        target: target, assignment, value: parseValue(), operatorSpan: operatorSpan)
    }
    switch target.kind {
    case .call where inSpec && at(.as):
      advance()
      return .attempt(target, caller: parseOperand(), isTry: false)
    case .call, .aggregate: return .call(target)
    default: return reportUnused(target)
    }
  }

  private mutating func parseTargetName() -> Expression {
    let name = self.name(at: position)
    advance()
    return Expression(.name(name), name.span)
  }

  /// A value that is not used: nearly always an operator that means something else.
  private mutating func reportUnused(_ target: Expression) -> Statement.Kind {
    guard position != quietAt else { return .missing }
    let operatorSpan = span(at: position)
    switch kind {
    case .symbol(.equal):
      report(
        .comparisonAsStatement, "`==` compares; the result is not used", at: operatorSpan,
        help: ["to set it write `\(source.text(of: target.span)) = ..`"])
      advance()
      _ = parseExpression()
      return .missing
    case .foreign(.colonEqual):
      report(
        .foreignOperator, "`:=` is no operator here", at: operatorSpan,
        help: ["write `=` to set it, or `let \(source.text(of: target.span)) = ..` to name a value"]
      )
      advance()
      return .assign(
        target: target, .set, value: parseValue(), operatorSpan: operatorSpan)
    case .foreign(.increment):
      report(
        .foreignOperator, "`++` is no operator here", at: operatorSpan,
        help: ["write `\(source.text(of: target.span)) += 1`"])
      advance()
      return .missing
    case .symbol(.colon):
      report(
        .expectedStatement, "a name with a type does not make a statement", at: target.span,
        help: ["a value of this block begins with `let` or `var`"])
      advance()
      _ = parseType()
      if accept(.set) { _ = parseValue() }
      return .missing
    default: return reportAlone(target)
    }
  }

  private mutating func reportAlone(_ target: Expression) -> Statement.Kind {
    report(
      .expectedStatement, "`\(shortened(target))` alone does nothing", at: target.span,
      help: ["set it with `=`, call it with `(..)`, or name it with `let`"])
    return .missing
  }

  func shortened(_ expression: Expression) -> String {
    let text = source.text(of: expression.span)
    return text.utf8.count > 40 || text.contains("\n") ? text.prefix(30) + ".." : text
  }

  /// What may stand right of `=`: an expression or a row.
  mutating func parseValue() -> Expression {
    at(.leftBrace) ? parseRow() : parseExpression()
  }

  /// `{ size: 1, entry: mark }`.
  mutating func parseRow() -> Expression {
    let open = position
    guard enter() else { return Expression(.missing, span(from: open)) }
    defer { leave() }
    advance()
    var fields: [FieldValue] = []
    while !atEnd, !at(.rightBrace) {
      guard let field = parseFieldName() else { break }
      expect(.colon, .attached)
      fields.append(FieldValue(field: field, value: parseExpression()))
      guard !accept(.comma) else { continue }
      if !at(.rightBrace), !isStuck, !token.startsLine || fieldFollows {
        reportExpected("`,` or `}`")
        if fieldFollows { continue }
      }
      break
    }
    closeGroup(open)
    return make(.row(fields), span(from: open))
  }

  private var fieldFollows: Bool {
    switch kind {
    case .name, .word: peek() == .symbol(.colon)
    default: false
    }
  }

  /// Any word may name a field, reserved ones too: the colon tells.
  private mutating func parseFieldName() -> Name? {
    switch kind {
    case .name, .word:
      defer { advance() }
      return name(at: position)
    default:
      reportExpected(.expectedName, "the name of a field")
      return nil
    }
  }

  /// Closes the braces of a row or of the arms of a value.
  mutating func closeGroup(_ open: Int) {
    if isStuck, !at(.rightBrace) {
      let partner = Int(partners[open])
      if partner > position { position = partner }
    }
    closeBrace(open: open, [])
  }

  /// Something that can be assigned to.
  mutating func parsePlace() -> Expression {
    guard kind.isName else {
      reportExpected(.expectedName, "a name")
      return missingExpression()
    }
    return parsePostfix(parseTargetName())
  }
}
