import Diagnostics
import Numerics

/// An identifier as written.
package struct Name: Sendable {
  package let text: String
  package let span: Span

  package init(_ text: String, _ span: Span) {
    self.text = text
    self.span = span
  }
}

/// `margin.tier` or plain `tier`: a name that may say which library or deployed contract it means.
package struct QualifiedName: Sendable {
  package let qualifier: Name?
  package let name: Name

  package init(qualifier: Name? = nil, _ name: Name) {
    self.qualifier = qualifier
    self.name = name
  }

  package var span: Span { qualifier.map { $0.span.join(name.span) } ?? name.span }
}

/// An expression and where it stands. Boxes live in `Kind`, so a tree costs one allocation a node.
package struct Expression: Sendable {
  package let kind: Kind
  package let span: Span
  /// The longest way down to a leaf, 1 for a leaf itself. The parser keeps it, together with the
  /// blocks around, within 256, so that trees can be walked recursively on a small stack.
  package let height: Int

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
    height = 1 + kind.heightBelow
  }

  package indirect enum Kind: Sendable {
    case number(NumberLiteral)
    case truth(Bool)
    case none
    /// A name on its own: a local, a declaration, an enum member, a unit (one of it), or `now`.
    case name(Name)
    case member(Expression, Name)
    case index(Expression, [Expression])
    /// The callee is a `name` or a `member` of a name.
    case call(Expression, [Expression])
    case aggregate(Aggregate)
    case negate(Expression)
    case not(Expression)
    case binary(BinaryOperator, Expression, Expression, operatorSpan: Span)
    case rounded(Expression, RoundingClause)
    case conditional(Expression, then: Expression, otherwise: Expression)
    case match(Expression, [MatchArm<Expression>], otherwise: Expression?)
    /// `can liquidate(a)`: would the call succeed?
    case can(Expression)
    /// `(x, y)`: the results of a function with several; only right of `return`.
    case tuple([Expression])
    /// `{ size: 1, entry: mark }`: only right of `=`.
    case row([FieldValue])
    /// `_`, where an argument does not matter.
    case wildcard
    /// In a spec: `draw lognormal(median 5_000, sigma 1.1)`.
    case draw(Name, [DrawArgument])
    /// In a spec: `some Account`, `some(a in Account where a.size != 0)`: a row, each equally likely.
    /// Without a binder of its own it is `_`.
    case some(RowSelection)
    /// In a spec: `10 steps ago`, as an argument of `BTC.price`.
    case stepsAgo(Expression)
    /// What stands where nothing could be read; already reported.
    case missing
  }
}

/// `median 5_000`, or without a name.
package struct DrawArgument: Sendable {
  package let name: Name?
  package let value: Expression

  package init(name: Name?, value: Expression) {
    self.name = name
    self.value = value
  }
}

package enum BinaryOperator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case and
  case or
  case implies
}

/// `1_000`, `5%`, `30s`, `100 USD`, `0 base[m]`: digits, an optional attached suffix, an optional unit.
package struct NumberLiteral: Sendable {
  /// The digits before any suffix, exactly.
  package let decimal: Decimal
  package let suffix: Suffix?
  package let unit: UnitTerm?

  package init(decimal: Decimal, suffix: Suffix? = nil, unit: UnitTerm? = nil) {
    self.decimal = decimal
    self.suffix = suffix
    self.unit = unit
  }

  package enum Suffix: String, Sendable, CaseIterable {
    case percent = "%"
    case basisPoints = "bps"
    case times = "x"
    case seconds = "s"
    case minutes = "min"
    case hours = "h"
    case days = "d"
    case years = "y"
  }
}

/// `rounding up`, and where it says so.
package struct RoundingClause: Sendable {
  package let rounding: Rounding
  package let span: Span

  package init(_ rounding: Rounding, _ span: Span) {
    self.rounding = rounding
    self.span = span
  }
}

/// One arm of a `match`; the pattern is a member's name or a number.
package struct MatchArm<Body: Sendable>: Sendable {
  package let pattern: Expression
  package let body: Body

  package init(pattern: Expression, body: Body) {
    self.pattern = pattern
    self.body = body
  }
}

/// `size: 1` in a row literal.
package struct FieldValue: Sendable {
  package let field: Name
  package let value: Expression

  package init(field: Name, value: Expression) {
    self.field = field
    self.value = value
  }
}

/// `sum(e for a in Account where c else d)`, `count(a in Account where c)`,
/// `first(s in Sale where c by k else d)`.
package struct Aggregate: Sendable {
  package let function: Name
  /// What is combined; absent where the function only counts or finds rows.
  package let body: Expression?
  package let rows: RowSelection
  /// The value for no rows.
  package let otherwise: Expression?

  package init(function: Name, body: Expression?, rows: RowSelection, otherwise: Expression?) {
    self.function = function
    self.body = body
    self.rows = rows
    self.otherwise = otherwise
  }
}

/// `a in Account where c by k1 descending, k2`: which rows, in which order.
package struct RowSelection: Sendable {
  package let binder: Name
  package let table: QualifiedName
  package let condition: Expression?
  package let keys: [SortKey]
  package let span: Span

  package init(
    binder: Name, table: QualifiedName, condition: Expression?, keys: [SortKey], span: Span
  ) {
    self.binder = binder
    self.table = table
    self.condition = condition
    self.keys = keys
    self.span = span
  }
}

package struct SortKey: Sendable {
  package let key: Expression
  package let descending: Bool

  package init(key: Expression, descending: Bool) {
    self.key = key
    self.descending = descending
  }
}
