import Diagnostics

extension Parser {
  /// `on feed.Updated(p, _) { .. }`.
  mutating func parseHandler(from start: Int) -> Spec.Part.Kind? {
    guard let event = parseQualifiedName("the name of an event") else { return nil }
    var parameters: [Name?] = []
    let open = position
    if accept(.leftParenthesis, .attached) {
      if !at(.rightParenthesis) {
        repeat {
          if accept(.underscore) {
            parameters.append(nil)
          } else if let name = parseName("a name or `_`") {
            parameters.append(name)
          } else {
            break
          }
        } while accept(.comma)
      }
      expectClosing(.rightParenthesis, open: open, also: "`,` or ")
    } else {
      reportExpected(
        "`(` and a name for each value of the event",
        help: ["write `on \(event.name.text)(a, _)`, with `_` for what does not matter"])
    }
    return .handler(
      Spec.Handler(event: event, parameters: parameters, body: parseHeaderBlock(from: start)))
  }

  /// `agent crowd[40] as matcher, keeper every 1 step with chance 5% per step { .. }`.
  mutating func parseAgent(from start: Int) -> Spec.Part.Kind? {
    guard let name = parseName("a name for the agent") else { return nil }
    let bracket = position
    var count: Expression?
    if accept(.leftBracket, .attached) {
      count = parseExpression()
      expectClosing(.rightBracket, open: bracket)
    }
    let callers = accept(.as) ? parseSpecCallers() : []
    var clauses: [Spec.Clause] = []
    while !atEnd, !at(.leftBrace), !at(.rightBrace), !isStuck {
      if startsPartOnLine { break }
      if accept(.comma) {
        report(
          .unexpectedToken, "what is said of an agent stands side by side, without `,`",
          at: span(at: position - 1), help: ["delete it"])
        quietAt = -1
        continue
      }
      guard let clause = parseClause(inAgent: true) else { break }
      clauses.append(clause)
    }
    skipToBlock()
    markHeader(from: start)
    let (states, body) = parseAgentBody()
    return .agent(
      Spec.Agent(
        name: name, count: count, callers: callers, clauses: clauses, states: states, body: body))
  }

  /// A block that may begin with `state` declarations.
  private mutating func parseAgentBody() -> ([StateDeclaration], Block) {
    guard at(.leftBrace) else {
      reportExpected("`{` and what the agent does")
      return ([], Block(statements: [], span: span(at: position).start))
    }
    let open = position
    guard enter() else { return ([], Block(statements: [], span: span(from: open))) }
    defer { leave() }
    advance(.block)
    var states: [StateDeclaration] = []
    while at(.state) {
      roles[position].formUnion([.statement, .field])
      advance()
      guard let state = parseStateDeclaration("the state") else { break }
      states.append(state)
    }
    let statements = parseStatements(open: open)
    closeBrace(open: open, .block)
    return (states, Block(statements: statements, span: span(from: open)))
  }

  /// `bank.keeper, Account[0..3]`.
  private mutating func parseSpecCallers() -> [Spec.Caller] {
    var callers: [Spec.Caller] = []
    repeat {
      let start = position
      guard let name = parseQualifiedName("the name of a role or a table") else { break }
      let rows = at(.leftBracket) ? parseCallerRows() : .all
      callers.append(Spec.Caller(name: name, rows: rows, span: span(from: start)))
    } while accept(.comma)
    return callers
  }

  private mutating func parseCallerRows() -> Spec.Caller.Rows {
    let open = position
    advance(.attached)
    let start = position
    let lower = parseBinary(.additive)
    guard accept(.range, .tight) else {
      expectClosing(.rightBracket, open: open, also: "`..` or ")
      return .one(lower)
    }
    let upper = parseBinary(.additive)
    let range = RangeExpression(lower: lower, upper: upper, span: span(from: start))
    expectClosing(.rightBracket, open: open)
    return .range(range)
  }

  /// `adversary as Account[4..7] may deposit, withdraw; moves BTC within 15% per step`.
  mutating func parseAdversary() -> Spec.Part.Kind? {
    var adversary = Spec.Adversary()
    repeat {
      if accept(.as) {
        let callers = parseSpecCallers()
        guard expect(spec: .may, help: ["write `as Account[0] may deposit, withdraw`"]) else {
          break
        }
        var actions: [QualifiedName] = []
        repeat {
          guard let action = parseQualifiedName("the name of an action") else { break }
          actions.append(action)
        } while accept(.comma)
        adversary.grants.append(
          Spec.Grant(
            callers: callers, actions: actions, isAtomic: accept(spec: .atomically)))
      } else if accept(spec: .moves) {
        parseMoves(into: &adversary.moves)
      } else if accept(spec: .profit) {
        adversary.profits.append(parseExpression())
      } else {
        reportExpected(
          "`as`, `moves` or `profit`",
          help: ["write `adversary as Account[0] may deposit; moves BTC within 5% per step`"])
        break
      }
    } while acceptGrantSeparator()
    return adversary.grants.isEmpty && adversary.moves.isEmpty && adversary.profits.isEmpty
      ? nil : .adversary(adversary)
  }

  /// A `;`, or a line that goes on with `as`, `moves` or `profit`.
  private mutating func acceptGrantSeparator() -> Bool {
    guard !isStuck else { return false }
    if kind == .foreign(.semicolon) {
      advance(.attached)
      return true
    }
    return at(.as) || at(spec: .moves) || at(spec: .profit)
  }

  private mutating func parseMoves(into moves: inout [(market: Name, within: Expression)]) {
    let help = ["write `moves BTC within 15% per step`"]
    repeat {
      guard let market = parseName("the name of a market"), expect(spec: .within, help: help) else {
        return
      }
      let within = parseExpression()
      guard expect(spec: .per, help: help), expect(spec: .step, help: help) else { return }
      moves.append((market, within))
    } while accept(.comma)
  }
}
