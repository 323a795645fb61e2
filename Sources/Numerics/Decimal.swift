/// A non-negative decimal number exactly as it was written, before anybody has said whether it is
/// fixed point or an integer: `significand * 10^exponent`.
///
/// The digits may be as many as they like; only 38 of them fit any word, so what is kept is the
/// significand without leading and trailing zeros, and whether it was too long to be of use.
package struct Decimal: Hashable, Sendable {
  package let significand: UInt128
  package let exponent: Int
  /// More digits than any word can hold exactly.
  private let isTooLong: Bool

  package static let one = Decimal(significand: 1, exponent: 0)

  package init(significand: UInt128, exponent: Int) {
    self.init(significand: significand, exponent: exponent, isTooLong: false)
  }

  private init(significand: UInt128, exponent: Int, isTooLong: Bool) {
    var (digits, power) = (significand, significand == 0 ? 0 : exponent)
    while digits != 0, digits % 10 == 0 {
      digits /= 10
      power += 1
    }
    self.significand = digits
    self.exponent = power
    self.isTooLong = isTooLong
  }

  package var isZero: Bool { significand == 0 && !isTooLong }

  package var isWhole: Bool { exponent >= 0 && !isTooLong }
}

/// Why a written number is no word of the wanted kind.
package enum DecimalError: Error, Hashable, Sendable {
  /// It does not fit 128 bits.
  case overflow
  /// It has more decimals than the kind keeps.
  case inexact
  /// It is no number; the byte where it stops being one.
  case malformed(at: Int)
}

extension Decimal {
  /// Reads `1_000`, `0.05`, `1e18`, `1.25e-9`: digits with `_` between them, a fraction, an
  /// exponent. No sign. Linear in the length.
  package init(parsing text: some Sequence<UInt8>) throws(DecimalError) {
    var reader = DecimalReader()
    for byte in text { try reader.accept(byte) }
    self = try reader.finish()
  }

  fileprivate static func raw(
    significand: UInt128, exponent: Int, isTooLong: Bool
  ) -> Decimal {
    Decimal(significand: significand, exponent: exponent, isTooLong: isTooLong)
  }

  /// The number as an integer.
  package func integer() throws(DecimalError) -> Int128 { try scaled(by: 0, times: 1) }

  /// The number as fixed-point raw, times a whole factor: `5min` is `5` with factor 60.
  package func fixedRaw(multiplier: Int = 1) throws(DecimalError) -> Int128 {
    try scaled(by: Fixed.decimals, times: multiplier)
  }

  /// The number as fixed-point raw with its point moved: `5%` is `5` shifted by -2.
  package func fixedRaw(shiftedBy places: Int) throws(DecimalError) -> Int128 {
    try scaled(by: Fixed.decimals + places, times: 1)
  }

  /// `significand * factor * 10^(exponent + places)`, which must be a whole number that fits.
  private func scaled(by places: Int, times factor: Int) throws(DecimalError) -> Int128 {
    if isZero { return 0 }
    if isTooLong { throw exponent >= 0 ? .overflow : .inexact }
    let (product, overflow) = significand.multipliedReportingOverflow(by: UInt128(factor))
    if overflow { throw .overflow }
    var magnitude = product
    var power = exponent + places
    while power < 0 {
      guard magnitude % 10 == 0 else { throw .inexact }
      magnitude /= 10
      power += 1
    }
    guard power <= 38 else { throw .overflow }
    for _ in 0..<power {
      let (next, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      if overflow { throw .overflow }
      magnitude = next
    }
    guard let word = Int128(exactly: magnitude) else { throw .overflow }
    return word
  }
}

/// Reads a decimal number byte by byte.
private struct DecimalReader {
  private enum Part { case start, whole, point, fraction, e, sign, exponent }

  /// Exponents beyond this cannot matter; digits after it are read and ignored.
  private static let exponentLimit = 1_000_000

  private var part = Part.start
  private var offset = 0
  private var afterDigit = false
  private var significand: UInt128 = 0
  private var decimals = 0
  private var droppedWhole = 0
  private var isTooLong = false
  private var exponent = 0
  private var exponentIsNegative = false

  mutating func accept(_ byte: UInt8) throws(DecimalError) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit(byte &- UInt8(ascii: "0"))
    case UInt8(ascii: "_") where afterDigit: afterDigit = false
    case UInt8(ascii: ".") where part == .whole && afterDigit:
      part = .point
      afterDigit = false
    case UInt8(ascii: "e") where afterDigit && (part == .whole || part == .fraction):
      part = .e
      afterDigit = false
    case UInt8(ascii: "+") where part == .e: part = .sign
    case UInt8(ascii: "-") where part == .e:
      part = .sign
      exponentIsNegative = true
    default: throw .malformed(at: offset)
    }
    offset += 1
  }

  private mutating func digit(_ value: UInt8) {
    afterDigit = true
    switch part {
    case .start, .whole:
      part = .whole
      append(value, isFraction: false)
    case .point, .fraction:
      part = .fraction
      append(value, isFraction: true)
    case .e, .sign, .exponent:
      part = .exponent
      exponent = min(exponent * 10 + Int(value), DecimalReader.exponentLimit)
    }
  }

  /// Keeps a digit while the significand has room; zeros beyond that only move the point.
  private mutating func append(_ value: UInt8, isFraction: Bool) {
    let (shifted, overflow) = significand.multipliedReportingOverflow(by: 10)
    let (next, carry) = shifted.addingReportingOverflow(UInt128(value))
    if overflow || carry || droppedWhole > 0 || isTooLong {
      if value != 0 { isTooLong = true }
      if !isFraction { droppedWhole = min(droppedWhole + 1, DecimalReader.exponentLimit) }
      return
    }
    significand = next
    if isFraction { decimals += 1 }
  }

  func finish() throws(DecimalError) -> Decimal {
    guard afterDigit else { throw .malformed(at: offset) }
    let power = (exponentIsNegative ? -exponent : exponent) + droppedWhole - decimals
    return .raw(significand: significand, exponent: power, isTooLong: isTooLong)
  }
}
