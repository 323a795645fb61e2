import Diagnostics
import Numerics
import Syntax

/// Agents with their memory, handlers, and the bodies of both.
extension ContractChecker {
  mutating func checkAgents() -> [CheckedAgent] {
    var agents: [CheckedAgent] = []
    for part in spec?.written.parts ?? [] {
      guard case .agent(let agent) = part.kind else { continue }
      if let checked = check(agent) { agents.append(checked) }
    }
    spec?.callers = []
    return agents
  }

  private mutating func check(_ written: Spec.Agent) -> CheckedAgent? {
    let callers = written.callers.compactMap { agentCaller($0) }
    spec?.callers = callers
    spec?.lacksCaller = callers.count < written.callers.count(where: { !$0.name.isAnyone })
    let count = self.count(of: written, callers)
    let memory = declareMemory(of: written)
    let clauses = self.clauses(of: written, memory)
    let routine = self.routine(
      written.name.text,
      parameters: [CheckedSlot(name: "self", type: .row(memory), span: written.name.span)],
      written.body, memory: (memory, written.states), isBid: clauses.bid != nil)
    spec?.callers = []
    spec?.lacksCaller = false
    return CheckedAgent(
      name: written.name.text, count: count, memory: memory, routine: routine,
      every: max(1, clauses.every), chance: clauses.chance, latency: clauses.latency,
      gas: clauses.gas, bid: clauses.bid, during: clauses.during, span: written.name.span)
  }

  private mutating func agentCaller(_ written: Spec.Caller) -> SpecContext.AgentCaller? {
    if case .all = written.rows, case .role(let role)? = lookUp(written.name, in: .role)?.kind {
      return .role(role)
    }
    // Whoever may act as anyone needs no name for it.
    if written.name.isAnyone { return nil }
    guard let table = lookUpCallers(written.name) else { return nil }
    switch written.rows {
    case .all: return .all(table)
    case .one(let row): return knownRow(row, of: table).map { .rows(table, first: $0, count: 1) }
    case .range(let range):
      return knownRows(range, of: table).map {
        .rows(table, first: $0.lowerBound, count: $0.count)
      }
    }
  }

  /// A table whose rows call; what is neither that nor a role is reported as the role it may be.
  mutating func lookUpCallers(_ name: QualifiedName) -> TableID? {
    if case .missing = definitions.find(name, in: .type, from: body.module),
      case .missing = definitions.find(name, in: .role, from: body.module)
    {
      report(
        .unknownCaller(
          name.name, roles: contract.roles, suggestion: suggestion(for: name.name, in: .role)))
      return nil
    }
    return lookUpTable(name)
  }

  /// As many as are written, or as rows they call from; one where neither says.
  private mutating func count(
    of agent: Spec.Agent, _ callers: [SpecContext.AgentCaller]
  ) -> CheckedExpression {
    var rows: (count: CheckedExpression, known: Int)?
    for caller in callers where rows == nil {
      switch caller {
      case .rows(_, first: _, count: let count):
        rows = (number(Int128(count), .count, agent.name.span), count)
      case .all(let table):
        let count = CheckedExpression(.rowCount(table), .count, agent.name.span)
        rows = (count, self.rows(of: table))
      case .role: continue
      }
    }
    guard let count = agent.count else {
      return rows?.count ?? number(1, .count, agent.name.span)
    }
    let value = setting(count, as: .count)
    guard case .constant(let word) = value.kind, value.type != .unknown else { return value }
    if !(1...1_000_000).contains(word) {
      report(
        .agentClause(
          count.span, "there are 1 to 1_000_000 agents of a name", "write for instance `[40]`"))
    } else if let rows, rows.known != 1, word > Int128(rows.known) {
      report(.moreAgentsThanRows(count.span, agents: word, rows: rows.known))
    }
    return value
  }

