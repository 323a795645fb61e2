import Diagnostics
import Semantics

extension Command {
  /// `plimsoll check`: types, dimensions, lints.
  static let check = Command(
    description: CommandDescription(
      name: "check", summary: "check types, dimensions and claims of contracts and specs",
      positionals: "[PATH..]", positionalLimits: 0...10_000,
      options: [.maxGas, .rows, .json, .concise, .strict, .colour],
      details: """
        Reads files and folders (without any: Contracts and Specs) and reports what is wrong with
        them and what looks wrong. `-` reads a contract from standard input. Warnings alone leave
        the status at 0 unless --strict. With --max-gas every action must stay below a limit.
        """,
      examples: [
        "check Contracts/perpetual.risk", "check Contracts Specs --strict",
        "check Contracts/perpetual.risk --max-gas 150_000 --rows Account=1000",
      ]),
    run: { arguments, session throws(UsageError) in try CheckRun(arguments, session).run() })
}

extension CommandDescription.Option {
  static let concise = Self("concise", "one line for each finding")
}

private struct CheckRun {
  let arguments: ParsedArguments
  let session: Session

  init(_ arguments: ParsedArguments, _ session: Session) {
    self.arguments = arguments
    self.session = session
  }

  func run() throws(UsageError) -> ExitStatus {
    let limit = try GasLimit(arguments)
    let paths =
      arguments.positionals.isEmpty
      ? ["Contracts", "Specs"].filter { System.kind(of: $0) == .folder } : arguments.positionals
    let search = FileSearch(paths.isEmpty ? ["Contracts"] : paths, kinds: [.risk, .spec])
    var project = session.project()
    var total = Total()
    var contracts: [CheckedContract] = []
    for file in search.files {
      let checked = project.check(file)
      contracts += checked.contracts
      total.contracts += checked.contracts.count
      total.libraries += checked.libraries
      total.examples += checked.examples.count
      total.specs += checked.specs.count
      total.proposals += checked.proposals.count
    }
    for problem in search.problems { project.workspace.diagnostics.report(problem) }
    if let limit {
      project.workspace.diagnostics.report(
        contentsOf: try limit.findings(in: contracts, project.workspace.sources))
    }
    let findings = project.workspace.diagnostics.findings()
    report(findings, total, search, project.workspace.sources)
    return status(findings, search)
  }

  private struct Total {
    var contracts = 0
    var libraries = 0
    var examples = 0
    var specs = 0
    var proposals = 0
  }

  private func report(
    _ findings: Findings, _ total: Total, _ search: FileSearch, _ sources: SourceMap
  ) {
    if arguments.has("json") {
      let document: JSONValue = [
        "command": "check", "files": .integer(search.files.count),
        "contracts": .integer(total.contracts), "libraries": .integer(total.libraries),
        "examples": .integer(total.examples), "specs": .integer(total.specs),
        "proposals": .integer(total.proposals),
        "findings": JSONRenderer().value(of: findings, sources),
      ]
      session.output.write(JSONWriter.write(document))
      return
    }
    if arguments.has("concise") {
      for finding in findings.shown {
        session.output.write(ConciseRenderer().render(finding, sources))
      }
    } else {
      session.print(findings, sources)
    }
    session.output.line(summary(findings, total, search))
  }

  private func summary(_ findings: Findings, _ total: Total, _ search: FileSearch) -> String {
    let what = [
      (total.contracts, "contract"), (total.libraries, "library"), (total.examples, "example"),
      (total.specs, "spec"), (total.proposals, "proposal"),
    ].filter { $0.0 > 0 }.map { count, noun in
      count > 1 && noun == "library" ? "\(count) libraries" : counted(count, noun)
    }
    let clean = what.isEmpty ? "" : ": \(what.joined(separator: ", "))"
    let files = "\(counted(search.files.count, "file")) checked\(clean)"
    if findings.errors == 0, findings.warnings == 0 {
      return session.palette.paint("clean", .success) + ", \(files)"
    }
    let found = [(findings.errors, "error"), (findings.warnings, "warning")]
      .filter { $0.0 > 0 }.map { counted($0.0, $0.1) }.joined(separator: ", ")
    let role: Palette.Role = findings.errors > 0 ? .error : .warning
    return session.palette.paint(found, role) + ", \(files)"
  }

  private func status(_ findings: Findings, _ search: FileSearch) -> ExitStatus {
    // A finding about no text is a file that could not be read.
    let unread = findings.shown.contains { $0.primary == nil }
    if search.files.isEmpty || unread { return .cannotRun }
    if findings.errors > 0 { return .findings }
    return arguments.has("strict") && findings.warnings > 0 ? .findings : .success
  }
}
