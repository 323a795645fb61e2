import Foundation
import Numerics

/// The elementary functions beside the machine's floating point, which carries 16 digits, not 18
/// decimals, and does not promise the same ones everywhere.
func functionRows() -> [Row] {
  [
    row("sqrt", Samples.prices, { x throws(ArithmeticError) in try Fixed.sqrt(x.a) }) { a, _ in
      a.squareRoot()
    },
    row("exp", Samples.deviations, { x throws(ArithmeticError) in try Fixed.exp(x.a) }) { a, _ in
      Foundation.exp(a)
    },
    row("ln", Samples.prices, { x throws(ArithmeticError) in try Fixed.ln(x.a) }) { a, _ in
      Foundation.log(a)
    },
    row("pow", Samples.prices, { x throws(ArithmeticError) in try Fixed.pow(x.a, x.b) }) { a, b in
      Foundation.pow(a, b)
    },
    row("normal_cdf", Samples.deviations, { x throws(ArithmeticError) in try Fixed.normalCDF(x.a) })
    { a, _ in erfc(-a * 0.7071067811865476) / 2 },
    row("normal_pdf", Samples.deviations, { x throws(ArithmeticError) in try Fixed.normalPDF(x.a) })
    { a, _ in Foundation.exp(-a * a / 2) * 0.3989422804014327 },
  ]
}

@inline(__always)
private func row(
  _ name: String, _ operands: [Operands],
  _ function: @escaping (Operands) throws(ArithmeticError) -> Int128,
  floating: @escaping (Double, Double) -> Double
) -> Row {
  let floats = operands.map { (a: Double($0.a) / 1e18, b: Double($0.b) / 1e18) }
  return Row(
    name: name, operations: operands.count,
    work: { sum(operands) { x in value { () throws(ArithmeticError) in try function(x) } } },
    twin: Row.Twin(name: "floating point", isExact: false) {
      Int128(floats.reduce(0) { $0 + floating($1.a, $1.b) }.bitPattern)
    })
}
