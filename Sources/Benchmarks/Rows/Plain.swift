import Numerics

/// Fixed-point arithmetic as one writes it first: the standard library's full-width operations on
/// magnitudes, rounding toward zero, with the same checks.
enum Plain {
  @inline(__always)
  static func multiply(_ a: Int128, _ b: Int128) -> Int128 { muldiv(a, b, Fixed.unit) }

  @inline(__always)
  static func divide(_ a: Int128, _ b: Int128) -> Int128 { muldiv(a, Fixed.unit, b) }

  @inline(__always)
  static func muldiv(_ a: Int128, _ b: Int128, _ c: Int128) -> Int128 {
    let product = a.magnitude.multipliedFullWidth(by: b.magnitude)
    guard c != 0, product.high < c.magnitude else { return .min }
    let quotient = c.magnitude.dividingFullWidth(product).quotient
    guard let magnitude = Int128(exactly: quotient) else { return .min }
    return (a < 0) != ((b < 0) != (c < 0)) ? -magnitude : magnitude
  }
}
