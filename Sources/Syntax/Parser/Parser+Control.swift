import Diagnostics

extension Parser {
  /// `let x : T = e`, `let share[a in Account] = e`.
  mutating func parseLocal(isVariable: Bool) -> Statement.Kind {
    advance()
    guard let name = parseName("a name for the value") else { return .missing }
    var columns: [RowSelection] = []
    let open = position
    if accept(.leftBracket, .attached) {
      repeat {
        guard let rows = parseSelection(inColumns: true) else { break }
        columns.append(rows)
      } while accept(.comma)
      expectClosing(.rightBracket, open: open)
    }
    let type = accept(.colon) ? parseType() : nil
    if kind == .foreign(.colonEqual) {
      report(
        .foreignOperator, "`:=` is no operator here", at: span(at: position), help: ["write `=`"])
      advance()
    } else if !expect(.set, wanted: "`=` and a value") {
      return .missing
    }
    let value = parseExpression()
    return .local(
      LocalDeclaration(
        isVariable: isVariable, name: name, columns: columns, type: type, value: value))
  }

  /// `[id:] condition [, "message"]`.
  mutating func parseRequirement() -> Requirement {
    var id: Name?
    switch kind {
    case .name, .word:
      if peek() == .symbol(.colon) {
        id = parseName("a name for the rule")
        advance(.attached)
      }
    default: break
    }
    let condition = parseExpression()
    let message = accept(.comma) ? parseMessage() : nil
    if message == nil, kind == .string {
      reportExpected("`,` before the message")
      return Requirement(id: id, condition: condition, message: parseMessage())
    }
    return Requirement(id: id, condition: condition, message: message)
  }

  mutating func parseIf() -> Statement.Kind {
    var branches: [ConditionalBlock] = []
    var start = position
    advance()
    while true {
      let condition = parseExpression()
      let body = parseHeaderBlock(from: start)
      if branches.count < Parser.depthLimit {
        branches.append(ConditionalBlock(condition: condition, body: body))
      } else {
        reportTooDeep(at: condition.span)
      }
      start = position
      if accept(.else, .continuation) {
        guard accept(.if) else { return .if(branches, otherwise: parseBlock()) }
      } else if !acceptForeignElseIf() {
        return .if(branches, otherwise: nil)
      }
    }
  }

  /// `elif` and its kin, read as the `else if` they stand for.
  private mutating func acceptForeignElseIf() -> Bool {
    guard kind == .name, ["elif", "elsif", "elseif"].contains(text(at: position)) else {
      return false
    }
    add(
      .foreignWord, "`\(text(at: position))` is not a word of the language",
      at: span(at: position), help: ["write `else if`"])
    advance(.continuation)
    return true
  }

  /// The block after a header that began at `start`; a broken header is left for it.
  mutating func parseHeaderBlock(from start: Int) -> Block {
    skipToBlock()
    if at(.then), !isStuck {
      report(
        .unexpectedToken, "a statement takes a block, not `then`", at: span(at: position),
        help: ["write `if c { .. }`; `if c then x else y` is a value"])
    }
    markHeader(from: start)
    return parseBlock()
  }

  /// Notes which tokens stand between the first word of a statement and its block.
  mutating func markHeader(from start: Int) {
    guard at(.leftBrace) else { return }
    var index = position - 1
    while index > start {
      roles[index].insert(.header)
      index -= 1
    }
  }

  mutating func parseFor() -> Statement.Kind {
    let start = position
    advance()
    let rows = parseSelection(inColumns: false)
    let limit = accept(.limit) ? parseExpression() : nil
    let body = parseHeaderBlock(from: start)
    guard let rows else { return .missing }
    return .for(ForLoop(rows: rows, limit: limit, body: body))
  }

  mutating func parseRepeat() -> Statement.Kind {
    let start = position
    advance()
    let times = parseExpression()
    if !accept(.times) { reportExpected("`times`", help: ["write `repeat 10 times { .. }`"]) }
    return .repeat(times: times, parseHeaderBlock(from: start))
  }

