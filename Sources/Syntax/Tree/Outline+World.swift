// The parts of a spec that describe its world, and what is claimed of it.
extension Outline {
  mutating func add(_ value: Spec.Value) {
    switch value {
    case .expression(let value): add(value)
    case .steps(let count, _): add("steps", [count])
    case .text(let text): add(text)
    case .model(let name, let settings):
      list("model") { outline in
        outline.add(name)
        for setting in settings { outline.add(setting) }
      }
    case .settings(let settings):
      list("settings") { outline in
        for setting in settings { outline.add(setting) }
      }
    }
  }

  mutating func add(_ setting: Spec.Setting) {
    list("setting") { outline in
      outline.add(setting.name)
      for clause in setting.clauses { outline.add(clause) }
    }
  }

  private mutating func add(_ clause: Spec.Clause) {
    list("clause") { outline in
      for word in clause.words { outline.add(word) }
      if let value = clause.value { outline.add(value) }
    }
  }

  mutating func add(_ market: Spec.Market) {
    list(market.isProcess ? "process" : "market") { outline in
      outline.add(market.name)
      if let type = market.type { outline.add(type) }
      for setting in market.settings { outline.add(setting) }
    }
  }

  mutating func add(_ correlation: Spec.Correlation) {
    list("correlation") { outline in
      outline.add([correlation.first, correlation.second])
      outline.add(correlation.value)
      if let stressed = correlation.stressed {
        outline.add(stressed.market)
        outline.add("stressed", [stressed.value, stressed.fall, stressed.window])
      }
    }
  }

  mutating func add(_ oracle: Spec.Oracle) {
    list("oracle") { outline in
      outline.add(oracle.source)
      outline.add(oracle.call)
      switch oracle.caller {
      case .one(let caller): outline.add("as", [caller])
      case .each(let table): outline.list("each") { $0.add(table) }
      case nil: break
      }
      for setting in oracle.settings { outline.add(setting) }
    }
  }

  mutating func add(_ caller: Spec.Caller) {
    list("caller") { outline in
      outline.add(caller.name)
      switch caller.rows {
      case .all: break
      case .one(let row): outline.add(row)
      case .range(let range): outline.add(range)
      }
    }
  }

  mutating func add(_ agent: Spec.Agent) {
    list("agent") { outline in
      outline.add(agent.name)
      outline.add(agent.count)
      for caller in agent.callers { outline.add(caller) }
      for clause in agent.clauses { outline.add(clause) }
      for state in agent.states { outline.add(Declaration(.state(state), state.name.span)) }
      outline.add(agent.body)
    }
  }

  mutating func add(_ adversary: Spec.Adversary) {
    list("adversary") { outline in
      for grant in adversary.grants {
        for caller in grant.callers { outline.add(caller) }
        for action in grant.actions { outline.add(action) }
        if grant.isAtomic { outline.atom("atomically") }
      }
      for move in adversary.moves {
        outline.add(move.market)
        outline.add(move.within)
      }
      for profit in adversary.profits { outline.add("profit", [profit]) }
    }
  }

  mutating func add(_ measure: Spec.Measure) {
    list("measure") { outline in
      outline.add(measure.name)
      switch measure.value {
      case .value(let value): outline.add(value)
      case .timeWhile(let condition): outline.add("time-while", [condition])
      }
    }
  }

  mutating func add(_ expectation: Spec.Expectation) {
    list("expect") { outline in
      switch expectation.claim {
      case .invariants: outline.atom("invariants")
      case .estimate(let function, let arguments, let order, let bound):
        outline.add(function)
        outline.add(order.rawValue, arguments + [bound])
      case .reached(let event, let order, let share):
        outline.add(event)
        outline.add("reached " + order.rawValue, [share])
      case .always(let condition): outline.add("always", [condition])
      case .eventually(let condition, let within):
        outline.add("eventually", [condition])
        outline.add(within)
      }
      if expectation.splitting != nil { outline.atom("splitting") }
      if let confidence = expectation.confidence { outline.add("confidence", [confidence]) }
    }
  }
}
