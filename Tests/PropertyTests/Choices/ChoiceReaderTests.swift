import Numerics
import Property
import Testing

@Suite("Choice readers")
struct ChoiceReaderTests {
  /// Draws of every sort; which ones, the seed decides. Returns what was decided.
  private func decide(_ reader: inout ChoiceReader, seed: UInt64) -> [Int128] {
    var shape = Draws(seed)
    return (0..<shape.below(6)).map { _ in
      switch shape.below(4) {
      case 0:
        let bound = shape.word()
        let value = reader.draw(below: bound, as: .row(table: 1))
        #expect(bound == 0 ? value == 0 : value < bound)
        return Int128(value)
      case 1: return Int128(reader.draw(Weights([3, 0, 5, 1])))
      case 2:
        let range = shape.range()
        let value = reader.draw(range)
        #expect(range.contains(value))
        return value
      default:
        let domain = shape.domain()
        let value = reader.draw(domain, hints: [shape.wide(), shape.wide()], as: .gap)
        #expect(domain.range.contains(value))
        return value
      }
    }
  }

  @Test("any words decide, and the words used decide the same again", arguments: [true, false])
  func replay(generating: Bool) {
    var draws = Draws(3)
    for seed in 0..<3_000 as Range<UInt64> {
      let given = draws.step()
      var first =
        generating
        ? ChoiceReader(replaying: given, then: draws.stream(seed), noting: true)
        : ChoiceReader(replaying: given, noting: true)
      let decided = decide(&first, seed: seed)
      var second = ChoiceReader(replaying: first.step)
      #expect(decide(&second, seed: seed) == decided)
      #expect(second.step == first.step)
      #expect(second.draws.isEmpty)
      #expect(first.draws.map(\.value) == decided)
      #expect(first.draws.last?.words.upperBound ?? 0 >= first.step.count)
      second.restart(replaying: given)
      if !generating { #expect(decide(&second, seed: seed) == decided) }
    }
  }

  @Test("a draw set to a value by its domain has that value, in the simplest words there are")
  func spelling() {
    let draws = Draws(4)
    for seed in 0..<3_000 as Range<UInt64> {
      var reader = ChoiceReader(then: draws.stream(seed), noting: true)
      _ = decide(&reader, seed: seed)
      for draw in reader.draws {
        let words = draw.domain.words(for: draw.value)
        var again = ChoiceReader(replaying: words)
        let value: Int128 =
          switch draw.domain {
          case .below(let bound): Int128(again.draw(below: bound))
          case .span(let range): again.draw(range)
          case .number(let domain): again.draw(domain)
          }
        #expect(value == draw.value)
        #expect(ChoiceSequence(steps: [again.step]) == ChoiceSequence(steps: [words]).trimmed)
        let used = Array(
          (reader.step + Array(repeating: 0, count: 4 + draw.words.count))
            .dropFirst(draw.words.lowerBound).prefix(draw.words.count))
        if case .number(let domain) = draw.domain {
          // Hints are not spelled anew, and digits that overshoot may spell an end shorter.
          let ends = [domain.range.lowerBound, domain.range.upperBound]
          if used.first == 1 << 32 || ends.contains(draw.value) { continue }
        }
        #expect(!(ChoiceSequence(steps: [used]) < ChoiceSequence(steps: [words])))
      }
    }
  }

  @Test("integers of a range come nearest zero first, positive before negative")
  func spans() {
    for low in -6...6 as ClosedRange<Int128> {
      for high in low...6 {
        let sorted = (low...high).sorted {
          ($0.magnitude, $0 < 0 ? 1 : 0) < ($1.magnitude, $1 < 0 ? 1 : 0)
        }
        let read = (0..<UInt64(sorted.count)).map { word in
          var reader = ChoiceReader(replaying: [word])
          return reader.draw(low...high)
        }
        #expect(read == sorted)
      }
    }
  }

  @Test("rounder numbers come first")
  func roundness() {
    let domain = NumberDomain(0...5_000_000_000, unit: 1_000_000)
    let rising: [Int128] = [
      0, 1_000_000, 2_000_000, 10_000_000, 3_000_000, 100_000, 100_000_000, 7_000_000, 12_000_000,
      1_250_000, 1_234_567,
    ]
    let spelled = rising.map { ChoiceSequence(steps: [domain.words(for: $0)]) }
    for (one, other) in zip(spelled, spelled.dropFirst()) { #expect(one < other) }
  }

  @Test("durations are round as people count them")
  func durations() {
    let domain = NumberDomain(durations: 0...1_000_000_000, second: 1)
    for (seconds, words) in [
      (3_600, [1, 0, 0]), (86_400, [1, 1, 0]), (300, [1, 2, 4]), (2_592_000, [1, 4, 0]),
      (5_184_000, [1, 4, 1]), (7, [1, 5, 6]), (31_536_000, [1, 6, 0]), (864_000, [2, 1, 9]),
    ] as [(Int128, [UInt64])] {
      #expect(domain.words(for: seconds) == words, "\(seconds)")
      var reader = ChoiceReader(replaying: words)
      #expect(reader.draw(domain) == seconds)
    }
  }

  @Test("hints reach balances, ends and their neighbours; weights of zero are never drawn")
  func generation() {
    let domain = NumberDomain(0...1_000_000, unit: 1)
    var counts: [Int128: Int] = [:]
    var reader = ChoiceReader(then: Draws(5).stream(0))
    for _ in 0..<20_000 {
      counts[reader.draw(domain, hints: [777_123]), default: 0] += 1
      #expect(reader.draw(Weights([1, 0, 1])) != 1)
      reader.restart(replaying: [])
    }
    for value in [777_122, 777_123, 777_124, 388_561, 1_000_000, 999_999, 0, 1, 500_000] as [Int128]
    {
      #expect(counts[value, default: 0] > 100, "\(value)")
    }
  }
  @Test("what one in a number's last digit is worth goes outwards from the unit")
  func lots() {
    for (unit, last) in [(1_000, 999_999), (1, 5_000), (60, 100), (1_000_000, 20)]
      as [(Int128, Int128)]
    {
      // Upwards and downwards in turn, until both sides are used up.
      var (lots, larger, smaller) = ([unit], unit * 10, unit)
      while larger <= last || smaller % 10 == 0 {
        if larger <= last { lots.append(larger) }
        larger = larger <= last ? larger * 10 : larger
        if smaller % 10 == 0 {
          smaller /= 10
          lots.append(smaller)
        }
      }
      let domain = NumberDomain(0...max(last, unit), unit: unit)
      for (index, lot) in lots.enumerated() {
        var reader = ChoiceReader(replaying: [1, UInt64(index), 0])
        #expect(reader.draw(domain) == lot)
      }
      var reader = ChoiceReader(replaying: [1, UInt64(lots.count), 0])
      #expect(reader.draw(domain) == unit, "one more begins again")
    }
  }

  @Test("a share of a hint is cut off towards zero, and never leaves the range")
  func shares() {
    var draws = Draws(7)
    for _ in 0..<20_000 {
      let hint = draws.wide()
      let hundredths = draws.below(200)
      // A hint, the first behind both ends, the last of the nudges.
      var reader = ChoiceReader(replaying: [1 << 32, 2, 5, UInt64(hundredths)])
      let found = reader.draw(NumberDomain(.min ... .max, unit: 1), hints: [hint])
      let (product, overflows) = hint.multipliedReportingOverflow(by: Int128(hundredths))
      if !overflows { #expect(found == product / 100, "\(hint) \(hundredths)") }
      #expect(found == hint || (found < 0) == (hint < 0) || found == 0)
    }
  }

  @Test("choices come up as often as they weigh, and never one left out while there are others")
  func weights() {
    var reader = ChoiceReader(then: Draws(6).stream(0))
    let weights = Weights([1, 0, 3, 4])
    var counts = [0, 0, 0, 0]
    for _ in 0..<40_000 { counts[reader.draw(weights)] += 1 }
    #expect(counts[1] == 0)
    for (count, share) in zip(counts, [5_000, 0, 15_000, 20_000]) {
      #expect(abs(count - share) < 600)
    }
    for _ in 0..<2_000 {
      #expect(reader.draw(weights, leavingOut: 0b1100) == 0)
      #expect([0, 2].contains(reader.draw(weights, leavingOut: 0b1000)))
      #expect(reader.draw(weights, leavingOut: 0b1111) != 1)
    }
    let none = Weights([0, 0])
    #expect(Set((0..<100).map { _ in reader.draw(none) }) == [0, 1])
  }

  @Test("quick words are those of SplitMix64, and bounded ones are spread evenly")
  func quickWords() {
    var stream = QuickStream(1_234_567)
    #expect(
      (0..<5).map { _ in stream.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
    var counts = Array(repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[Int(stream.next(below: 7))] += 1 }
    for count in counts { #expect(abs(count - 10_000) < 500) }
    #expect(stream.next(below: 0) == 0)
  }
}
