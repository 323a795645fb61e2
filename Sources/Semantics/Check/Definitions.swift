import Diagnostics
import Syntax

/// Something a contract or library declares under a name.
struct Definition {
  let name: String
  let span: Span
  let kind: Kind
  /// Which module it came from; module 0 is the one being checked.
  let module: Int
  var isUsed = false

  enum Kind {
    /// The table by whose rows the unit is told apart, for `unit base[Market]`.
    case unit(index: Name?)
    case table(TableID)
    case enumeration(EnumerationID)
    case constant(Int)
    case parameter(ParameterID)
    case state(StateID)
    case function(FunctionID)
    case action(ActionID)
    case event(EventID)
    case role(RoleID)
    case invariant
  }
}

/// Names of different namespaces never collide: a state, an action and an event may share one.
enum Namespace: Hashable {
  /// Units, tables and enums: what a type is made of.
  case type
  /// Constants, parameters and states: what an expression reads.
  case value
  /// Functions and actions.
  case callable
  case event
  case role
  case invariant

  /// What a message calls a name of this namespace.
  var noun: String {
    switch self {
    case .type: "type"
    case .value: "name"
    case .callable: "function"
    case .event: "event"
    case .role: "role"
    case .invariant: "invariant"
    }
  }
}

/// A contract or library among those being checked together: its own names, and whose names it sees.
struct ModuleScope {
  let module: Module
  /// What a spec calls it, where that is another name: `use Lending from ".." as bank`.
  var alias: String?
  /// Units that have other names outside: `with COIN = ETH`.
  var unitNames: [String: String] = [:]
  var names: [Namespace: [String: Int]] = [:]
  /// Every library whose names this module sees: those it imports and those they import.
  var visible: [Int] = []

  var name: String { alias ?? module.name.text }
}

/// All definitions of a contract and its libraries, and the rules for finding one by name.
///
/// A module sees its own names and those of the libraries it imports. A name that two of them share
/// must be said with the module's name in front.
struct Definitions {
  var modules: [ModuleScope] = []
  private(set) var all: [Definition] = []
  /// Where each enum is defined; its members are used by their bare names.
  private var enumerationPlaces: [EnumerationID: Int] = [:]

  enum Lookup {
    case found(Int)
    case ambiguous([Int])
    case missing
  }

  /// Adds a definition; gives back the earlier one when its own module has that name already.
  mutating func add(_ definition: Definition, to namespace: Namespace) -> Definition? {
    if let earlier = modules[definition.module].names[namespace]?[definition.name] {
      return all[earlier]
    }
    modules[definition.module].names[namespace, default: [:]][definition.name] = all.count
    if case .enumeration(let id) = definition.kind { enumerationPlaces[id] = all.count }
    all.append(definition)
    return nil
  }

  /// Looks a name up as `module` sees it. A unit two modules declare is one unit.
  func find(_ name: String, in namespace: Namespace, from module: Int) -> Lookup {
    let own = modules[module].names[namespace]?[name]
    let imported = modules[module].visible.compactMap { modules[$0].names[namespace]?[name] }
    let candidates = (own.map { [$0] } ?? []) + imported
    guard let first = candidates.first else { return .missing }
    let distinct = candidates.dropFirst().filter { !bothUnits(first, $0) }
    return distinct.isEmpty ? .found(first) : .ambiguous([first] + distinct)
  }

  /// Looks up `x` or `NAME.x` as `module` sees it.
  func find(_ name: QualifiedName, in namespace: Namespace, from module: Int) -> Lookup {
    guard let qualifier = name.qualifier else {
      return find(name.name.text, in: namespace, from: module)
    }
    return find(name.name.text, in: namespace, of: qualifier.text, from: module)
  }

  /// `NAME.x`: the definition in the library or contract of that name.
  private func find(
    _ name: String, in namespace: Namespace, of moduleName: String, from module: Int
  ) -> Lookup {
    guard let owner = moduleNamed(moduleName, from: module) else { return .missing }
    if let own = modules[owner].names[namespace]?[name] { return .found(own) }
    // What a deployed contract imports is part of it.
    guard modules[owner].module.kind == .contract else { return .missing }
    let imported = modules[owner].visible.compactMap { modules[$0].names[namespace]?[name] }
    return imported.first.map { .found($0) } ?? .missing
  }

  func moduleNamed(_ name: String, from module: Int) -> Int? {
    ([module] + modules[module].visible).first { modules[$0].name == name }
  }

  mutating func markUsed(_ definition: Int) { all[definition].isUsed = true }

  /// A member of an enum was used by its bare name.
  mutating func markUsed(enumeration: EnumerationID) {
    if let place = enumerationPlaces[enumeration] { all[place].isUsed = true }
  }

  /// The names a module could have meant, for suggestions.
  func candidates(in namespace: Namespace, from module: Int) -> [String] {
    ([module] + modules[module].visible).flatMap { owner in
      modules[owner].names[namespace].map { Array($0.keys) } ?? []
    }
  }

  private func bothUnits(_ left: Int, _ right: Int) -> Bool {
    if case .unit = all[left].kind, case .unit = all[right].kind { return true }
    return false
  }
}
