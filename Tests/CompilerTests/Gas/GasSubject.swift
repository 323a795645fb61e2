import Compiler
import Diagnostics
import Foundation
import Reference
import Semantics

/// A contract of the repository whose gas is looked at.
struct GasSubject {
  let contract: CheckedContract
  let bounds: GasBounds
  let sources: SourceMap

  /// Contracts that are shipped; what stands in `std` and `lib` are libraries.
  static let shipped = files(under: "Contracts")
  /// Contracts written to try the language out.
  static let samples = files(under: "Tests/Fixtures/programs")

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func files(under folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: root.appending(path: folder).path)
    return (names?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".risk") && !$0.hasPrefix("std/") && !$0.hasPrefix("lib/") }
      .map { "\(folder)/\($0)" }.sorted()
  }

  /// The contracts of a file of the repository.
  static func read(_ path: String) throws -> [GasSubject] {
    try check(root.appending(path: path).path) {
      FileManager.default.contents(atPath: $0).map { .bytes(Array($0)) } ?? .missing
    }
  }

  /// The one contract of a text.
  static func written(_ text: String) throws -> GasSubject {
    let subjects = try check("main.risk") { path in
      path == "main.risk" ? .bytes(Array(text.utf8)) : .missing
    }
    guard let subject = subjects.first else { throw Broken(path: "main.risk", findings: []) }
    return subject
  }

  /// What was to be looked at does not check.
  struct Broken: Error {
    let path: String
    let findings: [String]
  }

  private static func check(
    _ path: String, _ read: @escaping Workspace.Reader
  ) throws -> [GasSubject] {
    var project = Project(workspace: Workspace(reader: read))
    let contracts = project.check(path).contracts
    let errors = project.workspace.diagnostics.sorted.filter { $0.severity == .error }
    guard errors.isEmpty else { throw Broken(path: path, findings: errors.map(\.headline)) }
    return contracts.map {
      GasSubject(contract: $0, bounds: GasBounds($0), sources: project.workspace.sources)
    }
  }

  /// As many rows in every table whose rows are not given by something else.
  func population(rows: Int) -> Population? {
    let sizes = contract.tables.indices.filter { contract.tables[$0].keys.isEmpty }
      .map { ($0, CheckedExample.Population(count: rows)) }
    return try? Population(of: contract, given: Dictionary(uniqueKeysWithValues: sizes))
  }
}
