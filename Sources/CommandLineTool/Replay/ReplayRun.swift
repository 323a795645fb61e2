import Campaign
import Diagnostics
import Machine
import Reference
import Semantics

/// A path of a simulation, walked again and told.
struct ReplayRun {
  let options: ReplayOptions
  let arguments: ParsedArguments
  let session: Session
  var project: Project

  init(_ options: ReplayOptions, _ arguments: ParsedArguments, _ session: Session) {
    self.options = options
    self.arguments = arguments
    self.session = session
    project = session.project()
  }

  mutating func run() -> ExitStatus {
    let path = arguments.positionals[0]
    let file = project.check(path)
    let specs = file.specs
    let errors = project.workspace.diagnostics.sorted.filter { $0.severity == .error }
    guard errors.isEmpty else { return refuse(DiagnosticBag(errors)) }
    let wanted = specs.filter { spec in
      arguments.value("spec").map { $0 == spec.name } ?? true
    }
    guard let spec = wanted.first, wanted.count == 1 else {
      return say(.specs(path, arguments.value("spec"), known: specs.map(\.name)))
    }
    let last = spec.clock.steps
    if let steps = options.steps, steps.lowerBound > last {
      return say(.steps(spec.name, steps.lowerBound, last: last))
    }
    var changes: [CheckedProposal.Change] = []
    if let title = arguments.value("proposal") {
      let ofSpec = file.proposals.filter { specs[$0.spec].name == spec.name }.map(\.proposal)
      guard let proposal = ofSpec.first(where: { $0.title == title }) else {
        return say(.proposals(spec.name, title, known: ofSpec.map(\.title)))
      }
      changes = proposal.changes
    }
    let steering: Steering?
    do throws(Steering.Problem) { steering = try Steering(arguments, spec) } catch {
      return say(error.what, error.help)
    }
    do throws(WorldMaker.Problem) {
      let snapshot = try SnapshotFile(session).contents(at: arguments.value("state"), for: spec)
      let worlds = try WorldMaker(seed: options.seed, session, project.workspace.sources)
        .worlds(of: spec, changing: [changes], holding: snapshot?.holdings)
      return walk(worlds[0], steering, path)
    } catch {
      return refuse(DiagnosticBag(error.findings))
    }
  }

  private func walk(_ world: World, _ steering: Steering?, _ path: String) -> ExitStatus {
    let spec = world.program.spec
    let sources = project.workspace.sources
    guard let words = SpecWords(world), let runner = try? PathRunner(world) else {
      return refuse(
        DiagnosticBag([
          ProblemText.diagnostic(.population(PopulationMismatch(table: nil)), spec)
        ]))
    }
    let text = ReplayText(session, words, world, sources, short: options.steps == nil)
    var document = ReplayDocument(words, world, path: path, sources)
    let isText = !arguments.has("json")
    var problem: Diagnostic?
    var route: SteeredPath?
    withoutActuallyEscaping({ (step: ReplayStep) in
      if isText { text.write(step) } else { document.add(step) }
    }) { tell in
      let walk = PathWalk(
        runner, words, sources, shown: options.steps ?? 0...spec.clock.steps, tell: tell)
      do throws(PathProblem) {
        route = try steering?.route(options.path, runner)
        if let route { try walk.walk(route) } else { try walk.walk(options.path) }
      } catch {
        problem = ProblemText.diagnostic(error, world, path: path)
      }
    }
    if isText {
      if let problem {
        session.output.line()
        session.print(DiagnosticBag([problem]).findings(), sources)
      } else if route == nil {
        text.write(runner.record)
      }
    } else {
      session.output.write(
        JSONWriter.write(
          document.document(
            runner.record,
            problem: problem.map { JSONRenderer().value(of: $0, sources) })))
    }
    if problem != nil { return .cannotRun }
    if let file = arguments.value("html") {
      let page = ReplayPage(
        runner, words, sources, runner.record, route, shown: options.steps,
        command: command(world, steering, path), facts: facts(world, path))
      if let page, let failure = session.write(page.text, to: file) {
        return refuse(DiagnosticBag([failure]))
      }
    }
    return runner.record.isClean(spec) ? .success : .findings
  }

  /// The command that walks the same path.
  private func command(_ world: World, _ steering: Steering?, _ path: String) -> String {
    var command = "plimsoll replay \(quotedForShell(path)) --path \(options.path)"
    if options.seed != 1 { command += " --seed \(options.seed)" }
    command += " --spec \(world.program.spec.name)"
    for option in ["proposal", "state"] {
      if let value = arguments.value(option) { command += " --\(option) \(quotedForShell(value))" }
    }
    return command + (steering?.options(world.program.spec) ?? "")
  }

  private func facts(_ world: World, _ path: String) -> [[String]] {
    let spec = world.program.spec
    return [
      ["file", path], ["spec", spec.name], ["proposal", arguments.value("proposal") ?? "none"],
      ["accounts of", arguments.value("state") ?? "the setup"], ["path", "\(options.path)"],
      ["seed", "\(options.seed)"], ["version", "plimsoll \(Plimsoll.version)"],
    ]
  }

  /// What the file does not hold.
  private enum Absence {
    case specs(String, String?, known: [String])
    case steps(String, Int, last: Int)
    case proposals(String, String, known: [String])
  }

  /// On standard error, as with everything that is about the command line and not about a file.
  private func say(_ absence: Absence) -> ExitStatus {
    let (error, help) =
      switch absence {
      case .specs(let path, _, let known) where known.isEmpty:
        ("`\(path)` holds no spec", "name the file that `plimsoll test` has named")
      case .specs(let path, nil, let known):
        ("`\(path)` holds \(known.count) specs", "choose one with --spec: \(list(known))")
      case .specs(let path, let name?, let known):
        (
          "`\(path)` holds no spec `\(name)`",
          nearest(name, among: known).map { "did you mean `\($0)`?" } ?? "it holds \(list(known))"
        )
      case .steps(let name, let step, let last):
        (
          "`\(name)` has no step \(grouped(step))",
          "its steps are 0, the setup, to \(grouped(last))"
        )
      case .proposals(let spec, let title, let known):
        (
          "no proposal for `\(spec)` is called \"\(title)\"",
          known.isEmpty
            ? "this file proposes no change to it"
            : "there is " + known.map { "\"\($0)\"" }.joined(separator: ", ")
        )
      }
    return say(error, help)
  }

  private func say(_ error: String, _ help: String) -> ExitStatus {
    session.streams.errors.line("error: \(error.escapedForDisplay)")
    session.streams.errors.line("  = help: \(help.escapedForDisplay)")
    return .cannotRun
  }

  private func list(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }

  private func refuse(_ problems: DiagnosticBag) -> ExitStatus {
    let sources = project.workspace.sources
    if arguments.has("json") {
      session.output.write(
        JSONWriter.write([
          "command": "replay", "steps": [],
          "findings": JSONRenderer().value(of: problems.findings(), sources),
        ]))
    } else {
      session.print(problems.findings(), sources)
    }
    return .cannotRun
  }
}

extension PathRecord {
  /// Whether nothing that must hold on every path was broken.
  fileprivate func isClean(_ spec: CheckedSpec) -> Bool {
    breaks.isEmpty && lawBreaks.isEmpty
      && zip(spec.expectations, claims).allSatisfy { expectation, word in
        switch expectation.claim {
        case .invariants, .always, .eventually: word != 0
        case .estimate: true
        }
      }
  }
}
