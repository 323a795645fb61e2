// Square roots by Newton's iteration on whole numbers: from a start at or above the root the
// iterates fall until they reach its floor, which they never leave. Each width starts from the root
// of its upper half, so one to three steps suffice.
package enum SquareRoot {
  /// `floor(sqrt(n))`.
  static func floor(_ n: UInt64) -> UInt64 {
    if n == 0 { return 0 }
    // Shifted by whole pairs of bits, the root is that of the shifted number, without its low bits.
    let shift = UInt64(n.leadingZeroBitCount & ~1)
    let m = n << shift
    // A line is within 4.2 % of the root of the upper half; two steps bring that to its last bit, and
    // one more to the last or the one above of the whole. None of them goes below the root.
    let top = m >> 32
    var half = (top &* 43_691) >> 32 &+ 23_213
    half = (half &+ top / half) >> 1
    half = (half &+ top / half) >> 1
    var root = half << 16
    root = min((root &+ m / root) >> 1, UInt64(UInt32.max))
    while root &* root > m { root &-= 1 }
    return root >> (shift / 2)
  }

  /// `floor(sqrt(n))`.
  package static func floor(_ n: UInt128) -> UInt64 {
    let excess = UInt128.bitWidth - n.leadingZeroBitCount - 64
    if excess <= 0 { return floor(Wide.low(n)) }
    let shift = UInt128((excess + 1) / 2)
    var root = UInt128(floor(Wide.low(n >> (2 * shift))) &+ 1) << shift
    while true {
      let quotient = n / root
      if quotient >= root { return Wide.low(root) }
      root = (root &+ quotient) >> 1
      // Below the start, so it has one limb. A square is quicker than another quotient.
      if Wide.limbProduct(Wide.low(root), Wide.low(root)) <= n { return Wide.low(root) }
    }
  }

  /// `floor(sqrt(high:low))` for numbers below 2^188.
  static func floor(_ high: UInt128, _ low: UInt128) -> UInt128 {
    if high == 0 { return UInt128(floor(low)) }
    let excess = UInt128.bitWidth - high.leadingZeroBitCount
    let shift = UInt128((excess + 1) / 2)
    let top = high << (128 - 2 * shift) | low >> (2 * shift)
    var root = (UInt128(floor(top)) &+ 1) << shift
    while true {
      // The root exceeds `high`, so the quotient fits.
      let quotient = Wide.divide(high, low, by: root).quotient
      if quotient >= root { return root }
      root = (root &+ quotient) >> 1
      let square = Wide.product(root, root)
      if (square.high, square.low) <= (high, low) { return root }
    }
  }

  /// Rounds the floor root of a number that exceeds its square by `rest`. The root of a whole number
  /// is never halfway between two whole numbers, and lies above the half when `rest > root`.
  static func rounded(_ root: UInt128, rest: UInt128, _ rounding: Rounding) -> UInt128 {
    switch rounding {
    case .toZero, .down: root
    case .fromZero, .up: rest == 0 ? root : root &+ 1
    case .halfUp: rest > root ? root &+ 1 : root
    }
  }
}

extension Integer {
  /// The square root as a whole number, rounded as named.
  package static func sqrt(
    _ a: Int128, _ rounding: Rounding = .toZero
  ) throws(ArithmeticError) -> Int128 {
    if a < 0 { throw .domain(.sqrt) }
    let root = UInt128(SquareRoot.floor(a.magnitude))
    let rest = a.magnitude &- root &* root
    return Int128(truncatingIfNeeded: SquareRoot.rounded(root, rest: rest, rounding))
  }
}

extension Fixed {
  /// The square root, rounded as named: exact until then.
  package static func sqrt(
    _ a: Int128, _ rounding: Rounding = .toZero
  ) throws(ArithmeticError) -> Int128 {
    if a < 0 { throw .domain(.sqrt) }
    let (high, low) = Wide.product(a.magnitude, unit.magnitude)
    let root = SquareRoot.floor(high, low)
    // The rest is at most twice the root, so the low words suffice.
    let rest = low &- root &* root
    return Int128(truncatingIfNeeded: SquareRoot.rounded(root, rest: rest, rounding))
  }
}

extension SquareRoot {
  /// Numbers between which the root of `high:low` lies, some 31 bits from each other.
  fileprivate static func bounds(_ high: UInt128, _ low: UInt128) -> (low: UInt128, high: UInt128) {
    let bits = high == 0 ? 128 - low.leadingZeroBitCount : 256 - high.leadingZeroBitCount
    let shift = UInt128(max(0, (bits - 63) / 2))
    let far = 2 * shift
    let top = far < 128 ? low >> far | (far == 0 ? 0 : high << (128 - far)) : high >> (far - 128)
    let root = UInt128(floor(Wide.low(top)))
    return (root << shift, (root + 1) << shift)
  }
}

extension Fixed {
  /// Words between which the square root lies however it is rounded, close to each other: for where a
  /// root need not be exact and must be quick. Not for numbers below zero.
  package static func sqrtBounds(_ a: Int128) -> (low: Int128, high: Int128) {
    let (high, low) = Wide.product(a.magnitude, unit.magnitude)
    let bounds = SquareRoot.bounds(high, low)
    return (Int128(bounds.low), Int128(bounds.high))
  }
}
