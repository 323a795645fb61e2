import Diagnostics

/// One small change of a rule, which somebody should notice.
package struct Mutant: Hashable, Sendable {
  package let kind: Kind
  /// What is replaced, and by what.
  package let span: Span
  package let replacement: [UInt8]

  package init(_ kind: Kind, _ span: Span, _ replacement: [UInt8]) {
    self.kind = kind
    self.span = span
    self.replacement = replacement
  }

  /// The families of changes, each a mistake that people make.
  package enum Kind: String, CaseIterable, Sendable {
    /// `<` for `<=`, or the other way about.
    case boundary
    /// `<` for `>`, `==` for `!=`.
    case comparison
    /// `+` for `-`, `*` for `/`; `+=` for `-=`.
    case arithmetic
    /// One side of a sum, a product or a difference is left out: a haircut is forgotten.
    case operand
    /// `and` for `or`, `not` left out, a condition turned round.
    case logic
    /// `max` for `min`, a bound that is not applied, `abs` left out.
    case bound
    case rounding
    /// A queue in the opposite order, or in none.
    case order
    /// Rows that should have been left out, or rows beyond a limit.
    case selection
    /// A `require` or an `ensure` that is not there.
    case requirement
    /// An assignment, a call or an event that is not there.
    case statement
    /// Anyone may do what only a role should.
    case permission
    /// A number that is one, or nothing.
    case number
  }

  /// The text of the file with this change made.
  package func applied(to bytes: [UInt8]) -> [UInt8] {
    guard span.upper <= bytes.count else { return bytes }
    return Array(bytes[..<span.lower]) + replacement + Array(bytes[span.upper...])
  }
}
