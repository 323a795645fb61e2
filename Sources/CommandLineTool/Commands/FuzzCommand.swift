import Attack
import Compiler
import Diagnostics
import Market
import Reference
import Semantics

extension Command {
  /// `plimsoll fuzz`: attacks a contract, or a spec.
  static let fuzz = Command(
    description: CommandDescription(
      name: "fuzz",
      summary: "attack a contract or a spec: look for calls that break what it promises",
      positionals: "PATH", positionalLimits: 1...6,
      options: [
        .contract, .spec, .rows, .attackActions, .onlyInvariant, .seed, .attackWorkers, .exhaustive,
        .json, .colour,
      ],
      details: """
        Calls actions of the contract again and again: by whomever they admit, with rows, numbers
        and gaps of time chosen from types and ranges, from the numbers the contract is written
        with, from what its state and functions say, and from their neighbours one unit away. What
        reaches new code, comes nearer to a comparison, or brings a quantity where it never was,
        is gone on from. After every call the invariants it may have broken are asked.

        Of a spec its adversary is played: it does what it may between the steps of the spec, moves
        prices as far as it may, and may act between a price and its publication, while oracles,
        agents and handlers go on as written. Then `always` and `eventually` are looked at too. Where
        the spec says what the adversary wants, the most it gains is reported: its `profit`.

        Says of every invariant whether it was broken, and by which calls; whether it held; or
        whether it never had a chance to fail. An invariant that is known to be false, the canary,
        is planted in every attack: where it is not found, nothing that held means anything. The
        same seed gives the same result for any number of workers. Ctrl-C stops and prints what is
        known.

        With --exhaustive every run of a contract up to a number of calls is tried instead: by
        everybody who may call, with a few numbers, and with rows of two accounts if nothing else is
        said; each state once. It says whether it went through all of them or how far it came, and of
        what it breaks that no run of fewer calls does. `values` lists the numbers, `gaps` how long
        may pass, `states` how many it may keep.

        What breaks a contract is shrunk to the simplest run, and to the simplest that is as bad, and
        kept in `.plimsoll/cases` beside its file. Every later attack replays what is kept first and
        says what became of it; `plimsoll replay` tells a case, `plimsoll promote` makes an example.

        The status is 1 when an invariant is broken, now or by a kept case, 3 when the canary is not
        found or an exhaustive search is not complete, 2 when the file cannot be read or has errors,
        and 130 after Ctrl-C.
        """,
      examples: [
        "fuzz Contracts/perpetual.risk",
        "fuzz Contracts/perpetual.risk --rows Account=8 --seed 7 --only conserved",
        "fuzz Specs/crash-week.spec",
        "fuzz Contracts/lending.risk --exhaustive depth=3 rows=2 values=0,1,100",
      ]),
    run: { arguments, session throws(UsageError) in
      var run = try FuzzRun(arguments, session)
      return try run.run()
    })
}

extension CommandDescription.Option {
  static let attackActions = Self(
    "actions", value: "N", "how many calls to make, at least; 2_000_000 if not said")
  static let onlyInvariant = Self("only", value: "INVARIANT", "ask this invariant alone")
  static let exhaustive = Self(
    "exhaustive", value: "depth=N..",
    "try all short runs: `depth=4 rows=2 values=0,1,100 gaps=1h states=1_000_000`, or some of it")
  static let attackWorkers = Self(
    "workers", value: "N", "how many processors to use; all if not said")
}

private struct FuzzRun {
  let arguments: ParsedArguments
  let session: Session
  let seed: UInt64
  let workers: Int
  let budget: Int
  let exhaustive: ExhaustiveOptions?
  var project: Project

