import Machine
import Semantics
import Statistics

/// Runs paths of a world until its expectations are decided, or the budget is spent.
///
/// Paths are cut into units of equal size, which any number of workers take in order and whose
/// findings are added in order. After fixed numbers of paths the expectations are judged; what
/// workers have done beyond the judgement that ends the run is thrown away. So the result is the same
/// for any number of workers.
package struct Campaign: Sendable {
  package let world: World
  package let budget: UInt64
  package let plans: [StoppingPlan]
  /// Paths a worker takes at once: a divisor of what is judged at once.
  static let pathsPerUnit: UInt64 = 32
  private let sink: Sink?
  private let journal: Journal.Queue?

  /// Takes the records of paths in the order of their numbers, each path that counts once; called
  /// from one worker at a time, the others waiting.
  package typealias Sink = @Sendable ([PathRecord]) -> Void

  /// What the paths of one unit came to; the records only where somebody takes them.
  private struct Unit {
    var findings: PathFindings
    var records: [PathRecord] = []
    /// For the journal; empty where there is none, or where it has the unit already.
    var bytes: [UInt8] = []
  }

  /// What is known after some units.
  struct Standing {
    var findings: PathFindings
    /// After the last look.
    var judgements: [Judgement] = []
  }

  /// - Parameter journal: gets what each unit came to, in order, as it is merged.
  package init(
    _ world: World, budget: UInt64, sink: Sink? = nil, journal: Journal.Queue? = nil
  ) {
    self.world = world
    self.sink = sink
    self.journal = journal
    self.budget = max(1, budget)
    plans = world.program.spec.expectations.map {
      StoppingPlan(budget: max(1, budget), confidence: $0.confidence)
    }
  }

  /// How it stands, for whoever watches.
  package struct Progress: Sendable {
    package let paths: UInt64
    package let budget: UInt64
    package let failing: Int
    package let findings: PathFindings
    package let judgements: [Judgement]
  }

  /// How it ended.
  package struct Outcome: Sendable {
    package let findings: PathFindings
    package internal(set) var judgements: [Judgement]
    package internal(set) var wasInterrupted: Bool
    /// What splitting found, by expectation.
    package internal(set) var rare: [Int: RareFindings] = [:]
  }

  /// Runs to the end; `watch` is called now and then, and says whether to go on.
  ///
  /// - Parameter known: the next unit that an earlier run of the same has merged, until there are no
  ///   more; the run goes on behind them, and comes to what it would have come to.
  package func run(
    workers: Int, resuming known: () -> PathUnit? = { nil },
    watching watch: (Progress) -> Bool = { _ in true }
  ) throws(PathProblem) -> Outcome {
    let queue = UnitQueue<Unit, Standing>(
      units: (budget + Campaign.pathsPerUnit - 1) / Campaign.pathsPerUnit,
      into: Standing(findings: PathFindings(world.program.spec)), add)
    let spec = world.program.spec
    while let unit = known(),
      queue.add(known: Unit(findings: unit.findings(spec), records: unit.records))
    {}
    let ended = try queue.run(
      workers: workers,
      { [world] in
        let runner = try? PathRunner(world)
        runner?.beginAskingLaws()
        return runner
      },
      { (runner, unit, stop) throws(PathProblem) in
        try walk(unit, runner, stop)
      },
      watching: { watch(progress($0)) })
    var standing = ended.whole
    if ended.wasInterrupted { standing.judgements = world.judge(standing.findings, plans) }
    let outcome = Outcome(
      findings: standing.findings, judgements: standing.judgements,
      wasInterrupted: ended.wasInterrupted)
    return try settlingRare(outcome, workers: workers, watching: watch)
  }

  func progress(_ standing: Standing) -> Progress {
    Progress(
      paths: standing.findings.paths, budget: budget,
      failing: standing.judgements.count { $0.verdict == .fails }, findings: standing.findings,
      judgements: standing.judgements)
  }

  /// The paths of a unit; `nil` when the run is interrupted meanwhile.
  private func walk(
    _ unit: UInt64, _ runner: PathRunner, _ stop: StopFlag
  ) throws(PathProblem) -> Unit? {
    let spec = world.program.spec
    var records: [PathRecord] = []
    var done = Unit(findings: PathFindings(spec))
    runner.tally = Tally(spec)
    let first = unit * Campaign.pathsPerUnit
    for path in first..<min(budget, first + Campaign.pathsPerUnit) {
      guard !stop.isRaised else { return nil }
      let record = try runner.run(path)
      done.findings.add(record, spec)
      if sink != nil || journal != nil { records.append(record) }
    }
    done.findings.tally = runner.tally
    if journal != nil {
      done.bytes = PathUnit(records: records, tally: runner.tally).bytes(unit)
    }
    if sink != nil { done.records = records }
    return done
  }

  /// Adds a unit's findings; judges where that is due. Whether that decides everything.
  @Sendable private func add(_ standing: inout Standing, _ unit: Unit) -> Bool {
    standing.findings.add(unit.findings)
    sink?(unit.records)
    if let journal, !unit.bytes.isEmpty { journal.add(unit.bytes) }
    let paths = standing.findings.paths
    guard paths >= budget || plans.contains(where: { $0.looks(after: paths) }) else {
      return false
    }
    standing.judgements = world.judge(standing.findings, plans)
    return paths >= budget || isDecided(standing.judgements)
  }
}

extension Judgement {
  package var isDecided: Bool {
    if case .undecided = verdict { false } else { true }
  }
}
