import Diagnostics

extension Parser {
  /// `ratio`, `int wad^2`, `USD/BTC`. The unit of an `int` stands on its line: what begins the next
  /// may be a statement whose word is no reserved one. Where none stands there is a report and an empty type.
  mutating func parseType() -> TypeExpression {
    let start = position
    var integer: Span?
    if at(.int) {
      integer = span(at: position)
      advance()
      guard kind.isName, !token.startsLine, !namesField(position), !(inClaim && startsSection)
      else {
        return TypeExpression(integer: integer, terms: [], span: span(from: start))
      }
    }
    guard let first = parseUnitTerm(exponentSign: 1, wanted: "a type") else {
      return TypeExpression(integer: integer, terms: [], span: span(from: start))
    }
    var terms = [first]
    while at(.slash) || at(.star) {
      let sign = at(.slash) ? -1 : 1
      advance(.tight)
      guard let term = parseUnitTerm(exponentSign: sign, wanted: "a unit") else { break }
      terms.append(term)
    }
    return TypeExpression(integer: integer, terms: terms, span: span(from: start))
  }

  var startsSection: Bool { word?.startsSection ?? false }

  /// `base[m]^2`.
  mutating func parseUnitTerm(exponentSign: Int, wanted: String = "a unit") -> UnitTerm? {
    let start = position
    if let word, !kind.isName, word.startsDeclaration || word.startsStatement || token.startsLine {
      reportExpected(.expectedType, wanted)
      return nil
    }
    guard kind.isName || word != nil else {
      reportExpected(.expectedType, wanted, help: adviceForType)
      return nil
    }
    guard let name = parseQualifiedName(wanted) else { return nil }
    var index: Expression?
    let open = position
    if accept(.leftBracket, .attached) {
      index = parseExpression()
      expectClosing(.rightBracket, open: open)
    }
    let exponent = accept(.caret, .tight) ? parseExponent() : 1
    return UnitTerm(
      name: name, index: index, exponent: exponent * exponentSign, span: span(from: start))
  }

  private var adviceForType: [String] {
    switch kind {
    case .symbol(.leftParenthesis): ["unit expressions take no parentheses: `USD/BTC/ETH`"]
    case .number: ["a type is a word or units, such as `ratio`, `USD` or `USD/BTC`"]
    case .symbol(.leftBracket): ["there are no lists; a `table` holds rows"]
    default: []
    }
  }

  private mutating func parseExponent() -> Int {
    let place = span(at: position)
    roles[position].insert(.attached)
    if at(.minus) {
      report(
        .unitExponent, "a unit below one is written with `/`", at: place,
        help: ["write `USD/BTC^2`"])
      advance(.tight)
      if kind == .number { advance() }
      return 1
    }
    guard kind == .number else {
      reportExpected(.unitExponent, "a whole number")
      return 1
    }
    let text = text(at: position)
    advance()
    guard let value = Int(text), value >= 1, value <= 16 else {
      report(
        .unitExponent, "the power of a unit is a whole number from 1 to 16", at: place)
      quietAt = -1
      return 1
    }
    return value
  }

  /// `lower..upper`.
  mutating func parseRange() -> RangeExpression? {
    guard enter() else { return nil }
    defer { leave() }
    let start = position
    let lower = parseBinary(.additive)
    guard expect(.range, .tight, wanted: "`..` and the upper end") else { return nil }
    if at(.set) || at(.less) {
      reportExpected(.expectedExpression, "a value", help: ["a range includes both its ends"])
      advance()
    }
    let upper = parseBinary(.additive)
    return RangeExpression(lower: lower, upper: upper, span: span(from: start))
  }
}