  init(_ arguments: ParsedArguments, _ session: Session) throws(UsageError) {
    self.arguments = arguments
    self.session = session
    seed = try SimulationOptions.seed(arguments)
    workers = Int(
      try SimulationOptions.number("workers", arguments, 1...1_024)
        ?? UInt64(System.processorCount))
    budget = Int(
      try SimulationOptions.number("actions", arguments, 1...1_000_000_000_000) ?? 2_000_000)
    let more = arguments.positionals.dropFirst()
    if let first = arguments.value("exhaustive") {
      for option in ["rows", "actions", "seed", "spec"] where arguments.value(option) != nil {
        throw .badValue(
          what: "option of an exhaustive search", found: "--\(option)",
          wanted: "`--exhaustive depth=4 rows=2` says how far it goes")
      }
      exhaustive = try ExhaustiveOptions(first, more)
    } else {
      exhaustive = nil
      if let word = more.first { throw .tooManyArguments(word) }
    }
    project = session.project()
  }

  mutating func run() throws(UsageError) -> ExitStatus {
    let path = arguments.positionals[0]
    guard let file = project.workspace.load(path), !project.workspace.isBroken(file.source) else {
      return refuse()
    }
    let checked = project.check(file)
    guard !project.workspace.diagnostics.hasErrors else { return refuse() }
    if checked.specs.contains(where: { $0.adversary != nil }) {
      if exhaustive != nil {
        throw .badValue(
          what: "contract", found: path,
          wanted: "an exhaustive search goes through the runs of a contract, not of a spec")
      }
      return try attack(try spec(of: checked))
    }
    let wanted = try arguments.contract(of: file)
    guard let contract = checked.contracts.first(where: { $0.name == wanted.name.text }) else {
      return refuse()
    }
    let population = try self.population(of: contract)
    let target: CaseTarget
    do throws(StageProblem) {
      target = try CaseTarget(
        path: path, contract: contract, population: population,
        sources: project.workspace.sources)
    } catch { return refuse(error.diagnostic(contract)) }
    let only = try claims(of: target.stage)
    let book = path == "-" ? nil : CaseBook(beside: path, about: contract.name, in: session)
    do throws(StageProblem) {
      if let exhaustive { return try search(exhaustive, target, only, keeping: book) }
      return try report(target.stage, only, population, keeping: book) { book, findings in
        book.keep(findings, of: target, seed: seed)
      }
    } catch { return refuse(error.diagnostic(contract)) }
  }

  private func spec(of checked: Project.CheckedFile) throws(UsageError) -> CheckedSpec {
    let specs = checked.specs.filter { $0.adversary != nil }
    let names = specs.map(\.name)
    if let wanted = arguments.value("spec") {
      if let found = specs.first(where: { $0.name == wanted }) { return found }
      throw .badChoice(option: "--spec", found: wanted, choices: names)
    }
    guard let first = specs.first, specs.count == 1 else {
      throw .missingArgument("--spec " + names.joined(separator: "|"))
    }
    return first
  }

  private mutating func attack(_ spec: CheckedSpec) throws(UsageError) -> ExitStatus {
    if arguments.value("rows") != nil {
      throw .badValue(
        what: "option of a spec", found: "--rows", wanted: "a spec says its population itself")
    }
    let worlds = WorldMaker(seed: seed, session, project.workspace.sources)
    let histories: [String: PriceHistory]
    do throws(WorldMaker.Problem) { histories = try worlds.files.histories(of: spec) } catch {
      project.workspace.diagnostics.report(contentsOf: error.findings)
      return refuse()
    }
    let path = arguments.positionals[0]
    let stage: Stage
    do throws(StageProblem) {
      stage = try Stage(spec, seed: seed, histories: histories)
    } catch { return refuse(error.diagnostic(spec, in: path)) }
    let only = try claims(of: stage)
    do throws(StageProblem) {
      guard
        let target = SpecTarget(path: path, stage: stage, sources: project.workspace.sources)
      else { return refuse() }
      let book = path == "-" ? nil : CaseBook(beside: path, about: spec.name, in: session)
      return try report(stage, only, target.words.population, keeping: book) { book, findings in
        book.keep(findings, of: target, seed: seed)
      }
    } catch { return refuse(error.diagnostic(spec, in: path)) }
  }

