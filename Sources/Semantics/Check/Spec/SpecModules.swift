import Diagnostics
import Syntax

/// Gathers what a spec deploys: each contract with its libraries, afresh for each `use`.
struct SpecModules {
  private(set) var scopes: [ModuleScope]
  /// The place of each deployed contract, and where its libraries end.
  private(set) var deployed: [(use: Spec.Use, modules: Range<Int>)] = []
  private(set) var market = 0

  init(_ spec: Spec) {
    var declarations: [Declaration] = []
    for part in spec.parts {
      switch part.kind {
      case .declaration(let declaration): declarations.append(declaration)
      case .use(let use):
        // A unit's new name is a name of the spec's.
        let units = use.units.map { UnitDeclaration(name: $0.to, index: nil) }
        declarations += units.map { Declaration(.units([$0]), $0.name.span) }
      default: break
      }
    }
    var seen: Set<String> = []
    declarations.removeAll { declaration in
      guard case .units(let units) = declaration.kind else { return false }
      return !seen.insert(units[0].name.text).inserted
    }
    scopes = [
      ModuleScope(
        module: Module(
          kind: .library, name: spec.name, declarations: declarations, span: spec.span))
    ]
  }

  /// Adds a contract, seen by the spec under its name.
  mutating func add(_ loaded: [ModuleScope], _ use: Spec.Use) {
    let first = scopes.count
    append(loaded)
    scopes[first].alias = use.alias?.text
    let prefix = scopes[first].name
    var names = Dictionary(
      use.units.map { ($0.from.text, $0.to.text) }, uniquingKeysWith: { first, _ in first })
    for place in first..<scopes.count {
      for unit in scopes[place].indexedUnits
      where names[unit] == nil && isTaken(unit, before: first) {
        names[unit] = "\(prefix).\(unit)"
      }
    }
    for place in first..<scopes.count { scopes[place].unitNames = names }
    deployed.append((use, first..<scopes.count))
  }

  /// Adds the library that says what trading costs.
  mutating func addMarket(_ loaded: [ModuleScope]) {
    market = scopes.count
    append(loaded)
    scopes[0].visible.removeAll { $0 >= market }
  }

  private mutating func append(_ loaded: [ModuleScope]) {
    let first = scopes.count
    for var scope in loaded {
      scope.visible = scope.visible.map { $0 + first }
      scopes.append(scope)
    }
    scopes[0].visible += first..<scopes.count
  }

  /// Whether a unit told apart by rows has that name in a contract deployed before: the rows are of
  /// another table, and so the amounts of another kind.
  private func isTaken(_ unit: String, before place: Int) -> Bool {
    scopes[..<place].contains { $0.indexedUnits.contains(unit) }
  }
}

extension ModuleScope {
  /// The units it declares.
  var units: [String] {
    module.declarations.flatMap { declaration -> [String] in
      guard case .units(let units) = declaration.kind else { return [] }
      return units.map(\.name.text)
    }
  }

  fileprivate var indexedUnits: [String] {
    module.declarations.flatMap { declaration -> [String] in
      guard case .units(let units) = declaration.kind else { return [] }
      return units.filter { $0.index != nil }.map(\.name.text)
    }
  }
}
