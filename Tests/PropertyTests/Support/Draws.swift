import Numerics
import Property

/// Random material for the tests of this target.
struct Draws {
  private var stream: RandomStream

  init(_ seed: UInt64) { stream = RandomStream(seed: seed, purpose: 0xD1, path: 0, step: 0) }

  mutating func below(_ bound: Int) -> Int { Int(stream.next(below: UInt128(bound))) }

  /// Small more often than not, any word now and then.
  mutating func word() -> UInt64 {
    switch below(4) {
    case 0: UInt64(below(3))
    case 1: UInt64(below(300))
    case 2: stream.next() >> UInt64(below(64))
    default: stream.next()
    }
  }

  mutating func wide() -> Int128 {
    Int128(truncatingIfNeeded: stream.nextWide()) >> Int128(below(128))
  }

  mutating func range() -> ClosedRange<Int128> {
    let (one, other) = (wide(), wide())
    switch below(8) {
    case 0: return .min ... .max
    case 1: return one...one
    case 2: return 0...(one < 0 ? ~one : one)
    default: return min(one, other)...max(one, other)
    }
  }

  mutating func domain() -> NumberDomain {
    let units: [Int128] = [1, 60, 1000, 86_400, 1_000_000_000_000_000_000]
    if below(5) == 0 { return NumberDomain(durations: range(), second: units[below(5)]) }
    return NumberDomain(range(), unit: units[below(units.count)])
  }

  mutating func step(upTo length: Int = 6) -> ChoiceSequence.Step {
    (0..<below(length + 1)).map { _ in word() }
  }

  mutating func sequence(upTo length: Int = 6) -> ChoiceSequence {
    ChoiceSequence(steps: (0..<below(length + 1)).map { _ in step() })
  }

  func stream(_ path: UInt64) -> RandomStream { stream.split(path) }
}
