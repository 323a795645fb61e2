import Synchronization

/// Units of work that any number of workers take in order, and whose results are put together in
/// order: what comes out does not depend on who did what when.
package final class UnitQueue<Result: Sendable, Whole: Sendable>: Sendable {
  private let shared: Mutex<Shared>
  private let stop = StopFlag()
  private let unitCount: UInt64
  /// Adds the next result to the whole; whether that was the last one wanted.
  private let add: @Sendable (inout Whole, Result) -> Bool

  private struct Shared: ~Copyable {
    var next: UInt64 = 0
    var added: UInt64 = 0
    /// Units that are done before one that comes earlier.
    var waiting: [UInt64: Result] = [:]
    var whole: Whole
    var isOver = false
    /// What was wanted is there.
    var isComplete = false
    var problem: (unit: UInt64, problem: PathProblem)?
  }

  package init(
    units: UInt64, into whole: sending Whole,
    _ add: @escaping @Sendable (inout Whole, Result) -> Bool
  ) {
    unitCount = units
    shared = Mutex(Shared(whole: whole))
    self.add = add
  }

  /// Runs `work` on one unit after the other, on so many threads; it may leave a unit undone where
  /// it finds the run interrupted. `watch` is called now and then, and says whether to go on.
  /// `worker` makes what each thread works with.
  package func run<Worker>(
    workers: Int, _ worker: @escaping @Sendable () -> Worker?,
    _ work: @escaping @Sendable (Worker, UInt64, StopFlag) throws(PathProblem) -> Result?,
    watching watch: (Whole) -> Bool
  ) throws(PathProblem) -> (whole: Whole, wasInterrupted: Bool) {
    Threads.run(workers) { [self] in
      guard let own = worker() else { return }
      while let unit = take() {
        do throws(PathProblem) {
          guard let result = try work(own, unit, stop) else { return }
          deliver(result, unit)
        } catch {
          fail(error, unit)
          return
        }
      }
    } watching: {
      if !watch(shared.withLock { $0.whole }) {
        stop.raise()
        shared.withLock { $0.isOver = true }
      }
    }
    let (whole, wasInterrupted, problem) = shared.withLock {
      (
        $0.whole, stop.isRaised && !$0.isComplete,
        $0.isComplete ? nil : $0.problem?.problem
      )
    }
    if let problem { throw problem }
    return (whole, wasInterrupted)
  }

  /// Adds the next result without work, before the run: it is known from an earlier one. Whether
  /// more are wanted.
  func add(known result: Result) -> Bool {
    shared.withLock { shared in
      guard !shared.isOver, shared.next < unitCount else { return false }
      shared.next += 1
      shared.added += 1
      shared.isOver = add(&shared.whole, result)
      shared.isComplete = shared.isOver
      return !shared.isOver
    }
  }

  private func take() -> UInt64? {
    shared.withLock { shared in
      guard !shared.isOver, shared.next < unitCount, shared.problem == nil else { return nil }
      shared.next += 1
      return shared.next - 1
    }
  }

  private func deliver(_ result: Result, _ unit: UInt64) {
    shared.withLock { shared in
      shared.waiting[unit] = result
      while !shared.isOver, let next = shared.waiting.removeValue(forKey: shared.added) {
        shared.added += 1
        shared.isOver = add(&shared.whole, next)
        shared.isComplete = shared.isOver
      }
    }
  }

  /// A problem counts only where nothing before it ended the run, and the first of several.
  private func fail(_ problem: PathProblem, _ unit: UInt64) {
    shared.withLock { shared in
      guard !shared.isOver, unit < shared.problem?.unit ?? .max else { return }
      shared.problem = (unit, problem)
    }
  }
}

/// Whether somebody wants the run to end. Looked at after every path, at which a lock would make
/// workers wait for each other.
package final class StopFlag: Sendable {
  private let flag = Atomic(false)

  package var isRaised: Bool { flag.load(ordering: .acquiring) }
  func raise() { flag.store(true, ordering: .releasing) }
}
