/// One underline on one line: a label, or the piece of a label that falls on the line.
struct Mark {
  let line: Int
  let bytes: Range<Int>
  let text: String?
  let isPrimary: Bool
}

extension SourceFile {
  /// The underlines a label needs. One that covers several lines is marked on the first and on the
  /// last of them, and speaks at the last.
  func marks(of label: Label, isPrimary: Bool) -> [Mark] {
    let lower = clamp(label.span.lower)
    let upper = max(lower, clamp(label.span.upper))
    let first = line(of: lower)
    // A span that ends with a line break ends on the line it breaks.
    let last = line(of: max(lower, upper &- 1))
    guard first < last else {
      return [Mark(line: first, bytes: lower..<upper, text: label.text, isPrimary: isPrimary)]
    }
    let head = lower..<max(lower, range(ofLine: first).upperBound)
    let tail = range(ofLine: last)
    let indent = bytes[tail].prefix { $0 == Byte.tab || $0 == Byte.space }.count
    let begin = min(upper, tail.lowerBound &+ indent)
    return [
      Mark(line: first, bytes: head, text: nil, isPrimary: isPrimary),
      Mark(line: last, bytes: begin..<upper, text: label.text, isPrimary: isPrimary),
    ]
  }
}
