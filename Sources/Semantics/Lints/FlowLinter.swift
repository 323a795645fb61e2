import Diagnostics

/// Walks bodies in the order they run, keeping account of what is known at each point, and shows
/// every node to the lints that ask about values. Each lint is an extension in a file of its own.
struct FlowLinter {
  let contract: CheckedContract
  let effects: EffectTable
  var findings: [Diagnostic] = []
  private var loopDepth = 0

  /// Below so many loops inside one another everything is forgotten, instead of looking once more
  /// for each of them through all they hold.
  static let loopDepthLimit = 16

  init(_ contract: CheckedContract) {
    self.contract = contract
    self.effects = EffectTable(contract)
  }

  mutating func visit(_ body: CheckedBody) {
    var known = Knowledge(contract, frame: body.frame)
    for expression in body.expressions { visit(expression, known) }
    _ = visit(body.statements, &known)
  }

  // MARK: - Expressions

  /// Shows the expression to the lints. Most expressions hold nothing that a lint asks about, and
  /// following what is known through them would be in vain.
  mutating func visit(_ expression: CheckedExpression, _ known: Knowledge) {
    if expression.contains(where: \.isOfInterest) { follow(expression, known) }
  }

  /// Shows the expression to the lints, its parts first, each with what is known where it is
  /// evaluated.
  private mutating func follow(_ expression: CheckedExpression, _ known: Knowledge) {
    switch expression.kind {
    case .logical(let operation, let left, let right):
      follow(left, known)
      follow(right, known.assuming(left, is: operation != .or))
    case .conditional(let condition, then: let then, otherwise: let otherwise):
      follow(condition, known)
      checkBranches(of: condition, otherwise: otherwise.span, known)
      follow(then, known.assuming(condition, is: true))
      follow(otherwise, known.assuming(condition, is: false))
    case .match(let value, let arms, otherwise: let otherwise):
      follow(value, known)
      for arm in arms { follow(arm.body, known.matching(value, arm.pattern)) }
      if let otherwise { follow(otherwise, known) }
    case .aggregate(let aggregate):
      let selected = visit(aggregate.rows, known)
      if let body = aggregate.body { follow(body, selected) }
      if let otherwise = aggregate.otherwise { follow(otherwise, known) }
    case .constant, .local, .state, .parameter, .field, .key, .identity, .rowNumbered, .rowKeyed,
      .rowCount, .now, .arithmetic, .negate, .compare, .not, .call, .builtin, .column, .old, .can,
      .side, .draw:
      for child in expression.children { follow(child, known) }
    }
    checkDivisor(of: expression, known)
  }

  /// Gives what is known of a row that was selected.
  private mutating func visit(_ rows: CheckedSelection, _ known: Knowledge) -> Knowledge {
    var selected = known
    selected.forget([.local(rows.binder)])
    if let condition = rows.condition {
      visit(condition, selected)
      selected.assume(condition, is: true)
    }
    for key in rows.keys { visit(key.value, selected) }
    return selected
  }

  // MARK: - Statements

  /// Walks a block; says whether every way through it leaves it early. What follows a statement
  /// that leaves is reported, not walked.
  mutating func visit(_ block: [CheckedStatement], _ known: inout Knowledge) -> Bool {
    for (place, statement) in block.enumerated() where visit(statement, &known) {
      if place &+ 1 < block.count { reportUnreachable(block[place &+ 1], after: statement) }
      return true
    }
    return false
  }

  private mutating func visit(_ statement: CheckedStatement, _ known: inout Knowledge) -> Bool {
    switch statement.kind {
    case .demand(let demand): return visit(demand, statement.span, &known)
    case .if(let branches, otherwise: let otherwise):
      return visit(branches, otherwise, &known)
    case .match(let value, let arms, otherwise: let otherwise):
      return visit(match: value, arms, otherwise, &known)
    case .for(let rows, limit: let limit, let body):
      if let limit { visit(limit, known) }
      visit(loop: body, visit(rows, known), &known)
      return false
    case .repeat(let times, let body):
      visit(times, known)
      visit(loop: body, known, &known)
      return false
    case .setColumn(_, let selections, let value):
      let selected = selections.reduce(known) { visit($1, $0) }
      visit(value, selected)
      return false
    case .setLocal, .setLocals, .setState, .setParameter, .setField, .setRow, .reset, .perform,
      .emit, .request, .break, .continue, .return:
      for expression in statement.expressions { visit(expression, known) }
      known.run(statement, changing: effects.changes(of: statement))
      return statement.leaves
    }
  }

