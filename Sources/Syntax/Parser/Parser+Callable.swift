import Diagnostics

extension Parser {
  /// `table Position[account: Account] { size : base }`.
  mutating func parseTableDeclaration() -> Declaration.Kind? {
    guard let name = parseName("a name for the table") else { return nil }
    var keys: [TableDeclaration.Key] = []
    let bracket = position
    if accept(.leftBracket, .attached) {
      repeat {
        guard let key = parseName("a name for the key") else { break }
        expect(.colon, .attached, help: ["a key is written `name: Table`"])
        guard let table = parseQualifiedName("the name of a table") else { break }
        keys.append(TableDeclaration.Key(name: key, table: table))
      } while accept(.comma)
      expectClosing(.rightBracket, open: bracket, also: "`,` or ")
    }
    let open = position
    guard expect(.leftBrace, .block, wanted: "`{` and the fields") else { return nil }
    let fields = parseFields(open: open)
    var rows: [Expression]?
    if accept(.set) {
      var found: [Expression] = []
      repeat {
        guard at(.leftBrace) else {
          reportExpected("a row `{ .. }`")
          break
        }
        found.append(parseRow())
      } while accept(.comma)
      rows = found
    }
    return .table(TableDeclaration(name: name, keys: keys, fields: fields, rows: rows))
  }

  private mutating func parseFields(open: Int) -> [TableDeclaration.Field] {
    var fields: [TableDeclaration.Field] = []
    var saidSeparator = false
    while !atEnd, !at(.rightBrace) {
      if at(.comma) || kind == .foreign(.semicolon) {
        if saidSeparator { advance() } else { reportSeparator("fields") }
        saidSeparator = true
        continue
      }
      if let word, word != .param, token.startsLine, peek() != .symbol(.colon),
        word.startsDeclaration || startsItem
      {
        break
      }
      let start = position
      roles[position].formUnion([.statement, .field])
      if at(.param), peek() != .symbol(.colon) {
        advance()
        if let field = parseParameterDeclaration("the parameter") {
          fields.append(.parameter(field))
        }
      } else if let field = parseStateDeclaration("the field") {
        fields.append(.plain(field))
      }
      guard isStuck else { continue }
      if position > start, token.startsLine, kind.isName || word != nil { continue }
      if position == start { skipOne() }
      skipToField()
    }
    closeBrace(open: open, .block)
    return fields
  }

  private mutating func skipToField() {
    while !atEnd, !at(.rightBrace) {
      if token.startsLine, kind.isName || word != nil { return }
      switch kind {
      case .symbol(.leftBrace), .symbol(.leftParenthesis), .symbol(.leftBracket): skipGroup()
      default: advance()
      }
    }
  }

  /// `fn name[Q, B](..) -> type = expression`, or with a block.
  mutating func parseFunction(from start: Int) -> Declaration.Kind? {
    guard let name = parseName("a name for the function") else { return nil }
    var units: [Name] = []
    let bracket = position
    if accept(.leftBracket, .attached) {
      units = parseNames("the name of a unit")
      expectClosing(.rightBracket, open: bracket, also: "`,` or ")
    }
    let parameters = parseParameters()
    let result = parseResult()
    let changes = parseChanges()
    let body: FunctionDeclaration.Body
    if at(.leftBrace) {
      markHeader(from: start)
      body = .block(parseBlock())
    } else if accept(.set) {
      body = .expression(parseExpression())
    } else {
      reportExpected("`=` and a value, or `{`")
      skipToBlock()
      guard at(.leftBrace) else { return nil }
      body = .block(parseBlock())
    }
    return .function(
      FunctionDeclaration(
        name: name, unitParameters: units, parameters: parameters, result: result,
        changesState: changes, body: body))
  }

