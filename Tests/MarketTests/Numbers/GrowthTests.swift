import Market
import Numerics
import Testing

@Suite struct GrowthTests {
  /// Against the exact exponential, whose own rounding is half a unit of the 18th decimal: 2^-58 is
  /// 3.5 units of it.
  @Test func agreesWithTheExponential() throws {
    var stream = RandomStream(seed: 1, purpose: 2, path: 3, step: 4)
    for _ in 0..<20_000 {
      let exponent = stream.uniform(in: -8 * unit...8 * unit)
      let exact = try Fixed.exp(exponent)
      let found = try Growth.apply(unit, exponent: exponent)
      #expect((found - exact).magnitude <= 1 + exact.magnitude >> 58)
    }
  }

  /// Large bases show every digit of the factor.
  @Test func keepsItsPrecisionEverywhere() throws {
    var stream = RandomStream(seed: 1, purpose: 2, path: 3, step: 5)
    for _ in 0..<20_000 {
      let exponent = stream.uniform(in: -40 * unit...0)
      let base = stream.uniform(in: (1 << 100)...(1 << 101))
      let back = try Growth.apply(
        Growth.apply(base, exponent: exponent), exponent: -exponent)
      // What the first rounding may cost comes back magnified by the second.
      let rounding = try Growth.apply(2, exponent: -exponent)
      #expect((back - base).magnitude <= rounding.magnitude + base.magnitude >> 52)
    }
  }

  @Test func hasItsEdges() throws {
    #expect(try Growth.apply(unit, exponent: 0) == unit)
    #expect(try Growth.apply(-unit, exponent: unit) == -(try Growth.apply(unit, exponent: unit)))
    #expect(try Growth.apply(0, exponent: 43 * unit) == 0)
    #expect(try Growth.apply(unit, exponent: -50 * unit) == 0)
    #expect(try Growth.apply(.max, exponent: .min) == 0)
    #expect(throws: ArithmeticError.overflow) { try Growth.apply(unit, exponent: 44 * unit) }
    #expect(throws: ArithmeticError.overflow) { try Growth.apply(.max, exponent: 1_000) }
    #expect(try Growth.apply(.max, exponent: -1_000) < .max)
  }

  @Test func rises() throws {
    for whole: Int128 in [-3, -1, 0, 1, 5] {
      var last: Int128 = 0
      for offset: Int128 in -200...200 {
        let found = try Growth.apply(1 << 90, exponent: whole * 693_147_180_559_945_309 + offset)
        #expect(found >= last)
        last = found
      }
    }
  }
}
