/// What the parser found a token to mean, as far as its spelling cannot tell. The formatter reads
/// these and needs no grammar of its own.
package struct TokenRole: OptionSet, Hashable, Sendable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// First of a declaration, a module, a law or an example: it begins a line.
  package static let declaration = TokenRole(rawValue: 1 << 0)
  /// First of a statement, a field, an arm: two blanks before it when it begins no line.
  package static let statement = TokenRole(rawValue: 1 << 1)
  /// The first word of a part of an example or a law.
  package static let section = TokenRole(rawValue: 1 << 2)
  /// A sign, which belongs to what follows it.
  package static let sign = TokenRole(rawValue: 1 << 3)
  /// No blank on either side: `/` in a type.
  package static let tight = TokenRole(rawValue: 1 << 4)
  /// No blank before: the parenthesis of a call, the colon of a label.
  package static let attached = TokenRole(rawValue: 1 << 5)
  /// A brace around statements, fields or arms.
  package static let block = TokenRole(rawValue: 1 << 6)
  /// A brace around the declarations of a module, or the parts of a law or an example.
  package static let module = TokenRole(rawValue: 1 << 7)
  /// `:`, `=` or `in` of a `param`, `state`, `const` or field, which stand in columns.
  package static let column = TokenRole(rawValue: 1 << 8)
  /// Between the first word of a statement or declaration and its block.
  package static let header = TokenRole(rawValue: 1 << 9)
  /// First of a cell of `cases`.
  package static let cell = TokenRole(rawValue: 1 << 10)
  /// First of a row of `cases`, the header included.
  package static let caseRow = TokenRole(rawValue: 1 << 11)
  /// First of a field of a table; also a `statement`.
  package static let field = TokenRole(rawValue: 1 << 12)
  /// An `else` that goes on with what stands before it.
  package static let continuation = TokenRole(rawValue: 1 << 13)
  /// A brace around the arms of a `match` that gives a value.
  package static let arms = TokenRole(rawValue: 1 << 14)
}
