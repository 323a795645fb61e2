import Compiler
import Foundation
import Semantics

/// The package this program was built from, whose contracts it measures.
enum Package {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../..").standardizedFileURL

  /// The contract in a file; `nil` when there is none or it has errors.
  static func contract(_ path: String) -> CheckedContract? {
    var project = Project(
      workspace: Workspace { path in
        (try? Data(contentsOf: URL(filePath: path))).map { .bytes(Array($0)) } ?? .missing
      })
    return project.check(root.appending(path: path).path).contracts.first
  }

  /// The same, compiled.
  static func compiled(_ path: String) -> CompiledContract? {
    contract(path).flatMap { try? Compiler.compile($0) }
  }
}
