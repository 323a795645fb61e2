import Numerics
import Statistics
import Testing

/// Coverage of the intervals for means, tail means and quantiles on distributions that are known.
@Suite struct MeanTests {
  static let confidence = Fixed.unit / 100 * 99

  /// `-ln(u)`: mean 1, the tail mean of the outermost share `s` is `1 - ln s`.
  static func exponential(_ stream: inout RandomStream) -> Int128 {
    let uniform = stream.uniform(in: 1...Fixed.unit)
    return -((try? Fixed.ln(uniform)) ?? 0)
  }

  static func sample(_ count: Int, seed: UInt64) -> Distribution {
    var stream = RandomStream(seed: seed, purpose: 11, path: 0, step: 0)
    var values = Distribution()
    for _ in 0..<count { values.add(exponential(&stream)) }
    return values
  }

  /// How many of the runs contain the truth.
  static func covered(_ runs: Int, truth: Int128, _ interval: (UInt64) -> Interval) -> Int {
    (1...UInt64(runs)).count { seed in
      let interval = interval(seed)
      return interval.contains(truth) && interval.low != nil && interval.high != nil
    }
  }

  @Test func bootstrapMean() {
    // 99% of 400, less three standard errors and what a small skewed sample costs.
    let covered = MeanTests.covered(400, truth: Fixed.unit) { seed in
      Interval.bootstrap(
        meanOf: MeanTests.sample(200, seed: seed), confidence: MeanTests.confidence, seed: seed)
    }
    print("bootstrap mean: \(covered) of 400")
    #expect(covered >= 388)
  }

  @Test func bootstrapTail() throws {
    let truth = Fixed.unit - (try Fixed.ln(Fixed.unit / 20))
    let covered = MeanTests.covered(300, truth: truth) { seed in
      Interval.bootstrap(
        tailMeanOf: MeanTests.sample(3000, seed: seed), .upper, Fixed.unit / 20,
        confidence: MeanTests.confidence, seed: seed)
    }
    print("bootstrap tail mean: \(covered) of 300")
    #expect(covered >= 288)
  }

  /// One value in 2,000 differs: of 2,000 or 4,000 values a few. Resampling knows no end then.
  @Test(arguments: [2_000, 4_000]) func fewDiffer(count: Int) throws {
    var asked = 0
    var covered = 0
    for seed in 1...UInt64(300) {
      var stream = RandomStream(seed: seed, purpose: 8, path: 0, step: 0)
      var values = Distribution()
      for _ in 0..<count {
        values.add(stream.chance(Fixed.unit / 2_000) ? 2 * Fixed.unit : 0)
      }
      guard values.min != values.max else { continue }
      asked += 1
      let interval = Interval.mean(of: values, confidence: MeanTests.confidence, seed: seed)
      let high = try #require(interval.high)
      #expect(interval.low != nil && high <= 2 * Fixed.unit)
      let tail = Interval.upperTailMean(
        of: values, Fixed.unit / 50, confidence: MeanTests.confidence, seed: seed)
      let isIn = tail.low != nil && tail.high != nil && tail.contains(Fixed.unit / 20)
      covered += interval.contains(Fixed.unit / 1_000) && isIn ? 1 : 0
    }
    print("mean where few differ: \(covered) of \(asked)")
    #expect(asked > 150 && covered * 100 >= asked * 98)
  }

