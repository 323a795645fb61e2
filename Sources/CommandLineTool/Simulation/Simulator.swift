import Campaign
import Diagnostics
import Machine
import Market
import Semantics

/// Simulates specs, one after the other.
final class Simulator {
  let options: SimulationOptions
  let session: Session
  let worlds: WorldMaker
  /// Where rows of paths go, when somebody wants them.
  let rows: PathRows?
  /// Of the runs so far: kept until all are done, so that a kill loses none of them.
  private var journals: [RunJournal] = []

  init(
    options: SimulationOptions, session: Session, worlds: WorldMaker, rows: PathRows?
  ) {
    self.options = options
    self.session = session
    self.worlds = worlds
    self.rows = rows
  }

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
    let identity: Digest
    do throws(WorldMaker.Problem) {
      world = try worlds.world(of: spec)
      identity = try worlds.identity(of: world, budget: options.mostPaths(world))
    } catch {
      return .stopped(error.findings)
    }
    guard let words = SpecWords(world) else {
      return .stopped([
        ProblemText.diagnostic(.population(PopulationMismatch(table: nil)), spec)
      ])
    }
    do throws(PathProblem) {
      return .run(try walk(world, words, path, identity))
    } catch {
      return .stopped([ProblemText.diagnostic(error, world, path: path)])
    }
  }

  private func walk(
    _ world: World, _ words: SpecWords, _ path: String, _ identity: Digest
  ) throws(PathProblem) -> SimulationRun {
    let budget = options.mostPaths(world)
    var progress = SimulationProgress(session.streams, name: world.program.spec.name)
    defer { progress.clear() }
    session.streams.interruption.listen()
    let queue = rows?.begin(words, path: path)
    var sink: Campaign.Sink?
    if let queue { sink = { records in queue.add(records) } }
    let journal = RunJournal(
      of: world, in: path, identity: identity, budget: budget, resumes: options.resumes,
      session.streams)
    journals.append(journal)
    let campaign = Campaign(world, budget: budget, sink: sink, journal: journal.queue)
    let outcome = try campaign.run(
      workers: options.workers, resuming: { journal.nextKnown() },
      watching: { state in
        rows?.write(queue)
        journal.look()
        progress.show(state, world)
        return !session.streams.interruption.isRaised()
      })
    progress.clear()
    if outcome.wasInterrupted { journal.keep() }
    rows?.write(queue)
    return SimulationRun(
      path: path, world: world, budget: budget, outcome: outcome, words: words)
  }
}

extension Simulator {
  /// All that was asked for is done and written down; after an interruption journals stay.
  func finish(_ status: ExitStatus) {
    guard status != .interrupted else { return }
    for journal in journals { journal.remove() }
    journals = []
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
