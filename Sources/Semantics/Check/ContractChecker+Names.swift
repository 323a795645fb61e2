import Diagnostics
import Syntax

/// First pass: every declared name gets a definition and a slot.
extension ContractChecker {
  mutating func declareNames(of module: Int) {
    for declaration in definitions.modules[module].module.declarations {
      declareName(declaration, module: module)
    }
  }

  private mutating func declareName(_ declaration: Declaration, module: Int) {
    refuseEntrance(declaration, of: definitions.modules[module].module)
    switch declaration.kind {
    case .import: break
    case .units(let units):
      for unit in units { define(unit.name, .unit(index: unit.index), .type, module) }
    case .roles(let names):
      for name in names where define(name, .role(contract.roles.count), .role, module) {
        contract.roles.append(name.text)
      }
    case .constant(let constant):
      if define(constant.name, .constant(constants.count), .value, module) {
        constants.append(.pending(constant, module: module))
      }
    case .parameter(let parameter):
      if define(parameter.name, .parameter(contract.parameters.count), .value, module) {
        contract.parameters.append(.placeholder(parameter.name))
      }
    case .enumeration(let name, let members):
      if define(name, .enumeration(contract.enumerations.count), .type, module) {
        declareMembers(members)
        contract.enumerations.append(
          CheckedEnumeration(name: name.text, members: members.map(\.text)))
      }
    case .state(let state):
      if define(state.name, .state(contract.states.count), .value, module) {
        contract.states.append(.placeholder(state.name))
      }
    case .table(let table):
      if define(table.name, .table(contract.tables.count), .type, module) {
        contract.tables.append(
          CheckedTable(
            name: table.name.text, keys: [], fields: [], fixedRows: nil, span: table.name.span))
        fieldNames.append([:])
        keyNames.append([:])
      }
    case .event(let name, _):
      if define(name, .event(contract.events.count), .event, module) {
        contract.events.append(CheckedEvent(name: name.text, parameters: [], span: name.span))
      }
    case .function(let function):
      if define(function.name, .function(functions.count), .callable, module) {
        functions.append(FunctionSignature(declaration: function, module: module))
      }
    case .action(let action):
      if define(action.name, .action(actions.count), .callable, module) {
        actions.append(ActionSignature(declaration: action, module: module))
      }
    case .invariant(let invariant):
      define(invariant.name, .invariant, .invariant, module)
    }
  }

  private mutating func declareMembers(_ written: [Name]) {
    reportRepeated(written)
    let id = contract.enumerations.count
    members.append(
      Dictionary(
        written.enumerated().map { ($1.text, $0) }, uniquingKeysWith: { first, _ in first }))
    for name in Set(written.map(\.text)) { memberHolders[name, default: []].append(id) }
  }

  /// Who may call, and what they may call, is for the contract to say: never for what it imports.
  private mutating func refuseEntrance(_ declaration: Declaration, of module: Module) {
    guard module.kind == .library else { return }
    switch declaration.kind {
    case .roles(let names):
      for name in names { report(.notInLibrary(name, library: module.name.text, isRole: true)) }
    case .action(let action):
      report(.notInLibrary(action.name, library: module.name.text, isRole: false))
    default: break
    }
  }

  /// Adds a definition; false, and reported, when the name is taken or built in.
  @discardableResult
  private mutating func define(
    _ name: Name, _ kind: Definition.Kind, _ namespace: Namespace, _ module: Int
  ) -> Bool {
    if Vocabulary.isReserved(name.text, in: namespace) {
      report(.nameIsBuiltIn(name))
      // It still gets its slot: what uses it should not be reported as unknown as well.
    }
    let definition = Definition(name: name.text, span: name.span, kind: kind, module: module)
    if let earlier = definitions.add(definition, to: namespace) {
      report(.duplicateName(name, noun: namespace.noun, earlier: earlier.span))
      return false
    }
    return true
  }

  /// Reports names that stand twice in one list.
  mutating func reportRepeated(_ names: [Name]) {
    var seen: [String: Span] = [:]
    for name in names {
      if let earlier = seen[name.text] {
        report(.duplicateName(name, noun: "name", earlier: earlier))
      } else {
        seen[name.text] = name.span
      }
    }
  }

  // MARK: - Looking names up

  /// The definition a name means here; reports an ambiguous name, leaves a missing one to the caller.
  mutating func lookUp(
    _ name: QualifiedName, in namespace: Namespace
  ) -> Definition? {
    switch definitions.find(name, in: namespace, from: body.module) {
    case .found(let place):
      definitions.markUsed(place)
      return definitions.all[place]
    case .ambiguous(let places):
      for place in places { definitions.markUsed(place) }
      let found = places.map { definitions.all[$0] }
      report(
        .ambiguousName(
          name.name,
          candidates: found.map { (definitions.modules[$0.module].name, $0.span) }))
      return definitions.all[places[0]]
    case .missing:
      return nil
    }
  }

  mutating func lookUp(_ name: Name, in namespace: Namespace) -> Definition? {
    lookUp(QualifiedName(name), in: namespace)
  }

  /// The name that was probably meant. Searching costs time, so it ends where nothing more is shown.
  func suggestion(for name: Name, among candidates: @autoclosure () -> [String]) -> String? {
    diagnostics.hasRoom(for: name.span.file) ? nearest(name.text, among: candidates()) : nil
  }

  func suggestion(for name: Name, in namespace: Namespace) -> String? {
    suggestion(for: name, among: definitions.candidates(in: namespace, from: body.module))
  }

  // MARK: - Unused names

  /// Names of the checked module that nothing uses. A library's are for others to use; actions,
  /// invariants and fields are entered from outside; and a pure function may be what specs and
  /// people ask.
  mutating func reportUnusedDefinitions() {
    guard definitions.modules[0].module.kind == .contract else { return }
    for definition in definitions.all where definition.module == 0 && !definition.isUsed {
      switch definition.kind {
      case .action, .invariant, .state, .table: continue
      case .unit: report(.unusedName(definition.name, definition.span, noun: "unit"))
      case .enumeration: report(.unusedName(definition.name, definition.span, noun: "enum"))
      case .constant: report(.unusedName(definition.name, definition.span, noun: "constant"))
      case .parameter: report(.unusedName(definition.name, definition.span, noun: "parameter"))
      case .function(let id):
        if !functions[id].changesState { continue }
        report(.unusedName(definition.name, definition.span, noun: "function"))
      case .event: report(.unusedName(definition.name, definition.span, noun: "event"))
      case .role: report(.unusedName(definition.name, definition.span, noun: "role"))
      }
    }
  }
}

extension CheckedParameter {
  /// Stands in the array until the types are known.
  fileprivate static func placeholder(_ name: Name) -> CheckedParameter {
    CheckedParameter(
      name: name.text, type: .unknown, initial: 0, range: nil, span: name.span)
  }
}

extension CheckedState {
  fileprivate static func placeholder(_ name: Name) -> CheckedState {
    CheckedState(name: name.text, type: .unknown, initial: 0, span: name.span)
  }
}
