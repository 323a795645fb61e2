import Numerics
import Semantics
import Statistics

/// What a vote should know: the answer and the rule it follows from.
package enum Ballot: Hashable, Sendable {
  /// Everything that is expected holds as proposed, no path breaks an invariant that it did not
  /// break before, no law breaks that held, and nothing that is expected is seen to come nearer to
  /// failing.
  case safe
  /// The same, but something is: the expectations are the tolerance.
  case worse([Reason])
  case unsafe([Reason])
  /// Something is neither seen to hold nor to fail; how many more pairs it may take, as
  /// far as that can be said.
  case undecided([Reason], more: UInt64?)

  package enum Reason: Hashable, Sendable {
    /// By number of the invariant, with the first path that shows it.
    case breaks(invariant: Int, PairFindings.Witness)
    /// By number of the law, the first state it does not hold of; as deployed it holds of all.
    case breaksLaw(Int, PathFindings.BrokenLaw)
    /// An expectation fails as proposed; whether it failed before.
    case fails(expectation: Int, failedBefore: Bool)
    /// An expectation is not decided as proposed.
    case open(expectation: Int, more: UInt64?)
    /// An expectation that holds, and that the changes bring nearer to failing.
    case nearer(expectation: Int)
    /// More paths are unsafe than were.
    case moreUnsafePaths
    /// By number of the change: it goes further at once than is allowed.
    case beyondStep(change: Int)
  }

  /// The confidence of every comparison with what is deployed.
  package static let confidence = 99 * Fixed.unit / 100

  /// - Parameter longSteps: changes that go further than is allowed, by number.
  package init(_ outcome: PairedRun.Outcome, of spec: CheckedSpec, seed: UInt64, longSteps: [Int]) {
    var reasons: [Reason] = longSteps.map { .beyondStep(change: $0) }
    for (number, witness) in outcome.pairs.newlyBroken.enumerated() {
      if let witness { reasons.append(.breaks(invariant: number, witness)) }
    }
    for number in spec.contract.laws.indices {
      if let broken = outcome.pairs.newlyBroken(law: number) {
        reasons.append(.breaksLaw(number, broken))
      }
    }
    var open: [Reason] = []
    var missing: [UInt64] = []
    for (number, judgement) in outcome.proposed.enumerated() {
      switch judgement.verdict {
      case .fails:
        let failedBefore = outcome.base[number].verdict == .fails
        reasons.append(.fails(expectation: number, failedBefore: failedBefore))
      case .undecided(let more):
        open.append(.open(expectation: number, more: more))
        if let more { missing.append(more) }
      case .holds: break
      }
    }
    if !reasons.isEmpty {
      self = .unsafe(reasons)
    } else if !open.isEmpty {
      self = .undecided(open, more: missing.max())
    } else {
      let worse = Ballot.worse(outcome.pairs, spec, seed)
      self = worse.isEmpty ? .safe : .worse(worse)
    }
  }

  /// What is worse than before with confidence, though it holds.
  private static func worse(
    _ pairs: PairFindings, _ spec: CheckedSpec, _ seed: UInt64
  ) -> [Reason] {
    var reasons: [Reason] = []
    for (number, expectation) in spec.expectations.enumerated() where !expectation.isExercise {
      let interval =
        expectation.isTruth
        ? pairs.flips[number].interval(confidence: confidence)
        : pairs.claimDifferences[number].interval(confidence: confidence, seed: seed)
      let isWorse =
        expectation.isFear ? (interval.low ?? 0) > 0 : (interval.high ?? 0) < 0
      if isWorse { reasons.append(.nearer(expectation: number)) }
    }
    if reasons.isEmpty,
      let low = pairs.danger.interval(confidence: confidence).low, low > 0
    {
      reasons.append(.moreUnsafePaths)
    }
    return reasons
  }
}
