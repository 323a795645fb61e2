import Numerics
import Reference
import Semantics

/// Numbers of a simulation: estimates, of which only the first digits mean anything.
enum RoundedNumber {
  /// Digits that are shown.
  private static let digits = 5

  /// A number with its first digits, rounded half up: `597_340 USD`, `0.0042`.
  static func text(_ word: Int128, _ type: ValueType, _ printer: ValuePrinter) -> String {
    switch type {
    case .fixed(.duration), .time, .truth, .row, .enumeration, .unknown:
      return printer.text(word, type)
    case .fixed, .integer: return printer.text(rounded(word), type)
    }
  }

  /// A share as a percentage: `0.31%`.
  static func percent(_ share: Int128) -> String {
    Fixed.text(rounded(share.multipliedReportingOverflow(by: 100).partialValue, 3)) + "%"
  }

  /// Only the first digits, the rest zeros.
  static func rounded(_ word: Int128, _ digits: Int = digits) -> Int128 {
    let magnitude = word.magnitude
    let length = String(magnitude).count
    guard length > digits else { return word }
    var scale: UInt128 = 1
    for _ in 0..<(length - digits) { scale *= 10 }
    let (sum, overflow) = magnitude.addingReportingOverflow(scale / 2)
    guard !overflow, let result = Int128(exactly: sum / scale * scale) else { return word }
    return word < 0 ? -result : result
  }
}
