import Numerics

/// Random draws beside the words they are made of.
func drawRows() -> [Row] {
  [
    row("draw a bounded integer") { $0.integer(in: 0...1_000_000) },
    row("draw a uniform number") { $0.uniform(in: 0...1_000_000 * Fixed.unit) },
    row("draw a normal number") { stream in
      value { () throws(ArithmeticError) in try stream.normal(mean: 0, sigma: Fixed.unit) }
    },
  ]
}

private func row(
  _ name: String, _ draw: @escaping (inout RandomStream) -> Int128
) -> Row {
  Row(
    name: name, operations: Samples.count, work: { sum(draw) },
    twin: Row.Twin(name: "one word", isExact: false, work: { sum { Int128($0.next()) } }))
}

private func sum(_ draw: (inout RandomStream) -> Int128) -> Int128 {
  var stream = RandomStream(seed: 2026, purpose: 7, path: 0, step: 0)
  var digest: Int128 = 0
  for _ in 0..<Samples.count { digest &+= draw(&stream) }
  return digest
}
