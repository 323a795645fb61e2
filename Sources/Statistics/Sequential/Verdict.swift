import Numerics

/// What the paths so far say of an expectation.
package enum Verdict: Hashable, Sendable {
  case holds
  case fails
  /// The interval contains the threshold; about so many more paths would move it out, were the
  /// estimate the truth. Nil where no number of paths would, or none can be told.
  case undecided(pathsNeeded: UInt64?)
}

/// Where an estimated number is expected to lie.
package struct Threshold: Hashable, Sendable {
  package enum Relation: Hashable, Sendable {
    case below, atMost, atLeast, above
  }

  package var relation: Relation
  package var value: Int128

  package init(_ relation: Relation, _ value: Int128) {
    self.relation = relation
    self.value = value
  }

  /// Decided as soon as every number of the interval agrees. At a threshold at the very end of what
  /// is possible, such as `P(..) < 0` or `P(..) >= 0`, that may be before the first path.
  package func verdict(
    _ interval: Interval, estimate: Int128?, paths: UInt64
  ) -> Verdict {
    if every(of: interval) { return .holds }
    if none(of: interval) { return .fails }
    return .undecided(pathsNeeded: pathsNeeded(interval, estimate: estimate, paths: paths))
  }

  private func every(of interval: Interval) -> Bool {
    switch relation {
    case .below: interval.high.map { $0 < value } ?? false
    case .atMost: interval.high.map { $0 <= value } ?? false
    case .atLeast: interval.low.map { $0 >= value } ?? false
    case .above: interval.low.map { $0 > value } ?? false
    }
  }

  private func none(of interval: Interval) -> Bool {
    switch relation {
    case .below: interval.low.map { $0 >= value } ?? false
    case .atMost: interval.low.map { $0 > value } ?? false
    case .atLeast: interval.high.map { $0 < value } ?? false
    case .above: interval.high.map { $0 <= value } ?? false
    }
  }

  /// Intervals shrink with the square root of the paths: `paths * (half width / distance)^2` in
  /// all, less those there are; an end that nothing was seen beyond goes on as one over the paths.
  private func pathsNeeded(
    _ interval: Interval, estimate: Int128?, paths: UInt64
  ) -> UInt64? {
    guard let estimate, let low = interval.low, let high = interval.high, paths > 0 else {
      return nil
    }
    // The side of the interval that has to pass the threshold.
    let side = estimate < value ? high : low
    let (reach, overflow1) = side.subtractingReportingOverflow(estimate)
    let (distance, overflow2) = value.subtractingReportingOverflow(estimate)
    if overflow1 || overflow2 || distance == 0 { return nil }
    let ratio = Scaled(reach.magnitude) / Scaled(distance.magnitude)
    let isAtEnd = estimate == low || estimate == high
    let all = ((isAtEnd ? ratio : ratio * ratio) * Scaled(UInt128(paths))).integer(.up)
    guard let needed = UInt64(exactly: all) else { return nil }
    return max(needed, paths + 1) - paths
  }
}
