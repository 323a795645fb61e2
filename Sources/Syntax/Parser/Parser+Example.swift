import Diagnostics

/// An example while it is being read.
private struct ExampleParts {
  var use: Example.Use?
  var cases: Example.CaseTable?
  var population: [Example.Population] = []
  var given: [Example.Assignment] = []
  var rounds: [Example.Round] = []
}

extension Parser {
  /// `example ".." { use .. given .. when .. then .. }`.
  mutating func parseExample() -> Example? {
    let start = position
    inClaim = true
    defer { inClaim = false }
    advance(.declaration)
    guard let title = parseMessage() else { return nil }
    let open = position
    guard expect(.leftBrace, .module), enter() else { return nil }
    defer { leave() }
    var parts = ExampleParts()
    let findingsBefore = findings.count
    while !atEnd, !at(.rightBrace), !(startsItem && token.startsLine) {
      let before = position
      parseSection(&parts)
      recoverSection(from: before)
      if let word, word.startsDeclaration, token.startsLine, isStuck { break }
    }
    closeBrace(open: open, .module)
    if parts.use == nil, findings.count == findingsBefore {
      add(
        .missingUse, "the example does not say which contract it is about", at: title.span,
        help: ["begin it with `use NAME from \"../Contracts/NAME.risk\"`"])
    }
    return Example(
      title: title, use: parts.use, cases: parts.cases, population: parts.population,
      given: parts.given, rounds: parts.rounds, span: span(from: start))
  }

  private mutating func parseSection(_ parts: inout ExampleParts) {
    let start = position
    roles[position].insert(.section)
    switch kind {
    case .word(.use):
      advance()
      reportRepeated(parts.use != nil, at: start)
      let use = parseUse()
      parts.use = parts.use ?? use
    case .word(.cases):
      advance()
      reportRepeated(parts.cases != nil, at: start)
      parts.cases = parseCases(from: start)
    case .word(.population):
      advance()
      parsePopulation(&parts.population)
    case .word(.given):
      advance()
      if !parts.rounds.isEmpty { reportGivenAfterStep(at: start) }
      repeat { parts.given.append(parseAssignment()) } while accept(.comma)
    case .word(.when):
      advance()
      var steps: [Example.Step] = []
      repeat { steps.append(parseStep()) } while accept(.comma)
      let checks = at(.then) ? parseChecks() : []
      parts.rounds.append(Example.Round(steps: steps, checks: checks))
    case .word(.then):
      let checks = parseChecks()
      let last = parts.rounds.popLast()
      parts.rounds.append(
        Example.Round(steps: last?.steps ?? [], checks: (last?.checks ?? []) + checks))
    default: reportNoSection()
    }
  }

  private mutating func reportRepeated(_ repeated: Bool, at index: Int) {
    guard repeated else { return }
    add(
      .repeatedSection, "an example has one `\(text(at: index))`", at: span(at: index),
      help: ["write a second example"])
  }

  private mutating func reportGivenAfterStep(at index: Int) {
    add(
      .givenAfterStep, "`given` stands behind a step or a claim", at: span(at: index),
      help: ["what is given is set before the first step: move it up, or write a second example"])
  }

  private mutating func reportNoSection() {
    roles[position].remove(.section)
    var help = ["the parts are `use`, `cases`, `population`, `given`, `when` and `then`"]
    let words = ["use", "cases", "population", "given", "when", "then"]
    if kind.isName, let near = nearest(text(at: position), among: words) {
      help = ["did you mean `\(near)`?"]
    }
    reportExpected(.unexpectedToken, "a part of the example", help: help, here: true)
  }

  /// `use Perpetual from "perpetual.risk"`.
  mutating func parseUse() -> Example.Use? {
    guard let contract = parseName("the name of a contract") else { return nil }
    guard accept(.from) else {
      reportExpected("`from` and the path of a file")
      return nil
    }
    guard let path = parseText("the path of a file between quotes") else { return nil }
    return Example.Use(contract: contract, path: path)
  }

  /// `Account = 200, Market = BTC, ETH`.
  mutating func parsePopulation(_ population: inout [Example.Population]) {
    repeat {
      guard let table = parseQualifiedName("the name of a table") else { return }
      guard expect(.set, wanted: "`=` and a number of rows") else { return }
      population.append(Example.Population(table: table, size: parseSize()))
    } while accept(.comma)
  }