  /// A condition that cannot come true reverts, as `return` leaves.
  private mutating func visit(_ demand: Demand, _ span: Span, _ known: inout Knowledge) -> Bool {
    visit(demand.condition, known)
    if !demand.holes.isEmpty {
      let failing = known.assuming(demand.condition, is: false)
      for hole in demand.holes { visit(hole, failing) }
    }
    check(demand, known)
    let reverts = demand.condition.isConstantFalse
    known.assume(demand.condition, is: true)
    return reverts
  }

  private mutating func visit(
    _ branches: [CheckedBranch], _ otherwise: [CheckedStatement], _ known: inout Knowledge
  ) -> Bool {
    var ends: [Knowledge] = []
    for (place, branch) in branches.enumerated() {
      visit(branch.condition, known)
      let next = place &+ 1 < branches.count ? branches[place &+ 1].condition.span : nil
      checkBranches(of: branch.condition, otherwise: next ?? otherwise.first?.span, known)
      var inside = known.assuming(branch.condition, is: true)
      if !visit(branch.body, &inside) { ends.append(inside) }
      known.assume(branch.condition, is: false)
    }
    if !visit(otherwise, &known) { ends.append(known) }
    return join(ends, &known)
  }

  private mutating func visit(
    match value: CheckedExpression, _ arms: [CheckedArm<[CheckedStatement]>],
    _ otherwise: [CheckedStatement]?, _ known: inout Knowledge
  ) -> Bool {
    visit(value, known)
    var ends: [Knowledge] = []
    for arm in arms {
      var inside = known.matching(value, arm.pattern)
      if !visit(arm.body, &inside) { ends.append(inside) }
    }
    if let otherwise {
      var inside = known
      if !visit(otherwise, &inside) { ends.append(inside) }
    }
    return join(ends, &known)
  }

  /// Where the ways that did not leave meet again; true when all of them left.
  private func join(_ ends: [Knowledge], _ known: inout Knowledge) -> Bool {
    guard let first = ends.first else { return true }
    known = ends.dropFirst().reduce(first) { $0.joined(with: $1) }
    return false
  }

  /// A body may run any number of times, so what it changes is unknown inside and after.
  private mutating func visit(
    loop body: [CheckedStatement], _ entering: Knowledge, _ known: inout Knowledge
  ) {
    loopDepth += 1
    defer { loopDepth -= 1 }
    guard loopDepth <= FlowLinter.loopDepthLimit else {
      var inside = Knowledge(contract, frame: known.frame)
      _ = visit(body, &inside)
      known = Knowledge(contract, frame: known.frame)
      return
    }
    let changes = effects.changes(in: body)
    var inside = entering
    inside.forget(changes)
    _ = visit(body, &inside)
    known.forget(changes)
  }
}

extension Knowledge {
  package func assuming(_ condition: CheckedExpression, is truth: Bool) -> Knowledge {
    var result = self
    result.assume(condition, is: truth)
    return result
  }

  /// The value was found to be this word.
  package func matching(_ value: CheckedExpression, _ word: Int128) -> Knowledge {
    var result = self
    if let term = Term(value) { result.learn(term, .only(word)) }
    return result
  }

  /// A statement without statements inside it has run.
  package mutating func run(_ statement: CheckedStatement, changing changes: Set<Change>) {
    let assigned: (term: Term, value: Interval)? =
      switch statement.kind {
      case .setLocal(let slot, let value): (.local(slot), range(of: value))
      case .setState(let state, let value): (.state(state), range(of: value))
      case .setParameter(let parameter, let value): (.parameter(parameter), range(of: value))
      case .setField(let table, let field, row: let row, let value):
        Term(row).map { (.field(table, field, row: $0), range(of: value)) }
      default: nil
      }
    forget(changes)
    guard let assigned else { return }
    // `a.owner.owner = b` also changes which row the left side names.
    if case .field(_, _, row: let row) = assigned.term, row.reads(changes) { return }
    learn(assigned.term, assigned.value)
  }
}

extension CheckedStatement {
  var leaves: Bool {
    switch kind {
    case .break, .continue, .return: true
    default: false
    }
  }
}

extension CheckedExpression {
  /// What `FlowLinter` has something to say about.
  fileprivate var isOfInterest: Bool {
    if case .conditional = kind { true } else { divisor != nil }
  }

  var isConstantFalse: Bool {
    if case .constant(0) = kind { type == .truth } else { false }
  }
}
