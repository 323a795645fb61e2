import Diagnostics
import Numerics

/// `a / b * c`: the quotient is rounded, and the product multiplies what rounding lost.
///
/// Only what is written so is reported, not a quotient that got a name of its own first. Quiet
/// cases: a divisor that leaves nothing over (`window / 1s`), and `quotient(a, lot) * lot`, which is
/// how one rounds to whole lots.
func lintDivideBeforeMultiply(_ expression: CheckedExpression) -> Diagnostic? {
  guard case .arithmetic(let operation, let left, let factor, _) = expression.kind,
    operation == .multiplyFixed || operation == .multiplyWords
  else { return nil }
  let help: [String]
  var note = "in 18 decimals `1 / 3 * 3` is 0.999999999999999999, always short to the same side"
  switch left.kind {
  case .arithmetic(.divideFixed, _, let divisor, _):
    if divisor.dividesEverything { return nil }
    help = [
      "multiply first: `a * c / b` instead of `a / b * c`",
      "or round once, with a product of any size: `muldiv(a, c, b)`",
    ]
  case .arithmetic(.divideWords, _, let divisor, _):
    if divisor.constant.map({ $0.magnitude == 1 }) == true { return nil }
    help = ["multiply first: `a * c / b` instead of `a / b * c`"]
  case .builtin(.quotient, let arguments, _):
    guard arguments.count == 2, case .integer = arguments[0].type, case .integer = factor.type
    else { return nil }
    if let divisor = Term(arguments[1]), divisor == Term(factor) { return nil }
    note = "of whole numbers `quotient(7, 4) * 4` is 4"
    help = ["multiply first, rounding once: `muldiv(a, c, b)` instead of `quotient(a, b) * c`"]
  default: return nil
  }
  return Diagnostic(
    .divideBeforeMultiply, severity: .warning,
    "this quotient is rounded before it is multiplied",
    at: left.span, label: "rounded here",
    secondary: [Label(factor.span, "which multiplies what was lost")], help: help,
    notes: [note])
}

extension CheckedExpression {
  var constant: Int128? {
    if case .constant(let word) = kind { word } else { nil }
  }

  /// Dividing by it is exact whatever is divided: 1, 0.5, 0.01.
  fileprivate var dividesEverything: Bool {
    guard let word = constant, word != 0 else { return false }
    return Fixed.unit.magnitude % word.magnitude == 0
  }
}
