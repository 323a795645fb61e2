import Numerics

/// Upper tails of binomial distributions: the chance of `k` or more in `n` draws.
///
/// The tail is the first term times a continued fraction of positive terms (DiDonato and Morris,
/// "Significant digit computation of the incomplete beta function ratios", ACM TOMS 18, 1992), so
/// nothing cancels and its relative error is that of a few hundred truncations, below 2^-50. The
/// first term comes from logarithms of 256 bits, so the size of `n` costs no digits.
package struct BinomialTail: Sendable {
  /// The most draws: the products of the continued fraction fit in 128 bits up to here.
  package static let mostTrials: UInt64 = 1 << 32

  let k: UInt64
  let n: UInt64
  private let logChoose: Precise

  /// At least one and at most `n` of at most `mostTrials`; nil otherwise.
  package init?(atLeast k: UInt64, of n: UInt64) {
    guard k >= 1, k <= n, n <= BinomialTail.mostTrials else { return nil }
    self.k = k
    self.n = n
    logChoose = LogFactorial.choose(n, k)
  }

  /// The tail, and how fast its logarithm grows with that of the chance.
  struct Value {
    var tail: Scaled
    var slope: Scaled
  }

  /// The highest chance this computes the tail for: at or below the mean, where the fraction
  /// converges fast.
  package var highestChance: Int128 { Int128(k) * Fixed.unit / Int128(n + 1) }

  /// The chance of `k` or more draws, each with `chance` (a raw word above zero, at most
  /// `highestChance`); nil where it is below e^-60.
  package func callAsFunction(_ chance: Int128) -> Scaled? { value(chance)?.tail }

  func value(_ chance: Int128) -> Value? {
    guard chance > 0, chance <= highestChance, let first = term(chance) else { return nil }
    let fraction = fraction(chance)
    let complement = Scaled(magnitudeOf: Fixed.unit - chance)
    let perTerm = Scaled(UInt128(k)) * complement * fraction
    return Value(tail: first * perTerm, slope: Scaled.one / (complement * fraction))
  }

  /// The chance of exactly `k`; nil below e^-64.
  private func term(_ chance: Int128) -> Scaled? {
    // Hoeffding first: it keeps the logarithm itself within its 32 bits.
    let distance = Scaled(magnitudeOf: Int128(k) * Fixed.unit / Int128(n) - chance)
    if distance * distance * Scaled(UInt128(2 * n)) > Scaled(70) { return nil }
    let success = Precise.logarithm(chance).magnitude * k
    let failure = Precise.logarithm(Fixed.unit - chance).magnitude * (n - k)
    let logarithm = logChoose &- success &- failure
    // Below zero, but for the last bits of a certain event.
    guard logarithm.isNegative else { return .one }
    guard logarithm.magnitude.high >> 96 < 64 else { return nil }
    let (mantissa, exponent) = Precise.exponential(logarithm)
    return Scaled(mantissa.high, exponent: exponent - 96)
  }

  /// The continued fraction by Lentz's recurrence, for the incomplete beta function of `a = k` and
  /// `b = n - k + 1`.
  private func fraction(_ chance: Int128) -> Scaled {
    let a = UInt128(k)
    let b = UInt128(n - k + 1)
    let x = Scaled(magnitudeOf: chance)
    let square = x * x
    let complement = Fixed.unit - chance
    let unit = Scaled(Fixed.unit.magnitude)
    let excess = Int128(k) * Fixed.unit - Int128(n + 1) * chance
    /// `excess` is not negative, so neither is any part of these.
    func beta(_ m: UInt128) -> Scaled {
      let linear = excess + Fixed.unit + Int128(m) * (Fixed.unit + complement)
      let right =
        Scaled(a + m) * Scaled(linear.magnitude) / (Scaled(a + 2 * m + 1) * unit)
      if m == 0 { return right }
      let middle = m < b ? Scaled(m * (b - m)) * x / Scaled(a + 2 * m - 1) : .zero
      return Scaled(m) + middle + right
    }
    var above = beta(0)
    var below = Scaled.zero
    var value = Scaled.one / above
    for m in 1..<UInt128(BinomialTail.mostSteps) where m < b {
      let odd = Scaled(a + 2 * m - 1)
      let alpha = Scaled((a + m - 1) * (a + b + m - 1)) * Scaled(m * (b - m)) / (odd * odd) * square
      let next = beta(m)
      below = Scaled.one / (next + alpha * below)
      above = next + alpha / above
      let factor = above * below
      value = value / factor
      // Converged: the factor is one to 56 bits.
      let off = factor < .one ? Scaled.one - factor : factor - .one
      if off < BinomialTail.negligible { break }
    }
    return value
  }

  private static let negligible = Scaled(1, exponent: -56)
  /// Far above what any tail up to one half needs.
  private static let mostSteps = 1 << 16
}
