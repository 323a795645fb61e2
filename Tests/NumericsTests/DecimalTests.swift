import Numerics
import Testing

@Suite struct DecimalTests {
  private func parse(_ text: String) throws(DecimalError) -> Decimal {
    try Decimal(parsing: text.utf8)
  }

  static let fixedPoint: [(text: String, raw: Int128)] = [
    ("0", 0), ("1", Fixed.unit), ("1_000", 1000 * Fixed.unit), ("0.05", Fixed.unit / 20),
    ("007.50", Fixed.unit * 15 / 2), ("1e18", Fixed.unit * Fixed.unit), ("1e+2", 100 * Fixed.unit),
    ("1.25e-16", 125), ("1e-18", 1), ("1_0.0_1", Fixed.unit * 1001 / 100),
    ("0e999999999999999999999", 0), ("0.000000000000000000000", 0), ("1000e-3", Fixed.unit),
    ("170141183460469231731.687303715884105727", Int128.max),
  ]

  @Test(arguments: fixedPoint)
  func readsFixedPoint(text: String, raw: Int128) throws {
    #expect(try parse(text).fixedRaw() == raw)
  }

  static let integers: [(text: String, value: Int128)] = [
    ("0", 0), ("12", 12), ("1e3", 1000), ("12.50e1", 125), ("1_000_000", 1_000_000),
    ("170141183460469231731687303715884105727", Int128.max), ("2.0", 2),
  ]

  @Test(arguments: integers)
  func readsIntegers(text: String, value: Int128) throws {
    #expect(try parse(text).integer() == value)
  }

  static let malformed: [(text: String, offset: Int)] = [
    ("", 0), ("_1", 0), ("1_", 2), ("1__0", 2), ("1.", 2), (".5", 0), ("1._5", 2), ("1_.5", 2),
    ("1e", 2), ("1e-", 3), ("1e5.0", 3), ("1.2.3", 3), ("-1", 0), ("12a", 2), ("1e5e5", 3),
    ("1e_5", 2), ("\u{7f}", 0),
  ]

  @Test(arguments: malformed)
  func saysWhereANumberEnds(text: String, offset: Int) {
    #expect(throws: DecimalError.malformed(at: offset)) { try parse(text) }
  }

  static let inexact: [String] = [
    "0.0000000000000000001", "1e-19", "0.1234567890123456789", "1e-999999999999999999999",
    "0." + String(repeating: "0", count: 100_000) + "1", "1." + String(repeating: "3", count: 60),
  ]

  @Test(arguments: inexact)
  func refusesWhatFixedPointCannotHoldExactly(text: String) throws {
    let number = try parse(text)
    #expect(throws: DecimalError.inexact) { try number.fixedRaw() }
    #expect(throws: DecimalError.inexact) { try number.integer() }
  }

  static let tooLarge: [String] = [
    "170141183460469231731687303715884105728", "1e39", "1e999999999999999999999999",
    String(repeating: "9", count: 100_000), "1" + String(repeating: "0", count: 100_000),
  ]

  @Test(arguments: tooLarge)
  func refusesWhatIsTooLarge(text: String) throws {
    let number = try parse(text)
    #expect(throws: DecimalError.overflow) { try number.fixedRaw() }
    #expect(throws: DecimalError.overflow) { try number.integer() }
  }

  @Test func suffixesScaleExactly() throws {
    #expect(try parse("5").fixedRaw(shiftedBy: -2) == Fixed.unit / 20)
    #expect(try parse("25").fixedRaw(shiftedBy: -4) == Fixed.unit / 400)
    #expect(try parse("1.5").fixedRaw(multiplier: 3600) == 5400 * Fixed.unit)
    #expect(throws: DecimalError.inexact) { try parse("1e-17").fixedRaw(shiftedBy: -2) }
    #expect(throws: DecimalError.overflow) { try parse("1e18").fixedRaw(multiplier: 31_536_000) }
  }

  @Test func readsEveryWordBack() throws {
    var generator = SplitMix(seed: 3)
    for _ in 0..<2000 {
      let word = generator.word()
      guard word >= 0 else { continue }
      let (whole, fraction) = word.quotientAndRemainder(dividingBy: Fixed.unit)
      let digits = String(fraction)
      let padded = String(repeating: "0", count: Fixed.decimals - digits.count) + digits
      #expect(try parse("\(whole).\(padded)").fixedRaw() == word)
      #expect(try parse("\(word)").integer() == word)
      #expect(try parse("\(word)e-18").fixedRaw() == word)
    }
  }
}
