/// Reads a text that `JSONWriter` has written between quotes.
enum QuotedText {
  static func read(_ text: String) -> String? {
    var rest = text.unicodeScalars[...]
    guard rest.popFirst() == "\"" else { return nil }
    var result = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == "\"" { return rest.isEmpty ? String(result) : nil }
      guard scalar == "\\" else {
        result.append(scalar)
        continue
      }
      guard let escaped = unescape(&rest) else { return nil }
      result.append(escaped)
    }
    return nil
  }

  private static func unescape(_ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar? {
    switch rest.popFirst() {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "u":
      guard let first = hexadecimal(&rest) else { return nil }
      if let scalar = Unicode.Scalar(first) { return scalar }
      // The first half of a pair.
      guard rest.popFirst() == "\\", rest.popFirst() == "u", let second = hexadecimal(&rest),
        0xD800..<0xDC00 ~= first, 0xDC00..<0xE000 ~= second
      else { return nil }
      return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    case let other?: return other
    case nil: return nil
    }
  }

  private static func hexadecimal(_ rest: inout Substring.UnicodeScalarView) -> UInt32? {
    let digits = String(rest.prefix(4))
    guard digits.unicodeScalars.count == 4, let number = UInt32(digits, radix: 16) else {
      return nil
    }
    rest = rest.dropFirst(4)
    return number
  }
}
