import Numerics
import Testing

/// Writing decimal numbers, and reading whatever bytes there are.
@Suite struct DecimalTextTests {
  static let one = Fixed.unit

  @Test func writes() {
    #expect(Fixed.text(0) == "0")
    #expect(Fixed.text(1) == "0.000000000000000001")
    #expect(Fixed.text(-Self.one / 2) == "-0.5")
    #expect(Fixed.text(1_234_567 * Self.one + Self.one / 4) == "1_234_567.25")
    #expect(Fixed.text(1_234_567 * Self.one, grouped: false) == "1234567")
    #expect(Fixed.text(.min) == "-170_141_183_460_469_231_731.687303715884105728")
    #expect(Integer.text(-999) == "-999")
    #expect(Integer.text(-1_000) == "-1_000")
    #expect(Integer.text(.max) == "170_141_183_460_469_231_731_687_303_715_884_105_727")
  }

  /// What is written reads back as the same word, with and without groups.
  @Test func roundTrips() throws {
    var generator = SplitMix(seed: 41)
    for _ in 0..<2000 {
      let word = abs(generator.word())
      for grouped in [true, false] {
        let fixed = Fixed.text(word, grouped: grouped)
        #expect(try Decimal(parsing: fixed.utf8).fixedRaw() == word)
        let integer = Integer.text(word, grouped: grouped)
        #expect(try Decimal(parsing: integer.utf8).integer() == word)
      }
    }
  }

  /// Bytes that look almost like a number are read or refused, never a trap; what is read can be
  /// asked for as any kind of word.
  @Test func survivesAnyBytes() {
    var generator = SplitMix(seed: 42)
    let alphabet = Array("0123456789000999__..ee+-".utf8) + [0, 32, 255]
    var readable = 0
    for _ in 0..<20_000 {
      let length = Int.random(in: 0...60, using: &generator)
      let text = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      guard let decimal = try? Decimal(parsing: text) else { continue }
      readable += 1
      _ = try? decimal.integer()
      _ = try? decimal.fixedRaw(multiplier: 86_400)
      _ = try? decimal.fixedRaw(shiftedBy: -4)
    }
    #expect(readable > 500)
  }
}
