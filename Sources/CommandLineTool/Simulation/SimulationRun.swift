import Campaign
import Diagnostics
import Numerics
import Reference
import Semantics
import Statistics

/// One spec, simulated.
struct SimulationRun {
  let path: String
  let world: World
  /// The most paths it was allowed.
  let budget: UInt64
  let outcome: Campaign.Outcome
  let words: SpecWords

  var spec: CheckedSpec { world.program.spec }
  var seed: UInt64 { world.seed }
  var findings: PathFindings { outcome.findings }

  /// The worst verdict of its expectations and laws.
  var status: ExitStatus {
    if outcome.wasInterrupted { return .interrupted }
    if outcome.judgements.contains(where: { $0.verdict == .fails }) { return .findings }
    if findings.brokenLaws.contains(where: { $0 != nil }) { return .findings }
    return outcome.judgements.allSatisfy(\.isDecided) ? .success : .undecided
  }

  /// The path to look at first, and why: the first that speaks against a failed expectation, and
  /// else the one where what matters most is greatest.
  var telling: (path: UInt64, why: String)? {
    for (number, judgement) in outcome.judgements.enumerated() where judgement.verdict == .fails {
      if let worst = worst(against: number) {
        return (
          worst.path, "the worst against `\(spec.expectations[number].text)`"
        )
      }
      if let witness = findings.claims[number].against.first {
        return (witness.path, "the first against `\(spec.expectations[number].text)`")
      }
    }
    for (number, broken) in findings.brokenLaws.enumerated() {
      guard let broken else { continue }
      return (broken.path, "the first against the law \"\(words.name(ofLaw: number))\"")
    }
    guard let measure = mainMeasure, let worst = findings.worst[measure] else { return nil }
    let values = findings.measures[measure]
    if values.min == values.max { return (worst.path, "as good as any") }
    return (worst.path, "where `\(spec.measures[measure].name)` is greatest")
  }

  /// The path where the measure is greatest that an expectation wants to be small: it is against it
  /// where any path is.
  private func worst(against expectation: Int) -> PathFindings.Worst? {
    guard case .estimate(_, _, let comparison, bound: _) = spec.expectations[expectation].claim,
      comparison == .less || comparison == .lessOrEqual, let measure = measure(of: expectation)
    else { return nil }
    return findings.worst[measure]
  }

  /// The measure that a failed expectation is about, or the first one about money, or any; one that
  /// is the same on every path only where all are.
  var mainMeasure: Int? {
    let order = outcome.judgements.indices.sorted { left, right in
      rank(left) == rank(right) ? left < right : rank(left) < rank(right)
    }
    let named = order.compactMap { self.measure(of: $0) } + Array(spec.measures.indices)
    return named.first { findings.measures[$0].min != findings.measures[$0].max } ?? named.first
  }

  private func rank(_ expectation: Int) -> Int {
    if outcome.judgements[expectation].verdict == .fails { return 0 }
    guard let measure = measure(of: expectation) else { return 3 }
    return spec.measures[measure].type.isMoney ? 1 : 2
  }

  /// The measure that an expectation reads, the first of several.
  private func measure(of expectation: Int) -> Int? {
    guard case .estimate(let claim, _, _, bound: _) = spec.expectations[expectation].claim else {
      return nil
    }
    var found: Int?
    claim.value.walk { node in
      if case .state(let id) = node.kind, found == nil {
        found = spec.measures.firstIndex { $0.state == id }
      }
    }
    return found
  }

  /// How far the numbers of a measure can be trusted.
  struct MeasureIntervals {
    static let confidence = 99 * Fixed.unit / 100
    let mean: Statistics.Interval
    let median: Statistics.Interval
    let p99: Statistics.Interval
  }

  func intervals(ofMeasure number: Int) -> MeasureIntervals {
    let values = findings.measures[number]
    let confidence = MeasureIntervals.confidence
    return MeasureIntervals(
      mean: .mean(of: values, confidence: confidence, seed: seed),
      median: .quantile(Fixed.unit / 2, of: values, confidence: confidence),
      p99: .quantile(99 * Fixed.unit / 100, of: values, confidence: confidence))
  }

  /// The command that walks one of its paths step by step.
  func replayCommand(_ path: UInt64) -> String {
    var command = "plimsoll replay \(quotedForShell(self.path)) --path \(path)"
    if seed != 1 { command += " --seed \(seed)" }
    return command + " --spec \(spec.name)"
  }
}

extension ValueType {
  /// A quantity that has a unit.
  var isMoney: Bool {
    if case .fixed(let dimension) = self {
      !dimension.isNone && dimension != .duration
    } else {
      false
    }
  }
}
