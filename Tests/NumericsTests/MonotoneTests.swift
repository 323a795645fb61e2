import Foundation
import Numerics
import Testing

/// A function that grows or falls from each raw word to the next, on stretches of its domain.
struct Slope: Sendable, CustomTestStringConvertible {
  let name: String
  let value: @Sendable (_ word: Int128, _ parameter: Int128) throws -> Int128
  /// Where to start a stretch, a parameter kept fixed along it, and whether values grow.
  let stretch: @Sendable (_ atSeam: Bool, inout SplitMix) throws -> (Int128, Int128, Bool)

  var testDescription: String { name }
}

/// Neighbouring raw words never have values in the wrong order. Half of the stretches cross a seam
/// of the range reductions: there one argument is computed from other constants than the next.
@Suite struct MonotoneTests {
  /// Pairs for each function: ten million where asked, a thousand in a plain run.
  static let pairs =
    ProcessInfo.processInfo.environment["PLIMSOLL_MONOTONE"].flatMap { Int($0) } ?? 1000

  @Test(arguments: Slope.all) func neverTurns(slope: Slope) throws {
    var generator = SplitMix(seed: 40)
    let length = 50
    var turns: [String] = []
    var checked = 0
    var atSeam = false
    while checked < MonotoneTests.pairs {
      atSeam.toggle()
      let (start, parameter, grows) = try slope.stretch(atSeam, &generator)
      var last = try slope.value(start, parameter)
      for word in start + 1...start + Int128(length) {
        let value = try slope.value(word, parameter)
        if grows ? value < last : value > last { turns.append("\(word) \(parameter)") }
        last = value
      }
      checked += length
    }
    print("\(slope.name): \(checked) adjacent pairs, half at seams, \(turns.count) turns")
    #expect(turns.isEmpty, "\(turns.prefix(3))")
  }
}

extension Slope {
  static let all: [Slope] = [
    Slope(
      name: "sqrt", value: { x, _ in try Fixed.sqrt(x, .halfUp) },
      stretch: { atSeam, generator in
        let root = generator.word(upTo: 63)
        return (
          atSeam ? max(0, root * root - 25) : generator.word(upTo: 126).magnitudeWord, 0, true
        )
      }),
    Slope(
      name: "exp", value: { x, _ in try Fixed.exp(x) },
      stretch: { atSeam, generator in
        let start =
          atSeam
          ? seam(&generator) - 25
          : Int128.random(in: -42 * Fixed.unit...46 * Fixed.unit, using: &generator)
        return (start, 0, true)
      }),
    Slope(
      name: "ln", value: { x, _ in try Fixed.ln(x) },
      stretch: { atSeam, generator in
        let start =
          atSeam ? logarithmSeam(&generator) - 25 : generator.word(upTo: 126).magnitudeWord + 1
        return (max(1, start), 0, true)
      }),
    Slope(
      name: "pow of x", value: { x, y in try Fixed.pow(x, y) },
      stretch: { atSeam, generator in
        let y = try exponent(&generator)
        if Bool.random(using: &generator) {
          // No power overflows: 4^30 and 3^30 are the largest.
          let x =
            atSeam
            ? Fixed.unit - 25
            : Int128.random(in: Fixed.unit / 4...3 * Fixed.unit, using: &generator)
          return (x, y % (30 * Fixed.unit), y % (30 * Fixed.unit) >= 0)
        }
        let log = try Fixed.divide(seam(&generator), y, .down)
        let x = try Fixed.exp(Swift.min(Swift.max(log, -30 * Fixed.unit), 30 * Fixed.unit))
        return (Swift.max(1, x - (atSeam ? 25 : 0)), y, y >= 0)
      }),
    Slope(
      name: "pow of y", value: { y, x in try Fixed.pow(x, y) },
      stretch: { atSeam, generator in
        let x = Swift.max(2, generator.word(upTo: 100).magnitudeWord) | 1
        let y = try Fixed.divide(seam(&generator), try Fixed.ln(x), .down)
        return (y - (atSeam ? 25 : generator.word(upTo: 40).magnitudeWord), x, x > Fixed.unit)
      }),
    Slope(
      name: "normal_cdf", value: { x, _ in try Fixed.normalCDF(x) },
      stretch: { atSeam, generator in
        let start =
          atSeam
          ? try normalSeam(&generator) - 25
          : Int128.random(in: -9 * Fixed.unit...9 * Fixed.unit, using: &generator)
        return (start, 0, true)
      }),
    Slope(
      name: "normal_pdf", value: { x, _ in try Fixed.normalPDF(x) },
      stretch: { atSeam, generator in
        let start =
          atSeam
          ? try normalSeam(&generator) - 25
          : Int128.random(in: -10 * Fixed.unit...10 * Fixed.unit, using: &generator)
        // A stretch across the top falls on one side only: move it off.
        return (start <= 0 && start > -51 ? 0 : start, 0, start <= -51)
      }),
  ]

  /// Where `exp` takes other factors: `k ln 2 + j/16 + l/256`, between -40 and 40.
  private static func seam(_ generator: inout SplitMix) -> Int128 {
    let k = Int128.random(in: -57...56, using: &generator)
    let ln2: Int128 = 693_147_180_559_945_309_417_232_121_458_176_568
    let fraction =
      Bool.random(using: &generator) ? 0 : Int128.random(in: 0...177, using: &generator)
    return k * ln2 / Fixed.unit + fraction * (Fixed.unit / 256) + (fraction > 0 ? 1 : 0)
  }

  /// Where `ln` takes another middle or the other side of one: `(32 + i) / 32 * 2^e`.
  private static func logarithmSeam(_ generator: inout SplitMix) -> Int128 {
    let i = Int128.random(in: 32...63, using: &generator)
    return i << Int128.random(in: 0...120, using: &generator)
  }

  /// Where the exponential inside the density has a seam.
  private static func normalSeam(_ generator: inout SplitMix) throws -> Int128 {
    let x = try Fixed.sqrt(2 * abs(seam(&generator)), .halfUp)
    return Bool.random(using: &generator) ? x : -x
  }

  /// An exponent from 1e-9 to 1e9, of either sign.
  private static func exponent(_ generator: inout SplitMix) throws -> Int128 {
    let size = Int128.random(in: -20 * Fixed.unit...20 * Fixed.unit, using: &generator)
    let y = try Fixed.exp(size) + 1
    return Bool.random(using: &generator) ? y : -y
  }
}

extension Int128 {
  fileprivate var magnitudeWord: Int128 { self < 0 ? -self : self }
}
