import Numerics

/// Arithmetic of the native twins, checked like the machine's: overflow ends the process.
enum Native {
  @inline(__always)
  static func multiply(_ a: Int128, _ b: Int128) -> Int128 {
    let (product, overflow) = Fixed.multiplyReportingOverflow(a, b)
    precondition(!overflow)
    return product
  }
}
