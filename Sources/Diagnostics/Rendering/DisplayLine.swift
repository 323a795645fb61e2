/// A line of source as a terminal can show it: tabs become blanks, control characters and bytes
/// that are no text become visible escapes, so that nothing a file holds can disturb the report.
struct DisplayLine {
  /// What each unit of the line looks like, with the column it begins in.
  private var pieces: [(offset: Int, column: Int, text: String)] = []
  private(set) var width = 0
  private let end: Int

  private static let tabWidth = 4

  init(_ source: SourceFile, line: Int) {
    let range = source.range(ofLine: line)
    end = range.upperBound
    var cursor = range.lowerBound
    while cursor < range.upperBound {
      let unit = UTF8Unit.decode(source.bytes, at: cursor)
      let text = DisplayLine.picture(of: unit, byte: source.bytes[cursor], column: width)
      pieces.append((cursor, width, text))
      width += text.unicodeScalars.reduce(0) { $0 + DisplayLine.cells(of: $1) }
      cursor += unit.length
    }
  }

  /// The column a byte offset stands in; the end of the line for offsets behind it.
  func column(of offset: Int) -> Int {
    if offset >= end { return width }
    var (low, high) = (0, pieces.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if pieces[middle].offset <= offset { low = middle } else { high = middle }
    }
    return pieces.isEmpty ? 0 : pieces[low].column
  }

  /// The columns `from ..< to` of the line.
  func text(from: Int, to: Int) -> String {
    pieces.filter { $0.column >= from && $0.column < to }.map(\.text).joined()
  }

  private static func picture(of unit: UTF8Unit, byte: UInt8, column: Int) -> String {
    guard let scalar = unit.scalar else { return "\\x" + hex(UInt32(byte), digits: 2) }
    if scalar == "\t" {
      return String(repeating: " ", count: tabWidth - column % tabWidth)
    }
    return escape(scalar)
  }

  /// A scalar as it may safely be printed.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    // Controls, and the marks that reorder or hide what stands around them.
    case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF:
      "\\u{\(hex(scalar.value, digits: 1))}"
    default: String(scalar)
    }
  }

  private static func hex(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// How many cells a scalar takes: two for the wide scripts of East Asia and for pictures.
  private static func cells(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36F: 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}

extension String {
  /// The text with everything that could disturb a terminal made visible.
  package var escapedForDisplay: String {
    unicodeScalars.map { $0 == "\n" ? "\n" : DisplayLine.escape($0) }.joined()
  }
}
