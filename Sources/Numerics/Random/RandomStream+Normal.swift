// Normal draws by inverting the distribution function: one word in, one draw out, never a rejection,
// and a larger word never gives a visibly smaller draw, so a shrinker can work on the words. The
// inverse is Wichura's rational approximation ("Algorithm AS 241: the percentage points of the normal
// distribution", Applied Statistics 37, 1988) in 18 decimals: its error, with all roundings, is below
// 4 * 10^-16. Draws reach 9.155 standard deviations, beyond which lies 2^-64 of the distribution.
extension RandomStream {
  /// A draw from the normal distribution, all fixed-point raw words. Overflows only where
  /// `mean + sigma * 9.2` or its mirror image does.
  package mutating func normal(
    mean: Int128, sigma: Int128
  ) throws(ArithmeticError) -> Int128 {
    let deviation = try StandardNormal.quantile(next())
    return try Fixed.add(mean, Fixed.multiply(sigma, deviation, .halfUp))
  }
}

/// The standard normal distribution turned around.
package enum StandardNormal {
  /// The deviation below which `(word + 1/2) / 2^64` of the distribution lies.
  ///
  /// Exactly antisymmetric: the complement of a word gives the negated deviation.
  package static func quantile(_ word: UInt64) throws(ArithmeticError) -> Int128 {
    let isUpper = word >> 63 != 0
    // The probability is odd / 2^65; work in the lower half.
    let odd = UInt128(isUpper ? ~word : word) << 1 | 1
    let fromCentre = ((Int128(1) << 64 - Int128(odd)) * Fixed.unit) >> 65
    let magnitude: Int128
    if fromCentre <= 425_000_000_000_000_000 {
      let r = 180_625_000_000_000_000 - product(fromCentre, fromCentre)
      magnitude = product(fromCentre, try ratio(centre, r))
    } else {
      // -ln(odd / 2^65), the odd number taken as a fixed-point one to keep all its digits.
      let r = try Fixed.sqrt(log65 - Fixed.ln(Int128(odd) * Fixed.unit), .halfUp)
      if r <= 5 * Fixed.unit {
        magnitude = try ratio(flank, r - 1_600_000_000_000_000_000)
      } else {
        magnitude = try ratio(tail, r - 5 * Fixed.unit)
      }
    }
    return isUpper ? magnitude : -magnitude
  }

  /// `65 ln 2`.
  private static let log65: Int128 = 45_054_566_736_396_445_112

  /// A product of numbers small enough never to overflow.
  private static func product(_ a: Int128, _ b: Int128) -> Int128 {
    Fixed.multiplyReportingOverflow(a, b).partialValue
  }

  /// The quotient of two polynomials whose coefficients stand in pairs, highest power first.
  private static func ratio(
    _ coefficients: [(above: Int128, below: Int128)], _ r: Int128
  ) throws(ArithmeticError) -> Int128 {
    var above: Int128 = 0
    var below: Int128 = 0
    for pair in coefficients {
      above = product(above, r) + pair.above
      below = product(below, r) + pair.below
    }
    return try Fixed.divide(above, below)
  }

  /// For probabilities within 0.425 of one half, in `0.180625 - q^2`.
  private static let centre: [(above: Int128, below: Int128)] = [
    (2_509_080_928_730_122_672_700, 5_226_495_278_852_854_561_000),
    (33_430_575_583_588_128_105_000, 28_729_085_735_721_942_674_000),
    (67_265_770_927_008_700_853_000, 39_307_895_800_092_710_610_000),
    (45_921_953_931_549_871_457_000, 21_213_794_301_586_595_867_000),
    (13_731_693_765_509_461_125_000, 5_394_196_021_424_751_107_700),
    (1_971_590_950_306_551_442_700, 687_187_007_492_057_908_300),
    (133_141_667_891_784_377_450, 42_313_330_701_600_911_252),
    (3_387_132_872_796_366_608, 1_000_000_000_000_000_000),
  ]

  /// Down to e^-25, in `sqrt(-ln p) - 1.6`.
  private static let flank: [(above: Int128, below: Int128)] = [
    (774_545_014_278_341, 1_050_750_072),
    (22_723_844_989_269_185, 547_593_808_499_534),
    (241_780_725_177_450_612, 15_198_666_563_616_457),
    (1_270_458_252_452_368_383, 148_103_976_427_480_075),
    (3_647_848_324_763_204_605, 689_767_334_985_100_005),
    (5_769_497_221_460_691_406, 1_676_384_830_183_803_849),
    (4_630_337_846_156_545_296, 2_053_191_626_637_758_822),
    (1_423_437_110_749_683_577, 1_000_000_000_000_000_000),
  ]

  /// Below e^-25, in `sqrt(-ln p) - 5`.
  private static let tail: [(above: Int128, below: Int128)] = [
    (201_033_439_929, 2_044),
    (27_115_555_687_435, 142_151_175_832),
    (1_242_660_947_388_078, 18_463_183_175_101),
    (26_532_189_526_576_123, 786_869_131_145_613),
    (296_560_571_828_504_891, 14_875_361_290_850_615),
    (1_784_826_539_917_291_336, 136_929_880_922_735_805),
    (5_463_784_911_164_114_370, 599_832_206_555_887_938),
    (6_657_904_643_501_103_777, 1_000_000_000_000_000_000),
  ]
}
