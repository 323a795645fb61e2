/// Philox4x64-10, a counter-based generator: a keyed scrambling of a 256-bit counter.
///
/// Any block of the sequence is computed on its own, in any order, on any worker, which is what
/// makes a run independent of how its work is cut. Source: Salmon, Moraes, Dror and Shaw, "Parallel
/// random numbers: as easy as 1, 2, 3", SC 2011.
package enum Philox {
  package typealias Block = (UInt64, UInt64, UInt64, UInt64)

  /// Ten rounds over `counter` under `key`.
  @inline(__always)
  package static func block(counter: Block, key: (UInt64, UInt64)) -> Block {
    var (x0, x1, x2, x3) = counter
    var (k0, k1) = key
    for _ in 0..<10 {
      let a = Wide.limbProduct(x0, 0xD2E7_470E_E14C_6C93)
      let b = Wide.limbProduct(x2, 0xCA5A_8263_9512_1157)
      (x0, x1, x2, x3) = (
        Wide.high(b) ^ x1 ^ k0, Wide.low(b), Wide.high(a) ^ x3 ^ k1, Wide.low(a)
      )
      // Odd constants near the golden ratio and the square root of three, less one.
      k0 &+= 0x9E37_79B9_7F4A_7C15
      k1 &+= 0xBB67_AE85_84CA_A73B
    }
    return (x0, x1, x2, x3)
  }
}
