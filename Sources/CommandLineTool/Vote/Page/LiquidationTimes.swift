import Campaign
import Machine
import Semantics

/// On one path, which accounts are liquidated in which steps, as deployed and as proposed: told by
/// the contract's event `Liquidated`, whose first value is the account.
struct LiquidationTimes {
  struct Account {
    let row: Int
    var before: [Int] = []
    var after: [Int] = []

    fileprivate var first: Int { min(before.first ?? .max, after.first ?? .max) }
  }

  let path: UInt64
  let table: TableID
  /// The first ones to be liquidated, in that order.
  let accounts: [Account]
  let count: Int
  let countBefore: Int
  let countAfter: Int

  private static let most = 12

  /// `nil` where nobody is, or there is no such event.
  init?(_ base: World, _ proposed: World, path: UInt64) {
    let contract = base.program.spec.contract
    guard let event = contract.events.firstIndex(where: { $0.name == "Liquidated" }),
      case .row(let table)? = contract.events[event].parameters.first?.type
    else { return nil }
    var found: [Int: Account] = [:]
    for (world, way) in [(base, \Account.before), (proposed, \Account.after)] {
      guard let runner = try? PathRunner(world) else { return nil }
      let ear = Ear(runner, event)
      runner.listener = ear
      do throws(PathProblem) { _ = try runner.run(path) } catch { return nil }
      for (row, step) in ear.heard {
        found[row, default: Account(row: row)][keyPath: way].append(step)
      }
    }
    guard !found.isEmpty else { return nil }
    self.path = path
    self.table = table
    count = found.count
    countBefore = found.values.count { !$0.before.isEmpty }
    countAfter = found.values.count { !$0.after.isEmpty }
    accounts = Array(
      found.values.sorted { ($0.first, $0.row) < ($1.first, $1.row) }
        .prefix(LiquidationTimes.most))
  }

  /// Notes who the event names, and when.
  private final class Ear: PathListener {
    private unowned let runner: PathRunner
    private let event: EventID
    private var step = 0
    private(set) var heard: [(row: Int, step: Int)] = []

    init(_ runner: PathRunner, _ event: EventID) {
      self.runner = runner
      self.event = event
    }

    func stepBegan(_ step: Int) { self.step = step }
    func willCall(_ call: PathCall) {}

    func called(_ call: PathCall, _ run: Run) {
      guard run.stop == nil, runner.machine.hasEvents else { return }
      for (number, values) in runner.machine.events where number == event {
        if let row = values.first { heard.append((Int(clamping: row), step)) }
      }
    }

    func broke(_ break: PathRecord.Break) {}
    func asked(_ law: PathRecord.LawBreak, holds: Bool) {}
  }
}
