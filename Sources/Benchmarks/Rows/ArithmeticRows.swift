import Numerics

/// The fixed-point operations beside the plainest Swift that gives the same results.
func arithmeticRows() -> [Row] {
  let plain = "standard library, full width"
  return [
    Row(
      "multiply size by price", Samples.positions,
      { Fixed.multiplyReportingOverflow($0.a, $0.b).partialValue },
      twin: plain, { Plain.multiply($0.a, $0.b) }),
    Row(
      "multiply, rounding up", Samples.positions,
      { Fixed.multiplyReportingOverflow($0.a, $0.b, .up).partialValue },
      twin: "multiply, rounding to zero", isExact: false,
      { Fixed.multiplyReportingOverflow($0.a, $0.b).partialValue }),
    Row(
      "multiply two wide words", Samples.wide,
      { Fixed.multiplyReportingOverflow($0.a, $0.b).partialValue },
      twin: plain, { Plain.multiply($0.a, $0.b) }),
    Row(
      "divide by a ratio", Samples.ratios,
      { Fixed.divideReportingOverflow($0.a, $0.b).partialValue },
      twin: plain, { Plain.divide($0.a, $0.b) }),
    Row(
      "divide by a price", Samples.positions,
      { Fixed.divideReportingOverflow($0.a, $0.b).partialValue },
      twin: plain, { Plain.divide($0.a, $0.b) }),
    Row(
      "muldiv", Samples.shares,
      { x in value { () throws(ArithmeticError) in try Integer.muldiv(x.a, x.b, x.c) } },
      twin: plain, { Plain.muldiv($0.a, $0.b, $0.c) }),
  ]
}
