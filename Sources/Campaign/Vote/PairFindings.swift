import Numerics
import Semantics
import Statistics

/// What pairs of paths came to.
package struct PairFindings: Sendable {
  package var base: PathFindings
  package var proposed: PathFindings
  /// By measure.
  package var differences: [Differences]
  /// By expectation that is true or false on a path.
  package var flips: [Flips]
  /// By expectation about a number of each path.
  package var claimDifferences: [Differences]
  /// By invariant: whether a path breaks it.
  package var breaks: [Flips]
  /// By invariant, the first path that breaks it only as proposed, and where.
  package var newlyBroken: [Witness?]
  /// By invariant, the first path that breaks it only as deployed.
  package var fixed: [UInt64?]
  /// Whether a path is unsafe: see `PathRecord.isUnsafe(_:)`.
  package var danger = Flips()
  package var unsafeBefore: UInt64 = 0
  package var unsafeAfter: UInt64 = 0
  /// The first paths that only the proposal makes unsafe, and the first that it makes safe.
  package var turnedUnsafe: [UInt64] = []
  package var turnedSafe: [UInt64] = []

  package struct Witness: Hashable, Sendable {
    package let path: UInt64
    package let `break`: PathRecord.Break
  }

  private static let mostKept = 8

  init(_ spec: CheckedSpec) {
    base = PathFindings(spec)
    proposed = base
    differences = spec.measures.map { _ in Differences() }
    flips = spec.expectations.map { _ in Flips() }
    claimDifferences = spec.expectations.map { _ in Differences() }
    breaks = spec.contract.invariants.map { _ in Flips() }
    newlyBroken = spec.contract.invariants.map { _ in nil }
    fixed = spec.contract.invariants.map { _ in nil }
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
    for (number, expectation) in spec.expectations.enumerated() {
      let (was, isNow) = (before.claims[number], after.claims[number])
      switch expectation.claim {
      case .invariants, .always, .eventually, .estimate(_, .probability, _, _):
        flips[number].add(before: was != 0, after: isNow != 0)
      case .estimate(let measure, _, _, _):
        claimDifferences[number].add(before: measure.scaled(was), after: measure.scaled(isNow))
      }
    }
    for number in breaks.indices {
      let was = before.breaks.contains { $0.invariant == number }
      let now = after.breaks.first { $0.invariant == number }
      breaks[number].add(before: was, after: now != nil)
      if let now, !was, newlyBroken[number] == nil {
        newlyBroken[number] = Witness(path: after.path, break: now)
      }
      if was, now == nil, fixed[number] == nil { fixed[number] = after.path }
    }
    let (was, isNow) = (before.isUnsafe(spec), after.isUnsafe(spec))
    danger.add(before: was, after: isNow)
    if was { unsafeBefore += 1 }
    if isNow { unsafeAfter += 1 }
    if isNow, !was { PairFindings.keep(&turnedUnsafe, [after.path]) }
    if was, !isNow { PairFindings.keep(&turnedSafe, [after.path]) }
  }

  mutating func add(_ later: PairFindings) {
    base.add(later.base)
    proposed.add(later.proposed)
    for number in differences.indices { differences[number].merge(later.differences[number]) }
    for number in flips.indices {
      flips[number].merge(later.flips[number])
      claimDifferences[number].merge(later.claimDifferences[number])
    }
    for number in breaks.indices {
      breaks[number].merge(later.breaks[number])
      newlyBroken[number] = newlyBroken[number] ?? later.newlyBroken[number]
      fixed[number] = fixed[number] ?? later.fixed[number]
    }
    danger.merge(later.danger)
    unsafeBefore += later.unsafeBefore
    unsafeAfter += later.unsafeAfter
    PairFindings.keep(&turnedUnsafe, later.turnedUnsafe)
    PairFindings.keep(&turnedSafe, later.turnedSafe)
  }

  /// The first path on which a law does not hold as proposed, where it holds on all as deployed.
  ///
  /// A law is asked of a few states of a path only, so one path says little of what has changed.
  package func newlyBroken(law: Int) -> PathFindings.BrokenLaw? {
    base.brokenLaws[law] == nil ? proposed.brokenLaws[law] : nil
  }

  /// Whether a law holds wherever it is asked as proposed, and does not as deployed.
  package func mends(law: Int) -> Bool {
    base.brokenLaws[law] != nil && proposed.brokenLaws[law] == nil
  }

  private static func keep(_ kept: inout [UInt64], _ paths: [UInt64]) {
    kept += paths.prefix(max(0, mostKept - kept.count))
  }
}

extension PathRecord {
  /// Whether an invariant breaks on it, a claim about every path is wrong on it, or something happens
  /// that an expectation wants to be seldom: `P(bad_debt > 0) < 2%`.
  package func isUnsafe(_ spec: CheckedSpec) -> Bool {
    !breaks.isEmpty
      || spec.expectations.enumerated().contains { number, expectation in
        switch expectation.claim {
        case .invariants, .always, .eventually: claims[number] == 0
        case .estimate(_, .probability, _, _): expectation.isFear && claims[number] != 0
        case .estimate: false
        }
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

  /// Whether more of it is worse: of what `<` bounds.
  package var isFear: Bool {
    switch claim {
    case .invariants, .always, .eventually: false
    case .estimate(_, _, let comparison, _): comparison == .less || comparison == .lessOrEqual
    }
  }

  /// Whether it only asks that something happens often enough for the others to mean something:
  /// `reached Liquidated in > 5% of paths`.
  package var isExercise: Bool {
    switch claim {
    case .estimate(_, .probability, _, _): !isFear
    case .invariants, .always, .eventually, .estimate: false
    }
  }
}
