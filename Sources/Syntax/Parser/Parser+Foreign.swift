import Diagnostics

extension Parser {
  /// Statements of other languages, each answered with ours; `nil` where the name is just a name.
  mutating func parseForeignStatement() -> Statement.Kind? {
    switch peek() {
    case .symbol(.set), .symbol(.dot), .symbol(.leftBracket), .symbol(.addTo): return nil
    default: break
    }
    let help: String
    switch text(at: position) {
    case "while", "loop", "until":
      help = "write `repeat n times { .. }` with `break`, or `for row in Table where ..`"
    case "foreach": help = "write `for row in Table { .. }`"
    case "assert", "check", "revert": return nil
    case "elif", "elsif", "elseif": help = "write `else if`"
    case "switch", "case": help = "write `match value { name { .. } }`"
    default: return nil
    }
    guard followsHeader else { return nil }
    let start = position
    add(
      .foreignWord, "`\(text(at: start))` is not a word of the language", at: span(at: start),
      help: [help])
    advance()
    if !at(.leftBrace) { _ = parseExpression() }
    quietAt = position
    skipToBlock()
    if at(.leftBrace) {
      quietAt = -1
      _ = parseBlock()
    }
    return .missing
  }

  /// A block begins on this line: what stands here is meant as the header of one.
  private var followsHeader: Bool {
    var index = position + 1
    while index < min(tokens.count - 1, position + Parser.lookahead), !tokens[index].startsLine {
      if tokens[index].kind == .symbol(.leftBrace) { return true }
      if tokens[index].kind == .symbol(.rightBrace) { return false }
      index += 1
    }
    return false
  }

  /// The declaration a foreign word stands for.
  static func declaration(meantBy text: String) -> Word? {
    switch text {
    case "function", "def", "func", "fun", "procedure", "pub", "external", "view", "method": .fn
    case "struct", "mapping", "record", "rows", "map": .table
    case "constant", "static", "final": .const
    case "variable", "storage", "global", "mut": .state
    case "parameter", "setting", "config": .param
    case "asset", "currency", "units", "coin", "token", "dimension": .unit
    case "include", "using", "open": .import
    case "modifier", "entry", "command", "transaction", "message": .action
    case "property", "always", "assert": .invariant
    case "owner", "roles", "actor": .role
    case "enumeration", "variants": .enum
    case "log": .event
    default: nil
    }
  }
}
