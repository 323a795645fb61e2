import Campaign
import Diagnostics
import Machine
import Market
import Semantics

/// Simulates specs, one after the other.
struct Simulator {
  let options: SimulationOptions
  let session: Session
  let worlds: WorldMaker
  /// Where rows of paths go, when somebody wants them.
  let rows: PathRows?

  /// What came of a spec.
  enum Result {
    case run(SimulationRun)
    /// It cannot be run as it stands, or on some path.
    case stopped([Diagnostic])

    var status: ExitStatus {
      switch self {
      case .run(let run): run.status
      case .stopped: .cannotRun
      }
    }
  }

  func run(_ spec: CheckedSpec, path: String) -> Result {
    let world: World
    do throws(WorldMaker.Problem) {
      world = try worlds.world(of: spec)
    } catch {
      return .stopped(error.findings)
    }
    guard let words = SpecWords(world) else {
      return .stopped([
        ProblemText.diagnostic(.population(PopulationMismatch(table: nil)), spec)
      ])
    }
    do throws(PathProblem) {
      return .run(try walk(world, words, path))
    } catch {
      return .stopped([ProblemText.diagnostic(error, world, path: path)])
    }
  }

  private func walk(
    _ world: World, _ words: SpecWords, _ path: String
  ) throws(PathProblem) -> SimulationRun {
    let budget = options.mostPaths(world)
    var progress = SimulationProgress(session.streams, name: world.program.spec.name)
    defer { progress.clear() }
    session.streams.interruption.listen()
    let queue = rows?.begin(words, path: path)
    var sink: Campaign.Sink?
    if let queue { sink = { records in queue.add(records) } }
    let campaign = Campaign(world, budget: budget, sink: sink)
    let outcome = try campaign.run(workers: options.workers) { (state: Campaign.Progress) -> Bool in
      rows?.write(queue)
      progress.show(state, world)
      return !session.streams.interruption.isRaised()
    }
    rows?.write(queue)
    return SimulationRun(
      path: path, world: world, budget: budget, outcome: outcome, words: words)
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
    case .interrupted: 4
    case .usage: 5
    }
  }

  static func worst(_ all: [ExitStatus]) -> ExitStatus {
    all.max { $0.weight < $1.weight } ?? .success
  }
}
