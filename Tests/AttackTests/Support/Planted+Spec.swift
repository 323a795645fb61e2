import Attack
import Semantics
import Testing

extension Planted {
  /// A spec and the contracts it uses, by path.
  static func spec(_ text: String, _ files: [String: String]) throws -> CheckedSpec {
    var project = Project(
      workspace: Workspace { path in
        (path == "attack.spec" ? text : files[path]).map { .bytes(Array($0.utf8)) } ?? .missing
      })
    let file = project.check("attack.spec")
    for finding in project.workspace.diagnostics.sorted where finding.severity == .error {
      Issue.record("\(finding.headline)")
    }
    return try #require(file.specs.first)
  }

  static func attack(
    _ spec: String, _ files: [String: String], budget: Int = 8_000, workers: Int = 2
  ) throws -> Attack.Outcome {
    let stage = try Stage(Planted.spec(spec, files), seed: 1)
    return try Attack(stage, seed: 1, budget: budget).run(workers: workers)
  }
}
