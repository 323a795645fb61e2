import Diagnostics

extension Lexer {
  /// Reads digits with what is attached to them. A suffix nobody knows is reported here and stays
  /// part of the token.
  mutating func readNumber() -> TokenKind {
    let start = cursor
    skipDigits()
    if peek() == UInt8(ascii: "."), ASCII.isDigit(peek(1)) {
      cursor &+= 1
      skipDigits()
    }
    skipExponent()
    let suffix = cursor
    if peek() == UInt8(ascii: "%") {
      cursor &+= 1
      return .number
    }
    while cursor < end, ASCII.isLetter(bytes[cursor]) || ASCII.isDigit(bytes[cursor]) {
      cursor &+= 1
    }
    if cursor > suffix { checkSuffix(suffix..<cursor, of: start) }
    return .number
  }

  /// Digits, and single `_` between them.
  private mutating func skipDigits() {
    while ASCII.isDigit(peek()) || peek() == ASCII.underscore && ASCII.isDigit(peek(1)) {
      cursor &+= 1
    }
  }

  private mutating func skipExponent() {
    guard peek() == UInt8(ascii: "e") else { return }
    let signed = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
    guard ASCII.isDigit(peek(signed ? 2 : 1)) else { return }
    cursor &+= signed ? 2 : 1
    skipDigits()
  }

  private mutating func checkSuffix(_ range: Range<Int>, of start: Int) {
    let text = String(decoding: bytes[range], as: UTF8.self)
    guard NumberLiteral.Suffix(rawValue: text) == nil else { return }
    var help: [String] = []
    let known = NumberLiteral.Suffix.allCases.map(\.rawValue)
    if let near = nearest(text, among: known) ?? NumberLiteral.Suffix.meant(by: text)?.rawValue {
      help.append("did you mean `\(near)`?")
    } else {
      let digits = String(decoding: bytes[start..<range.lowerBound], as: UTF8.self)
      help.append("a unit stands apart from its number: `\(digits) \(text)`")
    }
    help.append("the suffixes are `%`, `bps`, `x`, `s`, `min`, `h`, `d` and `y`")
    findings.append(
      Diagnostic(
        .unknownSuffix, "no suffix `\(text)` for a number", at: span(range), help: help))
  }
}

extension NumberLiteral.Suffix {
  /// What people write elsewhere.
  fileprivate static func meant(by text: String) -> NumberLiteral.Suffix? {
    switch text {
    case "sec", "secs", "second", "seconds": .seconds
    case "m", "mins", "minute", "minutes": .minutes
    case "hr", "hrs", "hour", "hours": .hours
    case "day", "days": .days
    case "yr", "year", "years": .years
    case "bp": .basisPoints
    case "pct", "percent": .percent
    default: nil
    }
  }
}
