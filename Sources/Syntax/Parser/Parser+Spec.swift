import Diagnostics

/// A part that has been moved over; no kind where it was broken.
private struct ReadPart {
  let kind: Spec.Part.Kind?
}

extension Parser {
  /// `spec NAME "title" { .. }`.
  mutating func parseSpec() -> Spec? {
    let start = position
    inSpec = true
    defer { inSpec = false }
    advance(.declaration)
    let name = parseName("a name for the spec")
    let title = kind == .string ? parseText("a text") : nil
    let open = position
    guard expect(.leftBrace, .module), enter() else { return nil }
    defer { leave() }
    let parts = parseParts()
    closeBrace(open: open, .module)
    guard let name else { return nil }
    return Spec(name: name, title: title, parts: parts, span: span(from: start))
  }

  /// Parts behind the end of their spec are read as parts of it, so that one brace too many does
  /// not make every later part unknown. One stands here.
  mutating func parseSpec(goingOn spec: Spec, say: Bool) -> Spec {
    inSpec = true
    defer { inSpec = false }
    if say {
      report(
        .outsideContract, "a part of a spec stands outside of it", at: span(at: position),
        secondary: [Label(spec.span.end, "spec `\(spec.name.text)` ends here")],
        help: ["look for a `}` too many before it"])
      quietAt = -1
    }
    let parts = spec.parts + parseParts()
    return Spec(
      name: spec.name, title: spec.title, parts: parts,
      span: spec.span.join(span(at: max(0, position - 1))))
  }

  private mutating func parseParts() -> [Spec.Part] {
    var parts: [Spec.Part] = []
    while !atEnd, !at(.rightBrace), !(startsItem && token.startsLine) {
      let before = position
      if kind == .foreign(.semicolon) {
        reportSemicolon()
        continue
      }
      if let kind = parsePart() { parts.append(Spec.Part(kind, span(from: before))) }
      recoverPart(from: before)
    }
    return parts
  }

  private mutating func parsePart() -> Spec.Part.Kind? {
    roles[position].insert(.declaration)
    if let word = specWord(at: position), word.startsPart { return parsePart(begunBy: word) }
    if let word, let part = parsePart(begunBy: word) { return part.kind }
    guard let meant = meantPart() else { return nil }
    if let word = SpecWord(rawValue: meant) { return parsePart(begunBy: word) }
    return Word(rawValue: meant).flatMap { parsePart(begunBy: $0)?.kind }
  }

  /// A part whose word means something in contracts or examples too; `nil` where it begins none.
  private mutating func parsePart(begunBy word: Word) -> ReadPart? {
    switch word {
    case .use:
      advance()
      return ReadPart(kind: parseDeployment().map { .use($0) })
    case .population:
      advance()
      var population: [Example.Population] = []
      parsePopulation(&population)
      return ReadPart(kind: population.isEmpty ? nil : .population(population))
    case .param, .const, .state, .fn:
      return ReadPart(kind: parseDeclaration().map { .declaration($0) })
    default:
      return word.startsDeclaration ? ReadPart(kind: refuseDeclaration(word)) : nil
    }
  }

  private mutating func parsePart(begunBy word: SpecWord) -> Spec.Part.Kind? {
    let start = position
    advance()
    switch word {
    case .set:
      var assignments: [Example.Assignment] = []
      repeat { assignments.append(parseAssignment()) } while accept(.comma)
      return .set(assignments)
    case .clock: return parseClock()
    case .market, .process: return parseMarket(isProcess: word == .process)
    case .correlation: return parseCorrelations()
    case .oracle: return parseOracle()
    case .phase: return parsePhase()
    case .block:
      guard expect(spec: .gas, help: ["write `block gas 3_000_000`"]) else { return nil }
      return .blockGas(parseExpression())
    case .setup: return .setup(parseHeaderBlock(from: start))
    case .on: return parseHandler(from: start)
    case .agent: return parseAgent(from: start)
    case .adversary: return parseAdversary()
    case .measure: return parseMeasures()
    case .severity: return .severity(parseExpression())
    case .expect: return parseExpectation(from: start)
    default: return nil
    }
  }

