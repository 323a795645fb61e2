/// A sum over the words of a memory that tells states apart, and follows changes in the time of the
/// changes.
///
/// Every word adds a number that depends on its address and value, so equal memories have equal
/// fingerprints whatever way led to them. Two memories that differ in one word never have the same;
/// for others it takes about 2^64 states until two are expected to. Nothing protects it from
/// somebody who wants two states to look the same: evidence takes `StateHasher`.
package struct Fingerprint: Hashable, Sendable {
  package private(set) var sum: UInt128 = 0

  package init() {}

  /// The word at an address comes to stand there.
  @inline(__always)
  package mutating func add(_ word: Int128, at address: Int) {
    sum &+= Fingerprint.mix(address, word)
  }

  /// The word at an address changes.
  @inline(__always)
  package mutating func update(at address: Int, from old: Int128, to new: Int128) {
    sum &+= Fingerprint.mix(address, new) &- Fingerprint.mix(address, old)
  }

  /// One to one for a given address: a shift takes high bits down, a product of an odd number takes
  /// low bits up, and two of each spread every bit over all 128.
  @inline(__always)
  private static func mix(_ address: Int, _ word: Int128) -> UInt128 {
    var x = UInt128(truncatingIfNeeded: word) ^ (UInt128(truncatingIfNeeded: address) &* spread)
    x = (x ^ x &>> 67) &* first
    x = (x ^ x &>> 61) &* second
    return x ^ x &>> 65
  }

  // Odd numbers with about as many ones as zeros: the first bits of the fractions of the golden
  // ratio, of pi and of e.
  private static let spread: UInt128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835
  private static let first: UInt128 = 0x243f_6a88_85a3_08d3_1319_8a2e_0370_7345
  private static let second: UInt128 = 0xb7e1_5162_8aed_2a6a_bf71_5880_9cf4_f3c7
}

extension Fingerprint: CustomStringConvertible {
  package var description: String {
    let digits = String(sum, radix: 16)
    return String(repeating: "0", count: 32 - digits.count) + digits
  }
}
