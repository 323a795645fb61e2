import Compiler
import Diagnostics
import Reference
import Semantics
import Syntax

extension Command {
  /// `plimsoll run`: a contract by hand.
  static let run = Command(
    description: CommandDescription(
      name: "run", summary: "call a contract's actions by hand and show what changes",
      positionals: "CONTRACT [SCRIPT|-]", positionalLimits: 1...2,
      options: [.contract, .json, .colour],
      details: """
        Shows for each command, one on a line, what it changed, emitted or broke, what it cost in
        gas and on which lines, or why it was undone:

          population Account = 3                 how many rows a table has
          set mark = 100, Account[0].size = 2    values, without any action
          deposit(500) as Account[0]             an action, and who calls it
          after 1h                               time passes
          equity(Account[0])                     a value, also with `print` before it
          then mark == 100                       a claim

        Without a script it is a prompt: each line of standard input is answered before the next is
        read, and `help`, `state`, `invariants`, `undo`, `reset` and `quit` are lines too. A line
        with a mistake is answered with the mistake, and the prompt goes on. With --json every
        action is a record on a line of its own. The status is 1 when an invariant breaks, a claim
        is false or a piped line is wrong.

        A script with mistakes does not run at all. One that runs goes on after a revert and stops
        at a command without meaning. The status is 1 when an invariant breaks or a claim is false,
        2 when something cannot run.
        """,
      examples: [
        "run Contracts/perpetual.risk",
        "run Contracts/perpetual.risk Scripts/morning.txt",
        "run Contracts/perpetual.risk - < morning.txt",
      ]),
    run: { arguments, session throws(UsageError) in
      var run = ScriptRun(arguments, session)
      return try run.run()
    })
}

private struct ScriptRun {
  let arguments: ParsedArguments
  let session: Session
  var project: Project

  init(_ arguments: ParsedArguments, _ session: Session) {
    self.arguments = arguments
    self.session = session
    project = session.project()
  }

  mutating func run() throws(UsageError) -> ExitStatus {
    guard let file = project.workspace.load(arguments.positionals[0]) else { return refuse() }
    guard !project.workspace.isBroken(file.source) else { return refuse() }
    let contract = try arguments.contract(of: file)
    guard arguments.positionals.count > 1 else { return prompt(contract, of: file) }
    guard let source = readScript(arguments.positionals[1]),
      let script = project.check(source, on: contract, of: file),
      let performer = performer(of: script.contract)
    else { return refuse() }
    do {
      return report(try ScriptRunner(script, performer: performer))
    } catch {
      project.workspace.diagnostics.report(.population(error, of: source))
      return refuse()
    }
  }

  private mutating func prompt(_ contract: Module, of file: ParsedFile) -> ExitStatus {
    guard let checker = project.scriptChecker(for: contract, of: file),
      let performer = performer(of: checker.contract)
    else { return refuse() }
    do {
      var prompt = try Prompt(
        session, checker, project.workspace.sources, isJSON: arguments.has("json"),
        performer: performer)
      return prompt.run()
    } catch {
      project.workspace.diagnostics.report(.population(error, of: file.source))
      return refuse()
    }
  }

  /// The machine; `nil`, after a report, for a contract that is too large for it.
  private mutating func performer(of contract: CheckedContract) -> ExampleRunner.Casting? {
    do throws(CompileError) { return try Deployments().casting(for: contract) } catch {
      project.workspace.diagnostics.report(.notCompiled(error))
      return nil
    }
  }

  private mutating func readScript(_ path: String) -> SourceID? {
    switch FileSearch.read(path, session.streams) {
    case .success(let bytes):
      return project.workspace.sources.add(
        path: path == "-" ? "standard input" : path, bytes: bytes)
    case .failure(.missing):
      project.workspace.diagnostics.report(.notFound(path))
    case .failure(.refused(let why)):
      project.workspace.diagnostics.report(why)
    }
    return nil
  }

  private func refuse() -> ExitStatus { session.refuse("run", project.workspace, arguments) }

  private func report(_ runner: ScriptRunner) -> ExitStatus {
    var report: any ScriptReport =
      arguments.has("json")
      ? ScriptDocument(session, project.workspace.sources, runner.printer)
      : ScriptTranscript(session, project.workspace.sources, runner.printer)
    var runner = runner
    var status = ExitStatus.success
    for (index, line) in runner.script.lines.enumerated() where status != .cannotRun {
      let records = runner.run(lineAt: index)
      report.add(line, records)
      status = worse(status, of: records)
    }
    report.finish()
    return status
  }

  private func worse(_ status: ExitStatus, of records: [ScriptRunner.Record]) -> ExitStatus {
    records.reduce(status) { status, record in
      switch record.kind {
      case .impossible: return .cannotRun
      case .fails: return .findings
      default: return record.broken.isEmpty ? status : .findings
      }
    }
  }
}
