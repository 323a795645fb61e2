import Machine
import Semantics

/// What runs have exercised: counted whole, added up in any order.
package struct Tally: Hashable, Sendable {
  package var paths = 0
  package var steps = 0
  /// By action.
  package var calls: [Int]
  package var commits: [Int]
  package var gas: [Int]
  /// Calls of agents that the gas of their turn or of the block did not suffice for.
  package var refusedForGas: [Int]
  package var refusals: [Refusal: Int] = [:]
  /// By event: how many, and in how many paths at all.
  package var events: [Int]
  package var pathsWithEvent: [Int]
  /// By invariant: how often it was asked, and in how many paths it was broken.
  package var asked: [Int]
  package var broken: [Int]
  /// By law of the contract.
  package var laws: [LawCount]
  /// By agent: turns, and draws that came to nothing because there was no such row.
  package var turns: [Int]

  /// Why calls of an action were refused.
  package struct Refusal: Hashable, Sendable {
    package let action: ActionID
    package let stop: Stop

    package init(action: ActionID, stop: Stop) {
      self.action = action
      self.stop = stop
    }
  }

  /// How often a law was asked, and what came of it.
  package struct LawCount: Hashable, Sendable {
    package var held = 0
    package var broken = 0
    /// A side was refused, so there was nothing to compare.
    package var refused = 0
    /// No rows were as the law wants them.
    package var withoutRows = 0

    package init() {}

    package var asked: Int { held + broken }

    fileprivate mutating func add(_ other: LawCount) {
      held += other.held
      broken += other.broken
      refused += other.refused
      withoutRows += other.withoutRows
    }
  }

  package init(_ spec: CheckedSpec) {
    let actions = spec.contract.actions.count
    calls = Array(repeating: 0, count: actions)
    commits = calls
    gas = calls
    refusedForGas = calls
    events = Array(repeating: 0, count: spec.contract.events.count)
    pathsWithEvent = events
    asked = Array(repeating: 0, count: spec.contract.invariants.count)
    broken = asked
    laws = spec.contract.laws.map { _ in LawCount() }
    turns = Array(repeating: 0, count: spec.agents.count)
  }

  package mutating func add(_ other: Tally) {
    paths += other.paths
    steps += other.steps
    Tally.add(&calls, other.calls)
    Tally.add(&commits, other.commits)
    Tally.add(&gas, other.gas)
    Tally.add(&refusedForGas, other.refusedForGas)
    Tally.add(&events, other.events)
    Tally.add(&pathsWithEvent, other.pathsWithEvent)
    Tally.add(&asked, other.asked)
    Tally.add(&broken, other.broken)
    for number in laws.indices { laws[number].add(other.laws[number]) }
    Tally.add(&turns, other.turns)
    refusals.merge(other.refusals) { $0 + $1 }
  }

  private static func add(_ counts: inout [Int], _ more: [Int]) {
    for index in counts.indices { counts[index] += more[index] }
  }
}
