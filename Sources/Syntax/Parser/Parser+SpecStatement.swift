import Diagnostics

extension Parser {
  /// A statement of specs; `nil` where none begins. In a contract it is read, reported and dropped.
  mutating func parseSpecStatement() -> Statement.Kind? {
    let start = position
    guard let word = specStatementWord() else { return nil }
    if !inSpec { reportOnlyInSpec(word) }
    let wasInSpec = inSpec
    inSpec = true
    defer { inSpec = wasInSpec }
    advance()
    let statement = parseSpecStatement(word, from: start)
    return wasInSpec ? statement : .missing
  }

  private mutating func parseSpecStatement(_ word: String, from start: Int) -> Statement.Kind {
    switch word {
    case "try":
      let call = parseAction()
      return .attempt(call, caller: accept(.as) ? parseOperand() : nil, isTry: true)
    case "choose": return parseChoose(from: start)
    case "flow": return parseFlow()
    case "after":
      let delay = parseCounted(parseExpression())
      return .later(delay, parseHeaderBlock(from: start))
    default: return .skip
    }
  }

  /// The word of a statement of specs, where what follows makes it one and not a name.
  private mutating func specStatementWord() -> String? {
    if at(.after) { return "after" }
    guard kind == .name else { return nil }
    let next = tokens[min(position + 1, tokens.count - 1)]
    if let word = specWord(at: position), word.startsStatement {
      switch word {
      case .try, .flow:
        guard next.kind.isName, !next.startsLine || inSpec else { return nil }
      case .choose: guard next.kind == .symbol(.leftBrace) else { return nil }
      default:
        switch next.kind {
        case .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.dot), .symbol(.colon):
          return nil
        case .symbol(let symbol):
          if AssignmentOperator(rawValue: symbol.rawValue) != nil || symbol == .equal {
            return nil
          }
        case .foreign(.semicolon), .endOfFile, .name, .word, .number: break
        default: return nil
        }
      }
      return word.rawValue
    }
    return inSpec ? misspeltSpecWord(next) : nil
  }

  private mutating func misspeltSpecWord(_ next: Token) -> String? {
    guard !next.startsLine else { return nil }
    let words = next.kind == .symbol(.leftBrace) ? ["choose"] : ["try", "flow"]
    guard next.kind.isName || words == ["choose"],
      let near = nearest(text(at: position), among: words)
    else { return nil }
    add(
      .expectedStatement, "`\(text(at: position))` is not a word of the language",
      at: span(at: position), help: ["did you mean `\(near)`?"])
    return near
  }

  mutating func reportOnlyInSpec(_ word: String) {
    add(
      .onlyInSpec, "`\(word)` stands in a spec, not in a contract", at: span(at: position),
      help: [Parser.advice(insteadOf: word)])
  }

  private static func advice(insteadOf word: String) -> String {
    switch word {
    case "try": "one action cannot call another; share a `fn .. changes state` between them"
    case "draw", "some", "choose":
      "a contract leaves nothing to chance: take the value as an argument of the action"
    case "flow": "trading moves a market in the world a spec describes: write it in `on Event(..)`"
    case "after": "a contract cannot wait: keep the time in a `state` and compare it with `now`"
    default: "leave the block empty"
    }
  }

  /// `choose { 3: try trade(..)  1: skip }`.
  private mutating func parseChoose(from start: Int) -> Statement.Kind {
    skipToBlock()
    let open = position
    guard expect(.leftBrace, .block, wanted: "`{` and the ways, each with its weight"), enter()
    else { return .missing }
    defer { leave() }
    var ways: [Alternative] = []
    while !atEnd, !at(.rightBrace) {
      if case .word(let word) = kind, token.startsLine, word.startsDeclaration || startsItem {
        break
      }
      if kind == .foreign(.semicolon) || at(.comma) {
        reportSeparator("the ways of a `choose`")
        continue
      }
      let before = position
      roles[position].insert(.statement)
      if statesNoWeight {
        report(
          .unexpectedToken, "a weight stands before what is done", at: span(at: position),
          help: ["write `3: \(text(at: position)) ..`"])
        quietAt = -1
        _ = parseStatement()
        if isStuck { skipToStatement() }
        continue
      }
      let weight = parseBinary(.additive)
      if !isStuck, let body = parseWay() {
        ways.append(Alternative(weight: weight, body: body))
      }
      guard isStuck || position == before else { continue }
      if position == before, !at(.rightBrace) { skipAny() }
      skipToStatement()
    }
    closeBrace(open: open, .block)
    return .choose(ways)
  }

  /// A statement of specs stands where its weight should.
  private var statesNoWeight: Bool {
    guard at(spec: .try) || at(spec: .flow) else { return false }
    return peek().isName
  }

  /// What is done: one statement behind the colon, or a block.
  private mutating func parseWay() -> Block? {
    guard accept(.colon, .attached) else {
      if at(.leftBrace) {
        report(
          .unexpectedToken, "a `:` stands behind the weight", at: span(at: position),
          help: ["write `3: { .. }`"])
        return parseBlock()
      }
      reportExpected("`:` and what is done", help: ["write `3: try action(..)`, or `1: skip`"])
      return nil
    }
    if at(.leftBrace) { return parseBlock() }
    guard enter() else { return nil }
    defer { leave() }
    let statement = parseStatement()
    return Block(statements: [statement], span: statement.span)
  }

  /// `flow BTC -= size`.
  private mutating func parseFlow() -> Statement.Kind {
    guard let market = parseName("the name of a market") else { return .missing }
    let mark: AssignmentOperator
    switch kind {
    case .symbol(.addTo): mark = .add
    case .symbol(.subtractFrom): mark = .subtract
    default:
      reportExpected(
        "`+=` or `-=` and a size",
        help: ["write `flow \(market.text) += size` for buying, `-=` for selling"])
      guard at(.set) || at(.multiplyBy) || at(.divideBy) else { return .missing }
      quietAt = -1
      mark = .add
    }
    advance()
    return .flow(market: market, mark, parseExpression())
  }

  // MARK: Values

  /// `draw lognormal(median 5_000, sigma 1.1)`, `some Account`; `nil` where the word is a name.
  mutating func parseSpecOperand() -> Expression? {
    let next = position + 1
    guard kind == .name, next < tokens.count, !tokens[next].startsLine else { return nil }
    let word: SpecWord
    if at(spec: .draw), tokens[next].kind.isName, peek(2) == .symbol(.leftParenthesis) {
      guard inSpec || Parser.distributions.contains(text(at: next)) else { return nil }
      word = .draw
    } else if at(spec: .some), tokens[next].kind.isName {
      guard inSpec || !beginsSomethingElse(after: next) else { return nil }
      word = .some
    } else if at(spec: .some), peek() == .symbol(.leftParenthesis), peek(2).isName,
      peek(3) == .word(.in)
    {
      word = .some
    } else {
      return nil
    }
    guard enter() else { return missingExpression() }
    defer { leave() }
    let start = position
    if !inSpec { reportOnlyInSpec(word.rawValue) }
    advance()
    let value = word == .draw ? parseDraw(from: start) : parseSome(from: start)
    return inSpec ? value : Expression(.missing, value.span)
  }

  private static let distributions: Set = [
    "uniform", "integer", "normal", "lognormal", "exponential", "pareto", "chance",
  ]

  private mutating func parseDraw(from start: Int) -> Expression {
    let name = self.name(at: position)
    advance()
    let open = position
    advance(.attached)
    var arguments: [DrawArgument] = []
    if !at(.rightParenthesis) {
      repeat { arguments.append(parseDrawArgument()) } while acceptSeparator(open: open)
    }
    expectClosing(.rightParenthesis, open: open, also: "`,` or ")
    return make(.draw(name, arguments), span(from: start))
  }

  /// `median 5_000`: a name right before a number or another name. `mean -1%` is a name and a
  /// value too, where the name is one that distributions have.
  private mutating func parseDrawArgument() -> DrawArgument {
    var name: Name?
    if kind.isName, specWord(at: position) != .some, specWord(at: position) != .draw {
      let known = ["mean", "deviation", "median", "sigma", "minimum", "alpha"]
      let isName =
        switch peek() {
        case .number: true
        case .symbol(.minus): known.contains(text(at: position))
        case .word(.true), .word(.false), .word(.none), .word(.not), .word(.if), .word(.match),
          .word(.can):
          true
        case let next: next.isName
        }
      if isName {
        name = self.name(at: position)
        advance()
      }
    }
    return DrawArgument(name: name, value: parseExpression())
  }

  /// `some Account`, whose rows are called `_`, or `some(a in Account where c)`.
  private mutating func parseSome(from start: Int) -> Expression {
    let open = position
    guard accept(.leftParenthesis, .attached) else {
      guard let table = parseQualifiedName("the name of a table") else {
        return missingExpression()
      }
      let rows = RowSelection(
        binder: Name("_", table.span), table: table, condition: nil, keys: [], span: table.span)
      return make(.some(rows), span(from: start))
    }
    let rows = parseSelection(inColumns: false)
    expectClosing(.rightParenthesis, open: open)
    guard let rows else { return Expression(.missing, span(from: start)) }
    return make(.some(rows), span(from: start))
  }
}