  /// The table in which the agents of a name remember things, a row each.
  private mutating func declareMemory(of agent: Spec.Agent) -> TableID {
    let id = contract.tables.count
    reportRepeated(agent.states.map(\.name))
    let fields = agent.states.map { state -> CheckedTable.Field in
      let (type, initial) = inSpec(.constant) { checker -> (ValueType, Int128) in
        let type = checker.resolve(state.type)
        return (type, state.value.map { checker.evaluate($0, as: type).0 } ?? type.initialWord)
      }.0
      return CheckedTable.Field(
        name: state.name.text, type: type, initial: initial, isParameter: false, range: nil,
        span: state.name.span)
    }
    contract.tables.append(
      CheckedTable(
        name: agent.name.text, keys: [], fields: fields, fixedRows: nil, span: agent.name.span))
    fieldNames.append(
      Dictionary(
        fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first }))
    keyNames.append([:])
    nameTables()
    return id
  }

  private struct Clauses {
    var every = 1
    var chance: CheckedExpression?
    var latency = 0
    var gas: CheckedExpression?
    var bid: CheckedReading?
    var during: Range<Int>?
  }

  private mutating func clauses(of agent: Spec.Agent, _ memory: TableID) -> Clauses {
    var result = Clauses()
    var seen: Set<String> = []
    for clause in agent.clauses {
      let words = clause.words.map(\.text)
      let word = words.first ?? ""
      if !seen.insert(word).inserted, ["every", "with", "latency", "gas", "bid"].contains(word) {
        report(.agentClause(clause.span, "`\(word)` is said twice", "keep one of them"))
      }
      switch word {
      case "every":
        result.every = wholeSteps(clause.value, clause.span) ?? 1
        if result.every < 1 {
          report(.notPositive(clause.span, what: "the time between an agent's turns"))
        }
      case "latency": result.latency = wholeSteps(clause.value, clause.span) ?? 0
      case "with", "chance":
        guard let value = expression(of: clause, like: "with chance 5% per step") else { continue }
        result.chance = chance(value, agent.clauses)
      case "per": continue
      case "gas":
        guard let value = expression(of: clause, like: "gas 400_000") else { continue }
        result.gas = setting(value, as: .count)
        if case .constant(let word)? = result.gas?.kind, word < 0 {
          report(.agentClause(value.span, "gas is not negative", "write `gas 400_000`"))
        }
      case "bid":
        guard let value = expression(of: clause, like: "bid 2") else { continue }
        result.bid = self.bid(value, of: agent, memory)
      case "during":
        var name = clause.words.dropFirst().first
        if case .expression(let value)? = clause.value, case .name(let written) = value.kind {
          name = name ?? written
        }
        guard let name, let phase = spec?.phases[name.text] else {
          report(.unknownPhase(clause.span, known: (spec?.phases.keys).map { $0.sorted() } ?? []))
          continue
        }
        result.during = phase
      default:
        report(
          .agentClause(
            clause.span, "that says nothing of an agent",
            "it may say `every`, `with chance`, `latency`, `gas`, `bid` and `during`"))
      }
    }
    return result
  }

  private mutating func expression(of clause: Spec.Clause, like example: String) -> Expression? {
    if case .expression(let value)? = clause.value { return value }
    report(.agentClause(clause.span, "this takes a number", "write for instance `\(example)`"))
    return nil
  }

  /// What an agent pays to be first: of what it sees, it too and what it remembers.
  private mutating func bid(
    _ written: Expression, of agent: Spec.Agent, _ memory: TableID
  ) -> CheckedReading {
    let (value, frame) = inSpec(.observation) { checker -> CheckedExpression in
      let own = checker.body.addSlot(
        CheckedSlot(name: "self", type: .row(memory), span: agent.name.span))
      checker.body.scope.add(
        LocalName(
          name: "self", span: agent.name.span, kind: .slot(own, .row(memory), isVariable: false),
          isUsed: true))
      checker.declareMemory(memory, agent.states, of: own, isUsed: true)
      // Bids of several agents are compared, whether they count or weigh.
      return checker.plain(checker.expression(written, hint: .ratio))
    }
    return CheckedReading(value, frame)
  }

  /// The names of what an agent remembers.
  private mutating func declareMemory(
    _ table: TableID, _ states: [StateDeclaration], of row: LocalID, isUsed: Bool = false
  ) {
    for (field, state) in states.enumerated() {
      body.scope.add(
        LocalName(
          name: state.name.text, span: state.name.span,
          kind: .memory(table, field, row: row), isUsed: isUsed))
    }
  }

  /// The chance of a turn: per step, or per a duration of which a step is a part.
  private mutating func chance(
    _ written: Expression, _ clauses: [Spec.Clause]
  ) -> CheckedExpression {
    let chance = setting(written, as: .ratio)
    if case .constant(let word) = chance.kind, !(0...Fixed.unit).contains(word) {
      report(.chanceOutOfRange(written.span))
    }
    let per = clauses.first { $0.words.first?.text == "per" }
    guard let clock = spec?.clock, clock.step > 0 else { return chance }
    let length: Int128
    switch per?.value {
    case .expression(let duration):
      guard let word = fixed(duration, as: .duration) else { return chance }
      length = word
    case .steps(let count, _):
      guard let count = fixed(count, as: .count) else { return chance }
      length = clock.step.multipliedReportingOverflow(by: count).partialValue
    default: return chance
    }
    guard length > 0 else {
      report(.notPositive(per?.span ?? written.span, what: "the time of a chance"))
      return chance
    }
    if length == clock.step { return chance }
    // 1 - (1 - p)^(step / length)
    let span = written.span
    let share = number(
      (try? Fixed.divide(clock.step, length)) ?? Fixed.unit, .ratio, span)
    let rest = CheckedExpression(
      .arithmetic(.subtract, number(Fixed.unit, .ratio, span), chance, .toZero), .ratio, span)
    let power = CheckedExpression(.builtin(.power, [rest, share], .toZero), .ratio, span)
    return CheckedExpression(
      .arithmetic(.subtract, number(Fixed.unit, .ratio, span), power, .toZero), .ratio, span)
  }

  /// `2 steps`, or a duration that is so many.
  mutating func wholeSteps(_ value: Spec.Value?, _ span: Span) -> Int? {
    switch value {
    case .steps(let count, _):
      guard let count = fixed(count, as: .count) else { return nil }
      return Int(clamping: max(0, count))
    case .expression(let duration):
      guard let duration = fixed(duration, as: .duration) else { return nil }
      return steps(covering: duration)
    default:
      report(.notSteps(span, setting: "this"))
      return nil
    }
  }

  // MARK: - Bodies

  mutating func routine(
    _ name: String, parameters: [CheckedSlot], _ block: Block,
    memory: (table: TableID, states: [StateDeclaration])? = nil, isBid: Bool = false,
    names: [Name?] = []
  ) -> SpecRoutine {
    let (statements, frame) = inSpec(.routine) { checker -> [CheckedStatement] in
      let outer = checker.spec?.agentRow
      for (place, slot) in parameters.enumerated() {
        let local = checker.body.addSlot(slot)
        if place < names.count {
          if let name = names[place] {
            checker.bringIntoScope(name, .slot(local, slot.type, isVariable: false))
            // All of them are named by their places, whether they matter or not.
            if let place = checker.body.scope.find(name.text) {
              checker.body.scope.markUsed(place)
            }
          }
        } else {
          checker.body.scope.add(
            LocalName(
              name: slot.name, span: slot.span,
              kind: .slot(local, slot.type, isVariable: false), isUsed: true))
        }
      }
      if let memory {
        checker.spec?.agentRow = 0
        // A bid may be all that reads it.
        checker.declareMemory(memory.table, memory.states, of: 0, isUsed: isBid)
      }
      defer { checker.spec?.agentRow = outer }
      return checker.block(block)
    }
    return SpecRoutine(
      name: name, parameters: parameters.count, frame: frame, body: statements, span: block.span)
  }

  /// An event is waited for in vain that no action ever emits.
  mutating func requireEmitted(_ event: EventID, _ name: Name) {
    if spec?.emitted == nil {
      var found: Set<EventID> = []
      for body in contract.actions.map(\.body) + contract.functions.map(\.body) {
        body.walk { if case .emit(let id, _) = $0.kind { found.insert(id) } }
      }
      spec?.emitted = found
    }
    if spec?.emitted?.contains(event) == false { report(.neverEmitted(name)) }
  }

  mutating func checkHandler(_ written: Spec.Handler) -> CheckedHandler? {
    guard let id = lookUpEvent(written.event) else { return nil }
    requireEmitted(id, written.event.name)
    let event = contract.events[id]
    guard event.parameters.count == written.parameters.count else {
      report(
        .wrongArgumentCount(
          written.event.span, name: event.name, expected: event.parameters,
          found: written.parameters.count, declared: event.span, names: typeNames))
      return nil
    }
    let routine = routine(
      "on \(event.name)", parameters: event.parameters, written.body, names: written.parameters)
    return CheckedHandler(event: id, routine: routine)
  }
}

extension QualifiedName {
  /// `as anyone`.
  var isAnyone: Bool { qualifier == nil && name.text == "anyone" }
}
