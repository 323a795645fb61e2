// What a checked tree is made of, one exhaustive switch a node: whoever looks for something in a
// contract names only the nodes he cares about. Depth of the recursion is the depth of nesting,
// which the parser bounds.

extension CheckedExpression {
  /// The expressions directly inside this one, in order of evaluation, those included that are
  /// evaluated only sometimes.
  package var children: [CheckedExpression] {
    switch kind {
    case .constant, .local, .state, .parameter, .rowCount, .now: []
    case .field(_, _, row: let row), .key(_, key: _, row: let row), .identity(row: let row): [row]
    case .rowNumbered(_, let number): [number]
    case .rowKeyed(_, let keys): keys
    case .arithmetic(_, let left, let right, _): [left, right]
    case .negate(let value), .not(let value), .old(let value), .side(_, let value): [value]
    case .compare(_, let left, let right), .logical(_, let left, let right): [left, right]
    case .conditional(let condition, then: let then, otherwise: let otherwise):
      [condition, then, otherwise]
    case .match(let value, let arms, otherwise: let otherwise):
      [value] + arms.map(\.body) + (otherwise.map { [$0] } ?? [])
    case .call(_, let arguments, result: _): arguments
    case .builtin(_, let arguments, _): arguments
    case .aggregate(let aggregate):
      aggregate.rows.expressions + [aggregate.body, aggregate.otherwise].compactMap { $0 }
    case .column(_, let rows): rows
    case .draw(let draw): draw.parts
    case .can(_, let arguments, let caller):
      arguments + (caller.flatMap(\.row).map { [$0] } ?? [])
    }
  }

  /// This expression and everything inside it, each before its parts.
  package func walk(_ visit: (CheckedExpression) -> Void) {
    visit(self)
    for child in children { child.walk(visit) }
  }

  /// Whether this expression or one inside it is as asked.
  package func contains(where matches: (CheckedExpression) -> Bool) -> Bool {
    matches(self) || children.contains { $0.contains(where: matches) }
  }
}

extension CheckedSelection {
  /// The condition, then the keys.
  package var expressions: [CheckedExpression] {
    (condition.map { [$0] } ?? []) + keys.map(\.value)
  }
}

extension CheckedDraw {
  /// The ends, then the row.
  package var parts: [CheckedExpression] {
    switch kind {
    case .between(let low, let high): [low, high, row]
    case .normal: [row]
    }
  }
}

extension CheckedCaller {
  /// The row that calls, where it is one.
  package var row: CheckedExpression? {
    if case .row(let row) = self { row } else { nil }
  }
}

extension Demand {
  /// What the message shows, evaluated only when the condition is false.
  package var holes: [CheckedExpression] {
    (message ?? []).compactMap { part in
      if case .hole(let value) = part { value } else { nil }
    }
  }
}

extension CheckedStatement {
  /// The expressions of this statement itself, in order of evaluation; those of statements inside
  /// it are left out.
  package var expressions: [CheckedExpression] {
    switch kind {
    case .setLocal(_, let value), .setState(_, let value), .setParameter(_, let value): [value]
    case .setLocals(_, _, let arguments), .perform(_, let arguments): arguments
    case .setColumn(_, let selections, let value): selections.flatMap(\.expressions) + [value]
    case .setField(_, _, row: let row, let value): [row, value]
    case .setRow(_, row: let row, let values):
      [row] + values.sorted { $0.key < $1.key }.map(\.value)
    case .reset(_, row: let row): [row]
    case .demand(let demand): [demand.condition] + demand.holes
    case .if(let branches, otherwise: _): branches.map(\.condition)
    case .match(let value, _, otherwise: _): [value]
    case .for(let rows, limit: let limit, _): rows.expressions + (limit.map { [$0] } ?? [])
    case .repeat(let times, _): [times]
    case .break, .continue: []
    case .return(let values): values
    case .emit(_, let arguments): arguments
    case .request(let request): request.arguments
    }
  }

  /// The runs of statements directly inside this one, in the order they are written.
  package var blocks: [[CheckedStatement]] {
    switch kind {
    case .if(let branches, otherwise: let otherwise): branches.map(\.body) + [otherwise]
    case .match(_, let arms, otherwise: let otherwise):
      arms.map(\.body) + (otherwise.map { [$0] } ?? [])
    case .for(_, limit: _, let body), .repeat(_, let body): [body]
    case .setLocal, .setLocals, .setColumn, .setState, .setParameter, .setField, .setRow, .reset,
      .perform, .demand, .break, .continue, .return, .emit,
      .request:
      []
    }
  }

  /// This statement and every one inside it, each before its parts.
  package func walk(_ visit: (CheckedStatement) -> Void) {
    visit(self)
    for block in blocks { block.walk(visit) }
  }
}

extension [CheckedStatement] {
  /// Every statement in and under this block.
  package func walk(_ visit: (CheckedStatement) -> Void) {
    for statement in self { statement.walk(visit) }
  }
}

/// A run of code with the slots it uses.
package struct CheckedBody {
  package let frame: Frame
  package let statements: [CheckedStatement]
  /// Conditions of invariants and laws, which stand alone.
  package let expressions: [CheckedExpression]

  package init(
    frame: Frame, statements: [CheckedStatement] = [], expressions: [CheckedExpression] = []
  ) {
    self.frame = frame
    self.statements = statements
    self.expressions = expressions
  }
}

extension CheckedBody {
  /// Every expression of the body, each before its parts.
  package func walkExpressions(_ visit: (CheckedExpression) -> Void) {
    for expression in expressions { expression.walk(visit) }
    statements.walk { statement in
      for expression in statement.expressions { expression.walk(visit) }
    }
  }
}

extension CheckedContract {
  /// Everything that can run, in the order of declaration by kind.
  package var bodies: [CheckedBody] {
    functions.map { CheckedBody(frame: $0.frame, statements: $0.body) }
      + actions.map { CheckedBody(frame: $0.frame, statements: $0.body) }
      + invariants.map { CheckedBody(frame: $0.frame, expressions: [$0.condition]) }
      + laws.flatMap { law in
        [
          CheckedBody(
            frame: law.frame, statements: law.left,
            expressions: law.given.flatMap(\.expressions)),
          CheckedBody(frame: law.frame, statements: law.right, expressions: [law.then]),
        ]
      }
  }
}

extension CheckedLaw.Given {
  package var expressions: [CheckedExpression] {
    switch self {
    case .row(let rows): rows.expressions
    case .value: []
    }
  }
}
