import Foundation
import Numerics

/// One line of a vector file: an operation, its arguments, and what must come out.
struct Vector: Sendable {
  let operation: Substring
  let fields: [Substring]

  init(line: Substring) {
    var parts = line.split(separator: " ")
    operation = parts.removeFirst()
    fields = parts
  }

  /// A raw word in hexadecimal.
  func word(_ index: Int) -> Int128 { Int128(fields[index], radix: 16)! }

  /// The folder of the committed vectors and of the script that writes them.
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Fixtures/numerics").standardizedFileURL

  /// Every line of a file, checked; the lines that were wrong and how many lines there were.
  static func check(_ file: URL) throws -> (count: Int, wrong: [String]) {
    let text = try String(contentsOf: file, encoding: .utf8)
    var count = 0
    var wrong: [String] = []
    for line in text.split(separator: "\n") {
      count += 1
      if let found = Vector(line: line).mistake() { wrong.append("\(line): \(found)") }
    }
    return (count, wrong)
  }
}

extension Vector {
  /// Runs the operation; nil where everything is as the line says, otherwise what came out.
  func mistake() -> String? {
    switch operation {
    case "multiply":
      roundings(2) { a, r throws(ArithmeticError) in try Fixed.multiply(a[0], a[1], r) }
    case "divide": roundings(2) { a, r throws(ArithmeticError) in try Fixed.divide(a[0], a[1], r) }
    case "muldiv":
      roundings(3) { a, r throws(ArithmeticError) in try Fixed.muldiv(a[0], a[1], a[2], r) }
    case "mulrem":
      roundings(3) { a, r throws(ArithmeticError) in try Fixed.mulrem(a[0], a[1], a[2], r) }
    case "quotient":
      roundings(2) { a, r throws(ArithmeticError) in try Integer.quotient(a[0], a[1], r) }
    case "remainder":
      roundings(2) { a, r throws(ArithmeticError) in try Integer.remainder(a[0], a[1], r) }
    case "sqrt_integer": roundings(1) { a, r throws(ArithmeticError) in try Integer.sqrt(a[0], r) }
    case "sqrt": roundings(1) { a, r throws(ArithmeticError) in try Fixed.sqrt(a[0], r) }
    case "exp": function(1) { a throws(ArithmeticError) in try Fixed.exp(a[0]) }
    case "ln": function(1) { a throws(ArithmeticError) in try Fixed.ln(a[0]) }
    case "pow": function(2) { a throws(ArithmeticError) in try Fixed.pow(a[0], a[1]) }
    case "normal_cdf": function(1) { a throws(ArithmeticError) in try Fixed.normalCDF(a[0]) }
    case "normal_pdf": function(1) { a throws(ArithmeticError) in try Fixed.normalPDF(a[0]) }
    default: "no such operation"
    }
  }

  private func roundings(
    _ arity: Int, _ operation: ([Int128], Rounding) throws(ArithmeticError) -> Int128
  ) -> String? {
    let arguments = (0..<arity).map(word)
    for (rounding, expected) in zip(Rounding.allCases, fields[arity...]) {
      let actual = outcome { () throws(ArithmeticError) in try operation(arguments, rounding) }
      if actual != expected { return "\(rounding) gave \(actual)" }
    }
    return fields.count == arity + Rounding.allCases.count ? nil : "results are missing"
  }

  /// The reference carries 1/4096 of a raw unit. What is promised is 2 units, and 2 * 10^-18 of the
  /// result; what is checked is what the functions deliver, rounding to the nearest.
  private func function(
    _ arity: Int, _ operation: ([Int128]) throws(ArithmeticError) -> Int128
  ) -> String? {
    let arguments = (0..<arity).map(word)
    let expected = fields[arity].split(separator: ".")
    let actual = outcome { () throws(ArithmeticError) in try operation(arguments) }
    guard expected.count == 2, let word = Int128(actual, radix: 16) else {
      return actual == fields[arity] ? nil : "gave \(actual)"
    }
    let fraction = Int128(expected[1], radix: 16)!
    let (difference, overflow) = (word &- Int128(expected[0], radix: 16)!)
      .multipliedReportingOverflow(by: 4096)
    let error = difference &- fraction
    return !overflow && error.magnitude <= 2049 ? nil : "gave \(actual), off by \(error)/4096"
  }

  private func outcome(_ operation: () throws(ArithmeticError) -> Int128) -> String {
    do { return String(try operation(), radix: 16) } catch {
      switch error {
      case .overflow: return "o"
      case .divisionByZero: return "z"
      case .domain: return "d"
      }
    }
  }
}
