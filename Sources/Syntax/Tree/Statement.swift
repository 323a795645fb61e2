import Diagnostics

/// A brace-enclosed run of statements; `span` covers the braces.
package struct Block: Sendable {
  package let statements: [Statement]
  package let span: Span

  package init(statements: [Statement], span: Span) {
    self.statements = statements
    self.span = span
  }
}

package struct Statement: Sendable {
  package let kind: Kind
  package let span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  package indirect enum Kind: Sendable {
    case local(LocalDeclaration)
    case assign(target: Expression, AssignmentOperator, value: Expression, operatorSpan: Span)
    /// A call for its effect.
    case call(Expression)
    case require(Requirement)
    case ensure(Requirement)
    case `if`([ConditionalBlock], otherwise: Block?)
    case match(Expression, [MatchArm<Block>], otherwise: Block?)
    case `for`(ForLoop)
    case `repeat`(times: Expression, Block)
    case `break`
    case `continue`
    case `return`(Expression?)
    case emit(event: QualifiedName, [Expression])
    case reset(Expression)
    /// In a spec: `try liquidate(a) as keeper`. Without `try` the call must succeed; without either
    /// word it is a `call`.
    case attempt(Expression, caller: Expression?, isTry: Bool)
    /// In a spec: `choose { 3: try trade(..)  1: skip }`.
    case choose([Alternative])
    /// In a spec: `after 3 steps { .. }`.
    case later(Spec.Value, Block)
    /// In a spec: `flow BTC -= size`.
    case flow(market: Name, AssignmentOperator, Expression)
    /// In a spec: nothing.
    case skip
    /// What could not be read; already reported.
    case missing
  }
}

package enum AssignmentOperator: String, Sendable, CaseIterable {
  case set = "="
  case add = "+="
  case subtract = "-="
  case multiply = "*="
  case divide = "/="
}

/// `let x = e`, `var x : int = e`, or a column: `let share[a in Account where c] = e`.
package struct LocalDeclaration: Sendable {
  package let isVariable: Bool
  package let name: Name
  /// Empty for a plain local; several for a column over pairs of rows.
  package let columns: [RowSelection]
  package let type: TypeExpression?
  package let value: Expression

  package init(
    isVariable: Bool, name: Name, columns: [RowSelection], type: TypeExpression?, value: Expression
  ) {
    self.isVariable = isVariable
    self.name = name
    self.columns = columns
    self.type = type
    self.value = value
  }
}

/// `require fresh: now - marked_at <= max_price_age, "the price is {now - marked_at} old"`.
package struct Requirement: Sendable {
  package let id: Name?
  package let condition: Expression
  package let message: Message?

  package init(id: Name?, condition: Expression, message: Message?) {
    self.id = id
    self.condition = condition
    self.message = message
  }
}

/// A string with holes; `span` covers the quotes.
package struct Message: Sendable {
  package let parts: [Part]
  package let span: Span

  package init(parts: [Part], span: Span) {
    self.parts = parts
    self.span = span
  }

  package enum Part: Sendable {
    case text(String)
    case hole(Expression)
  }
}

/// One of the ways of a `choose`, taken in proportion to its weight.
package struct Alternative: Sendable {
  package let weight: Expression
  package let body: Block

  package init(weight: Expression, body: Block) {
    self.weight = weight
    self.body = body
  }
}

package struct ConditionalBlock: Sendable {
  package let condition: Expression
  package let body: Block

  package init(condition: Expression, body: Block) {
    self.condition = condition
    self.body = body
  }
}

/// `for a in Account where g by k descending limit 32 { .. }`.
package struct ForLoop: Sendable {
  package let rows: RowSelection
  package let limit: Expression?
  package let body: Block

  package init(rows: RowSelection, limit: Expression?, body: Block) {
    self.rows = rows
    self.limit = limit
    self.body = body
  }
}
