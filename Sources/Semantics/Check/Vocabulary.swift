import Syntax

/// Names the language itself gives a meaning, each in its namespace.
enum Vocabulary {
  static let typeWords = ["ratio", "duration", "time", "bool", "int"]
  static let valueWords = ["now"]

  static func isReserved(_ name: String, in namespace: Namespace) -> Bool {
    switch namespace {
    case .type: typeWords.contains(name)
    case .callable:
      BuiltinFunction(rawValue: name) != nil || AggregateFunction(rawValue: name) != nil
    case .value, .event, .role, .invariant: false
    }
  }

  static let callableWords =
    BuiltinFunction.allCases.map(\.rawValue) + AggregateFunction.allCases.map(\.rawValue)
}

/// The built-in functions as they are written.
package enum BuiltinFunction: String, CaseIterable, Sendable {
  case abs, sign, min, max, clamp, sqrt, exp, ln, pow
  case normalCDF = "normal_cdf"
  case normalPDF = "normal_pdf"
  case muldiv, mulrem, quotient, remainder, ratio

  /// How many arguments it takes.
  package var arity: ClosedRange<Int> {
    switch self {
    case .abs, .sign, .sqrt, .exp, .ln, .normalCDF, .normalPDF: 1...1
    case .pow, .quotient, .remainder, .ratio: 2...2
    case .clamp, .muldiv, .mulrem: 3...3
    case .min, .max: 2...64
    }
  }
}
