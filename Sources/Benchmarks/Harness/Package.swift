import Campaign
import Compiler
import Foundation
import Semantics

/// The package this program was built from, whose contracts it measures.
enum Package {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL

  /// The contract in a file; `nil` when there is none or it has errors.
  static func contract(_ path: String) -> CheckedContract? { checked(path).contracts.first }

  /// The world of a spec; `nil` when there is none of that name or it has errors.
  static func world(_ path: String, _ name: String) -> World? {
    guard let spec = checked(path).specs.first(where: { $0.name == name }),
      let program = try? SpecProgram(spec)
    else { return nil }
    return try? World(program, seed: 1)
  }

  private static func checked(_ path: String) -> Project.CheckedFile {
    var project = Project(
      workspace: Workspace { path in
        (try? Data(contentsOf: URL(filePath: path))).map { .bytes(Array($0)) } ?? .missing
      })
    return project.check(root.appending(path: path).path)
  }

  /// The same, compiled.
  static func compiled(_ path: String) -> CompiledContract? {
    contract(path).flatMap { try? Compiler.compile($0) }
  }
}
