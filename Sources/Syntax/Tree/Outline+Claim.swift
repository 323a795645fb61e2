extension Outline {
  mutating func add(_ law: Law) {
    list("law") { outline in
      outline.add(law.title)
      outline.add(law.contract)
      for given in law.given {
        switch given {
        case .row(let rows): outline.add(rows)
        case .value(let name, let type, let range):
          outline.add(name)
          if let type { outline.add(type) }
          outline.add(range)
        }
      }
      outline.add(law.left)
      outline.add(law.right)
      outline.add(law.then)
    }
  }

  mutating func add(_ example: Example) {
    list("example") { outline in
      outline.add(example.title)
      if let use = example.use {
        outline.list("use") { outline in
          outline.add(use.contract)
          outline.add(use.path)
        }
      }
      if let cases = example.cases {
        outline.add(cases.header)
        for row in cases.rows { outline.add("row", row) }
      }
      for population in example.population { outline.add(population) }
      for assignment in example.given {
        outline.add("given", [assignment.target, assignment.value])
      }
      for round in example.rounds { outline.add(round) }
    }
  }

  mutating func add(_ population: Example.Population) {
    list("population") { outline in
      outline.add(population.table)
      switch population.size {
      case .count(let count): outline.add(count)
      case .names(let names): outline.add(names)
      }
    }
  }

  private mutating func add(_ round: Example.Round) {
    list("round") { outline in
      for step in round.steps {
        switch step {
        case .call(let call, let caller): outline.add("step", [call] + (caller.map { [$0] } ?? []))
        case .after(let value, _): outline.add("after", [value])
        }
      }
      for check in round.checks {
        switch check {
        case .holds(let condition, let tolerance):
          outline.add("holds", [condition] + (tolerance.map { [$0] } ?? []))
        case .reverts(let reason, _): outline.list("reverts") { $0.add(reason) }
        case .stops(let value, let reason, _):
          outline.list("stops") { outline in
            outline.add(value)
            outline.add(reason)
          }
        case .emits(let event, let arguments, let isDenied, _):
          outline.list(isDenied ? "not emits" : "emits") { outline in
            outline.add(event)
            for argument in arguments { outline.add(argument) }
          }
        case .breaks(let invariant, _): outline.list("breaks") { $0.add(invariant) }
        }
      }
    }
  }
}
