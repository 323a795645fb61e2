import Property
import Testing

@Suite("Choice sequences")
struct ChoiceSequenceTests {
  @Test("bytes and sequences stand for each other one to one")
  func bytes() throws {
    var draws = Draws(1)
    for _ in 0..<2_000 {
      let sequence = draws.sequence()
      let bytes = sequence.bytes
      #expect(try ChoiceSequence(bytes: bytes) == sequence)
      for length in 0..<bytes.count {
        #expect(throws: ChoiceBytesError.self) {
          try ChoiceSequence(bytes: Array(bytes[..<length]))
        }
      }
      var changed = bytes
      changed[draws.below(bytes.count)] = UInt8(draws.below(256))
      if let other = try? ChoiceSequence(bytes: changed) { #expect(other.bytes == changed) }
      #expect(throws: ChoiceBytesError.self) { try ChoiceSequence(bytes: bytes + [0]) }
    }
  }

  @Test(
    "what is no sequence is refused for what is wrong with it",
    arguments: [
      ([], .truncated),
      ([1], .count(1, offset: 0)),
      ([0, 0], .surplus(offset: 1)),
      ([0x80, 0], .malformedNumber(offset: 0)),
      ([1, 1, 0x80], .truncated),
      (
        [1, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2],
        .malformedNumber(offset: 2)
      ),
      (
        [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
        .count(.max, offset: 0)
      ),
    ] as [([UInt8], ChoiceBytesError)])
  func refusals(bytes: [UInt8], error: ChoiceBytesError) {
    #expect(throws: error) { try ChoiceSequence(bytes: bytes) }
  }

  @Test("the simpler run is the shorter one, then the lighter, then the one with the lower word")
  func order() {
    var draws = Draws(2)
    for _ in 0..<3_000 {
      let (one, other) = (draws.sequence(upTo: 2), draws.sequence(upTo: 2))
      let longest = (one.steps + other.steps).map(\.count).max() ?? 0
      func key(_ sequence: ChoiceSequence) -> [UInt64] {
        let padded = sequence.steps.map { $0 + Array(repeating: 0, count: longest - $0.count) }
        let digits = padded.joined().reduce(0) { $0 + ($1 == 0 ? 0 : String($1, radix: 2).count) }
        return [UInt64(sequence.steps.count), UInt64(digits)] + padded.joined()
      }
      #expect((one < other) == key(one).lexicographicallyPrecedes(key(other)))
      #expect(!(one < one))
    }
    #expect(ChoiceSequence() < ChoiceSequence(steps: [[]]))
    #expect(ChoiceSequence(steps: [[9, 9]]) < ChoiceSequence(steps: [[], []]))
    #expect(ChoiceSequence(steps: [[8, 0]]) < ChoiceSequence(steps: [[9]]))
    #expect(ChoiceSequence(steps: [[1, 9]]) < ChoiceSequence(steps: [[2, 8]]))
  }

  @Test("zeros at the ends of steps say nothing")
  func trimming() {
    let sequence = ChoiceSequence(steps: [[1, 0, 0], [0], [], [0, 2]])
    #expect(sequence.trimmed == ChoiceSequence(steps: [[1], [], [], [0, 2]]))
  }
}
