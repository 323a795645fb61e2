/// One field of a row of separated values: its bytes, without quotes and the blanks around it.
struct SeparatedField {
  var range: Range<Int>
  /// A quote inside is written twice.
  var hasDoubledQuotes = false
}

/// Rows of separated values, one a line, read where they lie.
///
/// Lines end at LF, CR LF or a lone CR. A field may stand in double quotes, which end on its line.
/// Lines with nothing but blanks are passed over. A byte order mark in front is no part of the text.
struct SeparatedRows {
  let bytes: [UInt8]
  let separator: UInt8
  private var cursor: Int
  private var nextLine = 1

  /// The fields of the row read last, its line counted from one, its bytes.
  private(set) var fields: [SeparatedField] = []
  private(set) var line = 0
  private(set) var place = 0..<0
  /// A quote was left open, or something follows a closing one.
  private(set) var hasBrokenQuote = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    cursor = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    separator = SeparatedRows.separator(of: bytes, from: cursor)
  }

  /// The mark most frequent in the first line that holds any: comma, semicolon or tab.
  private static func separator(of bytes: [UInt8], from start: Int) -> UInt8 {
    var counts = [0, 0, 0]
    let marks: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]
    var isQuoted = false
    for byte in bytes[start...] {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, let mark = marks.firstIndex(of: byte) { counts[mark] += 1 }
      if byte == 0x0A || byte == 0x0D {
        if counts.contains(where: { $0 > 0 }) { break }
        isQuoted = false
      }
    }
    let most = counts.max() ?? 0
    return most == 0 ? marks[0] : marks[counts.firstIndex(of: most) ?? 0]
  }

  /// Reads the next row that is not blank; false at the end.
  mutating func next() -> Bool {
    while cursor < bytes.count {
      let start = cursor
      var end = cursor
      while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
      cursor = end
      if cursor < bytes.count {
        cursor += 1
        if bytes[end] == 0x0D, cursor < bytes.count, bytes[cursor] == 0x0A { cursor += 1 }
      }
      line = nextLine
      nextLine += 1
      let text = trimmed(start..<end)
      if text.isEmpty { continue }
      place = text
      split(start..<end)
      return true
    }
    return false
  }

  private mutating func split(_ range: Range<Int>) {
    fields.removeAll(keepingCapacity: true)
    hasBrokenQuote = false
    var start = range.lowerBound
    while true {
      let isLast: Bool
      (start, isLast) = readField(from: start, end: range.upperBound)
      if isLast { return }
    }
  }

  /// Reads one field; where the next begins, and whether this was the last.
  private mutating func readField(from start: Int, end: Int) -> (next: Int, isLast: Bool) {
    var first = start
    while first < end, isBlank(bytes[first]) { first += 1 }
    if first < end, bytes[first] == UInt8(ascii: "\"") {
      return readQuoted(from: first + 1, end: end)
    }
    var stop = first
    while stop < end, bytes[stop] != separator {
      if bytes[stop] == UInt8(ascii: "\"") { hasBrokenQuote = true }
      stop += 1
    }
    fields.append(SeparatedField(range: trimmed(first..<stop)))
    return (stop + 1, stop >= end)
  }

  private mutating func readQuoted(from start: Int, end: Int) -> (next: Int, isLast: Bool) {
    var stop = start
    var hasDoubled = false
    while stop < end {
      if bytes[stop] == UInt8(ascii: "\"") {
        guard stop + 1 < end, bytes[stop + 1] == UInt8(ascii: "\"") else { break }
        hasDoubled = true
        stop += 1
      }
      stop += 1
    }
    fields.append(SeparatedField(range: start..<min(stop, end), hasDoubledQuotes: hasDoubled))
    if stop >= end { hasBrokenQuote = true }
    stop = min(stop + 1, end)
    while stop < end, bytes[stop] != separator {
      if !isBlank(bytes[stop]) { hasBrokenQuote = true }
      stop += 1
    }
    return (stop + 1, stop >= end)
  }

  /// A tab is a blank unless it separates.
  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 && separator != 0x09 }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, isBlank(bytes[lower]) { lower += 1 }
    while upper > lower, isBlank(bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
  }

  /// The text of a field, its doubled quotes made single; bytes that are no UTF-8 become U+FFFD.
  func text(_ field: SeparatedField) -> String {
    let text = String(decoding: bytes[field.range], as: UTF8.self)
    guard field.hasDoubledQuotes else { return text }
    var result = ""
    var isSecond = false
    for character in text.unicodeScalars {
      isSecond = character == "\"" && !isSecond
      if !isSecond { result.unicodeScalars.append(character) }
    }
    return result
  }
}