  /// The word of the part a misspelt one stands for, reported; `nil`, after a report, where none is
  /// near.
  private mutating func meantPart() -> String? {
    roles[position].remove(.declaration)
    let words = SpecWord.allCases.filter(\.startsPart).map(\.rawValue) + ["use", "population"]
    guard kind.isName, let near = nearest(text(at: position), among: words) else {
      reportExpected(
        .unexpectedToken, "a part of the spec",
        help: [
          "the parts are `use`, `population`, `set`, `clock`, `market`, `oracle`, `setup`, "
            + "`agent`, `on`, `measure`, `severity`, `expect` .."
        ], here: true)
      return nil
    }
    let follows = peek().isName || peek() == .symbol(.leftBrace)
    report(
      .unexpectedToken, "`\(text(at: position))` begins no part of a spec", at: span(at: position),
      help: ["did you mean `\(near)`?"])
    guard follows else { return nil }
    quietAt = -1
    roles[position].insert(.declaration)
    return near
  }

  /// What only contracts declare.
  private mutating func refuseDeclaration(_ word: Word) -> Spec.Part.Kind? {
    report(
      .misplacedDeclaration, "`\(word.rawValue)` declares a part of a contract",
      at: span(at: position),
      help: [
        word == .invariant
          ? "move it into the contract, or write `expect always ..`"
          : "move it into the contract; a spec has `param`, `const`, `state` and `fn` of its own"
      ])
    quietAt = -1
    _ = parseDeclaration()
    return nil
  }

  /// After a broken part: on to the next one.
  private mutating func recoverPart(from start: Int) {
    guard isStuck || position == start else { return }
    if position == start, !at(.rightBrace) { skipAny() }
    if at(.leftBrace) { skipGroup() }
    while !atEnd, !at(.rightBrace) {
      if token.startsLine {
        if startsPart || startsItem || word?.startsDeclaration == true { return }
        let isSetting = specWord(at: position)?.startsSetting == true
        if kind.isName, !isSetting, indentation(at: position) <= indentation(at: start) { return }
      }
      switch kind {
      case .symbol(.leftBrace), .symbol(.leftParenthesis), .symbol(.leftBracket): skipGroup()
      default: advance()
      }
    }
  }

  // MARK: Contracts and time

  /// `use Lending from "../Contracts/lending.risk" as bank with COIN = ETH, ..`.
  private mutating func parseDeployment() -> Spec.Use? {
    guard let use = parseUse() else { return nil }
    let alias = accept(.as) ? parseName("a name for the contract as used here") : nil
    var units: [(from: Name, to: Name)] = []
    if accept(spec: .with) {
      repeat {
        guard let from = parseName("the name of a unit of the contract") else { break }
        guard expect(.set, wanted: "`=` and the name of its unit here") else { break }
        guard let to = parseName("the name of its unit here") else { break }
        units.append((from, to))
      } while accept(.comma)
    }
    return Spec.Use(contract: use.contract, path: use.path, alias: alias, units: units)
  }

  /// `clock every 10min for 7d shuffled`.
  private mutating func parseClock() -> Spec.Part.Kind? {
    guard expect(spec: .every, help: ["write `clock every 10min for 7d`"]) else { return nil }
    let step = parseExpression()
    guard accept(.for) else {
      reportExpected(
        "`for` and how long a path lasts", help: ["write `clock every 10min for 7d`"])
      return nil
    }
    let whole = parseExpression()
    let shuffled = at(spec: .shuffled) ? span(at: position) : nil
    _ = accept(spec: .shuffled)
    return .clock(Spec.Clock(step: step, span: whole, shuffled: shuffled))
  }

  /// `phase crash from 2d for 6h`.
  private mutating func parsePhase() -> Spec.Part.Kind? {
    guard let name = parseName("a name for the phase") else { return nil }
    guard accept(.from) else {
      reportExpected("`from` and a time", help: ["write `phase \(name.text) from 2d for 6h`"])
      return nil
    }
    let from = parseExpression()
    return .phase(name: name, from: from, lasting: accept(.for) ? parseExpression() : nil)
  }
}
