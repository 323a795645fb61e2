import Diagnostics
import Reference
import Semantics
import Testing

/// A checked program from text: `files["main.spec"]` or `files["main.risk"]` and what it uses.
struct Program {
  var files: [String: String]

  func project() -> Project {
    let files = self.files
    return Project(
      workspace: Workspace { path in
        files[path].map { .bytes(Array($0.utf8)) } ?? .missing
      })
  }

  /// The contract of `main.risk`; findings of the checker are recorded as issues.
  func contract(sourceLocation: SourceLocation = #_sourceLocation) throws -> CheckedContract {
    var project = project()
    let file = project.check("main.risk")
    expectClean(project, sourceLocation)
    return try #require(file.contracts.first, sourceLocation: sourceLocation)
  }

  /// The findings of running all examples of `main.spec`, as `line id: headline`.
  func run(limits: Limits = Limits(), sourceLocation: SourceLocation = #_sourceLocation) -> [String]
  {
    details(limits: limits, sourceLocation: sourceLocation).map { finding, line in
      "\(line) \(finding.id.rawValue): \(finding.headline)"
    }
  }

  func details(
    limits: Limits = Limits(), sourceLocation: SourceLocation = #_sourceLocation
  ) -> [(Diagnostic, line: Int)] {
    var project = project()
    let file = project.check("main.spec")
    expectClean(project, sourceLocation)
    let sources = project.workspace.sources
    return file.examples.flatMap { ExampleRunner.run($0, limits: limits).findings(in: sources) }
      .map { ($0, $0.primary.map { sources.position(of: $0.span).line } ?? 0) }
  }

  private func expectClean(_ project: Project, _ sourceLocation: SourceLocation) {
    for finding in project.workspace.diagnostics.sorted where finding.severity == .error {
      let line = finding.primary.map { project.workspace.sources.position(of: $0.span).line } ?? 0
      Issue.record(
        "line \(line): \(finding.id.rawValue): \(finding.headline)",
        sourceLocation: sourceLocation)
    }
  }
}

/// A contract `C` and examples on it, each `given .. when .. then ..`, as one program.
func examples(on contract: String, _ bodies: String...) -> Program {
  let blocks = bodies.enumerated().map { place, body in
    "example \"number \(place + 1)\" {\nuse C from \"main.risk\"\n\(body)\n}\n"
  }
  return Program(files: ["main.risk": contract, "main.spec": blocks.joined()])
}
