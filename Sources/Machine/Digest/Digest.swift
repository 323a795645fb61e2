/// 32 bytes that stand for much longer ones; printed in hexadecimal.
package struct Digest: Hashable, Sendable {
  /// The bytes eight at a time, the first the highest.
  private let parts: [UInt64]

  init(words: InlineArray<8, UInt32>) {
    parts = stride(from: 0, to: 8, by: 2).map { UInt64(words[$0]) << 32 | UInt64(words[$0 + 1]) }
  }

  package var bytes: [UInt8] {
    parts.flatMap { part in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: part >> UInt64($0)) }
    }
  }
}

extension Digest: CustomStringConvertible {
  package var description: String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
