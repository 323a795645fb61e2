import Machine
import Market
import Numerics
import Semantics
import Statistics
import Synchronization

/// Settles one expectation by splitting.
///
/// One pilot finds the levels, and how many paths a level can have within the budget. Repetitions
/// are functions of the seed and their number alone, made by any number of workers and put together
/// in the order of their numbers, so what comes of it is the same however many work.
final class RareRun: Sendable {
  /// Independent estimates, from whose scatter the interval comes.
  static let repetitions: UInt64 = 16
  /// Paths at each level of the pilot.
  static let pilotEffort = 200
  /// Paths at each level of a repetition, at least and at most.
  static let efforts = 100...10_000
  /// Words that the paths put away between two levels may take.
  private static let mostWords = 1 << 23

  private let world: World
  private let expectation: Int
  private let entry: Int
  private let budget: UInt64
  private let seed: UInt64
  private let shared = Mutex(Shared())

  /// What the pilot found.
  private struct Plan {
    let levels: Splitting<RarePaths>.Levels
    let effort: Int
  }

  private struct Shared {
    var plan: Plan?
    var next: UInt64 = 0
    var done: [UInt64: Splitting<RarePaths>.Repetition] = [:]
    var isStopped = false
    var problem: PathProblem?
    /// The repetition the problem is in: an earlier one counts.
    var problemPlace = UInt64.max
  }

  /// `nil` for a spec without a severity.
  ///
  /// - Parameter budget: plain paths whose steps the repetitions may take, the least effort aside.
  init?(_ world: World, expectation: Int, budget: UInt64) {
    guard let entry = world.program.severity else { return nil }
    self.world = world
    self.expectation = expectation
    self.entry = entry
    self.budget = budget
    var stream = RandomStream(
      seed: world.seed, purpose: StreamPurpose.named("splitting", "paths"),
      path: UInt64(expectation), step: 0)
    seed = stream.next()
  }

  /// `nil` where `watch`, called now and then, said to stop.
  func run(
    workers: Int, watching watch: () -> Bool
  ) throws(PathProblem) -> RareFindings? {
    for (count, work) in [(1, makePilot), (min(workers, Int(Self.repetitions)), repeatPaths)] {
      Threads.run(count) {
        work()
      } watching: {
        if !watch() { self.shared.withLock { $0.isStopped = true } }
      }
    }
    let shared = shared.withLock { $0 }
    guard !shared.isStopped else { return nil }
    if let problem = shared.problem { throw problem }
    return findings(shared)
  }

  private func findings(_ shared: Shared) -> RareFindings? {
    let repetitions = shared.done.sorted { $0.key < $1.key }.map(\.value)
    guard let plan = shared.plan,
      let chance = RareChance(
        chances: repetitions.map(\.chance),
        steps: repetitions.reduce(plan.levels.steps) { $0 &+ $1.steps },
        confidence: world.program.spec.expectations[expectation].confidence)
    else { return nil }
    return RareFindings(
      chance, levels: plan.levels.severities.count, repetitions: repetitions.count,
      effort: plan.effort, steps: world.program.spec.clock.steps)
  }

  // MARK: - Workers

  private func paths() -> RarePaths? {
    guard let runner = try? PathRunner(world) else { return nil }
    return RarePaths(runner, entry: entry, expectation: expectation) { [self] in
      shared.withLock { $0.isStopped }
    }
  }

  @Sendable private func makePilot() {
    guard let paths = paths() else { return }
    let levels = Splitting(
      model: paths, target: RarePaths.target, seed: seed, effort: Self.pilotEffort
    ).pilot()
    let plan = Plan(levels: levels, effort: effort(levels, paths.words))
    shared.withLock { shared in
      shared.problem = paths.problem
      if paths.problem == nil { shared.plan = plan }
    }
  }

  /// As many paths as the budget has steps for, were each to take what one of the pilot's took, and
  /// as there is memory for.
  private func effort(_ levels: Splitting<RarePaths>.Levels, _ words: Int) -> Int {
    let each = max(1, levels.steps / UInt64(Self.pilotEffort))
    let steps = budget.multipliedReportingOverflow(
      by: UInt64(world.program.spec.clock.steps))
    let affordable = (steps.overflow ? .max : steps.partialValue) / Self.repetitions / each
    return max(
      Self.efforts.lowerBound,
      min(Int(clamping: affordable), Self.efforts.upperBound, Self.mostWords / max(1, words)))
  }

  @Sendable private func repeatPaths() {
    guard let plan = shared.withLock({ $0.plan }) else { return }
    while let place = take() {
      // Each begins on a machine that no other has touched.
      guard let paths = paths() else { return }
      let splitting = Splitting(
        model: paths, target: RarePaths.target, seed: seed, effort: plan.effort)
      let repetition = splitting.repetition(place, levels: plan.levels)
      shared.withLock { shared in
        shared.done[place] = repetition
        guard let problem = paths.problem, place < shared.problemPlace else { return }
        shared.problem = problem
        shared.problemPlace = place
      }
    }
  }

  private func take() -> UInt64? {
    shared.withLock { shared in
      guard !shared.isStopped, shared.problem == nil, shared.next < Self.repetitions else {
        return nil
      }
      shared.next += 1
      return shared.next - 1
    }
  }
}
