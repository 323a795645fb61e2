/// Where a reader finds an offset: both numbers begin at 1.
package struct Position: Hashable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension SourceFile {
  /// The number readers know a line by that is counted from 1 in this text.
  func shownNumber(ofLine line: Int) -> Int { line &+ (firstLine &- 1) }

  /// The line of this text that holds `offset`, counted from 1; an offset outside the text counts as its nearest end.
  /// O(log lines).
  package func line(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high &- low > 1 {
      let middle = low &+ (high &- low) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low &+ 1
  }

  /// Line and column of `offset`, as readers number them. An offset inside a scalar gives the column of that scalar.
  /// O(log lines + length of the line).
  package func position(of offset: Int) -> Position {
    let offset = clamp(offset)
    let line = line(of: offset)
    var cursor = lineStarts[line &- 1]
    var column = 1
    while cursor < offset {
      cursor &+= UTF8Unit.decode(bytes, at: cursor).length
      if cursor <= offset { column &+= 1 }
    }
    return Position(line: shownNumber(ofLine: line), column: column)
  }

  /// The bytes of a line (numbered from 1) without its ending; empty for a line that is not there.
  package func range(ofLine line: Int) -> Range<Int> {
    guard line >= 1, line <= lineStarts.count else { return bytes.count..<bytes.count }
    let lower = lineStarts[line &- 1]
    var upper = line < lineStarts.count ? lineStarts[line] : bytes.count
    if upper > lower, bytes[upper &- 1] == Byte.lineFeed { upper &-= 1 }
    if upper > lower, bytes[upper &- 1] == Byte.carriageReturn { upper &-= 1 }
    return lower..<upper
  }

  /// The text of a line without its ending; bytes that are no UTF-8 become U+FFFD.
  package func text(ofLine line: Int) -> String {
    String(decoding: bytes[range(ofLine: line)], as: UTF8.self)
  }

  /// The text of a span of this file; bytes that are no UTF-8 become U+FFFD.
  package func text(of span: Span) -> String {
    let lower = clamp(span.lower)
    return String(decoding: bytes[lower..<max(lower, clamp(span.upper))], as: UTF8.self)
  }

  /// The first byte that belongs to no well-formed scalar, or `nil` when the text is valid UTF-8.
  package var firstInvalidByte: Int? {
    var cursor = 0
    while cursor < bytes.count {
      if bytes[cursor] < 0x80 {
        cursor &+= 1
        continue
      }
      let unit = UTF8Unit.decode(bytes, at: cursor)
      if unit.scalar == nil { return cursor }
      cursor &+= unit.length
    }
    return nil
  }

  func clamp(_ offset: Int) -> Int {
    min(max(0, offset), bytes.count)
  }
}
