import Campaign
import Machine
import Semantics

/// All that happened to the machine on a path, in order: what markets, oracles and the line of
/// waiting calls came to, without what it took to find it.
final class PathTrace: PathListener {
  let path: UInt64
  private(set) var items: [Item] = []
  private let runner: PathRunner
  /// Whether what the markets did in this step is still to be noted.
  private var isStepNew = true

  enum Item {
    case step(Int)
    /// Prices, earlier prices and depths of the step.
    case words([(state: StateID, word: Int128)])
    case call(PathCall)
    case routine(Int, [Int128], instance: UInt64)
  }

  init(of path: UInt64, on runner: PathRunner) throws(PathProblem) {
    self.path = path
    self.runner = runner
    runner.listener = self
    defer { runner.listener = nil }
    _ = try runner.run(path)
  }

  func stepBegan(_ step: Int) {
    items.append(.step(step))
    isStepNew = true
  }

  func willCall(_ call: PathCall) {
    noteMarkets()
    items.append(.call(call))
  }

  func willRun(_ routine: Int, _ arguments: [Int128]) {
    noteMarkets()
    items.append(.routine(routine, arguments, instance: runner.machine.draws.instance))
  }

  func called(_ call: PathCall, _ run: Run) {}
  func broke(_ break: PathRecord.Break) {}
  func asked(_ law: PathRecord.LawBreak, holds: Bool) {}

  private func noteMarkets() {
    guard isStepNew else { return }
    isStepNew = false
    let states = runner.world.program.spec.markets.flatMap { market in
      [market.price] + market.lookbacks.map(\.state) + [market.depth?.state].compactMap { $0 }
    }
    items.append(.words(states.map { ($0, runner.machine[state: $0]) }))
  }
}
