import Numerics

/// Operands as risk rules have them, the same in every run.
enum Samples {
  static let count = 1024

  /// A signed size up to 1,000 and a price up to 100,000.
  static let positions = make(1) {
    Operands(
      a: $0.integer(in: -1000 * Fixed.unit...1000 * Fixed.unit),
      b: $0.integer(in: Fixed.unit...100_000 * Fixed.unit))
  }

  /// Two words of about 90 bits: the slow path of the product.
  static let wide = make(2) {
    Operands(a: $0.integer(in: 1 << 88...1 << 91), b: $0.integer(in: 1 << 88...1 << 91))
  }

  /// A notional and a ratio below ten, which fits one limb.
  static let ratios = make(3) {
    Operands(
      a: $0.integer(in: 0...10_000_000 * Fixed.unit), b: $0.integer(in: 1...10 * Fixed.unit))
  }

  /// An amount and the part of a total it is shared by.
  static let shares = make(4) {
    let total = $0.integer(in: Fixed.unit...10_000_000 * Fixed.unit)
    return Operands(
      a: $0.integer(in: 0...1_000_000 * Fixed.unit), b: $0.integer(in: 0...total), c: total)
  }

  /// Arguments of `exp` and the normal distribution, most of them small.
  static let deviations = make(5) {
    Operands(a: $0.integer(in: -4 * Fixed.unit...4 * Fixed.unit))
  }

  /// Prices for `ln` and `sqrt`, a base and an exponent for `pow`.
  static let prices = make(6) {
    Operands(
      a: $0.integer(in: Fixed.unit / 100...100_000 * Fixed.unit),
      b: $0.integer(in: -2 * Fixed.unit...2 * Fixed.unit))
  }

  private static func make(
    _ purpose: UInt64, _ operands: (inout RandomStream) -> Operands
  ) -> [Operands] {
    var stream = RandomStream(seed: 2026, purpose: purpose, path: 0, step: 0)
    return (0..<count).map { _ in operands(&stream) }
  }
}

/// What a checked operation returns; the samples never make one fail.
@inline(__always)
func value(_ operation: () throws(ArithmeticError) -> Int128) -> Int128 {
  do { return try operation() } catch { return .min }
}
