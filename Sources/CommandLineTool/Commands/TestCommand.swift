import Compiler
import Diagnostics
import Reference
import Semantics

extension Command {
  /// `plimsoll test`: runs examples.
  static let test = Command(
    description: CommandDescription(
      name: "test", summary: "run the examples of specs, and simulate what they expect",
      positionals: "[PATH..]", positionalLimits: 0...10_000,
      options: [.only, .paths, .seed, .workers, .json, .strict, .colour],
      details: """
        Reads files and folders (without any: Specs), runs every example they hold and shows, for
        each that fails, the values on both sides and the command that runs it alone.

        Then walks random paths of every spec until what it expects is decided, or its paths are
        used up, and says of each expectation whether it holds, fails, or is undecided, with an
        interval. The same seed gives the same result for any number of workers. The status is 1
        when an example or an expectation fails, 3 when one is undecided, and 2 when a file cannot
        be read or has errors.
        """,
      examples: [
        "test", "test Specs/perpetual.spec --only \"liquidation follows\"",
        "test Specs/crash-week.spec --paths 1000 --seed 7",
      ]),
    run: { arguments, session throws(UsageError) in
      let options = try SimulationOptions(arguments)
      // Examples may nest as deep as the language allows; one deep stack serves them all.
      return DeepStack.run {
        var run = TestRun(arguments, session, options)
        return run.run()
      } ?? .cannotRun
    })
}

extension CommandDescription.Option {
  static let only = Self("only", value: "TEXT", "run only examples whose title holds TEXT")
}

private struct TestRun {
  /// From here on a debug build keeps its user waiting.
  private static let manyExamples = 200

  let arguments: ParsedArguments
  let session: Session
  private let simulation: SimulationOptions
  private let deployments = Deployments()
  var project: Project

  init(_ arguments: ParsedArguments, _ session: Session, _ simulation: SimulationOptions) {
    self.arguments = arguments
    self.session = session
    self.simulation = simulation
    project = session.project()
  }

  /// A file, and how its examples went.
  private struct FileReport {
    let path: String
    let results: [ExampleResult]
    /// It has errors, so not all of its examples could run.
    let isBroken: Bool

    var failed: Int { results.count { !$0.passed } }
  }

  mutating func run() -> ExitStatus {
    let search = FileSearch(
      arguments.positionals.isEmpty ? ["Specs"] : arguments.positionals, kinds: [.spec])
    var files: [(path: String, examples: [Casted], isBroken: Bool)] = []
    var specs: [(path: String, spec: CheckedSpec)] = []
    for path in search.files {
      let errors = project.workspace.diagnostics.errorCount
      let checked = project.check(path)
      let examples = checked.examples.filter(isWanted).compactMap { cast($0) }
      specs += checked.specs.filter(isWanted).map { (path, $0) }
      files.append((path, examples, project.workspace.diagnostics.errorCount > errors))
    }
    for problem in search.problems { project.workspace.diagnostics.report(problem) }
    if files.reduce(0, { $0 + $1.examples.count }) >= TestRun.manyExamples {
      session.warnIfDebugBuild()
    }
    let reports = files.map { file in
      FileReport(
        path: file.path,
        results: file.examples.map { ExampleRunner.run($0.example, performer: $0.performer) },
        isBroken: file.isBroken)
    }
    if arguments.has("json") { writeDocument(reports) } else { write(reports) }
    let own = status(reports, search, simulating: !specs.isEmpty)
    guard !project.workspace.diagnostics.hasErrors, !arguments.has("json") else { return own }
    let simulator = Simulator(simulation, session, project.workspace.sources)
    let simulated = specs.map { simulator.run($0.spec, path: $0.path) }
    return ([own] + simulated).max { $0.weight < $1.weight } ?? own
  }

  /// An example, and who performs its actions.
  private typealias Casted = (example: CheckedExample, performer: ExampleRunner.Casting)

  /// `nil`, after a report, for an example of a contract that the machine cannot run.
  private mutating func cast(_ example: CheckedExample) -> Casted? {
    do throws(CompileError) {
      return (example, try deployments.casting(for: example.contract))
    } catch {
      project.workspace.diagnostics.report(.notCompiled(error))
      return nil
    }
  }

