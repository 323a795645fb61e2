import Numerics

/// Logarithms of factorials and of binomial coefficients in 256 bits, within 2^-80.
///
/// The integer part may wrap: sums and differences are those of two's complement, so whatever is
/// small in the end is right in the end.
enum LogFactorial {
  /// `ln n` for a whole number above zero.
  static func logarithm(_ n: UInt64) -> Precise { logarithm(Int128(n)) }

  private static func logarithm(_ n: Int128) -> Precise {
    Precise.logarithm(n) &- ofOneUnit
  }

  /// The logarithm of 10^-18, which `Precise.logarithm` counts in.
  private static let ofOneUnit = Precise.logarithm(1)

  /// `ln n!`.
  ///
  /// Below 32 from the factorial itself, above by Stirling's series, of which eight terms leave less
  /// than 2^-86 there.
  static func of(_ n: UInt64) -> Precise {
    if n < 32 { return small[Int(n)] }
    let logarithm = logarithm(n)
    let half = Precise(
      high: logarithm.high >> 1, low: logarithm.high << 127 | logarithm.low >> 1)
    var sum = logarithm * n &+ half &+ halfLogTau &- Precise.one * n
    let inverse = Precise.one / n
    let square = inverse * inverse
    var power = inverse
    for (index, term) in stirling.enumerated() {
      let part = power * term.numerator / term.denominator
      sum = index & 1 == 0 ? sum &+ part : sum &- part
      power = power * square
    }
    return sum
  }

  /// The logarithm of how many ways there are to choose `k` of `n`, for `k` at most `n`.
  static func choose(_ n: UInt64, _ k: UInt64) -> Precise { of(n) &- of(k) &- of(n - k) }

  private static let small: [Precise] = {
    var factorial: Int128 = 1
    var logarithms = [Precise.zero]
    for n in 1..<Int128(32) {
      factorial *= n
      logarithms.append(logarithm(factorial))
    }
    return logarithms
  }()

  /// `B(2j) / (2j (2j - 1))` without their alternating signs.
  private static let stirling: [(numerator: UInt64, denominator: UInt64)] = [
    (1, 12), (1, 360), (1, 1260), (1, 1680), (1, 1188), (691, 360_360), (1, 156), (3617, 122_400),
  ]

  /// `ln(2 pi) / 2` to the nearest 2^-224, from mpmath.
  private static let halfLogTau = Precise(
    0x0000_0000_EB3F_8E43, 0x25F5_A534_94BC_9001, 0x4419_2023_CFB0_8F8D, 0x1345_8B4D_DEC6_A313)
}
