/// Small reproducible random numbers for tests (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  /// A fixed-point word of up to 18 decimals in the range of whole numbers.
  mutating func fixed(_ range: ClosedRange<Int>) -> Int128 {
    let one = PerpetualTwin.one
    let whole = Int128(Int.random(in: range, using: &self)) * one
    switch below(3) {
    case 0: return whole
    case 1: return whole + Int128(below(100)) * (one / 100)
    default: return whole + Int128(Int.random(in: 0..<Int(one), using: &self))
    }
  }
}
