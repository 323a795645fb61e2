import Diagnostics

extension Parser {
  mutating func parseDeclaration() -> Declaration? {
    let start = position
    roles[position].insert(.declaration)
    guard let kind = parseDeclarationKind() else { return nil }
    return Declaration(kind, span(from: start))
  }

  private mutating func parseDeclarationKind() -> Declaration.Kind? {
    if let word, word.startsDeclaration { return parseDeclaration(after: word) }
    guard let meant = meantDeclaration, peek().isName || peek() == .string || peek().word != nil
    else {
      return reportNoDeclaration()
    }
    add(
      .unknownDeclaration, "`\(text(at: position))` declares nothing", at: span(at: position),
      help: ["did you mean `\(meant.rawValue)`?"])
    return parseDeclaration(after: meant)
  }

  private mutating func reportNoDeclaration() -> Declaration.Kind? {
    if word?.startsStatement == true || kind.isName && beginsSomethingElse(after: position) {
      report(
        .expectedDeclaration, "a statement stands in a function or an action",
        at: span(at: position),
        help: ["a contract declares `state`, `param`, `table`, `fn`, `action`, `invariant` .."])
    } else {
      reportExpected(.expectedDeclaration, "a declaration", here: true)
    }
    return nil
  }

  /// The word a misspelt or foreign one stands for.
  var meantDeclaration: Word? {
    guard kind.isName else { return nil }
    let text = text(at: position)
    if let word = Parser.declaration(meantBy: text) { return word }
    let words = Word.allCases.filter { $0.startsDeclaration }.map(\.rawValue)
    return nearest(text, among: words).flatMap(Word.init(rawValue:))
  }

  private mutating func parseDeclaration(after word: Word) -> Declaration.Kind? {
    let start = position
    advance()
    switch word {
    case .import: return parseText("the path of a file between quotes").map { .import($0) }
    case .unit: return parseUnits()
    case .role:
      let names = parseNames("a name for the role")
      return names.isEmpty ? nil : .roles(names)
    case .const: return parseConstant()
    case .param: return parseParameterDeclaration("the parameter").map { .parameter($0) }
    case .enum: return parseEnumeration()
    case .state: return parseStateDeclaration("the state").map { .state($0) }
    case .table: return parseTableDeclaration()
    case .event: return parseEvent()
    case .fn: return parseFunction(from: start)
    case .action: return parseAction(from: start)
    case .invariant: return parseInvariant()
    default: return nil
    }
  }

  private mutating func parseUnits() -> Declaration.Kind? {
    var units: [UnitDeclaration] = []
    repeat {
      guard let name = parseName("a name for the unit") else { break }
      var index: Name?
      let open = position
      if accept(.leftBracket, .attached) {
        index = parseName("the name of a table")
        expectClosing(.rightBracket, open: open)
      }
      units.append(UnitDeclaration(name: name, index: index))
    } while accept(.comma)
    return units.isEmpty ? nil : .units(units)
  }

  private mutating func parseConstant() -> Declaration.Kind? {
    guard let name = parseName("a name for the constant") else { return nil }
    let type = accept(.colon, .column) ? parseType() : nil
    guard readSet(wanted: "`=` and a value") else { return nil }
    return .constant(ConstantDeclaration(name: name, type: type, value: parseExpression()))
  }

  /// Reads the `=` before a default.
  private mutating func readSet(wanted: String) -> Bool {
    if kind == .foreign(.colonEqual) {
      report(
        .foreignOperator, "`:=` is no operator here", at: span(at: position), help: ["write `=`"])
      advance()
      return true
    }
    return expect(.set, .column, wanted: wanted)
  }

  /// `name : type [= default] [in range]`, after `param`.
  mutating func parseParameterDeclaration(_ what: String) -> ParameterDeclaration? {
    guard let name = parseName("a name for \(what)") else { return nil }
    let type = parseTypeOf(name, what)
    let value = acceptSet() ? parseExpression() : nil
    let range = accept(.in, .column) ? parseRange() : nil
    return ParameterDeclaration(name: name, type: type, value: value, range: range)
  }

  mutating func parseStateDeclaration(_ what: String) -> StateDeclaration? {
    guard let name = parseName("a name for \(what)") else { return nil }
    let type = parseTypeOf(name, what)
    let value = acceptSet() ? parseExpression() : nil
    if at(.in), !token.startsLine {
      report(
        .unexpectedToken, "\(what) `\(name.text)` takes no range", at: span(at: position),
        help: ["only what governance sets has one: `param \(name.text) : .. in low..high`"])
      advance()
      _ = parseRange()
    }
    return StateDeclaration(name: name, type: type, value: value)
  }

  private mutating func acceptSet() -> Bool {
    guard at(.set) || kind == .foreign(.colonEqual) else { return false }
    return readSet(wanted: "`=`")
  }

  /// `: type`, after a name; its absence is the one mistake people make here.
  mutating func parseTypeOf(_ name: Name, _ what: String, _ role: TokenRole = .column)
    -> TypeExpression
  {
    if accept(.colon, role) { return parseType() }
    report(
      .missingType, "\(what) `\(name.text)` has no type", at: name.span,
      help: ["write `\(name.text) : USD`, or another type behind a colon"])
    let here = span(at: position).start
    if kind.isName, !token.startsLine, !namesField(position) {
      quietAt = -1
      return parseType()
    }
    if at(.set) || at(.comma) || at(.rightParenthesis) || at(.rightBrace) || at(.in)
      || token.startsLine
    {
      quietAt = -1
    }
    return TypeExpression(integer: nil, terms: [], span: here)
  }

  private mutating func parseEnumeration() -> Declaration.Kind? {
    guard let name = parseName("a name for the enum") else { return nil }
    let open = position
    guard expect(.leftBrace, wanted: "`{` and the members") else { return nil }
    var members: [Name] = []
    repeat {
      guard let member = parseName("a name for the member") else { break }
      members.append(member)
      if kind.isName { reportExpected("`,` or `}`") }
    } while accept(.comma) || kind.isName
    closeGroup(open)
    return .enumeration(name: name, members: members)
  }

  private mutating func parseEvent() -> Declaration.Kind? {
    guard let name = parseName("a name for the event") else { return nil }
    return .event(name: name, parseParameters())
  }

  /// `(a: Account, size: BTC in 0..1_000)`.
  mutating func parseParameters() -> [Parameter] {
    let open = position
    guard expect(.leftParenthesis, .attached) else { return [] }
    var parameters: [Parameter] = []
    if !at(.rightParenthesis) {
      repeat {
        guard let parameter = parseParameter() else { break }
        parameters.append(parameter)
      } while accept(.comma)
    }
    expectClosing(.rightParenthesis, open: open, also: "`,` or ")
    return parameters
  }

  private mutating func parseParameter() -> Parameter? {
    guard let name = parseName("a name for the parameter") else { return nil }
    let type = parseTypeOf(name, "the parameter", .attached)
    let range = accept(.in) ? parseRange() : nil
    if at(.set) {
      report(
        .unexpectedToken, "an argument has no default", at: span(at: position),
        help: ["every call gives every argument"])
      advance()
      _ = parseExpression()
    }
    return Parameter(name: name, type: type, range: range)
  }
}
