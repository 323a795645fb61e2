import Numerics

extension Interval {
  /// `sqrt(ln(2 / error) / (2 count))`: Hoeffding's margin for values between 0 and 1.
  static func hoeffdingMargin(count: UInt64, error: Int128) -> Scaled {
    let logarithm = (Scaled(2) / Scaled(magnitudeOf: error)).logarithm + 4
    return (Scaled(magnitudeOf: logarithm) / Scaled(UInt128(count) * 2)).squareRoot
  }
}
