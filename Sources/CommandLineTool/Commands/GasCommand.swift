import Compiler
import Diagnostics
import Machine
import Reference
import Semantics

extension Command {
  /// `plimsoll gas`: what actions can cost.
  static let gas = Command(
    description: CommandDescription(
      name: "gas", summary: "show the most gas each action can take, and which lines take it",
      positionals: "[PATH..]", positionalLimits: 0...10_000,
      options: [.rows, .action, .json, .colour],
      details: """
        Reads contracts in files and folders (without any: Contracts). No call ever takes more than
        the formula of its action: gas for the sizes of tables, `sort(T)` for sorting the n rows of T
        (log2 of n, rounded up, times n, times 2), `min(32, T)` where a loop has a limit. The lines are those of the dearest way and add up to
        the formula; where it depends on the sizes which way that is, the formula is a `max` and the
        lines of all of them are shown. With --rows there is one way, and numbers.
        """,
      examples: [
        "gas Contracts/perpetual.risk",
        "gas Contracts/perpetual.risk --rows Account=1000 --action liquidate",
      ]),
    run: { arguments, session throws(UsageError) in
      var run = GasRun(arguments, session)
      return try run.run()
    })
}

extension CommandDescription.Option {
  static let action = Self("action", value: "NAME", "only this action")
}

private struct GasRun {
  let arguments: ParsedArguments
  let session: Session
  var project: Project

  init(_ arguments: ParsedArguments, _ session: Session) {
    self.arguments = arguments
    self.session = session
    project = session.project()
  }

  mutating func run() throws(UsageError) -> ExitStatus {
    let rows = try RowCounts(arguments)
    let search = FileSearch(
      arguments.positionals.isEmpty ? ["Contracts"] : arguments.positionals, kinds: [.risk])
    let contracts = search.files.flatMap { project.check($0).contracts }
    for problem in search.problems { project.workspace.diagnostics.report(problem) }
    let errors = DiagnosticBag(
      project.workspace.diagnostics.sorted.filter { $0.severity == .error }
    ).findings()
    guard errors.errors == 0 else {
      if arguments.has("json") {
        session.output.write(
          JSONWriter.write([
            "command": "gas", "contracts": [],
            "findings": JSONRenderer().value(of: errors, project.workspace.sources),
          ]))
      } else {
        session.print(errors, project.workspace.sources)
      }
      return .cannotRun
    }
    try rows?.check(against: contracts)
    try checkAction(contracts)
    let costs = try contracts.map { contract throws(UsageError) in
      GasReport(
        contract, rows: try rows?.rows(of: contract), only: arguments.value("action"),
        project.workspace.sources)
    }.filter { arguments.value("action") == nil || !$0.actions.isEmpty }
    if arguments.has("json") {
      session.output.write(
        JSONWriter.write([
          "command": "gas", "schedule": .integer(Opcode.scheduleVersion),
          "contracts": .array(costs.map(\.document)), "findings": [],
        ]))
    } else if costs.isEmpty {
      session.output.line(
        "no contract in \(counted(search.files.count, "file")): what libraries cost shows in the "
          + "contracts that import them")
    } else {
      session.output.write(costs.map { $0.text(session.palette) }.joined(separator: "\n"))
    }
    return .success
  }

  private func checkAction(_ contracts: [CheckedContract]) throws(UsageError) {
    guard let wanted = arguments.value("action") else { return }
    let names = contracts.flatMap { $0.actions.map(\.name) }
    guard !names.contains(wanted) else { return }
    throw .badValue(
      what: "action", found: wanted,
      wanted: advice(for: wanted, among: names, called: "actions"))
  }
}