  private mutating func parseSize() -> Example.Population.Size {
    guard kind.isName, isListed(position) else { return .count(parseExpression()) }
    var names: [Name] = []
    repeat {
      guard let name = parseName("a name for the row") else { break }
      names.append(name)
    } while at(.comma) && !populationFollowsComma && accept(.comma)
    return .names(names)
  }

  /// A name in a list of names, and not the beginning of a sum.
  private func isListed(_ index: Int) -> Bool {
    switch tokens[min(index + 1, tokens.count - 1)].kind {
    case .symbol(.plus), .symbol(.minus), .symbol(.star), .symbol(.slash),
      .symbol(.leftParenthesis), .symbol(.leftBracket), .symbol(.dot):
      false
    default: true
    }
  }

  private var populationFollowsComma: Bool {
    let qualified = peek(2) == .symbol(.dot)
    return peek().isName && peek(qualified ? 4 : 2) == .symbol(.set)
  }

  mutating func parseAssignment() -> Example.Assignment { parseAssignment(to: parsePlace()) }

  mutating func parseAssignment(to target: Expression) -> Example.Assignment {
    guard expect(.set, wanted: "`=` and a value") else {
      return Example.Assignment(target: target, value: missingExpression())
    }
    return Example.Assignment(target: target, value: parseValue())
  }

  /// `liquidate(Account[0]) as Account[1]`, `after 30s`.
  mutating func parseStep() -> Example.Step {
    let start = position
    if accept(.after) {
      let value = parseExpression()
      return .after(value, span(from: start))
    }
    return parseStep(calling: parsePlace())
  }

  mutating func parseStep(calling written: Expression) -> Example.Step {
    let call = isCall(written) ? written : Expression(.missing, written.span)
    if !isCall(written) {
      report(
        .expectedStep, "a step calls an action, or lets time pass with `after`",
        at: written.span.isEmpty ? span(at: position) : written.span,
        help: ["write `action(arguments) as caller`"])
    }
    return .call(call, caller: accept(.as) ? parsePlace() : nil)
  }

  private func isCall(_ expression: Expression) -> Bool {
    if case .call = expression.kind { true } else { false }
  }

  mutating func parseChecks() -> [Example.Check] {
    advance(.section)
    var checks: [Example.Check] = []
    repeat { checks.append(parseCheck()) } while accept(.comma)
    return checks
  }

  /// Why the last step reverted. `require` and `ensure` stand for those that have no name.
  private mutating func parseReason() -> Name? {
    guard !token.startsLine else { return nil }
    if at(.require) || at(.ensure) {
      let reason = name(at: position)
      advance()
      return reason
    }
    return kind.isName && !startsSection ? parseName("the name of a rule") : nil
  }

  /// `reverts stale`, `emits E(..)`, `not emits E(..)`, `breaks solvent`, `x == 1.5 +- 1e-9`,
  /// `ln(0) reverts domain`.
  private mutating func parseCheck() -> Example.Check {
    let start = position
    if at(.reverts), !beginsSomethingElse(after: position) {
      advance()
      return .reverts(reason: parseReason(), span(from: start))
    }
    let isDenied = at(.not) && peek() == .word(.emits) && peek(2).isName
    if isDenied || at(.emits) && peek().isName {
      if isDenied { advance() }
      advance()
      guard let event = parseQualifiedName("the name of an event") else {
        return .holds(missingExpression(), tolerance: nil)
      }
      let open = position
      let arguments = expect(.leftParenthesis, .attached) ? parseArguments(open: open) : []
      return .emits(
        event: event, arguments: arguments, isDenied: isDenied, span(from: start))
    }
    if at(.breaks), peek().isName {
      advance()
      guard let invariant = parseName("the name of an invariant") else {
        return .holds(missingExpression(), tolerance: nil)
      }
      return .breaks(invariant: invariant, span(from: start))
    }
    let condition = parseExpression()
    if at(.reverts), !token.startsLine {
      advance()
      return .stops(condition, reason: parseReason(), span(from: start))
    }
    return .holds(condition, tolerance: accept(.plusMinus) ? parseExpression() : nil)
  }
}
