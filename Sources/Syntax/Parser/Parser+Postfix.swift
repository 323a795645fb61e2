import Diagnostics

extension Parser {
  /// Reads what hangs on a value: `.field`, `[index]`, `(arguments)`.
  mutating func parsePostfix(_ base: Expression) -> Expression {
    var base = base
    while true {
      let open = position
      switch kind {
      case .symbol(.dot):
        advance()
        guard let field = parseMember() else { return base }
        base = make(.member(base, field), base.span.join(field.span))
      case .symbol(.leftBracket):
        guard !isNothing(base) else { return base }
        advance(.attached)
        var arguments = [parseExpression()]
        while accept(.comma) { arguments.append(parseExpression()) }
        expectClosing(.rightBracket, open: open, also: "`,` or ")
        base = make(.index(base, arguments), span(from: base.span))
      case .symbol(.leftParenthesis):
        guard !isNothing(base) else { return base }
        let callee = checkCallee(base) ? base : Expression(.missing, base.span)
        advance(.attached)
        base = parseCall(callee, open: open)
      default: return base
      }
    }
  }

  /// Nothing was read, so nothing hangs on it.
  private func isNothing(_ expression: Expression) -> Bool {
    if case .missing = expression.kind { return expression.span.isEmpty }
    return false
  }

  /// Any word may follow a dot, so long as it stands on the dot's line.
  private mutating func parseMember() -> Name? {
    switch kind {
    case .name where !token.startsLine, .word where !token.startsLine:
      defer { advance() }
      return name(at: position)
    default:
      reportExpected(.expectedName, "a name after `.`")
      return nil
    }
  }

  private mutating func checkCallee(_ callee: Expression) -> Bool {
    switch callee.kind {
    case .name, .missing: return true
    case .member(let base, _):
      if case .name = base.kind { return true }
    default: break
    }
    report(
      .notCallable, "only a name can be called", at: callee.span,
      help: ["values are multiplied with `*`"])
    return false
  }

  /// The arguments of a call, or the rows of an aggregate.
  private mutating func parseCall(_ callee: Expression, open: Int) -> Expression {
    if kind.isName, peek() == .word(.in) {
      return parseAggregate(callee, body: nil, open: open)
    }
    var arguments: [Expression] = []
    if !at(.rightParenthesis) {
      let first = parseArgument()
      if accept(.for) { return parseAggregate(callee, body: first, open: open) }
      arguments.append(first)
      while acceptSeparator(open: open) { arguments.append(parseArgument()) }
    }
    expectClosing(.rightParenthesis, open: open, also: "`,` or ")
    if case .missing = callee.kind { return Expression(.missing, span(from: callee.span)) }
    return make(.call(callee, arguments), span(from: callee.span))
  }

  /// The arguments of an event, after its parenthesis.
  mutating func parseArguments(open: Int) -> [Expression] {
    var arguments: [Expression] = []
    if !at(.rightParenthesis) {
      repeat { arguments.append(parseArgument()) } while acceptSeparator(open: open)
    }
    expectClosing(.rightParenthesis, open: open, also: "`,` or ")
    return arguments
  }

  /// The comma before another argument. A forgotten one is reported, and what stands there is read
  /// as the argument it must be.
  mutating func acceptSeparator(open: Int) -> Bool {
    if accept(.comma) { return true }
    guard kind == .name || kind == .number, !token.startsLine, Int(partners[open]) > position
    else { return false }
    reportExpected("`,` or `)`", help: ["put a `,` between two arguments"])
    quietAt = -1
    return true
  }

  private mutating func parseArgument() -> Expression {
    let start = position
    switch (kind, peek()) {
    case (.symbol(.underscore), _):
      advance()
      return Expression(.wildcard, span(at: start))
    case (.name, .symbol(.colon)):
      report(
        .unexpectedToken, "arguments are given by place, not by name", at: span(at: position),
        help: ["write the values alone, in the order of the parameters"])
      advance()
      advance()
      return parseExpression()
    default:
      let value = parseExpression()
      guard inSpec, at(spec: .steps) || at(spec: .step), specWord(at: position + 1) == .ago else {
        return value
      }
      advance()
      advance()
      return make(.stepsAgo(value), span(from: start))
    }
  }

  private mutating func parseAggregate(
    _ callee: Expression, body: Expression?, open: Int
  ) -> Expression {
    let rows = parseSelection(inColumns: false)
    let otherwise = accept(.else) ? parseExpression() : nil
    expectClosing(.rightParenthesis, open: open)
    let place = span(from: callee.span)
    guard let rows, case .name(let function) = callee.kind else {
      return Expression(.missing, place)
    }
    return make(
      .aggregate(Aggregate(function: function, body: body, rows: rows, otherwise: otherwise)),
      place)
  }

  /// `a in Account where c by k descending`. Between the brackets of a column a comma before
  /// `name in` begins the next selection, elsewhere it begins the next key.
  mutating func parseSelection(inColumns: Bool) -> RowSelection? {
    let start = position
    guard let binder = parseName("a name for the row") else { return nil }
    if !accept(.in) {
      reportExpected("`in`", help: ["rows are named as in `row in Table`"])
      guard kind.isName, !token.startsLine else { return nil }
      if ["of", "from", "over", "on"].contains(text(at: position)) { advance() }
    }
    guard let table = parseTable() else { return nil }
    let condition = accept(.where) ? parseExpression() : nil
    if condition == nil, at(.if) {
      report(
        .unexpectedToken, "rows are selected by `where`", at: span(at: position),
        help: ["write `row in Table where ..`"])
      advance()
      _ = parseExpression()
    }
    var keys: [SortKey] = []
    if accept(.by) {
      repeat {
        keys.append(parseSortKey())
      } while at(.comma) && !(inColumns && selectionFollowsComma) && accept(.comma)
    }
    return RowSelection(
      binder: binder, table: table, condition: condition, keys: keys, span: span(from: start))
  }

  private var selectionFollowsComma: Bool {
    peek().isName && (peek(2) == .word(.in) || inClaim && peek(2) == .symbol(.colon))
  }

  private mutating func parseTable() -> QualifiedName? {
    let help = "write `repeat n times { .. }` to do something n times"
    if kind == .number {
      report(
        .expectedTable, "rows come from a table, not from a number", at: span(at: position),
        help: [help])
      _ = parseExpression()
      if accept(.range) { _ = parseExpression() }
      return nil
    }
    let table = parseQualifiedName("the name of a table")
    if let table, at(.range) || at(.leftParenthesis) {
      report(
        .expectedTable, "rows come from a table", at: table.span.join(span(at: position)),
        help: [help])
      if at(.leftParenthesis) { skipGroup() }
      if accept(.range) { _ = parseExpression() }
    }
    return table
  }

  private mutating func parseSortKey() -> SortKey {
    let key = parseExpression()
    if accept(.descending) { return SortKey(key: key, descending: true) }
    _ = accept(.ascending)
    return SortKey(key: key, descending: false)
  }
}
