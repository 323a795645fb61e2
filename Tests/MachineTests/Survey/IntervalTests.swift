import Machine
import Numerics
import Testing

/// What an operation gives for words in intervals lies in what it gives for the intervals.
@Suite struct IntervalTests {
  /// Every operation that a look at a row may consist of.
  static let opcodes: [Opcode] = [
    .add, .subtract, .multiply, .multiplyWords, .divide, .divideWords, .negate, .absolute, .not,
    .sign, .minimum, .maximum, .less, .lessOrEqual, .equal, .notEqual, .compareProducts,
    .multiplyRounded, .divideRounded, .divideWordsRounded, .squareRoot, .squareRootInteger,
    .exponential, .logarithm, .power, .normalDistribution, .normalDensity, .multiplyDivide,
    .multiplyRemainder, .quotient, .remainder, .ratio,
  ]

  @Test(arguments: opcodes)
  func `hold whatever comes of words in them`(opcode: Opcode) {
    var stream = RandomStream(seed: 7, purpose: UInt64(opcode.rawValue), path: 0, step: 0)
    var bounded = 0
    for _ in 0..<3_000 {
      let mode = UInt16(stream.next(below: 5))
      var intervals: [WordInterval] = []
      for _ in 0..<4 { intervals.append(interval(&stream)) }
      // The same interval twice, which need not be the same word twice.
      if stream.next(below: 6) == 0 { intervals[1] = intervals[0] }
      let found: WordInterval? = intervals.withUnsafeBufferPointer { block in
        block.baseAddress.flatMap { WordInterval.of(opcode, mode, $0) }
      }
      guard let found else { continue }
      bounded += 1
      for _ in 0..<12 {
        var words: [Int128] = []
        for interval in intervals { words.append(member(of: interval, &stream)) }
        let result: Int128? = words.withUnsafeBufferPointer { block in
          block.baseAddress.flatMap { opcode.word(mode, $0) }
        }
        // Nothing at all where the operation might stop.
        #expect(
          result.map { found.contains($0) } ?? false, "\(opcode) \(mode) \(intervals) \(words)")
      }
    }
    #expect(bounded > 10, "\(opcode): \(bounded)")
  }

  @Test func `are as narrow as can be for sums, products and comparisons`() {
    func of(_ opcode: Opcode, _ a: WordInterval, _ b: WordInterval) -> WordInterval? {
      [a, b].withUnsafeBufferPointer { block in
        block.baseAddress.flatMap { WordInterval.of(opcode, 0, $0) }
      }
    }
    #expect(of(.add, WordInterval(1, 2), WordInterval(-5, 7)) == WordInterval(-4, 9))
    #expect(of(.subtract, WordInterval(1, 2), WordInterval(-5, 7)) == WordInterval(-6, 7))
    #expect(of(.multiplyWords, WordInterval(-3, 2), WordInterval(-5, 7)) == WordInterval(-21, 15))
    #expect(of(.less, WordInterval(1, 2), WordInterval(3, 4)) == WordInterval(1, 1))
    #expect(of(.less, WordInterval(1, 3), WordInterval(3, 4)) == WordInterval(0, 1))
    #expect(of(.lessOrEqual, WordInterval(4, 5), WordInterval(2, 3)) == WordInterval(0, 0))
    #expect(of(.divideWords, WordInterval(1, 2), WordInterval(-1, 1)) == nil)
    #expect(of(.add, WordInterval(.max, .max), WordInterval(0, 1)) == nil)
  }

  /// Of any size and width, now and then a point, and now and then around nothing.
  private func interval(_ stream: inout RandomStream) -> WordInterval {
    let first = word(&stream)
    switch stream.next(below: 4) {
    case 0: return WordInterval(first, first)
    case 1:
      let reach = Int128(first.magnitude >> 5)
      return WordInterval(first - reach, first + reach)
    default:
      let second = word(&stream)
      return WordInterval(min(first, second), max(first, second))
    }
  }

  private func word(_ stream: inout RandomStream) -> Int128 {
    let size = Int128(stream.next(below: 1 << UInt128(1 + stream.next(below: 100))))
    return stream.next(below: 3) == 0 ? -size : size
  }

  /// One of the ends as often as any other.
  private func member(of interval: WordInterval, _ stream: inout RandomStream) -> Int128 {
    switch stream.next(below: 3) {
    case 0: return interval.low
    case 1: return interval.high
    default:
      return interval.low + Int128(stream.next(below: UInt128(interval.high - interval.low) + 1))
    }
  }
}
