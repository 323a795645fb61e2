import Compiler
import Diagnostics
import Reference
import Semantics

extension Command {
  /// `plimsoll test`: runs examples, and simulates specs.
  static let test = Command(
    description: CommandDescription(
      name: "test", summary: "run the examples of specs, and simulate what they expect",
      positionals: "[PATH..]", positionalLimits: 0...10_000,
      options: [
        .only, .paths, .budget, .seed, .workers, .resume, .json, .jsonLines, .csv, .junit, .strict,
        .colour,
      ],
      details: """
        Reads files and folders (without any: Specs), runs every example they hold and shows, for
        each that fails, the values on both sides and the command that runs it alone.

        Then walks random paths of every spec until what it expects is decided, or its paths are
        used up, and says of each expectation whether it holds, fails, or is undecided, with an
        interval; then what its measures came to, what the run exercised, and what was not
        simulated. The same seed gives the same result for any number of workers. Ctrl-C stops
        after the paths that are being walked and prints what is known. While a run goes on, what it
        has is kept under .plimsoll/runs beside the spec: after Ctrl-C or a kill the same command
        with --resume goes on there, and prints what it would have printed. Progress goes to standard
        error: on a terminal one line that is drawn again and again, elsewhere, and where CI is set,
        a line now and then.

        --json prints one document; --jsonl and --csv write a row for each path, --junit a report
        for build servers, each to a file or to standard output (`-`), where the report then makes
        room. The status is 1 when an example or an expectation fails, 3 when one is undecided, 2
        when a file cannot be read or has errors, and 130 after Ctrl-C.
        """,
      examples: [
        "test", "test Specs/perpetual.spec --only \"liquidation follows\"",
        "test Specs/crash-week.spec --paths 1000 --seed 7",
        "test Specs/crash-week.spec --jsonl paths.jsonl --junit report.xml",
      ]),
    run: { arguments, session throws(UsageError) in
      let options = try SimulationOptions(arguments)
      try TestOutputs.check(arguments)
      var run = TestRun(arguments, session, options)
      return run.run()
    })
}

extension CommandDescription.Option {
  static let only = Self(
    "only", value: "TEXT",
    "run only examples whose title, and specs whose name or title, holds TEXT")
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
    self.session = TestOutputs.reportSession(session, arguments)
    self.simulation = simulation
    project = session.project()
    output = session.output
  }

  /// Where rows go that were asked for on standard output.
  private let output: Output

  /// An example, and who performs its actions.
  private typealias Casted = (example: CheckedExample, performer: ExampleRunner.Casting)

  mutating func run() -> ExitStatus {
    let search = FileSearch(
      arguments.positionals.isEmpty ? ["Specs"] : arguments.positionals, kinds: [.spec])
    var files: [(path: String, examples: [Casted], found: Project.CheckedFile, isBroken: Bool)] = []
    for path in search.files {
      let errors = project.workspace.diagnostics.errorCount
      var checked = project.check(path)
      let examples = checked.examples.filter(isWanted).compactMap { cast($0) }
      checked.specs = checked.specs.filter(isWanted)
      let isBroken = project.workspace.diagnostics.errorCount > errors
      files.append((path, examples, checked, isBroken))
    }
    for problem in search.problems { project.workspace.diagnostics.report(problem) }
    let simulates = files.contains { !$0.found.specs.isEmpty }
    if simulates || files.reduce(0, { $0 + $1.examples.count }) >= TestRun.manyExamples {
      session.warnIfDebugBuild()
    }
    var report = TestReport(
      files: files.map { file in
        TestReport.File(
          path: file.path,
          examples: file.examples.map { ExampleRunner.run($0.example, performer: $0.performer) },
          isBroken: file.isBroken, hasSpecs: !file.found.specs.isEmpty,
          lawsNotAsked: file.found.lawsNotAsked)
      },
      only: arguments.value("only"), isStrict: arguments.has("strict"),
      found: project.workspace.diagnostics, sources: project.workspace.sources)
    report.foundNoFile = search.files.isEmpty
    let isText = !arguments.has("json")
    if isText { report.writeExamples(session, simulates: simulates) }
    let outputs: TestOutputs
    do throws(TestOutputs.Failure) {
      outputs = try TestOutputs(arguments, output, specs: files.flatMap(\.found.specs))
    } catch {
      return refuse(error.diagnostic, report)
    }
    var simulator: Simulator?
    if !project.workspace.diagnostics.hasErrors {
      let specs = Simulator(
        options: simulation, session: session,
        worlds: WorldMaker(
          seed: simulation.seed, session, project.workspace.sources), rows: outputs.rows)
      simulator = specs
      simulate: for (place, file) in files.enumerated() {
        for spec in file.found.specs {
          let result = specs.run(spec, path: file.path)
          report.files[place].runs.append(TestReport.Run(spec: spec, result: result))
          if isText { report.write(result, session) }
          if result.status == .interrupted { break simulate }
        }
      }
    }
    if let failure = outputs.finish(report) { return refuse(failure, report) }
    if !isText {
      session.output.write(JSONWriter.write(report.document))
      session.output.flush()
    }
    simulator?.finish(report.status)
    return report.status
  }

  /// Results that cannot be kept.
  private func refuse(_ problem: Diagnostic, _ report: TestReport) -> ExitStatus {
    if arguments.has("json") {
      var report = report
      report.found.report(problem)
      session.output.write(JSONWriter.write(report.document))
    } else {
      session.print(DiagnosticBag([problem]).findings(), project.workspace.sources)
    }
    return .cannotRun
  }

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
}
