/// The place of one file in a `SourceMap`: a small index, handed out by `SourceMap.add`.
package struct SourceID: Hashable, Comparable, Sendable {
  package let index: Int

  package init(index: Int) {
    self.index = index
  }

  package static func < (left: SourceID, right: SourceID) -> Bool {
    left.index < right.index
  }
}

/// A stretch of bytes of one file, `lower` included, `upper` not. An empty span is a place between
/// two bytes. Spans are ordered by file, then by where they begin, then by where they end.
package struct Span: Hashable, Comparable, Sendable {
  package let file: SourceID
  package let lower: Int
  package let upper: Int

  /// An `upper` below `lower` gives the empty span at `lower`.
  package init(file: SourceID, lower: Int, upper: Int) {
    self.file = file
    self.lower = lower
    self.upper = max(lower, upper)
  }

  package static func empty(at offset: Int, in file: SourceID) -> Span {
    Span(file: file, lower: offset, upper: offset)
  }

  package var isEmpty: Bool { lower == upper }
  package var count: Int { upper &- lower }

  /// The empty span where this one begins.
  package var start: Span { .empty(at: lower, in: file) }

  /// The empty span where this one ends.
  package var end: Span { .empty(at: upper, in: file) }

  /// The smallest span that covers both; this one alone when the other lies in another file.
  package func join(_ other: Span) -> Span {
    guard file == other.file else { return self }
    return Span(file: file, lower: min(lower, other.lower), upper: max(upper, other.upper))
  }

  package func contains(_ offset: Int) -> Bool {
    lower <= offset && offset < upper
  }

  package static func < (left: Span, right: Span) -> Bool {
    (left.file.index, left.lower, left.upper) < (right.file.index, right.lower, right.upper)
  }
}