  private func isWanted(_ example: CheckedExample) -> Bool {
    arguments.value("only").map { example.title.contains($0) } ?? true
  }

  private func isWanted(_ spec: CheckedSpec) -> Bool {
    arguments.value("only").map { spec.name.contains($0) || spec.title?.contains($0) == true }
      ?? true
  }

  /// What the check found: all errors; warnings only where they count.
  private var findings: Findings {
    let found = project.workspace.diagnostics
    guard !arguments.has("strict") else { return found.findings() }
    return DiagnosticBag(found.sorted.filter { $0.severity == .error }).findings()
  }

  private func write(_ reports: [FileReport]) {
    session.print(findings, project.workspace.sources)
    let width = reports.map(\.path.count).max() ?? 0
    for report in reports where !report.results.isEmpty || arguments.value("only") == nil {
      let name = report.path.escapedForDisplay
      let margin = String(repeating: " ", count: max(0, width - report.path.count))
      session.output.line("\(name)\(margin)  \(summary(of: report))")
      let failures = report.results.flatMap { $0.findings(in: project.workspace.sources) }
      if !failures.isEmpty {
        session.output.line()
        session.print(DiagnosticBag(failures).findings(), project.workspace.sources)
      }
    }
    session.output.line(summary(of: reports))
  }

  private func summary(of report: FileReport) -> String {
    let count = report.results.count
    if report.isBroken, count == 0 {
      return session.palette.paint("did not run: see the errors above", .error)
    }
    if count == 0 { return "no examples" }
    if report.failed == 0 { return "\(counted(count, "example")) passed" }
    return session.palette.paint("\(report.failed) of \(counted(count, "example")) failed", .error)
  }

  private func summary(of reports: [FileReport]) -> String {
    let count = reports.reduce(0) { $0 + $1.results.count }
    let failed = reports.reduce(0) { $0 + $1.failed }
    let files = counted(reports.count { !$0.results.isEmpty }, "file")
    let broken = reports.count(where: \.isBroken)
    let trouble = broken == 0 ? "" : "; \(counted(broken, "file")) could not run"
    if count == 0 {
      guard let text = arguments.value("only") else { return "no examples" + trouble }
      return "no example has a title with \"\(text.escapedForDisplay)\"" + trouble
    }
    if failed == 0 {
      return session.palette.paint("\(counted(count, "example")) passed", .success)
        + " in \(files)" + trouble
    }
    return session.palette.paint("\(failed) of \(counted(count, "example")) failed", .error)
      + " in \(files)" + trouble
  }

  private func writeDocument(_ reports: [FileReport]) {
    let sources = project.workspace.sources
    let files = reports.map { report -> JSONValue in
      let examples = report.results.map { result -> JSONValue in
        let failures = result.findings(in: sources).map { JSONRenderer().value(of: $0, sources) }
        return [
          "title": .string(result.title), "passed": .bool(result.passed),
          "failures": .array(failures),
        ]
      }
      return [
        "path": .string(report.path), "broken": .bool(report.isBroken),
        "examples": .array(examples),
      ]
    }
    let count = reports.reduce(0) { $0 + $1.results.count }
    let failed = reports.reduce(0) { $0 + $1.failed }
    let document: JSONValue = [
      "command": "test", "passed": .integer(count - failed), "failed": .integer(failed),
      "files": .array(files),
      "findings": JSONRenderer().value(of: allFindings(reports), sources),
    ]
    session.output.write(JSONWriter.write(document))
  }

  /// What the check found, and every failure.
  private func allFindings(_ reports: [FileReport]) -> Findings {
    let failures = reports.flatMap(\.results).flatMap { $0.findings(in: project.workspace.sources) }
    return DiagnosticBag(findings.shown + failures).findings(limitPerFile: .max)
  }

  private func status(
    _ reports: [FileReport], _ search: FileSearch, simulating: Bool
  ) -> ExitStatus {
    let found = project.workspace.diagnostics
    if search.files.isEmpty || found.hasErrors { return .cannotRun }
    if arguments.value("only") != nil, reports.allSatisfy(\.results.isEmpty), !simulating {
      return .cannotRun
    }
    if reports.contains(where: { $0.failed > 0 }) { return .findings }
    return arguments.has("strict") && found.warningCount > 0 ? .findings : .success
  }
}
