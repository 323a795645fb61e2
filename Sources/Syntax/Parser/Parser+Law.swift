import Diagnostics

extension Parser {
  /// `law ".." for C { given .. left { .. } right { .. } then .. }`.
  mutating func parseLaw() -> Law? {
    let start = position
    inClaim = true
    defer { inClaim = false }
    advance(.declaration)
    guard let title = parseText("the law as a text") else { return nil }
    if !accept(.for) { reportExpected("`for` and the name of a contract") }
    guard let contract = parseName("the name of a contract") else { return nil }
    let open = position
    guard expect(.leftBrace, .module), enter() else { return nil }
    defer { leave() }
    var given: [Law.Given] = []
    var left: Block?
    var right: Block?
    var then: Expression?
    while !atEnd, !at(.rightBrace), !(startsItem && token.startsLine) {
      let before = position
      roles[position].insert(.section)
      switch kind {
      case .word(.given):
        advance()
        repeat {
          guard let next = parseGiven() else { break }
          given.append(next)
        } while accept(.comma)
      case .word(.left):
        advance()
        left = parseSide(left)
      case .word(.right):
        advance()
        right = parseSide(right)
      case .word(.then):
        advance()
        then = parseExpression()
      default:
        roles[position].remove(.section)
        reportExpected(.unexpectedToken, "`given`, `left`, `right` or `then`", here: true)
      }
      recoverSection(from: before)
    }
    closeBrace(open: open, .module)
    guard let left, let right, let then else {
      let missing = left == nil ? "left { .. }" : right == nil ? "right { .. }" : "then condition"
      report(
        .incompleteLaw, "this law has no `\(missing)`", at: span(at: start),
        help: ["a law runs `left` and `right` from one state and compares them in `then`"])
      return nil
    }
    return Law(
      title: title, contract: contract, given: given, left: left, right: right, then: then,
      span: span(from: start))
  }

  private mutating func parseSide(_ earlier: Block?) -> Block {
    if earlier != nil {
      report(.repeatedSection, "a law has one such side", at: span(at: position - 1))
    }
    return parseBlock()
  }

  /// `a in Account where c`, `part in 1%..99%`, `need : int in 1..1_000`.
  private mutating func parseGiven() -> Law.Given? {
    if kind.isName, peek() == .word(.in), rowsFollow(position + 2) {
      return parseSelection(inColumns: true).map { .row($0) }
    }
    guard let name = parseName("a name for what is given") else { return nil }
    let type = accept(.colon) ? parseType() : nil
    if !accept(.in) { reportExpected("`in` and a range or a table") }
    guard let range = parseRange() else { return nil }
    return .value(name: name, type: type, range)
  }

  /// A table's name stands here, and not the lower end of a range.
  private func rowsFollow(_ index: Int) -> Bool {
    func kind(_ place: Int) -> TokenKind { tokens[min(place, tokens.count - 1)].kind }
    guard kind(index).isName else { return false }
    let next = kind(index + 1) == .symbol(.dot) ? index + 3 : index + 1
    switch kind(next) {
    case .symbol(.range), .symbol(.plus), .symbol(.minus), .symbol(.star), .symbol(.slash),
      .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.dot):
      return false
    default: return true
    }
  }

  /// After a broken part: on to the next one.
  mutating func recoverSection(from start: Int) {
    guard isStuck || position == start else { return }
    if position == start, !at(.rightBrace) { skipOne() }
    while !atEnd, !at(.rightBrace) {
      if token.startsLine, startsSection || startsItem || word?.startsDeclaration == true { return }
      switch kind {
      case .symbol(.leftBrace), .symbol(.leftParenthesis), .symbol(.leftBracket): skipGroup()
      default: advance()
      }
    }
  }
}
