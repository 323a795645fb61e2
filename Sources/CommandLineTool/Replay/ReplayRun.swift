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
    let spec: CheckedSpec
    let steering: Steering?
    let changes: [CheckedProposal.Change]
    let question: PathRunner.LawQuestion?
    do throws(CommandRefusal) {
      spec = try specs.one(named: arguments.value("spec"), in: path)
      let last = spec.clock.steps
      if let steps = options.steps, steps.lowerBound > last {
        throw CommandRefusal(
          what: "`\(spec.name)` has no step \(grouped(steps.lowerBound))",
          help: "its steps are 0, the setup, to \(grouped(last))")
      }
      let ofSpec = file.proposals.filter { specs[$0.spec].name == spec.name }.map(\.proposal)
      changes = try self.changes(of: ofSpec, spec)
      steering = try Steering(arguments, spec)
      question = try PathRunner.LawQuestion(
        arguments, spec, after: steering?.still ?? spec.clock.steps)
    } catch { return session.refuse(error) }
    do throws(WorldMaker.Problem) {
      let snapshot = try SnapshotFile(session).contents(at: arguments.value("state"), for: spec)
      let worlds = try WorldMaker(seed: options.seed, session, project.workspace.sources)
        .worlds(of: spec, changing: [changes], holding: snapshot?.holdings)
      return walk(worlds[0], steering, question, path)
    } catch {
      return refuse(DiagnosticBag(error.findings))
    }
  }

  private func walk(
    _ world: World, _ steering: Steering?, _ question: PathRunner.LawQuestion?, _ path: String
  ) -> ExitStatus {
    let spec = world.program.spec
    let sources = project.workspace.sources
    guard let words = SpecWords(world), let runner = try? PathRunner(world) else {
      return refuse(
        DiagnosticBag([
          ProblemText.diagnostic(.population(PopulationMismatch(table: nil)), spec)
        ]))
    }
    runner.question = question
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
      } else if !runner.record.measures.isEmpty {
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
    // The page walks it again, up to where it breaks.
    let record = runner.record
    if let file = arguments.value("html") {
      let page = ReplayPage(
        runner, words, sources, record, route, shown: options.steps,
        command: command(world, steering, path) + (question?.options(spec) ?? ""),
        facts: facts(world, path))
      if let page, let failure = session.write(page.text, to: file) {
        return refuse(DiagnosticBag([failure]))
      }
    }
    return record.isClean(spec) ? .success : .findings
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

  /// What the proposal changes that is asked for; nothing for none.
  private func changes(
    of proposals: [CheckedProposal], _ spec: CheckedSpec
  ) throws(CommandRefusal) -> [CheckedProposal.Change] {
    guard let title = arguments.value("proposal") else { return [] }
    guard let proposal = proposals.first(where: { $0.title == title }) else {
      throw CommandRefusal(
        what: "no proposal for `\(spec.name)` is called \"\(title)\"",
        help: proposals.isEmpty
          ? "this file proposes no change to it"
          : "there is " + proposals.map { "\"\($0.title)\"" }.joined(separator: ", "))
    }
    return proposal.changes
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
