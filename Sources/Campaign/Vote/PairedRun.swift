import Numerics
import Semantics
import Statistics

/// A proposal against what is deployed, on the same paths: the same prices, draws and agents, so
/// that what differs is the proposal's doing.
package struct PairedRun: Sendable {
  package let base: World
  package let proposed: World
  package let budget: UInt64
  private let plans: [StoppingPlan]

  private static let pairsPerUnit: UInt64 = 16

  /// - Parameter budget: pairs of paths at most.
  package init(_ base: World, _ proposed: World, budget: UInt64) {
    self.base = base
    self.proposed = proposed
    self.budget = max(1, budget)
    plans = base.program.spec.expectations.map {
      StoppingPlan(budget: max(1, budget), confidence: $0.confidence)
    }
  }

  /// How it ended.
  package struct Outcome: Sendable {
    package let pairs: PairFindings
    /// By expectation, as deployed and as proposed.
    package let base: [Judgement]
    package let proposed: [Judgement]
    package let wasInterrupted: Bool
  }

  package func run(
    workers: Int, watching watch: (PairFindings) -> Bool = { _ in true }
  ) throws(PathProblem) -> Outcome {
    let spec = base.program.spec
    let units = (budget + PairedRun.pairsPerUnit - 1) / PairedRun.pairsPerUnit
    let queue = UnitQueue<PairFindings, PairFindings>(units: units, into: PairFindings(spec)) {
      [self] whole, unit in
      whole.add(unit)
      let pairs = whole.base.paths
      guard pairs >= budget || plans.contains(where: { $0.looks(after: pairs) }) else {
        return false
      }
      return pairs >= budget || isDecided(whole)
    }
    let (whole, wasInterrupted) = try queue.run(
      workers: workers,
      { [self] () -> Pair? in Pair(base, proposed) },
      { [self] pair, unit, stop throws(PathProblem) in
        let first = unit * PairedRun.pairsPerUnit
        return try pair.walk(
          first..<min(budget, first + PairedRun.pairsPerUnit), unless: stop)
      }, watching: watch)
    return Outcome(
      pairs: whole, base: base.judge(whole.base, plans),
      proposed: proposed.judge(whole.proposed, plans), wasInterrupted: wasInterrupted)
  }

  private func isDecided(_ found: PairFindings) -> Bool {
    base.judge(found.base, plans).allSatisfy(\.isDecided)
      && proposed.judge(found.proposed, plans).allSatisfy(\.isDecided)
  }

  /// Two runners of one worker.
  private struct Pair {
    let base: PathRunner
    let proposed: PathRunner

    init?(_ base: World, _ proposed: World) {
      guard let first = try? PathRunner(base), let second = try? PathRunner(proposed) else {
        return nil
      }
      self.base = first
      self.proposed = second
    }

    func walk(
      _ paths: Range<UInt64>, unless stop: StopFlag
    ) throws(PathProblem) -> PairFindings? {
      let spec = base.world.program.spec
      var found = PairFindings(spec)
      base.tally = Tally(spec)
      proposed.tally = Tally(spec)
      for path in paths {
        guard !stop.isRaised else { return nil }
        found.add(try base.run(path), try proposed.run(path), spec)
      }
      found.base.tally = base.tally
      found.proposed.tally = proposed.tally
      return found
    }
  }
}

/// What pairs of paths came to.
package struct PairFindings: Sendable {
  package var base: PathFindings
  package var proposed: PathFindings
  /// By measure.
  package var differences: [Differences]
  /// By expectation that is true or false on a path.
  package var flips: [Flips]
  /// By invariant: whether a path breaks it.
  package var breaks: [Flips]
  /// By invariant, the first path that breaks it only as proposed.
  package var newlyBroken: [UInt64?]

  init(_ spec: CheckedSpec) {
    base = PathFindings(spec)
    proposed = base
    differences = spec.measures.map { _ in Differences() }
    flips = spec.expectations.map { _ in Flips() }
    breaks = spec.contract.invariants.map { _ in Flips() }
    newlyBroken = spec.contract.invariants.map { _ in nil }
  }

  mutating func add(_ before: PathRecord, _ after: PathRecord, _ spec: CheckedSpec) {
    base.add(before, spec)
    proposed.add(after, spec)
    for number in differences.indices {
      let measure = spec.measures[number]
      differences[number].add(
        before: measure.scaled(before.measures[number]),
        after: measure.scaled(after.measures[number]))
    }
    for (number, expectation) in spec.expectations.enumerated() where expectation.isTruth {
      flips[number].add(before: before.claims[number] != 0, after: after.claims[number] != 0)
    }
    for number in breaks.indices {
      let was = before.breaks.contains { $0.invariant == number }
      let isNow = after.breaks.contains { $0.invariant == number }
      breaks[number].add(before: was, after: isNow)
      if isNow, !was, newlyBroken[number] == nil { newlyBroken[number] = after.path }
    }
  }

  mutating func add(_ later: PairFindings) {
    base.add(later.base)
    proposed.add(later.proposed)
    for number in differences.indices { differences[number].merge(later.differences[number]) }
    for number in flips.indices { flips[number].merge(later.flips[number]) }
    for number in breaks.indices {
      breaks[number].merge(later.breaks[number])
      newlyBroken[number] = newlyBroken[number] ?? later.newlyBroken[number]
    }
  }
}

extension CheckedExpectation {
  /// Whether each path answers it with yes or no.
  package var isTruth: Bool {
    switch claim {
    case .invariants, .always, .eventually, .estimate(_, .probability, _, _): true
    case .estimate: false
    }
  }
}
