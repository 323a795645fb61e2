import Diagnostics

extension Lexer {
  /// The mark at the cursor, longest first, and how many bytes it takes.
  func mark() -> (TokenKind, Int)? {
    let second = peek(1)
    switch bytes[cursor] {
    case UInt8(ascii: "{"): return (.symbol(.leftBrace), 1)
    case UInt8(ascii: "}"): return (.symbol(.rightBrace), 1)
    case UInt8(ascii: "("): return (.symbol(.leftParenthesis), 1)
    case UInt8(ascii: ")"): return (.symbol(.rightParenthesis), 1)
    case UInt8(ascii: "["): return (.symbol(.leftBracket), 1)
    case UInt8(ascii: "]"): return (.symbol(.rightBracket), 1)
    case UInt8(ascii: ","): return (.symbol(.comma), 1)
    case UInt8(ascii: "^"): return (.symbol(.caret), 1)
    case UInt8(ascii: ";"): return (.foreign(.semicolon), 1)
    case UInt8(ascii: "%"): return (.foreign(.percent), 1)
    case UInt8(ascii: "?"): return (.foreign(.question), 1)
    case UInt8(ascii: ":"):
      return second == equals ? (.foreign(.colonEqual), 2) : (.symbol(.colon), 1)
    case UInt8(ascii: "."):
      return second == UInt8(ascii: ".") ? (.symbol(.range), 2) : (.symbol(.dot), 1)
    case UInt8(ascii: "+"): return plus(second)
    case UInt8(ascii: "-"): return minus(second)
    case UInt8(ascii: "*"): return star(second)
    case UInt8(ascii: "/"):
      return second == equals ? (.symbol(.divideBy), 2) : (.symbol(.slash), 1)
    case UInt8(ascii: "="): return equal(second)
    case UInt8(ascii: "!"): return bang(second)
    case UInt8(ascii: "<"): return less(second)
    case UInt8(ascii: ">"):
      return second == equals ? (.symbol(.greaterOrEqual), 2) : (.symbol(.greater), 1)
    case UInt8(ascii: "&"):
      return second == UInt8(ascii: "&") ? (.foreign(.ampersands), 2) : (.foreign(.ampersand), 1)
    case UInt8(ascii: "|"):
      return second == UInt8(ascii: "|") ? (.foreign(.bars), 2) : (.foreign(.bar), 1)
    default: return nil
    }
  }

  private var equals: UInt8 { UInt8(ascii: "=") }

  private func plus(_ second: UInt8) -> (TokenKind, Int) {
    switch second {
    case equals: (.symbol(.addTo), 2)
    case UInt8(ascii: "-"): (.symbol(.plusMinus), 2)
    case UInt8(ascii: "+"): (.foreign(.increment), 2)
    default: (.symbol(.plus), 1)
    }
  }

  private func minus(_ second: UInt8) -> (TokenKind, Int) {
    switch second {
    case equals: (.symbol(.subtractFrom), 2)
    case UInt8(ascii: ">"): (.symbol(.arrow), 2)
    default: (.symbol(.minus), 1)
    }
  }

  private func star(_ second: UInt8) -> (TokenKind, Int) {
    switch second {
    case equals: (.symbol(.multiplyBy), 2)
    case UInt8(ascii: "*"): (.foreign(.stars), 2)
    default: (.symbol(.star), 1)
    }
  }

  private func equal(_ second: UInt8) -> (TokenKind, Int) {
    switch second {
    case equals: peek(2) == equals ? (.foreign(.tripleEqual), 3) : (.symbol(.equal), 2)
    case UInt8(ascii: ">"): (.foreign(.fatArrow), 2)
    case UInt8(ascii: "<"): (.foreign(.lessReversed), 2)
    default: (.symbol(.set), 1)
    }
  }

  private func bang(_ second: UInt8) -> (TokenKind, Int) {
    guard second == equals else { return (.foreign(.bang), 1) }
    return peek(2) == equals ? (.foreign(.strictNotEqual), 3) : (.symbol(.notEqual), 2)
  }

  private func less(_ second: UInt8) -> (TokenKind, Int) {
    switch second {
    case equals: (.symbol(.lessOrEqual), 2)
    case UInt8(ascii: ">"): (.foreign(.notEqualAngles), 2)
    default: (.symbol(.less), 1)
    }
  }
}
