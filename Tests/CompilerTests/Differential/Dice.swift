import Numerics

/// Choices out of one named stream: the same seed and number make the same program on every machine.
struct Dice {
  private var stream: RandomStream

  init(seed: UInt64, program: UInt64, step: UInt64 = 0) {
    stream = RandomStream(seed: seed, purpose: 0x6A75_6467_65, path: program, step: step)
  }

  mutating func below(_ limit: Int) -> Int { Int(stream.next(below: UInt128(max(1, limit)))) }

  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// An index, each with a chance in proportion to its weight.
  mutating func weighted(_ weights: [Int]) -> Int {
    var left = below(weights.reduce(0, +))
    for (index, weight) in weights.enumerated() {
      if left < weight { return index }
      left -= weight
    }
    return 0
  }

  mutating func integer(in range: ClosedRange<Int128>) -> Int128 { stream.integer(in: range) }
}

extension Dice {
  /// Words near which results stop fitting, or change their sign.
  static let edges: [Int128] = [
    .max, .max - 1, .min + 1, .max / 2, .max / 2 + 1, .min / 2, .max / 3, -.max / 3, 0, 1, -1,
    // About the roots of the greatest word and of the greatest product of two amounts.
    13_043_817_825_332_782_212, -13_043_817_825_332_782_213, 13_043_817_825_332_782_212_349_571_806,
    Fixed.unit - 1, 1 - Fixed.unit, .max / Fixed.unit, .max / Fixed.unit + 1,
  ]

  /// The word of an amount: mostly one people would write.
  mutating func fixed(wildness: Int) -> Int128 {
    if chance(wildness) { return pick(Dice.edges) }
    let one = Fixed.unit
    switch below(8) {
    case 0: return 0
    case 1: return one
    case 2: return one * Int128(below(12) - 4)
    case 3: return one / 100 * Int128(below(400) - 100)
    case 4: return one * Int128(below(100_000))
    case 5: return Int128(below(1_000_000_000_000_000_000))
    case 6: return one / 8 * Int128(below(200) - 60)
    default: return integer(in: -1_000 * one...1_000 * one)
    }
  }

  mutating func whole(wildness: Int) -> Int128 {
    if chance(wildness) { return pick(Dice.edges) }
    switch below(5) {
    case 0: return Int128(below(3))
    case 1: return Int128(below(12) - 4)
    case 2: return Int128(below(1_000))
    case 3: return -Int128(below(1_000))
    default: return Int128(below(6))
    }
  }
}
