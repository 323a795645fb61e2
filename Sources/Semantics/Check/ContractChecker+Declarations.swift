import Diagnostics
import Syntax

/// Second and third pass: the shape of tables, then every declared type.
extension ContractChecker {
  /// Key tables first of all: units and rows depend on them.
  mutating func declareTables(of module: Int) {
    body = BodyContext(purpose: .constant, module: module)
    for declaration in definitions.modules[module].module.declarations {
      switch declaration.kind {
      case .units(let units):
        for unit in units { declareUnit(unit, of: module) }
      case .table(let table):
        guard let id = tableID(of: table.name, module: module) else { continue }
        declareKeys(of: table, id: id)
      default: break
      }
    }
  }

  /// Modules that declare one unit must mean the same by it: told apart by rows of two tables, or
  /// only in one of them, amounts that differ would pass for alike.
  private mutating func declareUnit(_ unit: UnitDeclaration, of module: Int) {
    let name = definitions.modules[module].unitNames[unit.name.text] ?? unit.name.text
    let table = unit.index.flatMap { lookUpTable(QualifiedName($0)) }
    if unit.index != nil, table == nil { return }
    let known = unitTables[name]
    if let known, known.table != table {
      report(.duplicateName(unit.name, noun: "unit", earlier: known.declared))
    }
    unitTables[name] = known ?? (table, unit.name.span)
  }

  private mutating func declareKeys(of table: TableDeclaration, id: TableID) {
    var keys: [CheckedTable.Key] = []
    for key in table.keys {
      guard let keyTable = lookUpTable(key.table) else { continue }
      if keyNames[id][key.name.text] != nil {
        report(.duplicateName(key.name, noun: "key", earlier: table.name.span))
      }
      keyNames[id][key.name.text] = keys.count
      keys.append(CheckedTable.Key(name: key.name.text, table: keyTable))
    }
    contract.tables[id] = CheckedTable(
      name: table.name.text, keys: keys, fields: [], fixedRows: nil, span: table.name.span)
  }

  /// The slot of a table that this module declared; `nil` for a duplicate that got none.
  func tableID(of name: Name, module: Int) -> TableID? {
    guard let place = definitions.modules[module].names[.type]?[name.text],
      case .table(let id) = definitions.all[place].kind,
      definitions.all[place].span == name.span
    else { return nil }
    return id
  }

  mutating func lookUpTable(_ name: QualifiedName) -> TableID? {
    guard let definition = lookUp(name, in: .type) else {
      report(.unknownTable(name.name, suggestion: suggestion(for: name.name, in: .type)))
      return nil
    }
    guard case .table(let table) = definition.kind else {
      report(.notATable(name.name, declared: definition.span))
      return nil
    }
    return table
  }

  mutating func declareTypes(of module: Int) {
    body = BodyContext(purpose: .constant, module: module)
    for declaration in definitions.modules[module].module.declarations {
      switch declaration.kind {
      case .table(let table): declareFields(of: table, module: module)
      case .event(let name, let parameters): declareEvent(name, parameters, module)
      case .function(let function): declareFunction(function, module)
      case .action(let action): declareAction(action, module)
      default: break
      }
    }
  }

  /// Field names and types; defaults and ranges follow once constants can be evaluated.
  private mutating func declareFields(of table: TableDeclaration, module: Int) {
    guard let id = tableID(of: table.name, module: module) else { return }
    // A key must be a table of numbered rows: that keeps row numbers a plain product.
    for (key, written) in zip(contract.tables[id].keys, table.keys)
    where !contract.tables[key.table].keys.isEmpty {
      report(.keyOfKeyedTable(written.table.span, contract.tables[key.table].name))
    }
    tableBeingDeclared = id
    defer { tableBeingDeclared = nil }
    var spans: [String: Span] = [:]
    for field in table.fields {
      let (name, written, isParameter) =
        switch field {
        case .plain(let state): (state.name, state.type, false)
        case .parameter(let parameter): (parameter.name, parameter.type, true)
        }
      let earlier = spans[name.text] ?? (keyNames[id][name.text] != nil ? table.name.span : nil)
      if let earlier {
        report(.duplicateName(name, noun: "field", earlier: earlier))
      }
      if name.text == "id" { report(.nameIsBuiltIn(name)) }
      spans[name.text] = name.span
      let type = resolve(written)
      fieldNames[id][name.text] = contract.tables[id].fields.count
      contract.tables[id].fields.append(
        CheckedTable.Field(
          name: name.text, type: type, initial: type.initialWord, isParameter: isParameter,
          range: nil, span: name.span))
    }
  }

