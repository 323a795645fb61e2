import Campaign
import Compiler
import Diagnostics
import Machine
import Market
import Semantics

/// Simulates specs one after the other and prints what came of each.
struct Simulator {
  let options: SimulationOptions
  let session: Session
  let sources: SourceMap

  init(_ options: SimulationOptions, _ session: Session, _ sources: SourceMap) {
    self.options = options
    self.session = session
    self.sources = sources
  }

  func run(_ spec: CheckedSpec, path: String) -> ExitStatus {
    session.warnIfDebugBuild()
    guard let histories = PriceFiles(session, sources).histories(of: spec) else {
      return .cannotRun
    }
    do throws(WorldProblem) {
      let program: SpecProgram
      do { program = try SpecProgram(spec) } catch { throw .compile(error) }
      let world = try World(program, seed: options.seed, histories: histories)
      let budget = options.paths ?? SimulationRun.standardBudget(world)
      return walk(world, path, budget)
    } catch {
      say(ProblemText.text(error, spec), at: spec.span)
      return .cannotRun
    }
  }

  private func walk(_ world: World, _ path: String, _ budget: UInt64) -> ExitStatus {
    let spec = world.program.spec
    do throws(PathProblem) {
      let outcome = try Campaign(world, budget: budget).run(workers: options.workers)
      let run = SimulationRun(
        path: path, spec: spec, world: world, seed: options.seed, budget: budget,
        outcome: outcome)
      guard let text = SimulationText(run, session.palette) else { return .cannotRun }
      session.output.line()
      session.output.write(text.text)
      session.output.flush()
      return run.status
    } catch {
      let place = ProblemText.place(error, world.program)
      say(ProblemText.text(error, world.program), at: place)
      return .cannotRun
    }
  }

  private func say(_ problem: ProblemText, at span: Span) {
    let finding = Diagnostic(
      .specStopped, problem.headline, at: span, help: problem.help)
    session.print(DiagnosticBag([finding]).findings(), sources)
  }
}

extension ExitStatus {
  /// Which of two ends of one run counts.
  var weight: Int {
    switch self {
    case .success: 0
    case .undecided: 1
    case .findings: 2
    case .cannotRun: 3
    case .usage: 4
    }
  }
}
