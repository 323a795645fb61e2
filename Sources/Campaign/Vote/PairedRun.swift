import Machine
import Numerics
import Semantics
import Statistics

/// A proposal against what is deployed, on the same paths: the same prices, draws and agents, so
/// that what differs is the proposal's doing. Each of its changes is also made alone on the same
/// paths, so that what differs can be told to be whose.
package struct PairedRun: Sendable {
  package let base: World
  package let proposed: World
  /// With one change each; none where the proposal has only one.
  package let alone: [World]
  package let budget: UInt64
  private let plans: [StoppingPlan]

  /// Paths that a worker takes at once, and of which one digest is kept.
  package static let pairsPerUnit: UInt64 = 16

  /// - Parameter budget: pairs of paths at most.
  package init(_ base: World, _ proposed: World, alone: [World] = [], budget: UInt64) {
    self.base = base
    self.proposed = proposed
    self.alone = alone
    self.budget = max(1, budget)
    plans = base.program.spec.expectations.map {
      StoppingPlan(budget: max(1, budget), confidence: $0.confidence)
    }
  }

  /// How it ended.
  package struct Outcome: Sendable {
    package let pairs: PairFindings
    /// By change, where there are several.
    package let alone: [PairFindings]
    /// By expectation, as deployed and as proposed.
    package let base: [Judgement]
    package let proposed: [Judgement]
    /// By unit of paths, what stands for all their records.
    package let digests: [Digest]
    package let wasInterrupted: Bool
  }

  /// What some units came to.
  private struct Unit: Sendable {
    var together: PairFindings
    var alone: [PairFindings]
    var digests: [Digest] = []

    init(_ spec: CheckedSpec, alone count: Int) {
      together = PairFindings(spec)
      alone = Array(repeating: together, count: count)
    }

    mutating func add(_ later: Unit) {
      together.add(later.together)
      for number in alone.indices { alone[number].add(later.alone[number]) }
      digests += later.digests
    }
  }

  package func run(
    workers: Int, watching watch: (PairFindings) -> Bool = { _ in true }
  ) throws(PathProblem) -> Outcome {
    let spec = base.program.spec
    let units = (budget + PairedRun.pairsPerUnit - 1) / PairedRun.pairsPerUnit
    let queue = UnitQueue<Unit, Unit>(units: units, into: Unit(spec, alone: alone.count)) {
      [self] whole, unit in
      whole.add(unit)
      let pairs = whole.together.base.paths
      guard pairs >= budget || plans.contains(where: { $0.looks(after: pairs) }) else {
        return false
      }
      return pairs >= budget || isDecided(whole.together)
    }
    let (whole, wasInterrupted) = try queue.run(
      workers: workers,
      { [self] () -> Runners? in Runners(self) },
      { [self] runners, unit, stop throws(PathProblem) in
        try runners.walk(paths(ofUnit: unit), unless: stop)
      }, watching: { watch($0.together) })
    return Outcome(
      pairs: whole.together, alone: whole.alone,
      base: base.judge(whole.together.base, plans),
      proposed: proposed.judge(whole.together.proposed, plans), digests: whole.digests,
      wasInterrupted: wasInterrupted)
  }

  /// The digests of these units, computed again.
  package func digests(
    ofUnits units: [UInt64], workers: Int
  ) throws(PathProblem) -> [Digest] {
    let queue = UnitQueue<[Digest], [Digest]>(units: UInt64(units.count), into: []) {
      whole, unit in
      whole += unit
      return false
    }
    return try queue.run(
      workers: workers, { [self] () -> Runners? in Runners(self) },
      { [self] runners, place, stop throws(PathProblem) in
        try runners.walk(paths(ofUnit: units[Int(clamping: place)]), unless: stop)?.digests
      }, watching: { _ in true }
    ).whole
  }

  private func paths(ofUnit unit: UInt64) -> Range<UInt64> {
    let first = unit * PairedRun.pairsPerUnit
    return first..<min(budget, first + PairedRun.pairsPerUnit)
  }

  private func isDecided(_ found: PairFindings) -> Bool {
    base.judge(found.base, plans).allSatisfy(\.isDecided)
      && proposed.judge(found.proposed, plans).allSatisfy(\.isDecided)
  }

  /// What one worker walks with: as deployed, as proposed, and each change alone.
  private struct Runners {
    let base: PathRunner
    let proposed: PathRunner
    let alone: [PathRunner]

    init?(_ run: PairedRun) {
      do throws(PopulationMismatch) {
        base = try PathRunner(run.base)
        proposed = try PathRunner(run.proposed)
        var runners: [PathRunner] = []
        for world in run.alone { runners.append(try PathRunner(world)) }
        alone = runners
        for runner in [base, proposed] + alone { runner.beginAskingLaws() }
      } catch { return nil }
    }

    func walk(
      _ paths: Range<UInt64>, unless stop: StopFlag
    ) throws(PathProblem) -> Unit? {
      let spec = base.world.program.spec
      var unit = Unit(spec, alone: alone.count)
      var hash = SHA256()
      for runner in [base, proposed] + alone { runner.tally = Tally(spec) }
      for path in paths {
        guard !stop.isRaised else { return nil }
        let before = try base.run(path)
        let after = try proposed.run(path)
        hash.update(before.bytes)
        hash.update(after.bytes)
        unit.together.add(before, after, spec)
        for (number, runner) in alone.enumerated() {
          let record = try runner.run(path)
          hash.update(record.bytes)
          unit.alone[number].add(before, record, spec)
        }
      }
      unit.together.base.tally = base.tally
      unit.together.proposed.tally = proposed.tally
      for (number, runner) in alone.enumerated() {
        unit.alone[number].proposed.tally = runner.tally
      }
      unit.digests = [hash.finish()]
      return unit
    }
  }
}

extension PathRecord {
  /// All that a path came to, for digests.
  fileprivate var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func add(_ word: Int128) {
      withUnsafeBytes(of: word.littleEndian) { bytes += $0 }
    }
    func add(_ number: Int?) { add(Int128(number ?? -1)) }
    add(Int128(path))
    add(measures.count)
    for word in measures { add(word) }
    add(claims.count)
    for word in claims { add(word) }
    add(breaks.count)
    for broken in breaks {
      add(broken.invariant)
      add(broken.step)
      add(broken.action)
    }
    for step in wrongAt { add(step) }
    for broken in lawBreaks {
      add(broken.law)
      add(broken.step)
    }
    return bytes
  }
}