  /// What `--only` asks; nil for everything.
  private func claims(of stage: Stage) throws(UsageError) -> Set<Int>? {
    guard let wanted = arguments.value("only") else { return nil }
    let claims = stage.claims.filter { stage.name(of: $0) == wanted }
    guard claims.isEmpty else { return Set(claims) }
    throw .badChoice(option: "--only", found: wanted, choices: stage.claims.map(stage.name(of:)))
  }

  /// Goes through all short runs, and says what came of it.
  private func search(
    _ options: ExhaustiveOptions, _ target: CaseTarget, _ only: Set<Int>?, keeping book: CaseBook?
  ) throws(StageProblem) -> ExitStatus {
    let stage = target.stage
    session.warnIfDebugBuild()
    let outcome = try search(stage, options)
    var book = book
    book?.keep(
      outcome.minima.sorted { $0.key < $1.key }.filter { only?.contains($0.key) ?? true }
        .map { Finding(invariant: $0.key, sequence: $0.value, actions: outcome.actions) },
      of: target, seed: seed)
    let report = ExhaustiveReport(
      path: arguments.positionals[0], stage: stage, options: options, only: only,
      outcome: outcome, player: try Player(stage), printer: target.printer, book: book)
    if arguments.has("json") {
      session.output.write(JSONWriter.write(report.document))
    } else {
      report.write(session.output)
    }
    return report.status
  }

  private func search(
    _ stage: Stage, _ options: ExhaustiveOptions
  ) throws(StageProblem) -> Exhaustive.Outcome {
    var progress = FuzzProgress(session.streams, name: stage.contract.name)
    defer { progress.clear() }
    session.streams.interruption.listen()
    return try Exhaustive(
      stage, depth: options.depth, values: options.values, gaps: options.gaps,
      stateLimit: options.states
    ).run {
      progress.show($0)
      return !session.streams.interruption.isRaised()
    }
  }

  /// Attacks, and says what came of it.
  private func report(
    _ stage: Stage, _ only: Set<Int>?, _ population: Population, keeping book: CaseBook?,
    keep: (inout CaseBook, [Finding]) -> Void
  ) throws(StageProblem) -> ExitStatus {
    session.warnIfDebugBuild()
    let outcome = try attack(stage, only)
    var book = book
    if var open = book {
      keep(&open, outcome.findings)
      book = open
    }
    let report = FuzzReport(
      path: arguments.positionals[0], stage: stage, seed: seed, only: only, outcome: outcome,
      printer: ValuePrinter(stage.contract, population), options: given, book: book)
    if arguments.has("json") {
      session.output.write(JSONWriter.write(report.document))
    } else {
      report.write(session)
    }
    return report.status
  }

  private func attack(
    _ stage: Stage, _ only: Set<Int>?
  ) throws(StageProblem) -> Attack.Outcome {
    var progress = FuzzProgress(session.streams, name: stage.contract.name)
    defer { progress.clear() }
    session.streams.interruption.listen()
    return try Attack(stage, seed: seed, budget: budget, only: only).run(workers: workers) {
      progress.show($0)
      return !session.streams.interruption.isRaised()
    }
  }

  /// Few rows: what goes wrong among many goes wrong among four.
  private static let standardRows = 4

  private func population(of contract: CheckedContract) throws(UsageError) -> Population {
    let given = try RowCounts(arguments)
    try given?.check(against: [contract])
    var rows = given?.given ?? []
    for table in contract.tables where table.keys.isEmpty && table.fixedRows == nil {
      if !rows.contains(where: { $0.table == table.name }) {
        rows.append((table.name, exhaustive?.rows ?? FuzzRun.standardRows))
      }
    }
    return try RowCounts(given: rows).population(of: contract)
  }

  /// What has to be said again for the same attack.
  private var given: String {
    var text = ""
    for option in ["contract", "spec", "rows", "actions", "only", "seed"] {
      if let value = arguments.value(option) { text += " --\(option) \(quotedForShell(value))" }
    }
    return text
  }

  private mutating func refuse(_ problem: Diagnostic) -> ExitStatus {
    project.workspace.diagnostics.report(problem)
    return refuse()
  }

  private func refuse() -> ExitStatus { session.refuse("fuzz", project.workspace, arguments) }
}
