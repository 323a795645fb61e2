/// SHA-256 of bytes as they come (FIPS 180-4).
///
///     var hash = SHA256()
///     hash.update([97, 98, 99])
///     print(hash.finish())  // ba7816bf 8f01cfea ..
package struct SHA256 {
  private var state: State = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]
  /// The bytes that do not fill a block yet.
  private var block = Block(repeating: 0)
  private var filled = 0
  private var length: UInt64 = 0

  typealias State = InlineArray<8, UInt32>
  typealias Block = InlineArray<64, UInt8>

  package init() {}

  package mutating func update(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      block[filled] = byte
      filled += 1
      length += 1
      if filled == 64 { compress() }
    }
  }

  /// The 16 bytes of a word, the lowest first. Only words may follow each other; bytes between
  /// them come in sixteens.
  @inline(__always)
  mutating func update(_ word: Int128) {
    var bytes = word.littleEndian
    withUnsafeBytes(of: &bytes) { source in
      withUnsafeMutableBytes(of: &block) { target in
        for index in 0..<16 { target[filled + index] = source[index] }
      }
    }
    filled += 16
    length += 16
    if filled == 64 { compress() }
  }

  /// The hash of everything so far.
  package consuming func finish() -> Digest {
    let bits = (length * 8).bigEndian
    update(CollectionOfOne(0x80))
    while filled != 56 { update(CollectionOfOne(0)) }
    withUnsafeBytes(of: bits) { update($0) }
    return Digest(words: state)
  }

  private mutating func compress() {
    filled = 0
    withUnsafeBytes(of: &block) { SHA256.compress(&state, $0) }
  }
}
