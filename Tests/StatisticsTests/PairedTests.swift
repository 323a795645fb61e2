import Numerics
import Statistics
import Testing

/// Before and after on the same paths.
@Suite struct PairedTests {
  static let confidence = Fixed.unit / 100 * 99

  @Test(arguments: [(20, 20), (5, 30), (0, 10), (1, 1), (0, 0)])
  func coverage(toTrue: Int, toFalse: Int) {
    let truth = (Int128(toTrue) - Int128(toFalse)) * Fixed.unit / 1000
    var covered = 0
    for seed in 1...UInt64(300) {
      var stream = RandomStream(seed: seed, purpose: 3, path: 0, step: 0)
      var flips = Flips()
      for _ in 0..<1000 {
        let draw = Int(stream.next(below: 1000))
        if draw < toTrue {
          flips.add(before: false, after: true)
        } else if draw < toTrue + toFalse {
          flips.add(before: true, after: false)
        } else {
          flips.add(before: draw & 1 == 0, after: draw & 1 == 0)
        }
      }
      let interval = flips.interval(confidence: PairedTests.confidence)
      covered += interval.contains(truth) ? 1 : 0
    }
    #expect(covered >= 293)
  }

  @Test func nothingTurned() throws {
    var flips = Flips()
    #expect(flips.change == nil)
    #expect(flips.interval(confidence: PairedTests.confidence).width == 2 * Fixed.unit)
    for _ in 0..<10_000 { flips.add(before: true, after: true) }
    #expect(flips.change == 0)
    let interval = flips.interval(confidence: PairedTests.confidence)
    #expect(interval.contains(0))
    #expect(try #require(interval.width) < Fixed.unit / 500)
    var twice = flips
    twice.merge(flips)
    #expect(twice.count == 20_000)
  }

  @Test func differences() throws {
    var stream = RandomStream(seed: 1, purpose: 3, path: 0, step: 0)
    var differences = Differences()
    for _ in 0..<2000 {
      let before = stream.uniform(in: 0...Fixed.unit * 1000)
      let shift = stream.chance(Fixed.unit / 2) ? stream.uniform(in: 0...2 * Fixed.unit) : 0
      differences.add(before: before, after: before + shift)
    }
    differences.add(before: .min, after: .min)
    #expect(differences.unchanged > 900)
    let interval = differences.interval(confidence: PairedTests.confidence, seed: 1)
    // The levels vary by hundreds, the difference by less than one.
    #expect(interval.contains(Fixed.unit / 2))
    #expect(try #require(interval.width) < Fixed.unit / 10)
  }
}
