/// A binary fixed-point number of 256 bits, 224 of them after the point, in two's complement.
///
/// The elementary functions compute with these and round to 18 decimals once, at the end. One unit
/// in the last place is 2^-224, some 10^-67, so even after a hundred truncations and a multiplication
/// by the largest exponent the error stays far below the distance of the true results of neighbouring
/// arguments. That is why the functions are monotone, not only close.
package struct Precise: Sendable {
  package var high: UInt128
  package var low: UInt128

  package static let one = Precise(1 << 32, 0, 0, 0)
  package static let zero = Precise(0, 0, 0, 0)

  package init(high: UInt128, low: UInt128) {
    self.high = high
    self.low = low
  }

  /// Four limbs, from high to low.
  package init(_ limb3: UInt64, _ limb2: UInt64, _ limb1: UInt64, _ limb0: UInt64) {
    high = Wide.join(limb3, limb2)
    low = Wide.join(limb1, limb0)
  }

  /// The magnitude of a raw word, truncated, for numbers below 2^31.
  package init(magnitudeOf raw: Int128) {
    // raw * 2^224 / 10^18, 128 bits of the quotient at a time.
    let word = raw.magnitude
    let (q1, r1) = Wide.divide(word >> 32, word << 96, by: Fixed.unit.magnitude)
    let (q0, _) = Wide.divide(r1, 0, by: Fixed.unit.magnitude)
    self.init(high: q1, low: q0)
  }

  package var isNegative: Bool { high >> 127 != 0 }
}

extension Precise {
  package static func &+ (left: Precise, right: Precise) -> Precise {
    let (low, carry) = left.low.addingReportingOverflow(right.low)
    return Precise(high: left.high &+ right.high &+ (carry ? 1 : 0), low: low)
  }

  package static func &- (left: Precise, right: Precise) -> Precise {
    let (low, borrow) = left.low.subtractingReportingOverflow(right.low)
    return Precise(high: left.high &- right.high &- (borrow ? 1 : 0), low: low)
  }

  package var magnitude: Precise { isNegative ? .zero &- self : self }

  /// The product of two numbers that are not negative, truncated.
  package static func * (left: Precise, right: Precise) -> Precise {
    let top = Wide.product(left.high, right.high)
    let cross = Wide.product(left.high, right.low)
    let other = Wide.product(left.low, right.high)
    let bottom = Wide.product(left.low, right.low).high
    // Three columns of 128 bits, of which the result starts 96 bits into the lowest.
    let (partial, carry1) = cross.low.addingReportingOverflow(other.low)
    let (column1, carry2) = partial.addingReportingOverflow(bottom)
    let carries: UInt128 = (carry1 ? 1 : 0) &+ (carry2 ? 1 : 0)
    let (half, carry3) = cross.high.addingReportingOverflow(other.high)
    let (middle, carry4) = half.addingReportingOverflow(top.low)
    let (column2, carry5) = middle.addingReportingOverflow(carries)
    let column3 = top.high &+ (carry3 ? 1 : 0) &+ (carry4 ? 1 : 0) &+ (carry5 ? 1 : 0)
    return Precise(
      high: column3 << 32 | column2 >> 96, low: column2 << 32 | column1 >> 96)
  }

  /// The product of a number that is not negative with a whole one. Exact.
  package static func * (left: Precise, right: UInt64) -> Precise {
    let bottom = Wide.product(left.low, UInt128(right))
    return Precise(high: left.high &* UInt128(right) &+ bottom.high, low: bottom.low)
  }

  /// The quotient of a number that is not negative by a whole one, truncated.
  package static func / (left: Precise, right: UInt64) -> Precise {
    let divisor = UInt128(right)
    let upper = left.high / divisor
    return Precise(
      high: upper,
      low: Wide.divide(left.high &- upper &* divisor, left.low, by: divisor).quotient)
  }

  package static func < (left: Precise, right: Precise) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }

  /// `self * 2^exponent` as a raw word, to the nearest, for numbers in [0, 64) and exponents in
  /// [-128, 128).
  ///
  /// A tie goes up, and what is closer to a tie than 2^-20 raw units counts as one: powers such as
  /// 0.5^19 are exact ties, and arrive here a little below.
  func rounded(exponent: Int = 0) throws(ArithmeticError) -> Int128 {
    // Forty bits less make room for the factor 10^18: at most 2^250 in units of 2^-184.
    let trimmed = Precise(high: high >> 40, low: high << 88 | low >> 40) * UInt64(Fixed.unit)
    let shift = 184 - exponent
    // The value is below a quarter of a raw unit.
    if shift > 252 { return 0 }
    let half = Precise.power(of: shift - 1) &+ Precise.power(of: shift - 21)
    let sum = trimmed &+ half
    let whole: UInt128
    if shift >= 128 {
      whole = sum.high >> UInt128(shift - 128)
    } else {
      if sum.high >> UInt128(shift) != 0 { throw .overflow }
      whole = sum.high << UInt128(128 - shift) | sum.low >> UInt128(shift)
    }
    guard let word = Int128(exactly: whole) else { throw .overflow }
    return word
  }

  /// The word whose only set bit is the one of this weight.
  private static func power(of bit: Int) -> Precise {
    bit >= 128
      ? Precise(high: 1 << UInt128(bit - 128), low: 0) : Precise(high: 0, low: 1 << UInt128(bit))
  }
}

extension Precise {
  /// `1 / n!`, each within two units.
  static let inverseFactorials: [Precise] = {
    var inverses = [one]
    for n: UInt64 in 1...20 { inverses.append(inverses[inverses.count - 1] / n) }
    return inverses
  }()

  /// `1 / (2 n + 1)`, truncated.
  static let oddReciprocals: [Precise] = (0..<UInt64(200)).map { one / (2 * $0 + 1) }
}
