/// The words that mean something in specs only, each in its own place. They are ordinary names to
/// the lexer and everywhere in contracts, so a table may have a `market` and a role be an `agent`.
package enum SpecWord: String, CaseIterable, Sendable {
  // Parts of a spec.
  case set, clock, market, process, correlation, oracle, phase, setup, on, agent, adversary
  case measure, severity, expect, block
  // Words inside the parts.
  case with, every, shuffled, rising, falls, each, may, atomically, moves, profit, time, `while`,
    confidence
  case invariants, reached, of, paths, always, eventually, splitting
  // Settings of a market, which end the one before them also without a comma.
  case start, path, shock, depth, recovers
  // Words of clauses.
  case per, over, lasting, at, recover, within
  case chance, latency, gas, bid, during
  case step, steps
  // Statements and values.
  case `try`, choose, flow, skip, draw, some, ago

  /// Begins a part of a spec; `use`, `population` and the declarations do too.
  var startsPart: Bool {
    switch self {
    case .set, .clock, .market, .process, .correlation, .oracle, .phase, .setup, .on, .agent,
      .adversary, .measure, .severity, .expect, .block:
      true
    default: false
    }
  }

  /// Begins a setting of a market.
  var startsSetting: Bool {
    switch self {
    case .start, .path, .shock, .depth, .recovers: true
    default: false
    }
  }

  /// Stands before the value of a clause.
  var startsClause: Bool {
    switch self {
    case .per, .over, .lasting, .at, .recover, .within: true
    default: false
    }
  }

  /// Stands before the value of a clause in the header of an agent.
  var startsAgentClause: Bool {
    switch self {
    case .every, .with, .chance, .per, .latency, .gas, .bid, .during: true
    default: false
    }
  }

  /// Behind a number on its line it goes on with the sentence and is no unit.
  var followsNumber: Bool {
    switch self {
    case .each, .may, .atomically, .on, .time, .some, .draw: false
    default: true
    }
  }

  /// Begins a statement of specs, when what follows it fits.
  var startsStatement: Bool {
    switch self {
    case .try, .choose, .flow, .skip: true
    default: false
    }
  }
}

extension Parser {
  /// The spec word at a token, wherever it stands.
  func specWord(at index: Int) -> SpecWord? {
    guard index < tokens.count, tokens[index].kind == .name, tokens[index].text.count <= 11 else {
      return nil
    }
    return SpecWord(rawValue: text(at: index))
  }

  func at(spec word: SpecWord) -> Bool {
    kind == .name && source.bytes[token.text].elementsEqual(word.rawValue.utf8)
  }

  mutating func accept(spec word: SpecWord) -> Bool {
    guard at(spec: word) else { return false }
    advance()
    return true
  }

  /// Reads a word that must stand here.
  @discardableResult
  mutating func expect(spec word: SpecWord, help: [String] = []) -> Bool {
    if accept(spec: word) { return true }
    reportExpected("`\(word.rawValue)`", help: help)
    return false
  }

  /// A part of a spec begins here: its word, and something on the line that a name has not behind
  /// it.
  var startsPart: Bool {
    switch kind {
    case .word(.param), .word(.const), .word(.state), .word(.fn): return true
    case .word(.use), .word(.population): break
    case .name where specWord(at: position)?.startsPart == true: break
    default: return false
    }
    let next = tokens[min(position + 1, tokens.count - 1)]
    if at(spec: .block), specWord(at: position + 1) != .gas { return false }
    switch next.kind {
    case .name, .word, .number, .symbol(.leftBrace): return !next.startsLine
    default: return false
    }
  }

  /// A part of a spec that begins a line, and so ends whatever is unfinished before it.
  var startsPartOnLine: Bool { inSpec && token.startsLine && startsPart }
}
