import Campaign
import Machine

/// The crash week as it is shipped, 200 accounts and 1,008 steps: what all that surrounds the
/// machine costs, and what a second worker brings.
func campaignRows() -> [Row] {
  guard let world = Package.world("Specs/crash-week.spec", "CrashWeek"),
    let runner = try? PathRunner(world), let replay = try? PathReplay(world)
  else { return [] }
  let traces = (0..<replayedPaths).compactMap { try? PathTrace(of: $0, on: runner) }
  return [
    Row(
      name: "crash week, a path", operations: traces.count,
      work: {
        runner.tally = Tally(world.program.spec)
        for trace in traces { _ = try? runner.run(trace.path) }
        return Int128(runner.tally.gas.reduce(0, +))
      },
      twin: Row.Twin(name: "its actions, scans and invariants alone", isExact: true) {
        Int128(traces.reduce(0) { $0 + replay.run($1) })
      }),
    Row(
      name: "crash week, two workers", operations: Int(sharedPaths), clock: .wall,
      work: { gas(Campaign(world, budget: sharedPaths), workers: 2) },
      twin: Row.Twin(name: "one worker", isExact: true) {
        gas(Campaign(world, budget: sharedPaths), workers: 1)
      }),
  ]
}

private let replayedPaths: UInt64 = 100
/// A unit of work for each; with so few nothing can be decided early.
private let sharedPaths: UInt64 = 128

/// What the calls of all paths took.
private func gas(_ campaign: Campaign, workers: Int) -> Int128 {
  guard let outcome = try? campaign.run(workers: workers) else { return -1 }
  return Int128(outcome.findings.tally.gas.reduce(0, +)) << 32 + Int128(outcome.findings.paths)
}
