import Diagnostics
import Numerics

extension Parser {
  /// `market BTC { .. }`, `process iv : ratio { .. }`.
  mutating func parseMarket(isProcess: Bool) -> Spec.Part.Kind? {
    guard let name = parseName(isProcess ? "a name for the process" : "a name for the market")
    else { return nil }
    let type = accept(.colon) ? parseType() : nil
    if !at(.leftBrace) {
      reportExpected("`{` and the settings")
      guard specWord(at: position)?.startsSetting == true else { return nil }
      quietAt = -1
    }
    return .market(
      Spec.Market(name: name, type: type, isProcess: isProcess, settings: parseSettings()))
  }

  // MARK: Settings

  /// `{ volatility 85% per 1y, jumps 20 per 1y }`, separated by commas or line ends. The brace that
  /// opens them may be missing, if that has been reported.
  mutating func parseSettings() -> [Spec.Setting] {
    let open = position
    guard enter() else { return [] }
    defer { leave() }
    let isOpen = accept(.leftBrace, .block)
    let outside = inSettings
    inSettings = true
    defer { inSettings = outside }
    var settings: [Spec.Setting] = []
    while !atEnd, !at(.rightBrace) {
      if startsItem || startsPartOnLine,
        indentation(at: position) <= indentation(at: open)
      {
        break
      }
      let start = position
      if accept(.comma, .attached) { continue }
      if kind == .foreign(.semicolon) {
        reportSeparator("settings")
        continue
      }
      if let setting = parseSetting() { settings.append(setting) }
      recoverSetting(from: start)
    }
    if isOpen || at(.rightBrace) { closeBrace(open: open, .block) }
    return settings
  }

  private mutating func parseSetting() -> Spec.Setting? {
    let start = position
    roles[start].insert(.statement)
    guard kind.isName else {
      roles[start].remove(.statement)
      reportExpected(
        .expectedName, "the name of a setting",
        help: ["a setting is a name and a value, such as `volatility 85% per 1y`"], here: true)
      return nil
    }
    let name = self.name(at: start)
    advance()
    if at(.colon) || at(.set) {
      report(
        .unexpectedToken, "the value of a setting follows its name", at: span(at: position),
        help: ["write `\(name.text) ..` without the `\(text(at: position))`"])
      quietAt = -1
      advance()
    }
    var clauses: [Spec.Clause] = []
    while !endsSetting(first: clauses.isEmpty), let clause = parseClause(inAgent: false) {
      clauses.append(clause)
    }
    if clauses.isEmpty, !isStuck {
      reportExpected("the value of `\(name.text)`")
      if token.startsLine || at(.comma) || at(.rightBrace) { quietAt = -1 }
    }
    return Spec.Setting(name: name, clauses: clauses, span: span(from: start))
  }

  /// A line end, a comma and the next setting of a market end a setting; a word that only goes on
  /// with one may begin the next line.
  private func endsSetting(first: Bool) -> Bool {
    if atEnd || isStuck || at(.comma) || at(.rightBrace) || kind == .foreign(.semicolon) {
      return true
    }
    guard let word = specWord(at: position) else {
      return token.startsLine && !at(.plusMinus) && !at(.then)
    }
    if word.startsSetting, !first, peek() != .symbol(.leftParenthesis) { return true }
    return token.startsLine && !word.startsClause
  }

  private mutating func recoverSetting(from start: Int) {
    if !isStuck, position > start {
      guard !at(.comma), !at(.rightBrace), !atEnd, !token.startsLine,
        specWord(at: position)?.startsSetting != true
      else { return }
      reportExpected("`,` or a new line", help: ["settings are set apart by `,` or by lines"])
    }
    if position == start, !at(.rightBrace) { skipAny() }
    while !atEnd, !at(.rightBrace), !at(.comma), !token.startsLine {
      switch kind {
      case .symbol(.leftBrace), .symbol(.leftParenthesis), .symbol(.leftBracket): skipGroup()
      default: advance()
      }
    }
    quietAt = -1
  }

  // MARK: Clauses

  /// The words before a value, and the value. `nil` where neither stands here.
  mutating func parseClause(inAgent: Bool) -> Spec.Clause? {
    let start = position
    var words: [Name] = []
    if at(.plusMinus) || at(.star) {
      words = [name(at: position)]
      advance()
    } else {
      while inAgent || words.isEmpty || !token.startsLine, isClauseWord(inAgent: inAgent) {
        words.append(name(at: position))
        advance()
      }
    }
    let value = parseClauseValue(after: words.last?.text, inAgent: inAgent)
    if value == nil, !isStuck {
      reportExpected(words.last.map { "a value after `\($0.text)`" } ?? "a value")
    }
    guard position > start else { return nil }
    return Spec.Clause(words: words, value: value, span: span(from: start))
  }

