import Diagnostics

extension Parser {
  var canStartExpression: Bool {
    switch kind {
    case .name, .number, .symbol(.leftParenthesis), .symbol(.minus), .foreign(.bang),
      .symbol(.underscore), .symbol(.leftBracket), .string:
      true
    case .word(let word):
      switch word {
      case .true, .false, .none, .if, .match, .can, .not: true
      default: !word.isReserved
      }
    default: false
    }
  }

  mutating func parsePrimary() -> Expression {
    let start = position
    if let value = parseSpecOperand() { return value }
    switch kind {
    case .number: return parseNumber()
    case .name:
      if token.startsLine, isAssigned(position) || startsPartOnLine {
        reportExpected(.expectedExpression, "a value")
        return missingExpression()
      }
      advance()
      return Expression(.name(name(at: start)), span(at: start))
    case .word(let word): return parseWordOperand(word)
    case .symbol(.leftParenthesis): return parseParenthesis()
    case .symbol(.leftBracket): return refuseList()
    case .symbol(.leftBrace) where looksLikeRow:
      report(
        .misplacedRow, "a row stands only right of `=`", at: span(at: position),
        help: ["write `Table[i] = { .. }`, or set the fields one by one"])
      return Expression(.missing, parseRow().span)
    case .symbol(.underscore):
      report(
        .misplacedWildcard, "`_` stands only where an argument does not matter",
        at: span(at: position), help: ["give it a name"])
      advance()
      return missingExpression()
    case .string:
      report(
        .expectedExpression, "a text is not a value", at: span(at: position),
        help: ["texts stand in messages and titles; for one of several words declare an `enum`"])
      advance()
      return missingExpression()
    default:
      reportExpected(.expectedExpression, "a value")
      return missingExpression()
    }
  }

  private mutating func parseWordOperand(_ word: Word) -> Expression {
    let start = position
    switch word {
    case .true, .false:
      advance()
      return Expression(.truth(word == .true), span(at: start))
    case .none:
      advance()
      return Expression(.none, span(at: start))
    case .if: return parseConditional()
    case .match: return parseMatchValue()
    case .can:
      guard enter() else { return missingExpression() }
      defer { leave() }
      advance()
      let call = parsePostfix(parsePrimary())
      return make(.can(call), span(from: start))
    default: break
    }
    if !word.isReserved {
      advance()
      return Expression(.name(name(at: start)), span(at: start))
    }
    guard !token.startsLine, !word.startsStatement, word.temptsAsName else {
      reportExpected(.expectedExpression, "a value")
      return missingExpression()
    }
    reportReserved()
    advance()
    return Expression(.missing, span(at: start))
  }

  /// `[1, 2]`.
  private mutating func refuseList() -> Expression {
    let start = position
    report(
      .noLists, "there are no lists", at: span(at: position),
      help: ["a `table` holds the rows; `min(a, b, c)` takes values side by side"])
    skipGroup()
    return Expression(.missing, span(from: start))
  }

  /// `(e)`, or `(e, f)` right of `return`.
  private mutating func parseParenthesis() -> Expression {
    let open = position
    let isTuple = tupleAt == position
    advance()
    var parts = [parseExpression()]
    if at(.comma), !isTuple {
      report(
        .misplacedTuple, "several values in one place", at: span(at: position),
        help: ["only `return (a, b)` gives several values"])
      quietAt = -1
    }
    while accept(.comma) { parts.append(parseExpression()) }
    expectClosing(.rightParenthesis, open: open, also: isTuple ? "`,` or " : "")
    if parts.count > 1 {
      return make(isTuple ? .tuple(parts) : .missing, span(from: open))
    }
    return parts[0]
  }

  /// `if c then x else y`.
  private mutating func parseConditional() -> Expression {
    let start = position
    advance()
    let condition = parseExpression()
    guard accept(.then) else {
      reportExpected("`then`", help: ["a value is chosen by `if c then x else y`"])
      if at(.leftBrace) { skipBraces() }
      return missingExpression()
    }
    let then = parseExpression()
    guard accept(.else) else {
      if !isStuck || !atEnd {
        report(
          .missingElse, "an `if` that gives a value needs an `else`",
          at: span(at: start), help: ["write `if c then x else y`"])
      }
      return missingExpression()
    }
    let otherwise = parseExpression()
    return make(.conditional(condition, then: then, otherwise: otherwise), span(from: start))
  }

  /// Moves over `{ x } else { y }` after a condition.
  private mutating func skipBraces() {
    while at(.leftBrace) {
      skipGroup()
      guard at(.else), peek() == .symbol(.leftBrace) else { return }
      advance()
    }
  }

  /// `match e { a: x  b: y  else: z }`.
  private mutating func parseMatchValue() -> Expression {
    let start = position
    advance()
    let subject = parseExpression()
    let open = position
    guard expect(.leftBrace, .arms, wanted: "`{` and the arms"), enter() else {
      return missingExpression()
    }
    defer { leave() }
    var arms: [MatchArm<Expression>] = []
    var otherwise: Expression?
    while !atEnd, !at(.rightBrace) {
      if at(.comma) || kind == .foreign(.semicolon) {
        reportSeparator("the arms of a `match`")
        continue
      }
      let before = position
      roles[position].insert(.statement)
      if accept(.else) {
        otherwise = parseArmValue()
      } else if let pattern = parsePattern() {
        arms.append(MatchArm(pattern: pattern, body: parseArmValue()))
      }
      guard isStuck else { continue }
      if position > before, token.startsLine, canStartPattern { continue }
      if case .word(let word) = kind, token.startsLine, endsEverything(word) { break }
      break
    }
    if isStuck, !at(.rightBrace) {
      let partner = Int(partners[open])
      if partner > position { position = partner }
    }
    closeBrace(open: open, .arms)
    return make(.match(subject, arms, otherwise: otherwise), span(from: start))
  }

  private mutating func parseArmValue() -> Expression {
    if at(.leftBrace) {
      report(
        .unexpectedToken, "an arm of this `match` gives a value", at: span(at: position),
        help: ["write `name: value`; `name { .. }` is for statements"])
      skipGroup()
      return missingExpression()
    }
    if kind == .foreign(.fatArrow) || at(.arrow) {
      report(
        .unexpectedToken, "an arm is written with `:`", at: span(at: position),
        help: ["write `name: value`"])
      advance()
    } else {
      expect(.colon, .attached)
    }
    return parseExpression()
  }
}
