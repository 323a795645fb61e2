import Numerics

/// A price as a file writes it: a decimal number above zero, as a raw word.
///
/// What has more than 18 decimals, as files printed from binary floating point do, is rounded to the
/// nearest, and says so.
enum PriceReading {
  case price(Int128, isRounded: Bool)
  case malformed
  case notPositive
  case outOfReach

  init(_ bytes: ArraySlice<UInt8>) {
    guard let sign = bytes.first else {
      self = .malformed
      return
    }
    let isNegative = sign == UInt8(ascii: "-")
    let digits = isNegative || sign == UInt8(ascii: "+") ? bytes.dropFirst() : bytes
    let lowercased = digits.lazy.map { $0 == UInt8(ascii: "E") ? UInt8(ascii: "e") : $0 }
    guard let decimal = try? Decimal(parsing: lowercased) else {
      self = .malformed
      return
    }
    if isNegative || decimal.isZero {
      self = .notPositive
      return
    }
    do {
      self = .price(try decimal.fixedRaw(), isRounded: false)
    } catch {
      self = error == .inexact ? PriceReading(rounding: decimal) : .outOfReach
    }
  }

  /// To the nearest word, ties up. Digits that a significand of 128 bits has no room for are too
  /// small to matter, or stand in a number too large for a word.
  private init(rounding decimal: Decimal) {
    var magnitude = decimal.significand
    var places = -(decimal.exponent + Fixed.decimals)
    var last: UInt128 = 0
    while places > 0, magnitude != 0 || last != 0 {
      last = magnitude % 10
      magnitude /= 10
      places -= 1
    }
    if last >= 5 { magnitude += 1 }
    guard let word = Int128(exactly: magnitude), places == 0 else {
      self = magnitude == 0 ? .notPositive : .outOfReach
      return
    }
    self = word == 0 ? .notPositive : .price(word, isRounded: true)
  }
}
