/// A word as it has to be typed in a shell, with quotes where it needs them.
package func quotedForShell(_ text: String) -> String {
  let isPlain = text.unicodeScalars.allSatisfy {
    $0.properties.isAlphabetic || "0123456789/._-".unicodeScalars.contains($0)
  }
  if isPlain && !text.isEmpty { return text }
  let isSafe = !text.contains { "\"\\$`!".contains($0) }
  if isSafe { return "\"\(text)\"" }
  return "'"
    + text.split(separator: "'", omittingEmptySubsequences: false)
    .joined(separator: "'\\''") + "'"
}
