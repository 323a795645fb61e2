/// SplitMix64, of whose words the upper 63 bits are used: a generator small enough to be written in
/// any language.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number from zero up to, not including, the limit.
  @inline(__always)
  mutating func draw(_ limit: UInt64) -> Int128 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int128(((z ^ (z >> 31)) >> 1) % limit)
  }
}

/// Words folded into one number, in their order.
struct Checksum {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  mutating func fold(_ limb: UInt64) { value = (value ^ limb) &* 0x100_0000_01B3 }

  @inline(__always)
  mutating func fold(both limbs: Int128) {
    fold(UInt64(truncatingIfNeeded: limbs))
    fold(UInt64(truncatingIfNeeded: limbs >> 64))
  }
}
