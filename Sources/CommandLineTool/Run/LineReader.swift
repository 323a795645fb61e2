/// Takes lines off a stream as soon as they are complete, whatever their bytes are.
struct LineReader {
  /// Longer lines are refused and skipped, so that a stream without line breaks takes no memory.
  static let longest = 65_536

  private let input: Input
  /// What has been read and not handed out, from `start` on.
  private var bytes: [UInt8] = []
  private var start = 0
  private var atEnd = false

  init(_ input: Input) { self.input = input }

  enum Line {
    /// Without its ending; the last line need not have one.
    case text([UInt8])
    case tooLong
    case end
    case refused
  }

  /// The next line. Waits only where none is complete.
  mutating func next() -> Line {
    var searched = start
    var isTooLong = false
    while true {
      if let ending = bytes[searched...].firstIndex(of: 0x0A) {
        defer { start = ending + 1 }
        if isTooLong || ending - start > LineReader.longest { return .tooLong }
        return .text(LineReader.withoutReturn(bytes[start..<ending]))
      }
      if bytes.count - start > LineReader.longest {
        isTooLong = true
        start = bytes.count
      }
      if atEnd {
        defer { start = bytes.count }
        if isTooLong { return .tooLong }
        return start < bytes.count ? .text(Array(bytes[start...])) : .end
      }
      bytes.removeFirst(start)
      start = 0
      searched = bytes.count
      guard let part = input.read(LineReader.longest) else { return .refused }
      atEnd = part.isEmpty
      bytes += part
    }
  }

  private static func withoutReturn(_ line: ArraySlice<UInt8>) -> [UInt8] {
    Array(line.last == 0x0D ? line.dropLast() : line)
  }
}
