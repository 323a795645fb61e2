/// A small generator for tests, independent of the streams under test (Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators", 2014).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  /// A word whose length is drawn first, so that small and large ones are equally frequent.
  mutating func word(upTo bits: Int = 127) -> Int128 {
    let length = Int.random(in: 0...bits, using: &self)
    let magnitude = length == 0 ? 0 : UInt128(next()) << 64 | UInt128(next())
    let word = length == 0 ? 0 : Int128(truncatingIfNeeded: magnitude >> UInt128(128 - length))
    return Bool.random(using: &self) ? word : -word
  }
}
