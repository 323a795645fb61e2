/// What a token is.
package enum TokenKind: Hashable, Sendable {
  case name
  /// A word with a meaning; see `Word.isReserved` for which of them may still be names.
  case word(Word)
  /// Digits with what is attached to them: `1_000`, `0.5%`, `30min`.
  case number
  /// A quoted text, quotes included; it never spans lines.
  case string
  case symbol(Symbol)
  /// An operator of other languages, which the parser answers with ours.
  case foreign(ForeignOperator)
  /// Bytes that mean nothing; already reported.
  case unknown
  case endOfFile

  /// May stand where a name is wanted.
  package var isName: Bool {
    switch self {
    case .name: true
    case .word(let word): !word.isReserved
    default: false
    }
  }

  var word: Word? {
    if case .word(let word) = self { word } else { nil }
  }
}

/// The marks of the language, spelled as they stand in a file.
package enum Symbol: String, CaseIterable, Sendable {
  case leftBrace = "{"
  case rightBrace = "}"
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case comma = ","
  case colon = ":"
  case dot = "."
  case range = ".."
  case arrow = "->"
  case set = "="
  case addTo = "+="
  case subtractFrom = "-="
  case multiplyBy = "*="
  case divideBy = "/="
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case caret = "^"
  case plusMinus = "+-"
  case underscore = "_"
}

/// Marks people bring along from other languages.
package enum ForeignOperator: String, CaseIterable, Sendable {
  case semicolon = ";"
  case colonEqual = ":="
  case ampersands = "&&"
  case bars = "||"
  case ampersand = "&"
  case bar = "|"
  case bang = "!"
  case percent = "%"
  case stars = "**"
  case question = "?"
  case increment = "++"
  case notEqualAngles = "<>"
  case lessReversed = "=<"
  case fatArrow = "=>"
  case tripleEqual = "==="
  case strictNotEqual = "!=="
}
