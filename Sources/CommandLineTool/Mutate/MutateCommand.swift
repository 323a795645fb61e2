import Campaign
import Compiler
import Diagnostics
import Mutation
import Reference
import Semantics
import Syntax

extension Command {
  /// `plimsoll mutate`: are the checks any good?
  static let mutate = Command(
    description: CommandDescription(
      name: "mutate", summary: "change rules one at a time and say which changes nothing notices",
      positionals: "CONTRACT.risk", positionalLimits: 1...1,
      options: [
        .specPaths, .contract, .actions, .paths, .seed, .workers, .atLeast, .json, .colour,
      ],
      details: """
        Makes one small change after the other in the rules of a contract and of the libraries it
        imports: compares the other way round, forgets a haircut, reverses a queue, swaps a
        rounding, leaves out a require. Then asks whether anything notices: the examples of the
        specs, an attack on the invariants, and a few paths of each spec. A change that nothing
        notices is a rule that nothing tests; each is shown where it stands. Changes that do not
        pass the check, and those that leave the program as it is, do not count. Without --spec only
        the invariants are asked, by an attack.

        A change that cannot matter is declared in place, with its reason:
        `// allow unnoticed-mutant: both branches give the same on a tie`.

        The status is 1 when the score is below --at-least, and 2 when the rules are broken as they
        are, so that nothing can be said.
        """,
      examples: [
        "mutate Contracts/perpetual.risk --spec Specs/perpetual.spec",
        "mutate Contracts/perpetual.risk --spec Specs/perpetual.spec --at-least 90% --json",
      ]),
    run: { arguments, session throws(UsageError) in
      let options = try MutationOptions(arguments)
      var run = MutationRun(options, arguments, session)
      return try run.run()
    })
}

extension CommandDescription.Option {
  static let specPaths = Self(
    "spec", value: "PATHS",
    "files or folders of specs, with commas between; their examples and paths may notice")
  static let actions = Self(
    "actions", value: "N", "at most so many actions of an attack; 200_000 if not said")
  static let atLeast = Self(
    "at-least", value: "PERCENT", "fail when a smaller share of the changes is noticed")
}

struct MutationOptions {
  let specs: [String]
  let workers: Int
  let limits: MutantTrial.Limits
  let atLeast: Int

  init(_ arguments: ParsedArguments) throws(UsageError) {
    specs = (arguments.value("spec") ?? "").split(separator: ",").map(String.init)
    workers = Int(
      try SimulationOptions.number("workers", arguments, 1...1_024)
        ?? UInt64(System.processorCount))
    limits = MutantTrial.Limits(
      seed: try SimulationOptions.seed(arguments),
      paths: try SimulationOptions.number("paths", arguments, 0...1_000_000) ?? 8,
      actions: try SimulationOptions.number("actions", arguments, 0...1_000_000_000) ?? 200_000)
    let text = arguments.value("at-least") ?? "0%"
    guard text.last == "%", case .number(let share) = WholeNumber(text.dropLast()), share <= 100
    else {
      throw .badValue(
        what: "share for --at-least", found: text, wanted: "write a percentage, such as 90%")
    }
    atLeast = share
  }
}

private struct MutationRun {
  let options: MutationOptions
  let arguments: ParsedArguments
  let session: Session
  var project: Project

  init(_ options: MutationOptions, _ arguments: ParsedArguments, _ session: Session) {
    self.options = options
    self.arguments = arguments
    self.session = session
    project = session.project()
  }

  mutating func run() throws(UsageError) -> ExitStatus {
    let path = arguments.positionals[0]
    guard let file = project.workspace.load(path) else { return refuse() }
    let module = try arguments.contract(of: file)
    guard let contract = project.contract(module.name.text, in: path) else { return refuse() }
    let rules = project.workspace.sources.own
    let search = FileSearch(options.specs, kinds: [.spec])
    for problem in search.problems { project.workspace.diagnostics.report(problem) }
    let specs = search.files.map { project.check($0) }
    guard !project.workspace.diagnostics.hasErrors else { return refuse() }
    let compiled: CompiledContract
    do throws(CompileError) { compiled = try Compiler.compile(contract) } catch {
      project.workspace.diagnostics.report(.notCompiled(error))
      return refuse()
    }
    session.warnIfDebugBuild()
    let trial = MutantTrial(
      files: Dictionary(project.workspace.sources.own.map { ($0.path, $0.bytes) }) { first, _ in
        first
      }, contractPath: path,
      contractName: contract.name, specPaths: search.files, limits: options.limits,
      original: compiled.program.program)
    if let notice = trial.notice(contract, specs) {
      session.streams.errors.line("error: \(notice.words) as the rules are, without any change")
      session.streams.errors.line("  = help: mend that first; `plimsoll test` shows it")
      return .cannotRun
    }
    let mutants = rules.flatMap { source -> [MutationReport.Entry] in
      guard let parsed = project.workspace.load(source.path) else { return [] }
      let allowances = allowances(in: source, tokens: parsed.tokens)
      return Mutants.of(parsed, bytes: source.bytes).map {
        MutationReport.Entry($0, source, allowances)
      }
    }
    return report(try? fates(of: mutants, trial), mutants, contract)
  }

  /// What became of each, in order; `nil` where the run was interrupted.
  private func fates(
    of mutants: [MutationReport.Entry], _ trial: MutantTrial
  ) throws(PathProblem) -> (fates: [MutantTrial.Fate], wasInterrupted: Bool) {
    var progress = MutationProgress(session.streams, count: mutants.count)
    defer { progress.clear() }
    let interruption = session.streams.interruption
    interruption.listen()
    let queue = UnitQueue<MutantTrial.Fate, [MutantTrial.Fate]>(
      units: UInt64(mutants.count), into: []
    ) { whole, fate in
      whole.append(fate)
      return false
    }
    let ended = try queue.run(
      workers: options.workers, { trial },
      { (trial, unit, _) throws(PathProblem) in
        let entry = mutants[Int(unit)]
        // On one deep stack, where each evaluation would ask for one of its own.
        return DeepStack.run { trial.fate(of: entry.mutant, in: entry.path) } ?? .refused
      },
      watching: { fates in
        progress.show(fates)
        return !interruption.isRaised()
      })
    return (ended.whole, ended.wasInterrupted)
  }

  private func report(
    _ ended: (fates: [MutantTrial.Fate], wasInterrupted: Bool)?,
    _ mutants: [MutationReport.Entry], _ contract: CheckedContract
  ) -> ExitStatus {
    let report = MutationReport(
      contract: contract.name, fates: Array(zip(mutants, ended?.fates ?? [])),
      all: mutants.count, limits: options.limits, sources: project.workspace.sources)
    if arguments.has("json") {
      session.output.write(JSONWriter.write(report.document))
    } else {
      session.output.write(report.text(session.palette))
    }
    if ended?.wasInterrupted == true { return .interrupted }
    return report.reaches(options.atLeast) ? .success : .findings
  }

  private func refuse() -> ExitStatus {
    session.refuse("mutate", project.workspace, arguments)
  }
}

extension SourceMap {
  /// The files that were read, those of the standard library left out.
  fileprivate var own: [SourceFile] { files.filter { !$0.path.hasPrefix("std/") } }
}
