import Statistics

/// What a vote should know: the answer and the rule it follows from.
package enum Ballot: Hashable, Sendable {
  /// Everything that is expected holds as proposed, and no path breaks an invariant that it did not
  /// break before.
  case safe
  case unsafe([Reason])
  /// Something is neither seen to hold nor to fail.
  case undecided

  package enum Reason: Hashable, Sendable {
    /// By number of the invariant, with the first path that shows it.
    case breaks(invariant: Int, path: UInt64)
    /// An expectation fails as proposed; whether it failed before.
    case fails(expectation: Int, failedBefore: Bool)
  }

  package init(_ outcome: PairedRun.Outcome) {
    var reasons: [Reason] = []
    for (number, path) in outcome.pairs.newlyBroken.enumerated() {
      if let path { reasons.append(.breaks(invariant: number, path: path)) }
    }
    for (number, judgement) in outcome.proposed.enumerated() where judgement.verdict == .fails {
      reasons.append(
        .fails(expectation: number, failedBefore: outcome.base[number].verdict == .fails))
    }
    if !reasons.isEmpty {
      self = .unsafe(reasons)
    } else if outcome.proposed.allSatisfy(\.isDecided) {
      self = .safe
    } else {
      self = .undecided
    }
  }
}
