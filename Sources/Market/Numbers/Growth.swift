import Numerics

/// Multiplication by an exponential: what every path does once a step.
///
/// `Fixed.exp` is exact to the last decimal and takes 256-bit numbers to be so; a path needs a
/// price to some 2^-58 of itself, for which 64-bit factors suffice, at a twentieth of the time.
package enum Growth {
  /// Exponents above this count as overflow, those below the negative as nothing left.
  private static let reach: (most: Int128, least: Int128) = (43 * Fixed.unit, -90 * Fixed.unit)

  /// `base * e^exponent`, rounded to the nearest word; within 2^-58 of itself for exponents between
  /// -8 and 8, and 2^-54 for all others, or half a word where that is more than half a word.
  package static func apply(
    _ base: Int128, exponent: Int128
  ) throws(ArithmeticError) -> Int128 {
    if exponent == 0 { return base }
    if exponent > reach.most { throw .overflow }
    if exponent < reach.least { return 0 }
    // exponent / ln 2 in units of 2^-64. The magnitude is below 2^67, the factor below 2^61.
    let turns = (exponent.magnitude &* 0x1A9C_EF48_E612_F365) >> 56
    var whole = Int(truncatingIfNeeded: turns >> 64)
    var part = Wide.low(turns)
    if exponent < 0 {
      whole = part == 0 ? -whole : -whole - 1
      part = 0 &- part
    }
    let mantissa = power(part)
    // base * mantissa / 2^63 * 2^whole, of which at least one bit is dropped.
    let (high, low) = Wide.product(base.magnitude, UInt128(mantissa))
    let shift = UInt128(63 - whole)
    let truncated: UInt128
    let half: UInt128
    if shift < 128 {
      if high >> shift != 0 { throw .overflow }
      truncated = high << (128 - shift) | low >> shift
      half = low >> (shift - 1) & 1
    } else {
      truncated = shift == 128 ? high : high >> (shift - 128)
      half = shift == 128 ? low >> 127 : high >> (shift - 129) & 1
    }
    let magnitude = truncated &+ half
    guard magnitude < 1 << 127 else { throw .overflow }
    let word = Int128(truncatingIfNeeded: magnitude)
    return base < 0 ? -word : word
  }

  /// `2^(part / 2^64)` in units of 2^-63: a table for the upper six bits, and seven terms of the
  /// series of e^y for the rest, where y is below 0.011.
  private static func power(_ part: UInt64) -> UInt64 {
    let y = Wide.high(Wide.limbProduct(part & (1 << 58 - 1), 0xB172_17F7_D1CF_79AC))
    var series = product(y, 0x000D_00D0_0D00_D00D) &+ 0x005B_05B0_5B05_B05B
    series = product(y, series) &+ 0x0222_2222_2222_2222
    series = product(y, series) &+ 0x0AAA_AAAA_AAAA_AAAA
    series = product(y, series) &+ 0x2AAA_AAAA_AAAA_AAAA
    series = product(y, series) &+ 0x8000_0000_0000_0000
    let excess = y &+ product(product(y, y), series)
    let step = sixtyFourths[Int(truncatingIfNeeded: part >> 58)]
    return step &+ product(step, excess)
  }

  @inline(__always)
  private static func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
    Wide.high(Wide.limbProduct(a, b))
  }

  /// `2^(63 + j / 64)`, rounded down, so that a sum with what is left of the exponent stays below
  /// 2^64.
  private static let sixtyFourths: [UInt64] = [
    0x8000_0000_0000_0000, 0x8164_D1F3_BC03_0773, 0x82CD_8698_AC2B_A1D7,
    0x843A_28C3_ACDE_4046, 0x85AA_C367_CC48_7B14, 0x871F_6196_9E8D_1010,
    0x8898_0E80_92DA_8527, 0x8A14_D575_496E_FD9A, 0x8B95_C1E3_EA8B_D6E6,
    0x8D1A_DF5B_7E5B_A9E5, 0x8EA4_398B_45CD_53C0, 0x9031_DC43_1466_B1DC,
    0x91C3_D373_AB11_C336, 0x935A_2B2F_13E6_E92B, 0x94F4_EFA8_FEF7_0961,
    0x9694_2D37_2018_5A00, 0x9837_F051_8DB8_A96F, 0x99E0_4593_20B7_FA64,
    0x9B8D_39B9_D54E_5538, 0x9D3E_D9A7_2CFF_B750, 0x9EF5_3260_91A1_11AD,
    0xA0B0_510F_B971_4FC2, 0xA270_4303_0C49_6818, 0xA435_15AE_09E6_809E,
    0xA5FE_D6A9_B151_38EA, 0xA7CD_93B4_E965_3569, 0xA9A1_5AB4_EA7C_0EF8,
    0xAB7A_39B5_A93E_D337, 0xAD58_3EEA_42A1_4AC6, 0xAF3B_78AD_690A_4374,
    0xB123_F581_D2AC_258F, 0xB311_C412_A911_2489, 0xB504_F333_F9DE_6484,
    0xB6FD_91E3_28D1_7791, 0xB8FB_AF47_62FB_9EE9, 0xBAFF_5AB2_133E_45FB,
    0xBD08_A39F_580C_36BE, 0xBF17_99B6_7A73_1082, 0xC12C_4CCA_6670_9456,
    0xC346_CCDA_2497_6407, 0xC567_2A11_5506_DADD, 0xC78D_74C8_ABB9_B15C,
    0xC9B9_BD86_6E2F_27A2, 0xCBEC_14FE_F272_7C5C, 0xCE24_8C15_1F84_80E3,
    0xD063_33DA_EF2B_2594, 0xD2A8_1D91_F12A_E45A, 0xD4F3_5AAB_CFED_FA1F,
    0xD744_FCCA_D69D_6AF4, 0xD99D_15C2_78AF_D7B5, 0xDBFB_B797_DAF2_3755,
    0xDE60_F482_5E0E_9123, 0xE0CC_DEEC_2A94_E111, 0xE33F_8972_BE8A_5A51,
    0xE5B9_06E7_7C83_48A8, 0xE839_6A50_3C4B_DC68, 0xEAC0_C6E7_DD24_392E,
    0xED4F_301E_D994_2B84, 0xEFE4_B99B_DCDA_F5CB, 0xF281_773C_59FF_B139,
    0xF525_7D15_2486_CC2C, 0xF7D0_DF73_0AD1_3BB8, 0xFA83_B2DB_722A_033A,
    0xFD3E_0C0C_F486_C174,
  ]
}