  /// Where values differ everywhere, nothing but resampling is used.
  @Test func manyDiffer() {
    let values = MeanTests.sample(400, seed: 5)
    #expect(
      Interval.mean(of: values, confidence: MeanTests.confidence, seed: 1)
        == Interval.bootstrap(meanOf: values, confidence: MeanTests.confidence, seed: 1))
  }

  /// The studentised interval is as wide as the normal one where the sample is large.
  @Test func bootstrapWidth() throws {
    let values = MeanTests.sample(20_000, seed: 3)
    let interval = Interval.bootstrap(meanOf: values, confidence: MeanTests.confidence, seed: 1)
    let width = Double(try #require(interval.width)) / 1e18
    let variance = try #require(values.variance)
    let deviation = Double(variance.squareRoot.integer(.up)) / 1e18
    let normal = 2 * 2.5758 * deviation / 20_000.0.squareRoot()
    #expect(abs(width / normal - 1) < 0.08, "\(width) for \(normal)")
    #expect(
      Interval.bootstrap(meanOf: values, confidence: MeanTests.confidence, seed: 1) == interval)
  }

  @Test func quantiles() throws {
    let truth = -(try Fixed.ln(Fixed.unit / 20))
    let covered = MeanTests.covered(400, truth: truth) { seed in
      Interval.quantile(
        Fixed.unit / 20 * 19, of: MeanTests.sample(300, seed: seed),
        confidence: MeanTests.confidence)
    }
    #expect(covered >= 390)
    // Fifty values say nothing of where the 99th percentile ends, and a lot of where it begins.
    let few = Interval.quantile(
      Fixed.unit / 100 * 99, of: MeanTests.sample(50, seed: 1), confidence: MeanTests.confidence)
    #expect(few.high == nil)
    #expect(few.low != nil)
    // The median of ten by hand: P(B >= 10) = 1/1024, P(B >= 9) = 11/1024.
    var ten = Distribution()
    for word in 1...Int128(10) { ten.add(word) }
    let median = Interval.quantile(Fixed.unit / 2, of: ten, confidence: Fixed.unit / 100 * 97)
    #expect(median.low == 2 && median.high == 9)
    let sure = Interval.quantile(Fixed.unit / 2, of: ten, confidence: Fixed.unit / 100 * 99)
    #expect(sure.low == 1 && sure.high == 10)
  }

  /// The formulas in floating point, and coverage where the bounds are known.
  @Test func boundedMeans() throws {
    var stream = RandomStream(seed: 5, purpose: 5, path: 0, step: 0)
    var values = Distribution()
    for _ in 0..<1000 { values.add(stream.chance(Fixed.unit / 20) ? Fixed.unit : 0) }
    let bounds = 0...Fixed.unit
    let mean = Double(try #require(values.mean())) / 1e18
    let hoeffding = Interval.hoeffding(
      meanOf: values, in: bounds, confidence: MeanTests.confidence)
    let margin = 0.0514698
    #expect(abs(Double(try #require(hoeffding.high)) / 1e18 - mean - margin) < 1e-6)
    let bernstein = Interval.empiricalBernstein(
      meanOf: values, in: bounds, confidence: MeanTests.confidence)
    let variance = mean * (1 - mean) * 1000 / 999
    let reach = (2 * variance * 5.991465 / 1000).squareRoot() + 7 * 5.991465 / (3 * 999)
    #expect(abs(Double(try #require(bernstein.high)) / 1e18 - mean - reach) < 1e-6)
    #expect(Interval.hoeffding(meanOf: values, in: 0...1, confidence: 0).low == nil)
  }

  @Test func tooFew() {
    let none = Distribution()
    var alike = Distribution()
    for _ in 0..<100 { alike.add(7) }
    for values in [none, alike, MeanTests.sample(5, seed: 1)] {
      let interval = Interval.bootstrap(meanOf: values, confidence: MeanTests.confidence, seed: 1)
      #expect(interval.low == nil && interval.high == nil)
      let tail = Interval.bootstrap(
        tailMeanOf: values, .upper, Fixed.unit / 100, confidence: MeanTests.confidence, seed: 1)
      #expect(tail.low == nil && tail.high == nil)
    }
    #expect(Interval.quantile(0, of: none, confidence: 0).high == nil)
    var wild = Distribution()
    for word in 0..<Int128(100) { wild.add(word & 1 == 0 ? .min : .max) }
    let interval = Interval.bootstrap(meanOf: wild, confidence: MeanTests.confidence, seed: 1)
    #expect(interval.contains(0))
  }

  /// A scaled and shifted sample has the scaled and shifted interval, but for the bins.
  @Test func lowerTailMirrorsUpper() throws {
    let values = MeanTests.sample(4000, seed: 8)
    var mirrored = Distribution()
    for rank in 1...UInt64(4000) {
      mirrored.add(-(try #require(values.ranked(rank)?.lowerBound)))
    }
    let share = Fixed.unit / 20
    let upper = try #require(values.tailMean(.upper, share))
    let lower = try #require(mirrored.tailMean(.lower, share))
    #expect(-lower.upperBound == upper.lowerBound && -lower.lowerBound == upper.upperBound)
    let above = Interval.bootstrap(
      tailMeanOf: values, .upper, share, confidence: MeanTests.confidence, seed: 1)
    let below = Interval.bootstrap(
      tailMeanOf: mirrored, .lower, share, confidence: MeanTests.confidence, seed: 1)
    let width = Double(try #require(above.width))
    #expect(abs(Double(try #require(below.width)) / width - 1) < 0.2)
  }
}
