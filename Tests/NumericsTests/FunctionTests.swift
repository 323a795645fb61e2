import Numerics
import Testing

/// The exact values and the edges of the elementary functions.
@Suite struct FunctionTests {
  static let one = Fixed.unit

  @Test func exactValues() throws {
    #expect(try Fixed.exp(0) == Self.one)
    #expect(try Fixed.ln(Self.one) == 0)
    #expect(try Fixed.normalCDF(0) == Self.one / 2)
    #expect(try Fixed.normalPDF(0) == 398_942_280_401_432_678)
    #expect(try Fixed.exp(Self.one) == 2_718_281_828_459_045_235)
  }

  /// Powers that 18 decimals hold come out exact, exact ties go up.
  @Test func exactPowers() throws {
    #expect(try Fixed.pow(4 * Self.one, Self.one / 2) == 2 * Self.one)
    #expect(try Fixed.pow(2 * Self.one, 10 * Self.one) == 1024 * Self.one)
    #expect(try Fixed.pow(10 * Self.one, 18 * Self.one) == Self.one * Self.one)
    #expect(try Fixed.pow(10 * Self.one, -18 * Self.one) == 1)
    #expect(try Fixed.pow(Self.one / 2, 19 * Self.one) == 1_907_348_632_813)
    #expect(try Fixed.pow(27 * Self.one, Self.one / 3) == 3 * Self.one - 3)
    #expect(try Fixed.pow(Self.one, .max) == Self.one)
    #expect(try Fixed.pow(Self.one, .min) == Self.one)
    for base in 1...15 as ClosedRange<Int128> {
      for exponent in 0...16 as ClosedRange<Int128> {
        let exact = (0..<exponent).reduce(Self.one) { power, _ in power * base }
        #expect(try Fixed.pow(base * Self.one, exponent * Self.one) == exact)
        #expect(try Fixed.pow(exact, 0) == Self.one)
        if exponent > 0 { #expect(try Fixed.pow(base * Self.one, Self.one) == base * Self.one) }
      }
    }
  }

  @Test func edgesOfPow() throws {
    #expect(try Fixed.pow(0, 0) == Self.one)
    #expect(try Fixed.pow(0, 1) == 0)
    #expect(throws: ArithmeticError.domain(.pow)) { try Fixed.pow(0, -1) }
    #expect(throws: ArithmeticError.domain(.pow)) { try Fixed.pow(-1, Self.one) }
    #expect(throws: ArithmeticError.domain(.pow)) { try Fixed.pow(-1, 0) }
    #expect(throws: ArithmeticError.overflow) { try Fixed.pow(.max, 2 * Self.one) }
    #expect(try Fixed.pow(.max, .min) == 0)
    #expect(try Fixed.pow(1, .max) == 0)
    #expect(throws: ArithmeticError.overflow) { try Fixed.pow(1, .min) }
    #expect(try Fixed.pow(.max, Self.one) == .max)
  }

  @Test func edges() throws {
    #expect(try Fixed.exp(-43 * Self.one) == 0)
    #expect(try Fixed.exp(-42 * Self.one) == 1)
    #expect(try Fixed.exp(.min) == 0)
    #expect(throws: ArithmeticError.overflow) { try Fixed.exp(.max) }
    #expect(throws: ArithmeticError.overflow) { try Fixed.exp(46_600_000_000_000_000_000) }
    #expect(throws: ArithmeticError.domain(.ln)) { try Fixed.ln(0) }
    #expect(throws: ArithmeticError.domain(.ln)) { try Fixed.ln(.min) }
    #expect(try Fixed.ln(1) == -41_446_531_673_892_822_312)
    #expect(try Fixed.normalCDF(.max) == Self.one)
    #expect(try Fixed.normalCDF(.min) == 0)
    #expect(try Fixed.normalPDF(.min) == 0)
  }

  /// Symmetry to the last digit.
  @Test func symmetry() throws {
    var generator = SplitMix(seed: 44)
    for _ in 0..<100 {
      let x = generator.word(upTo: 64)
      #expect(try Fixed.normalCDF(x) + Fixed.normalCDF(-x) == Self.one)
      #expect(try Fixed.normalPDF(x) == Fixed.normalPDF(-x))
    }
  }

  /// Squares come back from roots, and a rounded root lies on the side it was rounded to.
  @Test func rootsOfSquares() throws {
    var generator = SplitMix(seed: 45)
    for _ in 0..<2000 {
      let a = generator.word()
      let root = a >> 64
      #expect(try Integer.sqrt(root * root) == Int128(root.magnitude))
      guard a >= 0 else {
        #expect(throws: ArithmeticError.domain(.sqrt)) { try Fixed.sqrt(a) }
        continue
      }
      let down = try Fixed.sqrt(a, .down)
      let up = try Fixed.sqrt(a, .up)
      #expect(Integer.compareProducts(down, down, a, Fixed.unit) != .greater)
      #expect(Integer.compareProducts(up, up, a, Fixed.unit) != .less)
      #expect(up - down <= 1)
    }
  }
}