  /// A word with a place in clauses, or one unknown that stands right before a number, a text or
  /// another name: what a value never does.
  private func isClauseWord(inAgent: Bool) -> Bool {
    switch kind {
    case .word(.in), .word(.then): return !inAgent
    case .word(.half) where peek() == .word(.in): return !inAgent
    case .name: break
    default: return false
    }
    let next = min(position + 1, tokens.count - 1)
    if let word = specWord(at: position) {
      if inAgent ? word.startsAgentClause : word.startsClause { return true }
      if word == .step || word == .steps || word == .some || word == .draw { return false }
    }
    guard !tokens[next].startsLine else { return false }
    switch tokens[next].kind {
    case .number, .string: return true
    case .symbol(.minus):
      // `drift panic -5%`: a sign stands at its number and not at what is before it.
      let number = min(next + 1, tokens.count - 1)
      return !inAgent && tokens[number].kind == .number
        && tokens[next].text.upperBound == tokens[number].text.lowerBound
        && tokens[position].text.upperBound < tokens[next].text.lowerBound
    case .name:
      guard let word = specWord(at: next) else { return true }
      return !(word.startsClause || word.startsAgentClause || word.startsSetting)
        && word != .step && word != .steps
    default: return false
    }
  }

  private mutating func parseClauseValue(after word: String?, inAgent: Bool) -> Spec.Value? {
    let start = position
    guard inAgent || !token.startsLine else { return nil }
    switch kind {
    case .symbol(.leftBrace): return inAgent ? nil : .settings(parseSettings())
    case .string:
      return parseText("a text").map { .text($0) }
    case .name where !inAgent && peek() == .symbol(.leftBrace):
      let name = self.name(at: position)
      advance()
      return .model(name, parseSettings())
    case .name where at(spec: .step):
      advance()
      let one = Expression(.number(NumberLiteral(decimal: .one)), span(at: start))
      return .steps(one, one.span)
    default: break
    }
    guard canStartExpression else { return nil }
    // Behind `per` stands one operand, so that `per 1% * share` scales the whole and not the 1%.
    return parseCounted(word == SpecWord.per.rawValue ? parseOperand() : parseExpression())
  }

  /// A value, or a number of steps where the word says so.
  mutating func parseCounted(_ value: Expression) -> Spec.Value {
    guard accept(spec: .steps) || accept(spec: .step) else { return .expression(value) }
    return .steps(value, span(from: value.span))
  }

  // MARK: Correlations and oracles

  /// `correlation BTC ETH = 85% rising to 95% when BTC falls 5% in 1h, ..`.
  mutating func parseCorrelations() -> Spec.Part.Kind? {
    var correlations: [Spec.Correlation] = []
    repeat {
      guard let first = parseName("the name of a market"),
        let second = parseName("the name of the other market"),
        expect(.set, wanted: "`=` and a value")
      else { break }
      let value = parseExpression()
      let stressed = accept(spec: .rising) ? parseStressed() : nil
      correlations.append(
        Spec.Correlation(first: first, second: second, value: value, stressed: stressed))
    } while accept(.comma)
    return correlations.isEmpty ? nil : .correlation(correlations)
  }

  private mutating func parseStressed() -> Spec.Correlation.Stressed? {
    let help = ["write `rising to 95% when BTC falls 5% in 1h`"]
    guard accept(.to) else {
      reportExpected("`to` and a value", help: help)
      return nil
    }
    let value = parseExpression()
    guard accept(.when) else {
      reportExpected("`when` and a market", help: help)
      return nil
    }
    guard let market = parseName("the name of a market"), expect(spec: .falls, help: help) else {
      return nil
    }
    let fall = parseExpression()
    guard accept(.in) else {
      reportExpected("`in` and a duration", help: help)
      return nil
    }
    return Spec.Correlation.Stressed(
      value: value, market: market, fall: fall, window: parseExpression())
  }

  /// `oracle BTC -> publish(BTC, price) as each Feed { .. }`.
  mutating func parseOracle() -> Spec.Part.Kind? {
    guard let source = parseName("the name of a market") else { return nil }
    guard expect(.arrow, wanted: "`->` and a call of an action") else { return nil }
    let call = parseAction()
    var caller: Spec.Oracle.Caller?
    if accept(.as) {
      if at(spec: .each), peek().isName {
        advance()
        caller = parseQualifiedName("the name of a table").map { .each($0) }
      } else {
        caller = .one(parsePlace())
      }
    }
    let settings = at(.leftBrace) && !isStuck ? parseSettings() : []
    return .oracle(Spec.Oracle(source: source, call: call, caller: caller, settings: settings))
  }

  /// A call of an action.
  mutating func parseAction() -> Expression {
    let written = parsePlace()
    if case .call = written.kind { return written }
    report(
      .expectedStep, "here stands a call of an action",
      at: written.span.isEmpty ? span(at: position) : written.span,
      help: ["write `action(arguments)`"])
    return Expression(.missing, written.span)
  }
}
