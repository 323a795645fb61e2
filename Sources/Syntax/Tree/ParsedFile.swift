import Diagnostics

/// A file as a tree, with every token it was made of. The tokens alone reproduce the text byte for
/// byte (comments and blanks included), so the tree loses nothing.
package struct ParsedFile: Sendable {
  package let source: SourceID
  package let tokens: [Token]
  /// What each token means, as far as its spelling cannot tell.
  package let roles: [TokenRole]
  package let items: [Item]

  package init(source: SourceID, tokens: [Token], roles: [TokenRole], items: [Item]) {
    self.source = source
    self.tokens = tokens
    self.roles = roles
    self.items = items
  }

  /// What may stand at the top of a file.
  package enum Item: Sendable {
    case module(Module)
    case law(Law)
    case example(Example)
    case spec(Spec)
    case proposal(Proposal)
  }
}

/// A contract, or a library of declarations for contracts to import.
package struct Module: Sendable {
  package let kind: Kind
  package let name: Name
  package let declarations: [Declaration]
  package let span: Span

  package init(kind: Kind, name: Name, declarations: [Declaration], span: Span) {
    self.kind = kind
    self.name = name
    self.declarations = declarations
    self.span = span
  }

  package enum Kind: String, Sendable { case contract, library }
}

/// `law ".." for C { given .. left { .. } right { .. } then .. }`: a claim about two runs.
package struct Law: Sendable {
  package let title: StringLiteral
  package let contract: Name
  package let given: [Given]
  package let left: Block
  package let right: Block
  package let then: Expression
  package let span: Span

  package init(
    title: StringLiteral, contract: Name, given: [Given], left: Block, right: Block,
    then: Expression, span: Span
  ) {
    self.title = title
    self.contract = contract
    self.given = given
    self.left = left
    self.right = right
    self.then = then
    self.span = span
  }

  package enum Given: Sendable {
    case row(RowSelection)
    /// `part in 1%..99%`, or with a type: `need : int in 1..1_000`.
    case value(name: Name, type: TypeExpression?, RangeExpression)
  }
}

/// A worked example: what holds, what happens, what must then be true.
package struct Example: Sendable {
  package let title: Message
  package let use: Use?
  package let cases: CaseTable?
  package let population: [Population]
  package let given: [Assignment]
  package let rounds: [Round]
  package let span: Span

  package init(
    title: Message, use: Use?, cases: CaseTable?, population: [Population],
    given: [Assignment], rounds: [Round], span: Span
  ) {
    self.title = title
    self.use = use
    self.cases = cases
    self.population = population
    self.given = given
    self.rounds = rounds
    self.span = span
  }

  /// `use Perpetual from "../Contracts/perpetual.risk"`.
  package struct Use: Sendable {
    package let contract: Name
    package let path: StringLiteral

    package init(contract: Name, path: StringLiteral) {
      self.contract = contract
      self.path = path
    }
  }

  /// Names over columns of plain values; the example runs once for each row.
  package struct CaseTable: Sendable {
    package let header: [Name]
    package let rows: [[Expression]]
    package let span: Span

    package init(header: [Name], rows: [[Expression]], span: Span) {
      self.header = header
      self.rows = rows
      self.span = span
    }
  }

  /// `Account = 200`, or with names for the rows: `Market = BTC, ETH`.
  package struct Population: Sendable {
    package let table: QualifiedName
    package let size: Size

    package init(table: QualifiedName, size: Size) {
      self.table = table
      self.size = size
    }

    package enum Size: Sendable {
      case count(Expression)
      case names([Name])
    }
  }

  /// `mark = 100`, `Account[0] = { size: 1 }`.
  package struct Assignment: Sendable {
    package let target: Expression
    package let value: Expression

    package init(target: Expression, value: Expression) {
      self.target = target
      self.value = value
    }
  }

  /// One `when .. then ..`; an example may have several, each going on from the one before.
  package struct Round: Sendable {
    package let steps: [Step]
    package let checks: [Check]

    package init(steps: [Step], checks: [Check]) {
      self.steps = steps
      self.checks = checks
    }
  }

  package enum Step: Sendable {
    /// `liquidate(Account[0]) as Account[1]`; without `as` where only one caller is possible.
    case call(Expression, caller: Expression?)
    /// `after 30s`: time passes.
    case after(Expression, Span)
  }

  package enum Check: Sendable {
    /// `x == 1.5`, or with a tolerance: `x == 1.5 +- 1e-9`.
    case holds(Expression, tolerance: Expression?)
    /// `reverts`, `reverts stale`: the last step failed, for that reason.
    case reverts(reason: Name?, Span)
    /// `ln(0) reverts`: it cannot be computed.
    case stops(Expression, reason: Name?, Span)
    /// `emits Liquidated(a, _, 100, 0)`: the last step emitted it; `not emits ..`: nothing like it.
    case emits(event: QualifiedName, arguments: [Expression], isDenied: Bool, Span)
    /// `breaks solvent`: the last step left the invariant broken.
    case breaks(invariant: Name, Span)
  }
}