  private mutating func parseResult() -> FunctionDeclaration.Result {
    if at(.colon) || kind == .foreign(.fatArrow) || kind == .name && text(at: position) == "returns"
    {
      report(
        .unexpectedToken, "what a function gives is written behind `->`", at: span(at: position),
        help: ["write `fn name(..) -> type`"])
      advance()
    } else if !accept(.arrow) {
      return .nothing
    }
    let open = position
    guard accept(.leftParenthesis) else { return .one(parseType()) }
    var results: [Parameter] = []
    repeat {
      guard let name = parseName("a name for the result") else { break }
      let type = parseTypeOf(name, "the result", .attached)
      results.append(Parameter(name: name, type: type, range: nil))
    } while accept(.comma)
    expectClosing(.rightParenthesis, open: open, also: "`,` or ")
    return .several(results)
  }

  private mutating func parseChanges() -> Span? {
    let start = position
    guard accept(.changes) else { return nil }
    if !accept(.state) { reportExpected("`state`", help: ["write `changes state`"]) }
    return span(from: start)
  }

  /// `action name(..) by callers { .. }`.
  mutating func parseAction(from start: Int) -> Declaration.Kind? {
    guard let name = parseName("a name for the action") else { return nil }
    let parameters = parseParameters()
    if at(.arrow) || at(.changes) {
      report(
        .unexpectedToken,
        at(.arrow) ? "an action gives no result" : "an action may always change the state",
        at: span(at: position),
        help: [at(.arrow) ? "use an event, or a `fn` others can read" : "delete `changes state`"])
      advance()
      if accept(.state) {} else { _ = parseType() }
      quietAt = -1
    }
    let callers = parseCallers(of: name)
    let body = parseHeaderBlock(from: start)
    return .action(
      ActionDeclaration(name: name, parameters: parameters, callers: callers, body: body))
  }

  private mutating func parseCallers(of name: Name) -> ActionDeclaration.Callers {
    let start = position
    guard accept(.by) else {
      report(
        .missingCallers, "action `\(name.text)` does not say who may call it", at: name.span,
        help: ["write `by anyone`, `by governance` or `by a: Account` before the `{`"])
      if at(.leftBrace) { quietAt = -1 }
      return .missing(span(at: position).start)
    }
    if at(.anyone) {
      advance()
      return .anyone(span(at: position - 1))
    }
    if kind.isName, peek() == .symbol(.colon) {
      let binder = self.name(at: position)
      advance()
      advance(.attached)
      guard let table = parseQualifiedName("the name of a table") else {
        return .missing(span(from: start))
      }
      return .row(binder: binder, table: table)
    }
    var roles: [Name] = []
    repeat {
      guard let role = parseName("the name of a role") else { break }
      roles.append(role)
    } while accept(.comma)
    return roles.isEmpty ? .missing(span(from: start)) : .roles(roles)
  }

  /// `invariant name "why" after action(a, _) enforced: condition`.
  mutating func parseInvariant() -> Declaration.Kind? {
    guard let name = parseName("a name for the invariant") else { return nil }
    let text = kind == .string ? parseText("a text") : nil
    let after = at(.after) ? parseAfter() : nil
    let enforced = at(.enforced) ? span(at: position) : nil
    _ = accept(.enforced)
    expect(.colon, .attached, wanted: "`:` and a condition")
    return .invariant(
      InvariantDeclaration(
        name: name, text: text, after: after, enforced: enforced, condition: parseExpression()))
  }

  private mutating func parseAfter() -> InvariantDeclaration.After? {
    let start = position
    advance()
    guard let action = parseName("the name of an action") else { return nil }
    var arguments: [Name?] = []
    let open = position
    if expect(.leftParenthesis, .attached) {
      if !at(.rightParenthesis) {
        repeat {
          if accept(.underscore) {
            arguments.append(nil)
          } else if let argument = parseName("a name or `_`") {
            arguments.append(argument)
          } else {
            break
          }
        } while accept(.comma)
      }
      expectClosing(.rightParenthesis, open: open, also: "`,` or ")
    }
    return InvariantDeclaration.After(
      action: action, arguments: arguments, span: span(from: start))
  }
}
