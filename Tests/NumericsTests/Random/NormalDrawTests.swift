import Numerics
import Testing

@Suite struct NormalDrawTests {
  /// Words and the quantiles of `(word + 1/2) / 2^64`, computed with 60 digits.
  static let references: [(word: UInt64, expected: Int128)] = [
    (0, -9_155_293_772_686_072_546),
    (1, -9_035_918_848_571_937_972),
    (1_000, -8_295_121_335_463_298_849),
    (1_048_576, -7_423_939_748_863_402_280),
    (256_189_812, -6_657_903_228_186_937_332),
    (4_294_967_296, -6_230_260_137_970_805_960),
    (35_184_372_088_832, -4_621_231_001_499_244_209),
    (36_028_797_018_963_968, -2_885_634_912_426_757_143),
    (1_000_000_000_000_000_000, -1_605_334_469_736_922_745),
    (1_383_505_805_528_216_320, -1_439_531_470_938_455_935),
    (1_383_507_650_202_623_744, -1_439_530_764_501_729_686),
    (4_611_686_018_427_387_904, -674_489_750_196_081_743),
    (9_223_370_937_343_148_032, -149_406_687_893),
    (9_223_372_036_854_775_807, 0),
  ]

  @Test(arguments: references)
  func quantilesAreAccurate(word: UInt64, expected: Int128) throws {
    // The stated error is 4 * 10^-16, the reference is exact to the last digit.
    let quantile = try StandardNormal.quantile(word)
    #expect((quantile - expected).magnitude <= 400)
    #expect(try StandardNormal.quantile(~word) == -quantile)
  }

  /// At the seams between the three approximations, and everywhere, to within the stated error.
  @Test func quantilesRise() throws {
    let seams: [UInt64] = [
      0, 1 << 63, 1_383_505_805_528_216_371, 17_063_238_268_181_335_244, 256_189_812,
    ]
    for seam in seams {
      var last = -10 * Fixed.unit
      for offset in -20...20 {
        let word = seam &+ UInt64(truncatingIfNeeded: offset * 1000)
        if (word < seam) != (offset < 0) { continue }
        let quantile = try StandardNormal.quantile(word)
        #expect(quantile > last - 800)
        last = quantile
      }
    }
  }

  @Test func drawsHaveTheMomentsOfTheNormal() throws {
    var stream = RandomStream(seed: 1, purpose: 2, path: 3, step: 4)
    let draws = 20_000
    var powers = [0.0, 0.0, 0.0, 0.0]
    for _ in 0..<draws {
      let x = Double(try stream.normal(mean: 0, sigma: Fixed.unit)) / 1e18
      powers[0] += x
      powers[1] += x * x
      powers[2] += x * x * x
      powers[3] += x * x * x * x
    }
    let moments = powers.map { $0 / Double(draws) }
    // Four standard errors each: sqrt(1, 2, 15, 96 / n).
    let error = 4 / Double(draws).squareRoot()
    #expect(abs(moments[0]) < error)
    #expect(abs(moments[1] - 1) < error * 1.414)
    #expect(abs(moments[2]) < error * 3.873)
    #expect(abs(moments[3] - 3) < error * 9.798)
  }

  /// Sixteen bins of equal probability.
  @Test func drawsHaveTheShapeOfTheNormal() throws {
    var stream = RandomStream(seed: 5, purpose: 6, path: 7, step: 8)
    let bounds = try (1..<UInt64(16)).map { try StandardNormal.quantile($0 << 60) }
    var counts = [Int](repeating: 0, count: 16)
    for _ in 0..<8000 {
      let draw = try stream.normal(mean: 100 * Fixed.unit, sigma: 15 * Fixed.unit)
      let deviation = (draw - 100 * Fixed.unit) / 15
      counts[bounds.count { $0 <= deviation }] += 1
    }
    // 15 degrees of freedom; exceeded once in a thousand.
    #expect(chiSquare(counts, draws: 8000) < 37.7)
  }

  @Test func drawsThatDoNotFitAreAnError() {
    var stream = RandomStream(seed: 0, purpose: 0, path: 0, step: 0)
    #expect(throws: ArithmeticError.overflow) {
      for _ in 0..<64 { _ = try stream.normal(mean: .max, sigma: Fixed.unit) }
    }
  }
}