  /// The value of `return` must begin on its line, since statements are only set side by side.
  mutating func parseReturn() -> Statement.Kind {
    advance()
    guard !token.startsLine, canStartExpression else { return .return(nil) }
    if at(.leftParenthesis) { tupleAt = position }
    return .return(parseExpression())
  }

  mutating func parseEmit() -> Statement.Kind {
    advance()
    guard let event = parseQualifiedName("the name of an event") else { return .missing }
    let open = position
    guard expect(.leftParenthesis, .attached, wanted: "`(` and the values of the event") else {
      return .emit(event: event, [])
    }
    return .emit(event: event, parseArguments(open: open))
  }

  // MARK: Match

  mutating func parseMatchStatement() -> Statement.Kind {
    let start = position
    advance()
    let subject = parseExpression()
    skipToBlock()
    markHeader(from: start)
    let open = position
    guard expect(.leftBrace, .block, wanted: "`{` and the arms") else { return .missing }
    guard enter() else { return .missing }
    defer { leave() }
    var arms: [MatchArm<Block>] = []
    var otherwise: Block?
    while !atEnd, !at(.rightBrace) {
      if case .word(let word) = kind, token.startsLine, word.startsDeclaration || startsItem {
        break
      }
      if kind == .foreign(.semicolon) || at(.comma) {
        reportSeparator("the arms of a `match`")
        continue
      }
      let before = position
      roles[position].insert(.statement)
      if accept(.else) {
        otherwise = parseArmBlock()
      } else if let pattern = parsePattern() {
        arms.append(MatchArm(pattern: pattern, body: parseArmBlock()))
      }
      guard isStuck else { continue }
      if position > before, token.startsLine, canStartPattern { continue }
      if position == before { skipOne() }
      skipToArm()
    }
    closeBrace(open: open, .block)
    return .match(subject, arms, otherwise: otherwise)
  }

  /// The block of an arm. After a colon, which arms of values have, one statement is read instead.
  private mutating func parseArmBlock() -> Block {
    guard at(.colon) || kind == .foreign(.fatArrow) else { return parseBlock() }
    report(
      .unexpectedToken, "an arm of this `match` takes a block", at: span(at: position),
      help: ["write `name { .. }`; `name: value` is for a `match` that gives a value"])
    advance()
    if at(.leftBrace) { return parseBlock() }
    guard enter() else { return Block(statements: [], span: span(at: position).start) }
    defer { leave() }
    let statement = parseStatement()
    return Block(statements: [statement], span: statement.span)
  }

  mutating func reportSeparator(_ what: String) {
    if position != quietAt {
      report(
        .unexpectedToken, "\(what) stand side by side, without `\(text(at: position))`",
        at: span(at: position), help: ["delete it"])
    }
    advance()
  }

  /// `reduce_only`, `-1`.
  mutating func parsePattern() -> Expression? {
    let start = position
    if accept(.minus, .sign) {
      guard kind == .number else {
        reportExpected(.expectedPattern, "a number")
        return nil
      }
      return make(.negate(parseNumber()), span(from: start))
    }
    if kind == .number { return parseNumber() }
    switch word {
    case .true?, .false?:
      report(
        .expectedPattern, "`match` chooses among names and numbers", at: span(at: position),
        help: ["for a condition write `if`"])
      advance()
      return missingExpression()
    default: break
    }
    guard kind.isName else {
      reportExpected(.expectedPattern, "the name of a member, or a number")
      return nil
    }
    let name = self.name(at: position)
    advance()
    if at(.dot) {
      report(
        .expectedPattern, "a pattern is the member's name alone", at: span(at: position),
        help: ["write `member`, not `Enum.member`"])
      advance()
      if kind.isName { return parsePattern() }
    }
    return Expression(.name(name), name.span)
  }

  var canStartPattern: Bool { kind.isName || kind == .number || at(.minus) || at(.else) }

  private mutating func skipToArm() {
    while !atEnd, !at(.rightBrace) {
      if token.startsLine, canStartPattern { return }
      if case .word(let word) = kind, token.startsLine, endsEverything(word) { return }
      switch kind {
      case .symbol(.leftBrace):
        _ = parseBlock()
        return
      case .symbol(.leftParenthesis), .symbol(.leftBracket): skipGroup()
      default: advance()
      }
    }
  }
}
