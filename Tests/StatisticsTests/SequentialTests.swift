import Numerics
import Statistics
import Testing

/// Coverage and width on draws whose chance is known, for a fixed number of paths and for runs that
/// stop as soon as they can tell.
@Suite struct SequentialTests {
  static let confidence = Fixed.unit / 100 * 99

  struct Tally {
    var covered = 0
    var right = 0
    var wrong = 0
    var width: Int128 = 0
    var plainWidth: Int128 = 0
    var paths: UInt64 = 0
  }

  /// A thousand runs with base seeds from 1 on.
  static func runs(chance: Int128, plan: StoppingPlan, expectation: Threshold?) -> Tally {
    var tally = Tally()
    // A word is below this with just that chance.
    let bound = UInt64((chance.magnitude << 64) / Fixed.unit.magnitude)
    for seed in 1...UInt64(1000) {
      var stream = RandomStream(seed: seed, purpose: 7, path: 0, step: 0)
      var hits: UInt64 = 0
      var paths: UInt64 = 0
      var interval = Interval(low: nil, high: nil, confidence: 0, method: .clopperPearson)
      while let next = plan.nextLook(after: paths) {
        while paths < next {
          hits += stream.next() < bound ? 1 : 0
          paths += 1
        }
        // Without a question there is only the last look.
        guard expectation != nil || paths == plan.looks.last else { continue }
        let level = expectation == nil ? confidence : plan.confidencePerLook
        interval = Interval.proportion(successes: hits, trials: paths, confidence: level)
        let estimate = Int128(hits) * Fixed.unit / Int128(paths)
        let verdict = expectation?.verdict(interval, estimate: estimate, paths: paths)
        if verdict == .holds { tally.right += 1 }
        if verdict == .fails { tally.wrong += 1 }
        if verdict == .holds || verdict == .fails { break }
      }
      let plain = Interval.proportion(successes: hits, trials: paths, confidence: confidence)
      tally.covered += interval.contains(chance) ? 1 : 0
      tally.width += interval.width ?? 0
      tally.plainWidth += plain.width ?? 0
      tally.paths += paths
    }
    return tally
  }

  @Test(arguments: [1, 5, 31, 200, 500])
  func fixedCount(perMille: Int) {
    let plan = StoppingPlan(budget: 2000, confidence: SequentialTests.confidence)
    let tally = SequentialTests.runs(
      chance: Fixed.unit / 1000 * Int128(perMille), plan: plan, expectation: nil)
    #expect(tally.covered >= 980)
    #expect(tally.width <= tally.plainWidth / 10 * 13)
  }

  /// Thresholds on the far side, close by, and where nothing can be decided.
  @Test(arguments: [
    (31, 60), (31, 36), (31, 31), (200, 220), (500, 520), (5, 8), (4, 20), (1, 10),
  ])
  func stopping(perMille: Int, threshold: Int) {
    let plan = StoppingPlan(budget: 10_000, confidence: SequentialTests.confidence)
    let tally = SequentialTests.runs(
      chance: Fixed.unit / 1000 * Int128(perMille), plan: plan,
      expectation: Threshold(.atMost, Fixed.unit / 1000 * Int128(threshold)))
    let ratio = Double(tally.width) / Double(tally.plainWidth)
    print("\(perMille) against \(threshold): \(tally) \(ratio)")
    #expect(tally.covered >= 980)
    #expect(tally.wrong <= 10)
    #expect(ratio <= 1.3)
  }

  @Test func plans() {
    for budget in [0, 1, 255, 256, 257, 512, 10_000, 1_000_000, 1_000_000_000, .max] as [UInt64] {
      let plan = StoppingPlan(budget: budget, confidence: SequentialTests.confidence)
      #expect(plan.looks.count <= StoppingPlan.mostLooks)
      #expect(plan.looks.last == (budget == 0 ? nil : budget))
      #expect(plan.looks == Set(plan.looks).sorted())
      #expect(plan.looks.dropLast().allSatisfy { $0 % StoppingPlan.pathsPerBatch == 0 })
    }
    #expect(
      StoppingPlan(budget: 10_000, confidence: 0).looks
        == [256, 768, 2304, 6912, 10_000])
  }

  @Test func verdicts() {
    func interval(_ low: Int128?, _ high: Int128?) -> Interval {
      Interval(low: low, high: high, confidence: 0, method: .clopperPearson)
    }
    func verdict(_ relation: Threshold.Relation, _ low: Int128?, _ high: Int128?) -> Verdict {
      Threshold(relation, 10).verdict(interval(low, high), estimate: 7, paths: 100)
    }
    #expect(verdict(.below, 3, 9) == .holds)
    #expect(verdict(.below, 3, 10) == .undecided(pathsNeeded: 1))
    #expect(verdict(.atMost, 3, 10) == .holds)
    #expect(verdict(.below, 10, 12) == .fails)
    #expect(verdict(.atMost, 10, 12) == .undecided(pathsNeeded: 178))
    #expect(verdict(.atLeast, 10, 12) == .holds)
    #expect(verdict(.above, 10, nil) == .undecided(pathsNeeded: nil))
    #expect(verdict(.above, 11, nil) == .holds)
    #expect(verdict(.above, nil, 10) == .fails)
    #expect(verdict(.above, nil, nil) == .undecided(pathsNeeded: nil))
  }
}
