import Numerics

/// A number that is not negative, as 64 leading bits and an exponent: `mantissa * 2^exponent`.
///
/// What statistics need between exact counts and a printed bound: factors and sums over hundreds of
/// orders of magnitude. Every operation truncates, so its relative error is below 2^-63 and never
/// upward but where a divisor or what is subtracted is itself too small. Nothing overflows.
package struct Scaled: Sendable, Equatable {
  /// Zero, or its top bit is set: equal numbers have equal parts.
  private var mantissa: UInt64
  private var exponent: Int

  package static let zero = Scaled(0)
  package static let one = Scaled(1)

  private init(mantissa: UInt64, exponent: Int) {
    self.mantissa = mantissa
    self.exponent = exponent
  }

  /// `value * 2^exponent`, its leading 64 bits.
  package init(_ value: UInt128, exponent: Int = 0) {
    let zeros = value.leadingZeroBitCount
    if zeros == 128 {
      self.init(mantissa: 0, exponent: 0)
    } else {
      self.init(mantissa: Wide.high(value << UInt128(zeros)), exponent: exponent + 64 - zeros)
    }
  }

  /// The magnitude of a raw word as the fixed-point number it stands for.
  package init(magnitudeOf raw: Int128) {
    self = Scaled(raw.magnitude) / Scaled(Fixed.unit.magnitude)
  }

  package var isZero: Bool { mantissa == 0 }
}

extension Scaled: Comparable {
  package static func < (left: Scaled, right: Scaled) -> Bool {
    if left.isZero || right.isZero { return left.isZero && !right.isZero }
    if left.exponent != right.exponent { return left.exponent < right.exponent }
    return left.mantissa < right.mantissa
  }
}

extension Scaled {
  package static func * (left: Scaled, right: Scaled) -> Scaled {
    Scaled(
      Wide.limbProduct(left.mantissa, right.mantissa), exponent: left.exponent + right.exponent)
  }

  /// The quotient; zero where the divisor is zero, so ask first where that can be.
  package static func / (left: Scaled, right: Scaled) -> Scaled {
    if right.isZero { return .zero }
    // Half the mantissa is below a divisor whose top bit is set, so the quotient fits.
    let half = left.mantissa >> 1
    let (quotient, rest) = right.mantissa.dividingFullWidth((half, left.mantissa << 63))
    // 63 bits or 64 of quotient: the next one comes from the remainder.
    let next: UInt128 = UInt128(rest) << 1 >= UInt128(right.mantissa) ? 1 : 0
    return Scaled(UInt128(quotient) << 1 | next, exponent: left.exponent - right.exponent - 64)
  }

  package static func + (left: Scaled, right: Scaled) -> Scaled {
    if left.isZero { return right }
    if right.isZero { return left }
    let (large, small) = left.exponent < right.exponent ? (right, left) : (left, right)
    let distance = large.exponent - small.exponent
    if distance > 63 { return large }
    let sum = UInt128(large.mantissa) << 63 + (UInt128(small.mantissa) << 63) >> UInt128(distance)
    return Scaled(sum, exponent: large.exponent - 63)
  }

  /// The difference; zero where it would be negative.
  package static func - (left: Scaled, right: Scaled) -> Scaled {
    if !(right < left) { return .zero }
    let distance = left.exponent - right.exponent
    if right.isZero || distance > 63 { return left }
    let difference =
      UInt128(left.mantissa) << 63 - (UInt128(right.mantissa) << 63) >> UInt128(distance)
    return Scaled(difference, exponent: left.exponent - 63)
  }

  package var squareRoot: Scaled {
    if isZero { return .zero }
    // An even exponent, and 126 or 127 bits under the root, of which 63 come out.
    let shift = exponent & 1 == 0 ? 62 : 63
    let wide = Int128(mantissa) << Int128(shift)
    guard let root = try? Integer.sqrt(wide) else { return .zero }
    return Scaled(root.magnitude, exponent: (exponent - shift) / 2)
  }
}

extension Scaled {
  /// The number as an integer, rounded down or up; the largest word where it does not fit.
  package func integer(_ rounding: Outward) -> Int128 {
    if exponent > 62 { return .max }
    if exponent >= 0 { return Int128(mantissa) << Int128(exponent) }
    if exponent < -63 { return rounding == .down || isZero ? 0 : 1 }
    let whole = mantissa >> UInt64(-exponent)
    let isExact = whole << UInt64(-exponent) == mantissa
    return Int128(whole) + (rounding == .up && !isExact ? 1 : 0)
  }

  /// The number as a fixed-point raw word.
  package func raw(_ rounding: Outward) -> Int128 {
    (self * Scaled(Fixed.unit.magnitude)).integer(rounding)
  }

  /// The natural logarithm as a raw word, within a few units; the least word for zero.
  package var logarithm: Int128 {
    if isZero { return .min }
    // 63 of the bits as a fixed-point number in [1, 2).
    let head = (Int128(mantissa) * Fixed.unit) >> 63
    let ofMantissa = (try? Fixed.ln(head)) ?? 0
    return ofMantissa + Int128(exponent + 63) * Scaled.ln2
  }

  /// `ln 2` in 18 decimals.
  private static let ln2: Int128 = 693_147_180_559_945_309
}

/// Which way an end of an interval is rounded.
package enum Outward: Sendable {
  case down
  case up
}
