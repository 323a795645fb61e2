import Diagnostics

extension Parser {
  mutating func parseStatement() -> Statement {
    let start = position
    roles[position].insert(.statement)
    let kind = parseStatementKind()
    return Statement(kind, span(from: start))
  }

  private mutating func parseStatementKind() -> Statement.Kind {
    switch kind {
    case .word(.let), .word(.var): return parseLocal()
    case .word(.if): return parseIf()
    case .word(.match): return parseMatchStatement()
    case .word(.for): return parseFor()
    case .word(.repeat): return parseRepeat()
    case .word(.break):
      advance()
      return .break
    case .word(.continue):
      advance()
      return .continue
    case .word(.return): return parseReturn()
    case .word(.require):
      advance()
      return .require(parseRequirement())
    case .word(.ensure):
      advance()
      return .ensure(parseRequirement())
    case .word(.emit): return parseEmit()
    case .word(.reset):
      advance()
      return .reset(parsePlace())
    case .name: return parseForeignStatement() ?? parseAssignmentOrCall()
    case .word(let word) where !word.isReserved: return parseAssignmentOrCall()
    case .word(let word) where reservedAsTarget(word): return parseAssignmentOrCall()
    case .symbol(.leftBrace):
      report(
        .unexpectedToken, "a block does not stand alone", at: span(at: position),
        help: ["a block follows `if`, `for`, `repeat`, `match` or a header"])
      _ = parseBlock()
      return .missing
    default:
      reportExpected(.expectedStatement, "a statement", help: adviceForStatement, here: true)
      return .missing
    }
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
    let start = position
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
    case .call, .aggregate: return .call(target)
    default: return reportUnused(target, start)
    }
  }

  private mutating func parseTargetName() -> Expression {
    let name = self.name(at: position)
    advance()
    return Expression(.name(name), name.span)
  }

  /// A value that is not used: nearly always an operator that means something else.
  private mutating func reportUnused(_ target: Expression, _ start: Int) -> Statement.Kind {
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
    default: return reportAlone(target, start)
    }
  }

  /// A name that begins no statement: perhaps a word misspelt.
  private mutating func reportAlone(_ target: Expression, _ start: Int) -> Statement.Kind {
    var help = ["set it with `=`, call it with `(..)`, or name it with `let`"]
    if case .name(let name) = target.kind, !token.startsLine || atEnd {
      let words = Word.allCases.filter { $0.startsStatement }.map(\.rawValue)
      if let near = nearest(name.text, among: words) { help = ["did you mean `\(near)`?"] }
    }
    report(
      .expectedStatement, "`\(shortened(target))` alone does nothing", at: target.span, help: help)
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
