import Diagnostics
import Reference
import Semantics

/// How the examples and specs of files went.
struct TestReport {
  var files: [File]
  /// What examples and specs were chosen by.
  let only: String?
  let isStrict: Bool
  /// What the check found.
  var found: DiagnosticBag
  let sources: SourceMap
  /// There was nothing to read.
  var foundNoFile = false

  struct File {
    let path: String
    let examples: [ExampleResult]
    /// It has errors, so not all of it could run.
    let isBroken: Bool
    /// It holds specs, of which more is said later.
    let hasSpecs: Bool
    /// Laws of the file that nothing in it can ask, by contract.
    var lawsNotAsked: [(contract: String, titles: [String])] = []
    var runs: [Run] = []

    var failed: Int { examples.count { !$0.passed } }
  }

  struct Run {
    let spec: CheckedSpec
    let result: Simulator.Result
  }

  var passed: Int { exampleCount - failed }
  var failed: Int { files.reduce(0) { $0 + $1.failed } }
  private var exampleCount: Int { files.reduce(0) { $0 + $1.examples.count } }
  var runs: [Run] { files.flatMap(\.runs) }

  var status: ExitStatus {
    if foundNoFile || found.hasErrors { return .cannotRun }
    if only != nil, exampleCount == 0, runs.isEmpty { return .cannotRun }
    let warns = isStrict && found.warningCount > 0
    return .worst(runs.map(\.result.status) + [failed > 0 || warns ? .findings : .success])
  }

  // MARK: - Text

  func writeExamples(_ session: Session, simulates: Bool) {
    session.print(findings, sources)
    let width = files.map(\.path.count).max() ?? 0
    for file in files
    where !file.examples.isEmpty || file.isBroken || !file.hasSpecs && only == nil {
      let name = file.path.escapedForDisplay
      let margin = String(repeating: " ", count: max(0, width - file.path.count))
      session.output.line("\(name)\(margin)  \(summary(of: file, session.palette))")
      let failures = file.examples.flatMap { $0.findings(in: sources) }
      if !failures.isEmpty {
        session.output.line()
        session.print(DiagnosticBag(failures).findings(), sources)
      }
    }
    for (contract, titles) in files.flatMap(\.lawsNotAsked) {
      session.output.line(
        "\(counted(titles.count, "law")) of `\(contract)` \(titles.count == 1 ? "was" : "were") not "
          + "asked: laws are asked of the states that a spec which uses it reaches")
    }
    if exampleCount > 0 || !simulates { session.output.line(summary(session.palette)) }
    session.output.flush()
  }

  func write(_ result: Simulator.Result, _ session: Session) {
    session.output.line()
    switch result {
    case .run(let run): session.output.write(SimulationText(run, session.palette, sources).text)
    case .stopped(let problems): session.print(DiagnosticBag(problems).findings(), sources)
    }
    session.output.flush()
  }

  /// All errors; warnings only where they count.
  private var findings: Findings {
    guard !isStrict else { return found.findings() }
    return DiagnosticBag(found.sorted.filter { $0.severity == .error }).findings()
  }

  private func summary(of file: File, _ palette: Palette) -> String {
    let count = file.examples.count
    if file.isBroken, count == 0 {
      return palette.paint("did not run: see the errors above", .error)
    }
    if count == 0 { return "no examples" }
    if file.failed == 0 { return "\(counted(count, "example")) passed" }
    return palette.paint("\(file.failed) of \(counted(count, "example")) failed", .error)
  }

  private func summary(_ palette: Palette) -> String {
    let names = counted(files.count { !$0.examples.isEmpty }, "file")
    let broken = files.count(where: \.isBroken)
    let trouble = broken == 0 ? "" : "; \(counted(broken, "file")) could not run"
    if exampleCount == 0 {
      guard let only else { return "no examples" + trouble }
      return "no example has a title with \"\(only.escapedForDisplay)\"" + trouble
    }
    if failed == 0 {
      return palette.paint("\(counted(exampleCount, "example")) passed", .success)
        + " in \(names)" + trouble
    }
    return palette.paint("\(failed) of \(counted(exampleCount, "example")) failed", .error)
      + " in \(names)" + trouble
  }

  // MARK: - JSON

  /// Everything in one document, which knows no time and no number of workers.
  var document: JSONValue {
    [
      "command": "test", "passed": .integer(passed), "failed": .integer(failed),
      "files": .array(files.map { document(of: $0) }),
      "findings": JSONRenderer().value(of: allFindings, sources),
    ]
  }

  private func document(of file: File) -> JSONValue {
    let examples = file.examples.map { result -> JSONValue in
      [
        "title": .string(result.title), "passed": .bool(result.passed),
        "failures": .array(
          result.findings(in: sources).map { JSONRenderer().value(of: $0, sources) }),
      ]
    }
    return [
      "path": .string(file.path), "broken": .bool(file.isBroken), "examples": .array(examples),
      "specs": .array(file.runs.map { document(of: $0) }),
      "laws_not_asked": .array(file.lawsNotAsked.flatMap(\.titles).map { .string($0) }),
    ]
  }

  private func document(of run: Run) -> JSONValue {
    switch run.result {
    case .run(let run): SimulationDocument(run, sources).document
    case .stopped(let problems):
      [
        "name": .string(run.spec.name), "verdict": "stopped",
        "findings": .array(problems.map { JSONRenderer().value(of: $0, sources) }),
      ]
    }
  }

  /// What the check found, and every failure.
  private var allFindings: Findings {
    let failures = files.flatMap(\.examples).flatMap { $0.findings(in: sources) }
    let stopped = runs.flatMap { run -> [Diagnostic] in
      if case .stopped(let problems) = run.result { problems } else { [] }
    }
    return DiagnosticBag(findings.shown + failures + stopped).findings(limitPerFile: .max)
  }
}
