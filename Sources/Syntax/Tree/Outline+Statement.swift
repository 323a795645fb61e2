extension Outline {
  mutating func add(_ block: Block) {
    list("block") { outline in
      for statement in block.statements { outline.add(statement) }
    }
  }

  mutating func add(_ statement: Statement) {
    switch statement.kind {
    case .local(let local):
      list(local.isVariable ? "var" : "let") { outline in
        outline.add(local.name)
        for rows in local.columns { outline.add(rows) }
        if let type = local.type { outline.add(type) }
        outline.add(local.value)
      }
    case .assign(let target, let mark, let value, _): add(mark.rawValue, [target, value])
    case .call(let call): add(call)
    case .require(let requirement): add("require", requirement)
    case .ensure(let requirement): add("ensure", requirement)
    case .if(let branches, let otherwise):
      list("if") { outline in
        for branch in branches {
          outline.add(branch.condition)
          outline.add(branch.body)
        }
        if let otherwise { outline.add(otherwise) }
      }
    case .match(let subject, let arms, let otherwise):
      list("match") { outline in
        outline.add(subject)
        for arm in arms {
          outline.add(arm.pattern)
          outline.add(arm.body)
        }
        if let otherwise { outline.add(otherwise) }
      }
    case .for(let loop):
      list("for") { outline in
        outline.add(loop.rows)
        if let limit = loop.limit { outline.add("limit", [limit]) }
        outline.add(loop.body)
      }
    case .repeat(let times, let body):
      list("repeat") { outline in
        outline.add(times)
        outline.add(body)
      }
    case .break: atom("break")
    case .continue: atom("continue")
    case .return(let value): add("return", value.map { [$0] } ?? [])
    case .emit(let event, let arguments):
      list("emit") { outline in
        outline.add(event)
        for argument in arguments { outline.add(argument) }
      }
    case .reset(let place): add("reset", [place])
    case .attempt(let call, let caller, let isTry):
      add(isTry ? "try" : "do", [call] + (caller.map { [$0] } ?? []))
    case .choose(let alternatives):
      list("choose") { outline in
        for alternative in alternatives {
          outline.add(alternative.weight)
          outline.add(alternative.body)
        }
      }
    case .later(let delay, let body):
      list("later") { outline in
        outline.add(delay)
        outline.add(body)
      }
    case .flow(let market, let mark, let size):
      list("flow \(mark.rawValue)") { outline in
        outline.add(market)
        outline.add(size)
      }
    case .skip: atom("skip")
    case .missing: atom("missing")
    }
  }

  private mutating func add(_ head: String, _ requirement: Requirement) {
    list(head) { outline in
      if let id = requirement.id { outline.add(id) }
      outline.add(requirement.condition)
      outline.add(requirement.message)
    }
  }
}
