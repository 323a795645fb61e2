import Campaign
import Compiler
import Diagnostics
import Market
import Semantics

extension Command {
  /// `plimsoll sweep`: where a spec turns from safe to not safe.
  static let sweep = Command(
    description: CommandDescription(
      name: "sweep", summary: "find how far parameters can go before an expectation fails",
      positionals: "FILE.spec", positionalLimits: 1...1,
      options: [
        .over, .grid, .spec, .paths, .budget, .seed, .workers, .stress, .tableFile,
        .page, .json, .colour,
      ],
      details: """
        Sets parameters to values of a range each and judges the expectations of the spec at every
        one: those that must hold, not those that only ask whether something is reached. Finds the
        frontier, the last value of the first parameter at which all hold, for every combination of
        the others; it follows the frontier and computes only what it must, and here and there a cell
        beyond it. --grid computes all. Cells that contradict a single turn are reported, and last
        which parameter moves most. Behind the first, a parameter may be a policy, an enum or a
        truth: the frontier is found for each of the values that are listed.

        --stress asks the reverse, at the parameters as deployed and with no range if none is given:
        for each invariant, and each expectation that something is seldom, the smallest fall and the
        smallest rise of a price, at once and for good, that breaks it on any of 32 paths, or of
        --paths. Found to a tenth of a percent; printed with the size next to it that breaks none.

        The status is 0, and 3 where some row of the frontier is not decided.
        """,
      examples: [
        "sweep Specs/crash-week.spec --over maintenance_margin=2%..10%:17",
        "sweep Specs/crash-week.spec --over maintenance_margin=2%..10%:9 "
          + "--over liquidation_penalty=0%..4%:5 --csv cells.csv",
        "sweep Specs/findings/isolation.spec --over Market[BTC].maintenance=2%..10%:5 "
          + "--over margining=cross_only,isolated_only --paths 256",
        "sweep Specs/crash-week.spec --stress",
      ]),
    run: { arguments, session throws(UsageError) in
      let options = try SimulationOptions(arguments)
      guard !arguments.values("over").isEmpty || arguments.has("stress") else {
        throw .missingArgument("--over NAME=a..b:n")
      }
      var command = SweepSession(arguments, session, options)
      return command.run()
    })
}

extension CommandDescription.Option {
  static let over = Self(
    "over", value: "NAME=a..b:n",
    "a parameter, its least and greatest value, and how many, or NAME=a,b of a policy; again for another"
  )
  static let grid = Self("grid", "compute every cell, and not only what the frontier needs")
  static let stress = Self("stress", "find the smallest shock that breaks each promise of the spec")
  static let tableFile = Self("csv", value: "FILE", "write a row for each cell that is computed")
}

private struct SweepSession {
  let arguments: ParsedArguments
  let session: Session
  let options: SimulationOptions
  var project: Project

  /// The most cells of a grid.
  private static let mostCells = 100_000

  init(_ arguments: ParsedArguments, _ session: Session, _ options: SimulationOptions) {
    self.arguments = arguments
    self.session = session
    self.options = options
    project = session.project()
  }

  mutating func run() -> ExitStatus {
    let path = arguments.positionals[0]
    let specs = project.check(path).specs
    let errors = project.workspace.diagnostics.sorted.filter { $0.severity == .error }
    guard errors.isEmpty else { return refuse(errors) }
    do throws(CommandRefusal) {
      let spec = try specs.one(named: arguments.value("spec"), in: path)
      let axes = try axes(of: spec)
      session.warnIfDebugBuild()
      return sweep(spec, axes, path)
    } catch { return session.refuse(error) }
  }

  private func axes(of spec: CheckedSpec) throws(CommandRefusal) -> [SweepAxis] {
    var axes: [SweepAxis] = []
    for text in arguments.values("over") {
      let axis = try SweepAxis(text, spec)
      if axes.contains(where: { $0.place == axis.place }) {
        throw CommandRefusal(what: "`\(axis.text)` is there twice", help: "give it one range")
      }
      axes.append(axis)
    }
    if let first = axes.first, first.isPolicy {
      throw CommandRefusal(
        what: "`\(first.text)` is a policy",
        help: "begin with a quantity: its frontier is found for each policy")
    }
    let cells = axes.reduce(1) { $0.multipliedReportingOverflow(by: $1.values.count).partialValue }
    guard 1...SweepSession.mostCells ~= cells else {
      throw CommandRefusal(
        what: "the grid has too many cells", help: "at most \(grouped(SweepSession.mostCells))")
    }
    return axes
  }

  private func sweep(_ spec: CheckedSpec, _ axes: [SweepAxis], _ path: String) -> ExitStatus {
    let worlds = WorldMaker(seed: options.seed, session, project.workspace.sources)
    let world: World
    let histories: [String: PriceHistory]
    do throws(WorldMaker.Problem) {
      world = try worlds.world(of: spec)
      histories = try worlds.files.histories(of: spec)
    } catch { return refuse(error.findings) }
    guard let words = SpecWords(world) else { return .cannotRun }
    let interruption = session.streams.interruption
    interruption.listen()
    let run: SweepRun
    do throws(SweepRun.Problem) {
      run = try SweepRun(
        world.program, words, axes: axes, options: options, budget: options.mostPaths(world),
        histories: histories, isFull: arguments.has("grid") || axes.contains(where: \.isPolicy),
        unless: { interruption.isRaised() })
    } catch {
      switch error {
      case .world(let problem): return refuse([ProblemText.diagnostic(problem, spec)])
      case .path(let problem): return refuse([ProblemText.diagnostic(problem, world, path: path)])
      case .interrupted: return .interrupted
      }
    }
    let stress =
      arguments.has("stress")
      ? ReverseStress(world, paths: options.paths, unless: { interruption.isRaised() }) : nil
    return report(SweepReport(run, path: path, stress: stress))
  }

  private func report(_ report: SweepReport) -> ExitStatus {
    let run = report.run
    if arguments.has("json") {
      session.output.write(JSONWriter.write(report.document))
    } else {
      session.output.write(report.text(session.palette))
    }
    for (option, text) in [("csv", { report.commas }), ("html", { SweepPage(report).text })] {
      guard let path = arguments.value(option) else { continue }
      if let failure = session.write(text(), to: path) { return refuse([failure]) }
    }
    if run.wasInterrupted { return .interrupted }
    return run.cells.values.contains { $0.state == .undecided } ? .undecided : .success
  }

  private func refuse(_ problems: [Diagnostic]) -> ExitStatus {
    session.print(DiagnosticBag(problems).findings(), project.workspace.sources)
    return .cannotRun
  }
}
