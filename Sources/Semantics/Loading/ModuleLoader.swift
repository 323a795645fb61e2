import Diagnostics
import Syntax

/// Gathers a module and every library it sees, following imports.
struct ModuleLoader {
  private(set) var modules: [ModuleScope] = []
  private var places: [Span: Int] = [:]
  private var underWay: Set<Span> = []

  static let depthLimit = 64

  static func load(
    _ module: Module, in file: SourceID, of workspace: inout Workspace
  ) -> [ModuleScope] {
    var loader = ModuleLoader()
    _ = loader.add(module, in: file, &workspace, depth: 0)
    return loader.modules
  }

  /// Adds a module and, before they are needed, what it imports; gives back its place.
  private mutating func add(
    _ module: Module, in file: SourceID, _ workspace: inout Workspace, depth: Int
  ) -> Int {
    let key = module.name.span
    let place = modules.count
    places[key] = place
    underWay.insert(key)
    modules.append(ModuleScope(module: module))
    for case .import(let path) in module.declarations.map(\.kind) {
      guard let imported = library(path, from: file, &workspace, depth: depth) else { continue }
      var visible = modules[place].visible
      for library in [imported] + modules[imported].visible
      where library != place && !visible.contains(library) {
        visible.append(library)
      }
      modules[place].visible = visible
    }
    underWay.remove(key)
    return place
  }

  private mutating func library(
    _ path: StringLiteral, from file: SourceID, _ workspace: inout Workspace, depth: Int
  ) -> Int? {
    guard depth < ModuleLoader.depthLimit else {
      workspace.diagnostics.report(.importTooDeep(path, limit: ModuleLoader.depthLimit))
      return nil
    }
    guard let imported = workspace.load(path, from: file) else { return nil }
    let found = imported.modules
    guard found.count == 1, let library = found.first, library.kind == .library else {
      if !workspace.isBroken(imported.source) {
        workspace.diagnostics.report(.importOfNoLibrary(path, found: found.first?.name))
      }
      return nil
    }
    if underWay.contains(library.name.span) {
      workspace.diagnostics.report(.importCycle(path, library: library.name))
      return nil
    }
    return places[library.name.span]
      ?? add(library, in: imported.source, &workspace, depth: depth + 1)
  }
}

extension ParsedFile {
  /// The contracts and libraries of the file.
  package var modules: [Module] {
    items.compactMap { if case .module(let module) = $0 { module } else { nil } }
  }
}
