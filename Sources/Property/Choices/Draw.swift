/// What a run decided at one place of one step: which words, and what they stand for.
///
/// Readers note draws only where somebody will look at them, as the shrinker does: it lowers numbers
/// as numbers, folds gaps of time into one, and renames rows wherever they are named.
package struct Draw: Hashable, Sendable {
  /// What part the draw plays in its step.
  package enum Kind: Hashable, Sendable {
    /// A number with no meaning a change could follow.
    case plain
    /// Which of several things happens; the words after it may change their meaning with it.
    case selector
    /// A row of a table, told from others by the table's number.
    case row(table: Int)
    /// Time that passes. What one step does not wait, another may.
    case gap
    /// An amount, a price, a size. What one step does not take, another may.
    case amount
  }

  /// Which values the draw has, and how words spell them.
  package enum Domain: Hashable, Sendable {
    /// From zero up to but not including the bound, as one word.
    case below(UInt64)
    case span(ClosedRange<Int128>)
    case number(NumberDomain)
  }

  package var kind: Kind
  package var domain: Domain
  /// Where in the step its words stand.
  package var words: Range<Int>
  package var value: Int128

  package init(kind: Kind, domain: Domain, words: Range<Int>, value: Int128) {
    self.kind = kind
    self.domain = domain
    self.words = words
    self.value = value
  }
}

extension Draw.Domain {
  /// The simplest words that stand for a value, or for the nearest value of the domain.
  package func words(for value: Int128) -> [UInt64] {
    switch self {
    case .below(let bound):
      guard bound > 0 else { return [0] }
      return [UInt64(clamping: max(0, min(value, Int128(bound) - 1)))]
    case .span(let range): return Span(range).words(for: value)
    case .number(let domain): return domain.words(for: value)
    }
  }
}
