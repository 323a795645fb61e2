import Diagnostics
import Numerics

extension Parser {
  /// Reads a number with its suffix, and a unit where one follows on the same line.
  mutating func parseNumber() -> Expression {
    let start = position
    let range = tokens[start].text
    let (digits, suffix) = split(range)
    guard let decimal = try? Decimal(parsing: source.bytes[digits]) else {
      reportExpected(.expectedExpression, "a number")
      return missingExpression()
    }
    advance()
    let unit = unitFollows ? parseUnitTerm(exponentSign: 1) : nil
    if suffix == nil, digits.upperBound < range.upperBound {
      return Expression(.missing, span(from: start))
    }
    let literal = NumberLiteral(decimal: decimal, suffix: suffix, unit: unit)
    return make(.number(literal), span(from: start))
  }

  /// Where the digits end, and the suffix behind them; an unknown one was reported by the lexer.
  private func split(_ range: Range<Int>) -> (digits: Range<Int>, NumberLiteral.Suffix?) {
    let bytes = source.bytes
    var cursor = range.lowerBound
    func byte(_ ahead: Int) -> UInt8 {
      cursor + ahead < range.upperBound ? bytes[cursor + ahead] : 0
    }
    while ASCII.isDigit(byte(0)) || byte(0) == UInt8(ascii: ".")
      || byte(0) == ASCII.underscore && ASCII.isDigit(byte(1))
    {
      cursor += 1
    }
    if byte(0) == UInt8(ascii: "e") {
      let sign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-") ? 1 : 0
      if ASCII.isDigit(byte(1 + sign)) {
        cursor += 2 + sign
        while ASCII.isDigit(byte(0)) || byte(0) == ASCII.underscore && ASCII.isDigit(byte(1)) {
          cursor += 1
        }
      }
    }
    let text = String(decoding: bytes[cursor..<range.upperBound], as: UTF8.self)
    return (range.lowerBound..<cursor, NumberLiteral.Suffix(rawValue: text))
  }

  /// Whether the name here is the unit of the number before it. It must stand on the number's
  /// line, and neither begin a statement, as in `x = 0 y = 1`, nor a part of an example.
  private var unitFollows: Bool {
    guard kind.isName, !token.startsLine, !suppressUnit else { return false }
    switch word {
    case .ascending, .descending, .limit, .times: return false
    case .some(let word) where (inClaim || inSpec) && word.followsExpressionInClaims: return false
    default: break
    }
    if inSpec, goesOnWithSentence(position) { return false }
    return !beginsSomethingElse(after: position)
  }

  /// Whether the name behind a number in a spec is a word of the sentence and not a unit: one with
  /// a place there, or one right before another value.
  private func goesOnWithSentence(_ index: Int) -> Bool {
    if specWord(at: index)?.followsNumber == true { return true }
    let next = tokens[min(index + 1, tokens.count - 1)]
    switch next.kind {
    case .number, .string: return !next.startsLine
    case .symbol(.leftBrace): return inSettings
    default: return false
    }
  }

  /// Whether the name at `index`, with one balanced `[..]` behind it, is followed by what only a
  /// statement, a field or an arm goes on with.
  func beginsSomethingElse(after index: Int) -> Bool {
    switch follower(of: index) {
    case .symbol(.set), .symbol(.addTo), .symbol(.subtractFrom), .symbol(.multiplyBy),
      .symbol(.divideBy), .symbol(.dot), .symbol(.leftParenthesis), .symbol(.colon),
      .foreign(.colonEqual), .foreign(.increment):
      return true
    default: return false
    }
  }

  /// Whether the name at `index` is the target of an assignment, and not a value.
  func isAssigned(_ index: Int) -> Bool {
    switch follower(of: index) {
    case .symbol(.set), .symbol(.addTo), .symbol(.subtractFrom), .symbol(.multiplyBy),
      .symbol(.divideBy):
      true
    default: false
    }
  }

  /// Whether the name at `index` is the next field rather than the unit of the type before it.
  func namesField(_ index: Int) -> Bool { follower(of: index) == .symbol(.colon) }

  /// What follows a name, with one balanced `[..]` behind it.
  private func follower(of index: Int) -> TokenKind {
    let next = min(index + 1, tokens.count - 1)
    guard tokens[next].kind == .symbol(.leftBracket), partners[next] > 0 else {
      return tokens[next].kind
    }
    return tokens[min(Int(partners[next]) + 1, tokens.count - 1)].kind
  }
}
