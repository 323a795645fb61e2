import Campaign
import Diagnostics
import Machine
import Reference
import Semantics

extension Command {
  /// `plimsoll replay`: a path of a simulation, step by step.
  static let replay = Command(
    description: CommandDescription(
      name: "replay", summary: "walk one path of a simulation, or a kept case, step by step",
      positionals: "FILE.spec|FILE.case", positionalLimits: 1...1,
      options: [.path, .seed, .steps, .spec, .proposal, .json, .colour],
      details: """
        Walks a path that `test` has named again, exactly: of each step the time, the prices, every
        call with who made it, what it changed or why it was refused, and every invariant that broke
        with the values of both sides; at the end the measures. Refused calls of one kind share a
        line unless --step picks some steps; step 0 is the setup.

        With --proposal the path is walked with what that proposal of the file changes, as `vote`
        walks it.

        Of a case that `fuzz` has kept: every call with who made it, what it changed and what it cost,
        the invariant that broke with the values of both sides, and the whole story in sentences.
        Cases take no option but --json. A case still fails, now passes, or no longer applies, and
        then why; that is status 1, 0 or 2.

        The status is 1 when the path breaks an invariant, a law or a claim about every path, and 2 when it
        cannot be walked to its end.
        """,
      examples: [
        "replay Specs/crash-week.spec --path 17",
        "replay Specs/crash-week.spec --path 17 --seed 7 --step 300..310",
        "replay Contracts/.plimsoll/cases/solvent-1a2b3c4d.case",
      ]),
    run: { arguments, session throws(UsageError) in
      if arguments.positionals[0].hasSuffix(".case") {
        let run = CaseRun(
          path: arguments.positionals[0], arguments: arguments, session: session)
        return run.run()
      }
      let options = try ReplayOptions(arguments)
      var run = ReplayRun(options, arguments, session)
      return run.run()
    })
}

extension CommandDescription.Option {
  static let path = Self("path", value: "N", "the number of the path, counted from 0")
  static let steps = Self("step", value: "A..B", "show only these steps; one number for one step")
  static let spec = Self("spec", value: "NAME", "which spec of the file, where it holds several")
  static let proposal = Self("proposal", value: "TITLE", "walk it with the changes of a proposal")
}

private struct ReplayOptions {
  let path: UInt64
  let seed: UInt64
  let steps: ClosedRange<Int>?

  /// No run has more paths.
  private static let paths: ClosedRange<UInt64> = 0...999_999_999

  init(_ arguments: ParsedArguments) throws(UsageError) {
    guard let path = try SimulationOptions.number("path", arguments, Self.paths) else {
      throw .missingArgument("--path N")
    }
    self.path = path
    seed = try SimulationOptions.seed(arguments)
    steps = try arguments.value("step").map { text throws(UsageError) in try Self.range(text) }
  }

  private static func range(_ text: String) throws(UsageError) -> ClosedRange<Int> {
    let ends = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = [ends.first, ends.last].compactMap { $0 }.map { WholeNumber($0) }
    if ends.count == 1 || ends.count == 3 && ends[1].isEmpty,
      case .number(let first) = numbers[0], case .number(let last) = numbers[1], first <= last
    {
      return first...last
    }
    throw .badValue(
      what: "range of steps", found: text, wanted: "write `--step 300` or `--step 300..310`")
  }
}

private struct ReplayRun {
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
    do throws(WorldMaker.Problem) {
      let worlds = WorldMaker(seed: options.seed, session, project.workspace.sources)
      return walk(try worlds.worlds(of: spec, changing: [changes])[0], path)
    } catch {
      return refuse(DiagnosticBag(error.findings))
    }
  }

  private func walk(_ world: World, _ path: String) -> ExitStatus {
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
    withoutActuallyEscaping({ (step: ReplayStep) in
      if isText { text.write(step) } else { document.add(step) }
    }) { tell in
      let walk = PathWalk(
        runner, words, sources, shown: options.steps ?? 0...spec.clock.steps, tell: tell)
      do throws(PathProblem) { try walk.walk(options.path) } catch {
        problem = ProblemText.diagnostic(error, world, path: path)
      }
    }
    if isText {
      if let problem {
        session.output.line()
        session.print(DiagnosticBag([problem]).findings(), sources)
      } else {
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
    return runner.record.isClean(spec) ? .success : .findings
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
