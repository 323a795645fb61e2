extension Outline {
  mutating func add(_ spec: Spec) {
    list("spec") { outline in
      outline.add(spec.name)
      outline.add(spec.title)
      for part in spec.parts { outline.add(part) }
    }
  }

  mutating func add(_ proposal: Proposal) {
    list("proposal") { outline in
      outline.add(proposal.title)
      outline.add(proposal.contract)
      for change in proposal.changes {
        let stages = [change.delay, change.ramp].compactMap { $0 }
        outline.add("change", [change.place, change.before, change.after] + stages)
      }
    }
  }

  private mutating func add(_ part: Spec.Part) {
    switch part.kind {
    case .use(let use):
      list("use") { outline in
        outline.add(use.contract)
        outline.add(use.path)
        outline.add(use.alias)
        for unit in use.units { outline.add([unit.from, unit.to]) }
      }
    case .declaration(let declaration): add(declaration)
    case .population(let populations):
      for population in populations { add(population) }
    case .set(let assignments):
      for assignment in assignments { add("set", [assignment.target, assignment.value]) }
    case .clock(let clock):
      add(clock.shuffled == nil ? "clock" : "shuffled-clock", [clock.step, clock.span])
    case .market(let market): add(market)
    case .correlation(let correlations):
      for correlation in correlations { add(correlation) }
    case .oracle(let oracle): add(oracle)
    case .blockGas(let gas): add("block-gas", [gas])
    case .phase(let name, let from, let lasting):
      list("phase") { outline in
        outline.add(name)
        outline.add(from)
        outline.add(lasting)
      }
    case .setup(let body): list("setup") { $0.add(body) }
    case .handler(let handler):
      list("on") { outline in
        outline.add(handler.event)
        for parameter in handler.parameters { outline.add(parameter) }
        outline.add(handler.body)
      }
    case .agent(let agent): add(agent)
    case .adversary(let adversary): add(adversary)
    case .measure(let measures):
      for measure in measures { add(measure) }
    case .severity(let value): add("severity", [value])
    case .expect(let expectation): add(expectation)
    }
  }
}
