import Diagnostics

extension Parser {
  /// Reports once for each place: what follows from an error is not a second one.
  mutating func report(
    _ id: DiagnosticID, _ headline: String, at span: Span, label: String? = nil,
    secondary: [Label] = [], help: [String] = []
  ) {
    guard position != quietAt else { return }
    quietAt = position
    // What cannot be read at all has been reported by the lexer.
    guard kind != .unknown else { return }
    add(id, headline, at: span, label: label, secondary: secondary, help: help)
  }

  /// Reports whatever else was said here, and does not keep others quiet: for mistakes the parser
  /// understands and reads past.
  mutating func add(
    _ id: DiagnosticID, _ headline: String, at span: Span, label: String? = nil,
    secondary: [Label] = [], help: [String] = []
  ) {
    findings.append(
      Diagnostic(id, headline, at: span, label: label, secondary: secondary, help: help))
  }

  /// Reports what was wanted and what stands there instead: at the token when it stands on the
  /// same line, else right behind what came before.
  mutating func reportExpected(_ wanted: String, help: [String] = []) {
    reportExpected(.unexpectedToken, wanted, help: help)
  }

  /// `here` where nothing before the token could have gone on: its own line is the wrong one.
  mutating func reportExpected(
    _ id: DiagnosticID, _ wanted: String, help: [String] = [], here: Bool = false
  ) {
    let onLine = (here || !token.startsLine) && !atEnd
    let place = onLine || position == 0 ? span(at: position) : span(at: position - 1).end
    report(
      id, "expected \(wanted), found \(describe(position))", at: place,
      label: "expected \(wanted)", help: help.isEmpty ? [Parser.advice(for: id, wanted)] : help)
  }

  /// What to say where nothing better is known.
  private static func advice(for id: DiagnosticID, _ wanted: String) -> String {
    switch id {
    case .expectedExpression:
      "a value is a number, a name, a call, or several of them joined by operators"
    case .expectedName: "a name is made of letters, digits and `_`, and begins with no digit"
    case .expectedType: "a type is a word or units, such as `bool`, `ratio`, `USD` or `USD/BTC`"
    case .expectedStatement: "a statement sets or calls something, or begins with a word like `if`"
    case .expectedDeclaration:
      "a contract declares `state`, `param`, `table`, `fn`, `action`, `invariant` .."
    case .casesRow, .expectedPattern, .unitExponent: "write \(wanted) here"
    default: "write \(wanted) here, or mend what stands before it"
    }
  }

  /// A token in words.
  func describe(_ index: Int) -> String {
    switch tokens[index].kind {
    case .endOfFile: "the end of the file"
    case .string: "a text"
    case .number: "the number `\(text(at: index))`"
    default: "`\(text(at: index))`"
    }
  }

  /// Reads a symbol that must stand here.
  @discardableResult
  mutating func expect(
    _ symbol: Symbol, _ role: TokenRole = [], wanted: String? = nil, help: [String] = []
  ) -> Bool {
    if accept(symbol, role) { return true }
    reportExpected(wanted ?? "`\(symbol.rawValue)`", help: help)
    return false
  }

  /// Reads the bracket that closes the one at `open`. One that never comes is reported where it
  /// was opened; one that comes later on the same line is found again.
  mutating func expectClosing(_ symbol: Symbol, open: Int, also: String = "") {
    if accept(symbol) { return }
    let opener = span(at: open)
    if atEnd || at(.rightBrace) || token.startsLine {
      report(
        .unclosedBracket, "this `\(text(at: open))` is never closed", at: opener,
        label: "opened here",
        secondary: [Label(noticed, "`\(symbol.rawValue)` expected by here")],
        help: ["add the missing `\(symbol.rawValue)`"])
      return
    }
    reportExpected("\(also)`\(symbol.rawValue)`")
    let partner = Int(partners[open])
    if partner > position { position = partner + 1 }
  }

  /// Where something was noticed to be missing: the token, or the end of the text.
  var noticed: Span { atEnd ? span(at: position).start : span(at: position) }
}
