import Diagnostics

extension Lexer {
  /// A letter that is none of ours stands at the cursor.
  var isForeignLetter: Bool {
    UTF8Unit.decode(bytes, at: cursor).scalar?.properties.isAlphabetic ?? false
  }

  /// Reads a name with letters that are none of ours, as a whole and with one finding.
  mutating func readForeignName(from start: Int) -> TokenKind {
    while cursor < end {
      if ASCII.isLetter(bytes[cursor]) || ASCII.isDigit(bytes[cursor]) {
        cursor &+= 1
      } else if bytes[cursor] >= 0x80, isForeignLetter {
        cursor = min(end, cursor &+ UTF8Unit.decode(bytes, at: cursor).length)
      } else {
        break
      }
    }
    findings.append(
      Diagnostic(
        .unknownCharacter, "a name holds only the letters a to z, digits and `_`",
        at: span(start..<cursor), help: ["spell it in ASCII letters"]))
    return .name
  }

  /// Reads characters that mean nothing, as many alike as stand together, and says so once.
  mutating func readUnknown() -> TokenKind {
    let start = cursor
    let unit = UTF8Unit.decode(bytes, at: cursor)
    cursor = min(end, cursor &+ unit.length)
    guard let scalar = unit.scalar else {
      // Invalid UTF-8 is reported once for the whole file.
      while cursor < end, bytes[cursor] >= 0x80, UTF8Unit.decode(bytes, at: cursor).scalar == nil {
        cursor &+= 1
      }
      return .unknown
    }
    if Lookalike.isQuote(scalar) { return readCurlyQuoted(from: start) }
    while cursor < end, UTF8Unit.decode(bytes, at: cursor).scalar == scalar {
      cursor &+= unit.length
    }
    let (shown, help) = Lookalike.advice(for: scalar)
    findings.append(
      Diagnostic(
        .unknownCharacter, "\(shown) has no meaning here", at: span(start..<min(end, cursor)),
        help: help.map { [$0] } ?? []))
    return .unknown
  }

  /// A text between typographic quotes: read like any other, so that it costs one finding.
  private mutating func readCurlyQuoted(from start: Int) -> TokenKind {
    let opening = cursor
    while cursor < end, !ASCII.isLineEnd(bytes[cursor]) {
      let unit = UTF8Unit.decode(bytes, at: cursor)
      cursor = min(end, cursor &+ unit.length)
      if let scalar = unit.scalar, Lookalike.isQuote(scalar) || scalar == "\"" { break }
    }
    findings.append(
      Diagnostic(
        .curlyQuote, "a typographic quote does not begin a text", at: span(start..<opening),
        help: ["write the plain quote `\"`"]))
    return .string
  }
}

/// Characters that look like one of ours, and what to write instead.
private enum Lookalike {
  static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB, 0xFF02: true
    default: false
    }
  }

  static func advice(for scalar: Unicode.Scalar) -> (shown: String, help: String?) {
    switch scalar.value {
    case 0: ("a NUL byte", "delete it; the file may not be a text at all")
    case 0...0x1F, 0x7F: ("the control character U+\(hex(scalar.value))", "delete it")
    case 0xA0, 0x2000...0x200A, 0x202F, 0x3000:
      ("the special blank U+\(hex(scalar.value))", "write an ordinary space")
    case 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF:
      ("the invisible character U+\(hex(scalar.value))", "delete it")
    case 0x2010...0x2015, 0x2212: ("`\(scalar)`", "write `-`")
    case 0xD7, 0x22C5: ("`\(scalar)`", "write `*`")
    case 0xF7: ("`\(scalar)`", "write `/`")
    case 0x2260: ("`\(scalar)`", "write `!=`")
    case 0x2264: ("`\(scalar)`", "write `<=`")
    case 0x2265: ("`\(scalar)`", "write `>=`")
    case 0x2192: ("`\(scalar)`", "write `->`")
    case 0x2026: ("`\(scalar)`", "write `..`")
    case 0xB1: ("`\(scalar)`", "write `+-`")
    case 0x27, 0x2018, 0x2019: ("`\(scalar)`", "a text stands between double quotes: `\"..\"`")
    case 0x24, 0x20AC, 0xA3: ("`\(scalar)`", "name the currency as a unit: `100 USD`")
    case 0x40, 0x60, 0x7E, 0x5C: ("`\(scalar)`", nil)
    case 0x23: ("`#`", "a comment begins with `//`")
    case 0x80...: ("`\(scalar)`", "names are written in ASCII letters, digits and `_`")
    default: ("`\(scalar)`", nil)
    }
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
