import Diagnostics

/// One thing a contract or a library declares.
package struct Declaration: Sendable {
  package let kind: Kind
  package let span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }

  package enum Kind: Sendable {
    case `import`(StringLiteral)
    case units([UnitDeclaration])
    case roles([Name])
    case constant(ConstantDeclaration)
    case parameter(ParameterDeclaration)
    case enumeration(name: Name, members: [Name])
    case state(StateDeclaration)
    case table(TableDeclaration)
    case event(name: Name, [Parameter])
    case function(FunctionDeclaration)
    case action(ActionDeclaration)
    case invariant(InvariantDeclaration)
  }
}

/// A string without holes; `span` covers the quotes.
package struct StringLiteral: Sendable {
  package let text: String
  package let span: Span

  package init(text: String, span: Span) {
    self.text = text
    self.span = span
  }
}

/// `USD`, or `base[Market]`: a unit of its own for each market.
package struct UnitDeclaration: Sendable {
  package let name: Name
  package let index: Name?

  package init(name: Name, index: Name?) {
    self.name = name
    self.index = index
  }
}

package struct ConstantDeclaration: Sendable {
  package let name: Name
  package let type: TypeExpression?
  package let value: Expression

  package init(name: Name, type: TypeExpression?, value: Expression) {
    self.name = name
    self.type = type
    self.value = value
  }
}

/// `1%..50%`, both ends included.
package struct RangeExpression: Sendable {
  package let lower: Expression
  package let upper: Expression
  package let span: Span

  package init(lower: Expression, upper: Expression, span: Span) {
    self.lower = lower
    self.upper = upper
    self.span = span
  }
}

/// `param initial_margin : ratio = 10% in 1%..100%`, in a contract or per row of a table.
package struct ParameterDeclaration: Sendable {
  package let name: Name
  package let type: TypeExpression
  package let value: Expression?
  package let range: RangeExpression?

  package init(
    name: Name, type: TypeExpression, value: Expression?, range: RangeExpression?
  ) {
    self.name = name
    self.type = type
    self.value = value
    self.range = range
  }
}

package struct StateDeclaration: Sendable {
  package let name: Name
  package let type: TypeExpression
  package let value: Expression?

  package init(name: Name, type: TypeExpression, value: Expression?) {
    self.name = name
    self.type = type
    self.value = value
  }
}

/// `table Position[account: Account, market: Market] { size : base }`.
package struct TableDeclaration: Sendable {
  package let name: Name
  package let keys: [Key]
  package let fields: [Field]
  /// `= { floor: 0 }, { floor: 10 }`: a table whose rows are written down.
  package let rows: [Expression]?

  package init(name: Name, keys: [Key], fields: [Field], rows: [Expression]?) {
    self.name = name
    self.keys = keys
    self.fields = fields
    self.rows = rows
  }

  package struct Key: Sendable {
    package let name: Name
    package let table: QualifiedName

    package init(name: Name, table: QualifiedName) {
      self.name = name
      self.table = table
    }
  }

  package enum Field: Sendable {
    case plain(StateDeclaration)
    case parameter(ParameterDeclaration)
  }
}

/// A parameter of an event, a function or an action.
package struct Parameter: Sendable {
  package let name: Name
  package let type: TypeExpression
  package let range: RangeExpression?

  package init(name: Name, type: TypeExpression, range: RangeExpression?) {
    self.name = name
    self.type = type
    self.range = range
  }
}

package struct FunctionDeclaration: Sendable {
  package let name: Name
  /// `Q, B` in `fn d1[Q, B](..)`.
  package let unitParameters: [Name]
  package let parameters: [Parameter]
  package let result: Result
  /// Where `changes state` stands.
  package let changesState: Span?
  package let body: Body

  package init(
    name: Name, unitParameters: [Name], parameters: [Parameter], result: Result,
    changesState: Span?, body: Body
  ) {
    self.name = name
    self.unitParameters = unitParameters
    self.parameters = parameters
    self.result = result
    self.changesState = changesState
    self.body = body
  }

  package enum Result: Sendable {
    case nothing
    case one(TypeExpression)
    case several([Parameter])
  }

  package enum Body: Sendable {
    case expression(Expression)
    case block(Block)
  }
}

package struct ActionDeclaration: Sendable {
  package let name: Name
  package let parameters: [Parameter]
  package let callers: Callers
  package let body: Block

  package init(name: Name, parameters: [Parameter], callers: Callers, body: Block) {
    self.name = name
    self.parameters = parameters
    self.callers = callers
    self.body = body
  }

  package enum Callers: Sendable {
    case anyone(Span)
    case roles([Name])
    /// `by keeper: Account`: the caller is a row.
    case row(binder: Name, table: QualifiedName)
    /// Not said; already reported.
    case missing(Span)
  }
}

/// `invariant waterfall "why" after liquidate(_) enforced: condition`.
package struct InvariantDeclaration: Sendable {
  package let name: Name
  package let text: StringLiteral?
  package let after: After?
  package let enforced: Span?
  package let condition: Expression

  package init(
    name: Name, text: StringLiteral?, after: After?, enforced: Span?, condition: Expression
  ) {
    self.name = name
    self.text = text
    self.after = after
    self.enforced = enforced
    self.condition = condition
  }

  package struct After: Sendable {
    package let action: Name
    /// `nil` for `_`.
    package let arguments: [Name?]
    package let span: Span

    package init(action: Name, arguments: [Name?], span: Span) {
      self.action = action
      self.arguments = arguments
      self.span = span
    }
  }
}
