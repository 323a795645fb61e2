import Foundation
import Numerics
import Statistics
import Testing

/// Exact intervals against scipy, and what they promise of coverage.
@Suite struct ProportionTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Fixtures/statistics").standardizedFileURL

  /// The fields of the lines of one kind.
  static func vectors(_ kind: String) throws -> [[String]] {
    try String(contentsOf: folder.appending(path: "vectors.txt"), encoding: .utf8)
      .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
      .filter { $0[0] == kind }.map { Array($0.dropFirst()) }
  }

  static func number(_ raw: Int128) -> Double { Double(raw) / 1e18 }

  static func raw(_ decimal: String) throws -> Int128 {
    let parts = decimal.split(separator: ".")
    let whole = try #require(Int128(parts[0]))
    let digits = parts[1].padding(toLength: 18, withPad: "0", startingAt: 0)
    return whole * Fixed.unit + (try #require(Int128(digits)))
  }

  @Test func againstSciPy() throws {
    let vectors = try ProportionTests.vectors("proportion")
    #expect(vectors.count > 200)
    for fields in vectors {
      let k = try #require(UInt64(fields[0]))
      let n = try #require(UInt64(fields[1]))
      let confidence = try ProportionTests.raw(fields[2])
      let found = Interval.proportion(successes: k, trials: n, confidence: confidence)
      let low = try #require(found.low)
      let high = try #require(found.high)
      // Rounded outward, by a raw unit or 10^-11 of the end's own distance to its side.
      for (end, text) in [(low, fields[3]), (Fixed.unit - high, fields[4])] {
        let exact = try #require(Double(text))
        let mine = ProportionTests.number(end)
        #expect(mine <= exact * (1 + 1e-12), "\(fields)")
        #expect(mine >= exact * (1 - 1e-10) - 2e-18, "\(fields): \(mine)")
      }
    }
  }

  @Test func tails() throws {
    for fields in try ProportionTests.vectors("tail") {
      let k = try #require(UInt64(fields[0]))
      let n = try #require(UInt64(fields[1]))
      let tail = try #require(BinomialTail(atLeast: k, of: n))
      let chance = try ProportionTests.raw(fields[2])
      guard chance <= tail.highestChance else { continue }
      let exact = try #require(Double(fields[3]))
      let mine = Double((tail(chance) ?? .zero).raw(.down)) / 1e18
      #expect(abs(mine - exact) <= 1e-9 * exact + 2e-18, "\(fields): \(mine)")
    }
  }

  @Test func degenerate() {
    let nothing = Interval.proportion(successes: 0, trials: 0, confidence: Fixed.unit / 100 * 99)
    #expect(nothing.low == 0)
    #expect(nothing.high == Fixed.unit)
    for confidence in [Int128.min, 0, Fixed.unit, .max] {
      let interval = Interval.proportion(successes: 9, trials: 3, confidence: confidence)
      #expect(interval.high == Fixed.unit)
    }
    let huge = Interval.proportion(
      successes: .max / 2, trials: .max, confidence: Fixed.unit / 100 * 99)
    #expect(huge.method == .hoeffding)
    #expect(huge.contains(Fixed.unit / 2))
  }

  /// Prints what one interval takes; below a millisecond on any machine in use, when optimised.
  @Test func timing() {
    var stream = RandomStream(seed: 1, purpose: 1, path: 1, step: 1)
    let clock = ContinuousClock()
    let time = clock.measure {
      for _ in 0..<100 {
        let n = UInt64(stream.next(below: 1_000_000_000)) + 1
        let k = UInt64(stream.next(below: UInt128(n + 1)))
        _ = Interval.proportion(successes: k, trials: n, confidence: Fixed.unit / 100 * 99)
      }
    }
    print("one interval: \(time / 100)")
  }
}
