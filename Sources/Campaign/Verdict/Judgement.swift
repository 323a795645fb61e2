import Numerics
import Semantics
import Statistics

/// What the paths so far say about an expectation.
package struct Judgement: Hashable, Sendable {
  package let verdict: Verdict
  /// The number estimated; `nil` without paths.
  package let estimate: Int128?
  package let interval: Statistics.Interval
  /// What it is held against; `nil` for claims about every path.
  package let bound: Int128?
  package let paths: UInt64
}

extension World {
  /// Judges every expectation by what was found, at the confidence of one look.
  package func judge(_ findings: PathFindings, _ plans: [StoppingPlan]) -> [Judgement] {
    program.spec.expectations.indices.map { judge($0, findings.claims[$0], plans[$0]) }
  }

  private func judge(
    _ number: Int, _ found: ClaimFindings, _ plan: StoppingPlan
  ) -> Judgement {
    let expectation = program.spec.expectations[number]
    let confidence = plan.confidencePerLook
    switch expectation.claim {
    case .invariants, .always, .eventually:
      return universal(found, confidence)
    case .estimate(let measure, let estimand, let comparison, _):
      let bound = measure.scaled(bounds[number] ?? 0)
      let threshold = Threshold(comparison.relation, bound)
      let (estimate, interval) = self.estimate(estimand, found, confidence)
      var verdict = threshold.verdict(interval, estimate: estimate, paths: found.paths)
      if case .undecided(pathsNeeded: nil) = verdict {
        verdict = .undecided(pathsNeeded: found.shortage(of: estimand))
      }
      return Judgement(
        verdict: verdict,
        estimate: estimate, interval: interval, bound: bound, paths: found.paths)
    }
  }

  /// Judges an expectation by what splitting found; one interval from one look.
  func judge(_ number: Int, _ found: RareFindings) -> Judgement? {
    guard case .estimate(_, _, let comparison, _) = program.spec.expectations[number].claim
    else { return nil }
    let threshold = Threshold(comparison.relation, bounds[number] ?? 0)
    let paths = found.chance.steps / UInt64(max(1, program.spec.clock.steps))
    return Judgement(
      verdict: threshold.verdict(
        found.chance.interval, estimate: found.chance.chance, paths: paths),
      estimate: found.chance.chance, interval: found.chance.interval, bound: bounds[number],
      paths: paths)
  }

  /// One path against it is enough. Without any it holds as far as paths can say, once at most one
  /// path in a hundred can still be against it.
  private func universal(_ found: ClaimFindings, _ confidence: Int128) -> Judgement {
    let broken = found.paths - found.hits
    let interval = Interval.proportion(
      successes: broken, trials: found.paths, confidence: confidence)
    let verdict: Verdict
    if broken > 0 {
      verdict = .fails
    } else if let high = interval.high, high <= Fixed.unit / 100 {
      verdict = .holds
    } else {
      verdict = .undecided(pathsNeeded: found.paths < 1_024 ? 1_024 - found.paths : nil)
    }
    return Judgement(
      verdict: verdict,
      estimate: found.paths == 0
        ? nil : Fixed.divideReportingOverflow(Int128(broken), Int128(found.paths)).partialValue,
      interval: interval, bound: nil, paths: found.paths)
  }

  private func estimate(
    _ estimand: CheckedExpectation.Estimand, _ found: ClaimFindings, _ confidence: Int128
  ) -> (Int128?, Statistics.Interval) {
    let values = found.values
    if !estimand.isShare, let alike = Statistics.Interval.alike(values, confidence) {
      return (values.min, alike)
    }
    switch estimand {
    case .probability:
      let share: Int128? =
        found.paths == 0
        ? nil : Fixed.divideReportingOverflow(Int128(found.hits), Int128(found.paths)).partialValue
      return (
        share,
        .proportion(successes: found.hits, trials: found.paths, confidence: confidence)
      )
    case .mean:
      return (values.mean(), .mean(of: values, confidence: confidence, seed: seed))
    case .quantile(let level):
      return (
        values.quantile(level)?.upperBound,
        .quantile(level, of: values, confidence: confidence)
      )
    case .tailMean(let level):
      return (
        values.tailMean(.upper, Fixed.unit - level)?.upperBound,
        .upperTailMean(of: values, Fixed.unit - level, confidence: confidence, seed: seed)
      )
    }
  }
}

extension Comparison {
  fileprivate var relation: Threshold.Relation {
    switch self {
    case .less: .below
    case .lessOrEqual, .equal, .notEqual: .atMost
    case .greater: .above
    case .greaterOrEqual: .atLeast
    }
  }
}

extension CheckedExpectation.Estimand {
  fileprivate var isShare: Bool { if case .probability = self { true } else { false } }
}

extension ClaimFindings {
  /// The paths that are missing before an interval can be had at all.
  fileprivate func shortage(of estimand: CheckedExpectation.Estimand) -> UInt64? {
    guard case .tailMean(let level) = estimand, level < Fixed.unit else { return nil }
    let needed = 30 * Fixed.unit.magnitude / (Fixed.unit - level).magnitude + 1
    let count = UInt64(clamping: needed)
    return count > paths ? count - paths : nil
  }
}
