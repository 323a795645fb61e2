extension Precise {
  /// Below -43 the exponential is less than half a raw unit, from 47 on it exceeds every word.
  package static let exponentialRange: Range<Int> = -43..<47

  /// `e^t` as `mantissa * 2^exponent`, the mantissa in [1, 2], for `t` in [-64, 64).
  ///
  /// `t = k ln 2 + j/16 + l/256 + r` with `0 <= r < 1/256`. The two tables give the factors of `j`
  /// and `l`; twenty terms of the Taylor series give `e^r` (the next would be below 2^-233). Error:
  /// `k` times half a unit in `ln 2`, two units in the series, three in each product: below 2^-218
  /// of the result.
  package static func exponential(_ t: Precise) -> (mantissa: Precise, exponent: Int) {
    // 32 fractional bits of t and of 1 / ln 2 find k to within one.
    let head = Int128(truncatingIfNeeded: t.high) >> 64
    var k = Int(truncatingIfNeeded: (head &* 0x1_7154_7652) >> 64)
    var rest = k < 0 ? t &+ ln2 * UInt64(k.magnitude) : t &- ln2 * UInt64(k.magnitude)
    while rest.isNegative {
      rest = rest &+ ln2
      k -= 1
    }
    while !(rest < ln2) {
      rest = rest &- ln2
      k += 1
    }
    // The limb below the binary point starts 32 bits into the high word.
    let j = Int(truncatingIfNeeded: rest.high >> 92)
    let l = Int(truncatingIfNeeded: rest.high >> 88 & 15)
    rest.high &= (1 << 88) - 1
    var series = inverseFactorials[20]
    for n in stride(from: 19, through: 0, by: -1) { series = series * rest &+ inverseFactorials[n] }
    return (series * powersBySixteenth[j] * powersBy256th[l], k)
  }

  /// `ln(raw / 10^18)` for positive words, within 2^-217.
  ///
  /// `raw = f * 2^e` with `f` in [1, 2), and `a` the middle of the sixteenth of [1, 2) that holds
  /// `f`: `ln f = ln a + 2 artanh((f - a) / (f + a))`. The quotient `u` is below 1/64, so nineteen
  /// terms of `u + u^3/3 + u^5/5 + ...` leave less than 2^-233. Error: `e - 60` times half a unit
  /// in `ln 2`, and a few units in the series.
  package static func logarithm(_ raw: Int128) -> Precise {
    let zeros = raw.leadingZeroBitCount
    // In units of 2^-126, so that f + a < 4 fits.
    let f = raw.magnitude << UInt128(zeros - 1)
    let part = Int(truncatingIfNeeded: f >> 122 & 15)
    let a = UInt128(33 + 2 * part) << 121
    let difference = f > a ? f &- a : a &- f
    let (q1, r1) = Wide.divide(difference, 0, by: f &+ a)
    let (q0, _) = Wide.divide(r1, 0, by: f &+ a)
    let u = Precise(high: q1 >> 32, low: q1 << 96 | q0 >> 32)
    let square = u * u
    var series = oddReciprocals[18]
    for n in stride(from: 17, through: 0, by: -1) { series = series * square &+ oddReciprocals[n] }
    let artanh = series * u
    let twice = artanh &+ artanh
    let ofMantissa = f > a ? logarithms[part] &+ twice : logarithms[part] &- twice
    let exponent = 127 - zeros - 60
    let ofPower = ln2 * UInt64(exponent.magnitude)
    let base = ofMantissa &+ unitOffset
    return exponent < 0 ? base &- ofPower : base &+ ofPower
  }
}
