import Machine
import Semantics
import Statistics
import Synchronization

/// Runs paths of a world until its expectations are decided, or the budget is spent.
///
/// Paths are cut into units of equal size, which any number of workers take in order and whose
/// findings are added in order. After fixed numbers of paths the expectations are judged; what
/// workers have done beyond the judgement that ends the run is thrown away. So the result is the same
/// for any number of workers.
package final class Campaign: Sendable {
  package let world: World
  package let budget: UInt64
  package let plans: [StoppingPlan]
  /// Paths a worker takes at once: a divisor of what is judged at once.
  static let pathsPerUnit: UInt64 = 32
  private let shared: Mutex<Shared>
  /// Looked at after every path, which a lock would make workers wait for each other at.
  private let wasInterrupted = Atomic(false)

  private struct Shared: ~Copyable {
    var next: UInt64 = 0
    /// Units that are done before one that comes earlier.
    var waiting: [UInt64: PathFindings] = [:]
    var findings: PathFindings
    var judgements: [Judgement] = []
    var isOver = false
    var problem: PathProblem?
    /// The unit the problem is in: an earlier one counts.
    var problemUnit = UInt64.max
  }

  package init(_ world: World, budget: UInt64) {
    self.world = world
    self.budget = max(1, budget)
    plans = world.program.spec.expectations.map {
      StoppingPlan(budget: max(1, budget), confidence: $0.confidence)
    }
    shared = Mutex(Shared(findings: PathFindings(world.program.spec)))
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
  package func run(
    workers: Int, watching watch: (Progress) -> Bool = { _ in true }
  ) throws(PathProblem) -> Outcome {
    Threads.run(workers) { [self] in
      work()
    } watching: {
      if !watch(progress) { interrupt() }
    }
    let (outcome, problem) = shared.withLock { shared -> (Outcome, PathProblem?) in
      let wasInterrupted = wasInterrupted.load(ordering: .acquiring)
      if shared.judgements.isEmpty || wasInterrupted {
        shared.judgements = world.judge(shared.findings, plans)
      }
      return (
        Outcome(
          findings: shared.findings, judgements: shared.judgements,
          wasInterrupted: wasInterrupted), shared.problem
      )
    }
    if let problem { throw problem }
    return try settlingRare(outcome, workers: workers, watching: watch)
  }

  var progress: Progress {
    shared.withLock { shared in
      Progress(
        paths: shared.findings.paths, budget: budget,
        failing: shared.judgements.count { $0.verdict == .fails }, findings: shared.findings,
        judgements: shared.judgements)
    }
  }

  private func interrupt() {
    wasInterrupted.store(true, ordering: .releasing)
    shared.withLock { $0.isOver = true }
  }

  // MARK: - Workers

  private func work() {
    guard let runner = try? PathRunner(world) else { return }
    while let unit = take() {
      do throws(PathProblem) {
        guard let findings = try walk(unit, runner) else { return }
        deliver(findings, unit)
      } catch {
        fail(error, unit)
        return
      }
    }
  }

  private func take() -> UInt64? {
    shared.withLock { shared in
      guard !shared.isOver, shared.next * Campaign.pathsPerUnit < budget,
        shared.problem == nil
      else { return nil }
      shared.next += 1
      return shared.next - 1
    }
  }

  /// The paths of a unit; `nil` when the run has been stopped meanwhile.
  private func walk(
    _ unit: UInt64, _ runner: PathRunner
  ) throws(PathProblem) -> PathFindings? {
    let spec = world.program.spec
    var findings = PathFindings(spec)
    runner.tally = Tally(spec)
    let first = unit * Campaign.pathsPerUnit
    for path in first..<min(budget, first + Campaign.pathsPerUnit) {
      if wasInterrupted.load(ordering: .relaxed) { return nil }
      findings.add(try runner.run(path), spec)
    }
    findings.tally = runner.tally
    return findings
  }

  /// Adds a unit's findings, and those that waited for it; judges where that is due.
  private func deliver(_ findings: PathFindings, _ unit: UInt64) {
    shared.withLock { shared in
      shared.waiting[unit] = findings
      while !shared.isOver,
        let next = shared.waiting.removeValue(
          forKey: (shared.findings.paths + Campaign.pathsPerUnit - 1) / Campaign.pathsPerUnit)
      {
        shared.findings.add(next)
        let paths = shared.findings.paths
        guard paths >= budget || plans.contains(where: { $0.looks(after: paths) }) else {
          continue
        }
        shared.judgements = world.judge(shared.findings, plans)
        if paths >= budget || isDecided(shared.judgements) { shared.isOver = true }
      }
    }
  }

  /// A problem counts only where nothing before it ended the run.
  private func fail(_ problem: PathProblem, _ unit: UInt64) {
    shared.withLock { shared in
      guard !shared.isOver, unit < shared.problemUnit else { return }
      shared.problem = problem
      shared.problemUnit = unit
    }
  }
}

extension Judgement {
  package var isDecided: Bool {
    if case .undecided = verdict { false } else { true }
  }
}
