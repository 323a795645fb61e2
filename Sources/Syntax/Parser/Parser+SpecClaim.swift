import Diagnostics

extension Parser {
  /// `measure bad_debt, forced = sum(abs(e.size) for e in Liquidated), halted = time while c`.
  mutating func parseMeasures() -> Spec.Part.Kind? {
    var measures: [Spec.Measure] = []
    repeat {
      guard let measure = parseMeasure() else { break }
      measures.append(measure)
    } while accept(.comma)
    return measures.isEmpty ? nil : .measure(measures)
  }

  private mutating func parseMeasure() -> Spec.Measure? {
    guard kind.isName, peek() == .symbol(.set) else {
      return parseNamedMeasure()
    }
    guard let name = parseName("a name for the measure") else { return nil }
    advance()
    guard at(spec: .time), specWord(at: position + 1) == .while else {
      return Spec.Measure(name: name, value: .value(parseExpression()))
    }
    advance()
    advance()
    return Spec.Measure(name: name, value: .timeWhile(parseExpression()))
  }

  /// `bad_debt`, `bank.bad_debt`: what is measured is the name, too.
  private mutating func parseNamedMeasure() -> Spec.Measure? {
    guard let name = parseQualifiedName("what is measured") else { return nil }
    var value = Expression(.name(name.qualifier ?? name.name), (name.qualifier ?? name.name).span)
    var text = name.name.text
    if let qualifier = name.qualifier {
      value = make(.member(value, name.name), name.span)
      text = "\(qualifier.text).\(text)"
    }
    switch kind {
    case .symbol(.comma), .symbol(.rightBrace), .endOfFile: break
    default:
      guard !token.startsLine else { break }
      reportExpected(
        "`,` or the next part", help: ["a measure that is no name has one: write `name = ..`"])
    }
    return Spec.Measure(name: Name(text, name.span), value: .value(value))
  }

  /// What stands behind `expect`.
  mutating func parseExpectation(from start: Int) -> Spec.Part.Kind? {
    guard let claim = parseClaim() else { return nil }
    let splitting = parseSplitting()
    let confidence = accept(spec: .confidence) ? parseExpression() : nil
    return .expect(
      Spec.Expectation(
        claim: claim, splitting: splitting, confidence: confidence, span: span(from: start)))
  }

  /// `by splitting`.
  private mutating func parseSplitting() -> Span? {
    let start = position
    guard accept(.by),
      expect(spec: .splitting, help: ["write `expect P(condition) < 1e-5 by splitting`"])
    else { return nil }
    return span(from: start)
  }

  private mutating func parseClaim() -> Spec.Claim? {
    if at(spec: .invariants), !beginsSomethingElse(after: position) {
      advance()
      return .invariants
    }
    if accept(spec: .always) { return .always(parseExpression()) }
    if accept(spec: .eventually) {
      let condition = parseExpression()
      guard expect(spec: .within, help: ["write `eventually condition within 20 steps`"]) else {
        return nil
      }
      return .eventually(condition, within: parseCounted(parseExpression()))
    }
    if at(spec: .reached), peek().isName {
      advance()
      return parseReached()
    }
    return parseEstimate()
  }

  /// `Liquidated in > 5% of paths`.
  private mutating func parseReached() -> Spec.Claim? {
    let help = ["write `reached \(text(at: position)) in > 5% of paths`"]
    guard let event = parseQualifiedName("the name of an event") else { return nil }
    guard accept(.in) else {
      reportExpected("`in` and a share of paths", help: help)
      return nil
    }
    guard let order = parseOrder(help: help) else { return nil }
    let share = parseBinary(.rounding)
    guard expect(spec: .of, help: help), expect(spec: .paths, help: help) else { return nil }
    return .reached(event: event, order, share: share)
  }

  /// `P(bad_debt > 0) < 0.5%`.
  private mutating func parseEstimate() -> Spec.Claim? {
    let help = [
      "write `invariants`, `P(condition) < 1%`, `mean(x) < y`, `quantile(x, 99%) < y`, "
        + "`ES99(x) < y`, `reached E in > 5% of paths`, `always c` or `eventually c within ..`"
    ]
    guard kind.isName, peek() == .symbol(.leftParenthesis) else {
      reportExpected("what is expected", help: help)
      return nil
    }
    let function = name(at: position)
    advance()
    let open = position
    advance(.attached)
    let arguments = parseArguments(open: open)
    guard let order = parseOrder(help: help) else { return nil }
    return .estimate(
      function: function, arguments: arguments, order, bound: parseBinary(.rounding))
  }

  private mutating func parseOrder(help: [String]) -> BinaryOperator? {
    if case .symbol(let symbol) = kind, let order = BinaryOperator(rawValue: symbol.rawValue) {
      switch order {
      case .less, .lessOrEqual, .greater, .greaterOrEqual:
        advance()
        return order
      default: break
      }
    }
    reportExpected("`<`, `<=`, `>` or `>=` and a bound", help: help)
    return nil
  }

  // MARK: Proposals

  /// `proposal "raise leverage" for Perpetual { initial_margin : 10% -> 4% }`.
  mutating func parseProposal() -> Proposal? {
    let start = position
    advance(.declaration)
    guard let title = parseText("the proposal as a text") else { return nil }
    if !accept(.for) { reportExpected("`for` and the name of a contract") }
    guard let contract = parseQualifiedName("the name of a contract") else { return nil }
    let open = position
    guard expect(.leftBrace, .module), enter() else { return nil }
    defer { leave() }
    var changes: [Proposal.Change] = []
    while !atEnd, !at(.rightBrace), !(startsItem && token.startsLine) {
      let before = position
      if accept(.comma, .attached) { continue }
      roles[position].formUnion([.statement, .field])
      if let change = parseChange() { changes.append(change) }
      recoverChange(from: before)
    }
    closeBrace(open: open, .module)
    return Proposal(title: title, contract: contract, changes: changes, span: span(from: start))
  }

  /// `initial_margin : 10% -> 4% after 2d over 7d`.
  private mutating func parseChange() -> Proposal.Change? {
    let start = position
    guard kind.isName else {
      reportExpected(
        .expectedName, "the name of a parameter", help: ["write `parameter : 10% -> 4%`"],
        here: true)
      return nil
    }
    let place = parsePlace()
    guard !isStuck else { return nil }
    let help = ["write `\(source.text(of: place.span)) : 10% -> 4%`, the value now and then"]
    guard
      expect(.colon, .column, wanted: "`:`, the value as it is, `->` and the new one", help: help)
    else { return nil }
    let before = parseExpression()
    guard expect(.arrow, wanted: "`->` and the new value", help: help) else { return nil }
    // What follows a number here goes on with the sentence: `4% over 10d`.
    inSpec = true
    defer { inSpec = false }
    let after = parseExpression()
    let delay = accept(.after) ? parseExpression() : nil
    let ramp = accept(spec: .over) ? parseExpression() : nil
    return Proposal.Change(
      place: place, before: before, after: after, delay: delay, ramp: ramp,
      span: span(from: start))
  }

  private mutating func recoverChange(from start: Int) {
    guard isStuck || position == start else { return }
    if position == start, !at(.rightBrace) { skipAny() }
    while !atEnd, !at(.rightBrace), !token.startsLine {
      switch kind {
      case .symbol(.leftBrace), .symbol(.leftParenthesis), .symbol(.leftBracket): skipGroup()
      default: advance()
      }
    }
    quietAt = -1
  }
}
