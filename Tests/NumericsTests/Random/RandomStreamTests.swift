import Numerics
import Testing

@Suite struct RandomStreamTests {
  private func stream(_ purpose: UInt64 = 0) -> RandomStream {
    RandomStream(seed: 2026, purpose: purpose, path: 3, step: 4)
  }

  private func firstWords(_ stream: RandomStream, _ count: Int = 8) -> [UInt64] {
    var copy = stream
    return (0..<count).map { _ in copy.next() }
  }

  @Test func everyPartOfTheNameMatters() {
    let names: [[UInt64]] = [
      [1, 2, 3, 4], [9, 2, 3, 4], [1, 9, 3, 4], [1, 2, 9, 4], [1, 2, 3, 9], [2, 1, 3, 4],
      [1, 2, 4, 3],
    ]
    let streams = names.map {
      RandomStream(seed: $0[0], purpose: $0[1], path: $0[2], step: $0[3])
    }
    let labelled = streams.map { $0.split(0) } + streams.map { $0.split(1) }
    let nested = [streams[0].split(0).split(1), streams[0].split(1).split(0)]
    #expect(Set((streams + labelled + nested).map { firstWords($0) }).count == 23)
  }

  @Test func splitsDoNotDependOnWhatWasDrawn() {
    let fresh = stream()
    var used = stream()
    for _ in 0..<9 { _ = used.next() }
    #expect(firstWords(fresh.split(5)) == firstWords(used.split(5)))
  }

  @Test func bitsAreBalanced() {
    var stream = stream()
    var ones = [Int](repeating: 0, count: 64)
    let draws = 4000
    for _ in 0..<draws {
      let word = stream.next()
      for bit in 0..<64 where word >> UInt64(bit) & 1 == 1 { ones[bit] += 1 }
    }
    // Five standard deviations, sqrt(4000) / 2 each.
    for count in ones { #expect(abs(count - draws / 2) < 159) }
  }

  @Test(arguments: [1, 2, 3, 6, 10, 37] as [UInt128])
  func boundedDrawsAreEven(bound: UInt128) {
    var stream = stream(UInt64(bound))
    let draws = 12_000
    var counts = [Int](repeating: 0, count: Int(bound))
    for _ in 0..<draws { counts[Int(stream.next(below: bound))] += 1 }
    #expect(chiSquare(counts, draws: draws) < Double(bound) + 5 * (2 * Double(bound)).squareRoot())
  }

  /// At three quarters of the words a biased draw (word modulo bound) would give the lowest third
  /// twice as often.
  @Test func boundsThatNearlyFillTheWordAreEven() {
    var stream = stream(77)
    let bounds: [UInt128] = [
      3 << 62, 3 << 126, UInt128(UInt64.max) - 1, UInt128(UInt64.max) + 2, .max - 1,
    ]
    for bound in bounds {
      var counts = [0, 0, 0]
      for _ in 0..<6000 {
        let draw = stream.next(below: bound)
        #expect(draw < bound)
        counts[Swift.min(2, Int(draw / (bound / 3)))] += 1
      }
      #expect(chiSquare(counts, draws: 6000) < 14)
    }
  }

  @Test func rangesIncludeTheirEnds() {
    var stream = stream(5)
    #expect(stream.next(below: 0) == 0)
    #expect(stream.next(below: 1) == 0)
    #expect(stream.integer(in: 7...7) == 7)
    #expect(stream.integer(in: Int128.min...Int128.min) == .min)
    #expect(stream.integer(in: Int128.max...Int128.max) == .max)
    let dice = (0..<200).map { _ in stream.integer(in: -3...2) }
    #expect(Set(dice) == [-3, -2, -1, 0, 1, 2])
    let everything = (0..<64).map { _ in stream.integer(in: Int128.min...Int128.max) }
    #expect(Set(everything).count == 64)
    #expect(everything.contains { $0 < 0 } && everything.contains { $0 > 0 })
    let halves = (0..<64).map { _ in stream.integer(in: Int128.min...0) }
    #expect(halves.allSatisfy { $0 <= 0 })
  }

  @Test func uniformDrawsFillTheirRange() {
    var stream = stream(6)
    let low = -2 * Fixed.unit
    let high = 3 * Fixed.unit
    var counts = [Int](repeating: 0, count: 20)
    for _ in 0..<8000 {
      let draw = stream.uniform(in: low...high)
      #expect(draw >= low && draw <= high)
      counts[Swift.min(19, Int((draw - low) * 20 / (high - low)))] += 1
    }
    // 19 degrees of freedom; exceeded once in a thousand.
    #expect(chiSquare(counts, draws: 8000) < 43.8)
  }

  @Test func chancesAreKept() {
    var stream = stream(8)
    #expect(!(0..<100).contains { _ in stream.chance(0) })
    #expect((0..<100).allSatisfy { _ in stream.chance(Fixed.unit) })
    let hits = (0..<4000).count { _ in stream.chance(Fixed.unit / 4) }
    // Five standard deviations of 27.4.
    #expect(abs(hits - 1000) < 137)
  }
}

/// Pearson's statistic against equal shares.
func chiSquare(_ counts: [Int], draws: Int) -> Double {
  let expected = Double(draws) / Double(counts.count)
  return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
}
