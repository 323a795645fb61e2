/// A text file as it was read: any bytes at all, invalid UTF-8 and NUL included.
///
/// Lines end at LF, CR LF or a lone CR, as editors count them. Lines and columns are numbered from
/// 1; columns count Unicode scalars, a byte that belongs to no scalar counting as one.
package struct SourceFile: Sendable {
  package let id: SourceID
  /// The path as it is shown to people, never resolved or shortened.
  package let path: String
  package let bytes: [UInt8]
  /// Offset of the first byte of each line; never empty, ascending, the first is 0.
  package let lineStarts: [Int]
  /// The number readers know the first line by: more than 1 for a part of something that was read
  /// before, such as a line of a prompt.
  package let firstLine: Int

  package init(id: SourceID, path: String, bytes: [UInt8], firstLine: Int = 1) {
    self.id = id
    self.path = path
    self.bytes = bytes
    self.firstLine = firstLine
    self.lineStarts = SourceFile.lineStarts(of: bytes)
  }

  /// The span of the whole text.
  package var span: Span { Span(file: id, lower: 0, upper: bytes.count) }

  private static func lineStarts(of bytes: [UInt8]) -> [Int] {
    var starts = [0]
    bytes.withUnsafeBufferPointer { bytes in
      for (offset, byte) in bytes.enumerated() {
        let next = offset &+ 1
        if byte == Byte.lineFeed {
          starts.append(next)
        } else if byte == Byte.carriageReturn, next == bytes.count || bytes[next] != Byte.lineFeed {
          starts.append(next)
        }
      }
    }
    return starts
  }
}

/// The bytes that have a meaning of their own below the lexer.
enum Byte {
  static let tab: UInt8 = 0x09
  static let space: UInt8 = 0x20
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
}
