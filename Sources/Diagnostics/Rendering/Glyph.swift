/// How one unit of a source text looks on a terminal.
struct Glyph {
  /// A tab takes as many columns wherever it stands, so that a line may be cut anywhere.
  private static let tab = "    "

  let text: String
  /// Columns of the terminal: 0 for a mark that joins the letter before it, 2 for wide letters.
  let width: Int

  /// - Parameter byte: the first of the unit, shown when the unit is no scalar.
  init(_ unit: UTF8Unit, byte: UInt8) {
    if unit.scalar == nil {
      let digits = String(byte, radix: 16, uppercase: true)
      text = "\\x" + digits
      width = text.utf8.count
    } else if let scalar = unit.scalar, scalar == "\t" {
      text = Glyph.tab
      width = Glyph.tab.utf8.count
    } else if let escape = unit.scalar?.escape {
      text = escape
      width = escape.utf8.count
    } else {
      text = unit.scalar.map(String.init) ?? ""
      width = unit.scalar?.columns ?? 0
    }
  }
}

extension String {
  /// The text with everything written out that could move the cursor, change colours, hide letters
  /// or reorder them; only line breaks stay. Messages quote what users wrote: this keeps a name in
  /// a file from painting the terminal.
  package var escapedForDisplay: String {
    guard unicodeScalars.contains(where: { $0.escape != nil }) else { return self }
    return unicodeScalars.map { $0 == "\n" ? "\n" : $0.escape ?? String($0) }.joined()
  }

  /// As `escapedForDisplay`, with line breaks become blanks.
  var onOneLine: String {
    escapedForDisplay.split(separator: "\n").joined(separator: " ")
  }
}

extension Unicode.Scalar {
  /// Whether it could move the cursor, change colours, hide letters or reorder them.
  var isHidden: Bool { escape != nil }

  /// How to write a scalar that must not reach a terminal; `nil` for the others.
  fileprivate var escape: String? {
    switch self {
    case " "..."~": return nil
    default: break
    }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse:
      return "\\u{" + String(value, radix: 16, uppercase: true) + "}"
    default: return nil
    }
  }

  /// Two for the wide scripts of East Asia and for pictures, none for marks that join.
  fileprivate var columns: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if properties.isEmojiPresentation || properties.isEmojiModifier { return 2 }
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
      0x1_7000...0x1_8CFF, 0x1_B000...0x1_B2FF, 0x1_F200...0x1_F2FF, 0x2_0000...0x3_FFFD:
      return 2
    default: return 1
    }
  }
}
