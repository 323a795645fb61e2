extension Outline {
  mutating func add(_ declaration: Declaration) {
    switch declaration.kind {
    case .import(let path): list("import") { $0.add(path) }
    case .units(let units):
      list("unit") { outline in
        for unit in units {
          outline.add(unit.name)
          if let index = unit.index { outline.list("index") { $0.add(index) } }
        }
      }
    case .roles(let names): list("role") { $0.add(names) }
    case .constant(let constant):
      list("const") { outline in
        outline.add(constant.name)
        if let type = constant.type { outline.add(type) }
        outline.add(constant.value)
      }
    case .parameter(let parameter): add(parameter)
    case .enumeration(let name, let members):
      list("enum") { outline in
        outline.add(name)
        outline.add(members)
      }
    case .state(let state): add("state", state)
    case .table(let table): add(table)
    case .event(let name, let parameters):
      list("event") { outline in
        outline.add(name)
        outline.add(parameters)
      }
    case .function(let function): add(function)
    case .action(let action): add(action)
    case .invariant(let invariant): add(invariant)
    }
  }

  private mutating func add(_ parameter: ParameterDeclaration) {
    list("param") { outline in
      outline.add(parameter.name)
      outline.add(parameter.type)
      outline.add(parameter.value)
      outline.add(parameter.range)
    }
  }

  private mutating func add(_ head: String, _ state: StateDeclaration) {
    list(head) { outline in
      outline.add(state.name)
      outline.add(state.type)
      outline.add(state.value)
    }
  }

  private mutating func add(_ parameters: [Parameter]) {
    list("parameters") { outline in
      for parameter in parameters {
        outline.add(parameter.name)
        outline.add(parameter.type)
        outline.add(parameter.range)
      }
    }
  }

  private mutating func add(_ table: TableDeclaration) {
    list("table") { outline in
      outline.add(table.name)
      for key in table.keys {
        outline.list("key") { outline in
          outline.add(key.name)
          outline.add(key.table)
        }
      }
      for field in table.fields {
        switch field {
        case .plain(let state): outline.add("field", state)
        case .parameter(let parameter): outline.add(parameter)
        }
      }
      if let rows = table.rows { outline.add("rows", rows) }
    }
  }

  private mutating func add(_ function: FunctionDeclaration) {
    list("fn") { outline in
      outline.add(function.name)
      outline.add(function.unitParameters)
      outline.add(function.parameters)
      switch function.result {
      case .nothing: break
      case .one(let type): outline.add(type)
      case .several(let results): outline.add(results)
      }
      if function.changesState != nil { outline.atom("changes-state") }
      switch function.body {
      case .expression(let value): outline.add(value)
      case .block(let block): outline.add(block)
      }
    }
  }

  private mutating func add(_ action: ActionDeclaration) {
    list("action") { outline in
      outline.add(action.name)
      outline.add(action.parameters)
      switch action.callers {
      case .anyone: outline.atom("anyone")
      case .roles(let names): outline.add(names)
      case .row(let binder, let table):
        outline.list("caller") { outline in
          outline.add(binder)
          outline.add(table)
        }
      case .missing: outline.atom("missing")
      }
      outline.add(action.body)
    }
  }

  private mutating func add(_ invariant: InvariantDeclaration) {
    list("invariant") { outline in
      outline.add(invariant.name)
      outline.add(invariant.text)
      if let after = invariant.after {
        outline.list("after") { outline in
          outline.add(after.action)
          for argument in after.arguments { outline.add(argument) }
        }
      }
      if invariant.enforced != nil { outline.atom("enforced") }
      outline.add(invariant.condition)
    }
  }
}
