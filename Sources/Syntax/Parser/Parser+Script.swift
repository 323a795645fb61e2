import Diagnostics

/// Reads a script. What is wrong with it goes to `diagnostics`; a line that could not be read is
/// left out.
package func parseScript(
  _ source: SourceFile, into diagnostics: inout DiagnosticBag
) -> Script {
  let (tokens, findings) = Lexer.lex(source)
  diagnostics.report(contentsOf: findings)
  diagnostics.report(contentsOf: encodingProblems(of: source))
  var parser = Parser(source, tokens: tokens)
  let lines = parser.parseLines()
  diagnostics.report(contentsOf: parser.findings)
  return Script(source: source.id, lines: lines)
}

extension Parser {
  fileprivate mutating func parseLines() -> [Script.Line] {
    inClaim = true
    var lines: [Script.Line] = []
    while !atEnd {
      let start = position
      if let kind = parseLine() { lines.append(Script.Line(kind, span(from: start))) }
      if !isStuck, !atEnd, !token.startsLine {
        reportExpected("the end of the line", help: ["write one command on each line"])
      }
      if isStuck || position == start { skipLine(from: start) }
    }
    return lines
  }

  private mutating func parseLine() -> Script.Kind? {
    switch kind {
    case .word(.population):
      advance()
      var population: [Example.Population] = []
      parsePopulation(&population)
      return isStuck ? nil : .population(population)
    case .word(.given):
      advance()
      return parseAssignments()
    case .word(.when):
      advance()
      return parseSteps()
    case .word(.after): return parseSteps()
    case .word(.then):
      let checks = parseChecks()
      return isStuck ? nil : .then(checks)
    case .name where isCommand("set"):
      advance()
      return parseAssignments()
    case .name where isCommand("print"):
      advance()
      return parseValues(from: parseExpression())
    case let kind where kind.isName: return parsePlaceOrValue()
    default: return parseValues(from: parseExpression())
    }
  }

  /// What begins with a name: a value to set, a call, or a value to show. Only the checker can tell
  /// a call of an action from one of a function.
  private mutating func parsePlaceOrValue() -> Script.Kind? {
    let target = parsePlace()
    guard !isStuck else { return nil }
    if at(.set) { return parseAssignments(from: target) }
    let value = parseExpression(after: target)
    guard !isStuck else { return nil }
    if case .call = value.kind { return parseSteps(from: value) }
    return parseValues(from: value)
  }

  private mutating func parseValues(from first: Expression) -> Script.Kind? {
    var values = [first]
    while !isStuck, accept(.comma) { values.append(parseExpression()) }
    return isStuck ? nil : .print(values)
  }

  /// `set` and `print` are ordinary names, of a state perhaps: they are commands only where
  /// something follows that could not follow a name.
  private func isCommand(_ word: String) -> Bool {
    guard text(at: position) == word, tokens.count > position + 1 else { return false }
    guard !tokens[position + 1].startsLine else { return false }
    switch peek() {
    case .symbol(.set), .symbol(.dot), .symbol(.leftBracket): return false
    case .symbol(.leftParenthesis): return word == "print"
    default: return true
    }
  }

  private mutating func parseAssignments(from target: Expression? = nil) -> Script.Kind? {
    var assignments = [target.map { parseAssignment(to: $0) } ?? parseAssignment()]
    while !isStuck, accept(.comma) { assignments.append(parseAssignment()) }
    return isStuck ? nil : .set(assignments)
  }

  private mutating func parseSteps(from call: Expression? = nil) -> Script.Kind? {
    var steps = [call.map { parseStep(calling: $0) } ?? parseStep()]
    while !isStuck, accept(.comma) { steps.append(parseStep()) }
    return isStuck ? nil : .steps(steps)
  }

  /// Goes to the next line after one that could not be read, brackets and all.
  private mutating func skipLine(from start: Int) {
    if position == start { advance() }
    while !atEnd, !token.startsLine {
      switch kind {
      case .symbol(.leftBrace), .symbol(.leftParenthesis), .symbol(.leftBracket): skipGroup()
      default: advance()
      }
    }
  }
}