  private mutating func declareEvent(_ name: Name, _ parameters: [Parameter], _ module: Int) {
    guard let place = definitions.modules[module].names[.event]?[name.text],
      case .event(let id) = definitions.all[place].kind,
      definitions.all[place].span == name.span
    else { return }
    let (slots, _) = withBody(BodyContext(purpose: .constant, module: module)) {
      $0.declareParameters(parameters)
    }
    contract.events[id] = CheckedEvent(name: name.text, parameters: slots, span: name.span)
  }

  private mutating func declareFunction(_ function: FunctionDeclaration, _ module: Int) {
    guard case .function(let id)? = callable(function.name, module) else { return }
    reportRepeated(function.unitParameters)
    for parameter in function.unitParameters {
      // Its own for each function: a caller may pass on units of its own parameters of that name.
      functions[id].unitParameters[parameter.text] = .parameter("\(id).\(parameter.text)")
    }
    unitParameters = functions[id].unitParameters
    defer { unitParameters = [:] }
    let (slots, _) = withBody(BodyContext(purpose: .constant, module: module)) {
      checker -> ([CheckedSlot], [CheckedSlot]) in
      let parameters = checker.declareParameters(function.parameters)
      for parameter in function.parameters {
        if let range = parameter.range { checker.report(.rangeOnFunction(range.span)) }
      }
      return (parameters, checker.declareResults(function))
    }
    (functions[id].parameters, functions[id].results) = slots
  }

  /// The slot of a function or action that this module declared; `nil` for a duplicate.
  func callable(_ name: Name, _ module: Int) -> Definition.Kind? {
    guard let place = definitions.modules[module].names[.callable]?[name.text],
      definitions.all[place].span == name.span
    else { return nil }
    return definitions.all[place].kind
  }

  private mutating func declareResults(_ function: FunctionDeclaration) -> [CheckedSlot] {
    switch function.result {
    case .nothing:
      guard case .expression = function.body else { return [] }
      // Said once here; its callers may still count on a result.
      report(.expressionBodyNeedsOneResult(function.name))
      return [CheckedSlot(name: "", type: .unknown, span: function.name.span)]
    case .one(let type): return [CheckedSlot(name: "", type: resolve(type), span: type.span)]
    case .several(let results):
      return results.map {
        CheckedSlot(name: $0.name.text, type: resolve($0.type), span: $0.name.span)
      }
    }
  }

  private mutating func declareAction(_ action: ActionDeclaration, _ module: Int) {
    guard case .action(let id)? = callable(action.name, module) else { return }
    let (slots, _) = withBody(BodyContext(purpose: .constant, module: module)) {
      $0.declareParameters(action.parameters)
    }
    actions[id].parameters = slots
    actions[id].callers = resolve(action.callers, of: action)
  }

  private mutating func resolve(
    _ callers: ActionDeclaration.Callers, of action: ActionDeclaration
  ) -> CheckedAction.Callers {
    switch callers {
    case .anyone, .missing: return .anyone
    case .row(let binder, let table):
      if let clash = action.parameters.first(where: { $0.name.text == binder.text }) {
        report(.duplicateName(binder, noun: "name", earlier: clash.name.span))
      }
      return lookUpTable(table).map { .row($0) } ?? .anyone
    case .roles(let names):
      reportRepeated(names)
      return .roles(names.compactMap { lookUpRole($0) })
    }
  }

  mutating func lookUpRole(_ name: Name) -> RoleID? {
    if case .role(let id)? = lookUp(name, in: .role)?.kind { return id }
    report(
      .unknownRole(
        name, suggestion: suggestion(for: name, in: .role),
        isTable: {
          if case .table? = lookUp(name, in: .type)?.kind { true } else { false }
        }()))
    return nil
  }

  /// Parameters become the first slots of the current body; a later one may mention an earlier row
  /// in its units: `(m: Market, size: base[m])`.
  private mutating func declareParameters(_ parameters: [Parameter]) -> [CheckedSlot] {
    reportRepeated(parameters.map(\.name))
    return parameters.map { parameter in
      let type = resolve(parameter.type)
      let slot = CheckedSlot(name: parameter.name.text, type: type, span: parameter.name.span)
      let local = body.addSlot(slot)
      body.scope.add(
        LocalName(
          name: parameter.name.text, span: parameter.name.span,
          kind: .slot(local, type, isVariable: false), isUsed: true))
      return slot
    }
  }
}
