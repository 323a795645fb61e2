import Diagnostics

/// A type as written: `ratio`, `int`, `int wad^2`, `USD/BTC`, `base[m]`, `Account`, `Mode`.
/// Whether a lone term is a unit, an enum, a table or a built-in word is for the checker to say.
package struct TypeExpression: Sendable {
  /// Where `int` stands, when the type counts whole units.
  package let integer: Span?
  /// Empty only for plain `int`.
  package let terms: [UnitTerm]
  package let span: Span

  package init(integer: Span?, terms: [UnitTerm], span: Span) {
    self.integer = integer
    self.terms = terms
    self.span = span
  }
}

/// One factor of a unit expression: `BTC^2` after `*`, or with a negative exponent after `/`.
package struct UnitTerm: Sendable {
  package let name: QualifiedName
  /// `m` in `base[m]`.
  package let index: Box<Expression>?
  package let exponent: Int
  package let span: Span

  package init(name: QualifiedName, index: Expression? = nil, exponent: Int = 1, span: Span) {
    self.name = name
    self.index = index.map(Box.init)
    self.exponent = exponent
    self.span = span
  }
}

/// A value on the heap, for the one place where two syntax structs contain each other.
package final class Box<Value: Sendable>: Sendable {
  package let value: Value
  package init(_ value: Value) { self.value = value }
}
