/// A word as it has to be typed in a shell, with quotes where it needs them.
package func quotedForShell(_ text: String) -> String {
  let isPlain = text.unicodeScalars.allSatisfy {
    $0.properties.isAlphabetic || "0123456789/._-".unicodeScalars.contains($0)
  }
  if isPlain && !text.isEmpty { return text }
  // What would move the cursor is written out, in the way of every shell that has one.
  guard !text.unicodeScalars.contains(where: \.isHidden) else {
    let parts = text.unicodeScalars.map { scalar in
      switch scalar {
      case "'", "\\": "\\\(scalar)"
      case _ where scalar.isHidden: String(scalar).utf8.map { "\\" + octal($0) }.joined()
      default: String(scalar)
      }
    }
    return "$'\(parts.joined())'"
  }
  let isSafe = !text.contains { "\"\\$`!".contains($0) }
  if isSafe { return "\"\(text)\"" }
  return "'"
    + text.split(separator: "'", omittingEmptySubsequences: false)
    .joined(separator: "'\\''") + "'"
}

/// Three digits, so that no digit after them is taken for one of them.
private func octal(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 8)
  return String(repeating: "0", count: 3 - digits.count) + digits
}
