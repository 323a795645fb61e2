import Compiler
import Semantics

// What an action demands of the rows it is called with, before any number matters. Calls that are
// refused for their rows alone tell nothing, and rows are few: so others are tried first.
extension CheckedAction {
  /// The requirements an action begins with that look at nothing but rows, the state and the clock,
  /// and what they take to be computed; `nil` where there is none. It stops where the action would
  /// be refused for them, and only there.
  func premises(_ effects: EffectTable) -> Snippet? {
    var known = rowLocals
    var kept: [CheckedStatement] = []
    var demands = false
    scan: for statement in body {
      switch statement.kind {
      case .demand(let demand):
        guard demand.condition.dependsOnly(on: known) else { continue }
        demands = true
        kept.append(
          CheckedStatement(
            .demand(
              Demand(kind: demand.kind, id: demand.id, condition: demand.condition, message: nil)),
            statement.span))
      case .setLocal(let local, let value)
      where local >= parameterWords && effects.changes(of: statement) == [.local(local)]:
        guard value.dependsOnly(on: known) else {
          known.remove(local)
          continue
        }
        known.insert(local)
        kept.append(statement)
      default:
        // It may end the action here, or change what is looked at behind it.
        guard !statement.mayReturn else { break scan }
        for change in effects.changes(in: [statement]) {
          guard case .local(let local) = change, local >= parameterWords else { break scan }
          known.remove(local)
        }
      }
    }
    guard demands else { return nil }
    return Snippet(parameters: parameterWords, frame: frame, statements: kept)
  }

  /// The locals that hold rows it is called with: arguments, and a row that calls.
  var rowLocals: Set<LocalID> {
    var rows = Set(parameters.indices.filter { parameters[$0].isRow })
    if case .row = callers { rows.insert(parameters.count) }
    return rows
  }

  /// Arguments, and a row that calls.
  var parameterWords: Int {
    if case .row = callers { parameters.count + 1 } else { parameters.count }
  }

  /// What is named once and for all, and depends on rows alone, in order.
  func namedValues(_ effects: EffectTable) -> [(local: LocalID, statement: CheckedStatement)] {
    var times: [LocalID: Int] = [:]
    body.walk { statement in
      for change in effects.changes(of: statement) {
        if case .local(let local) = change { times[local, default: 0] += 1 }
      }
    }
    var known = rowLocals
    var values: [(local: LocalID, statement: CheckedStatement)] = []
    for statement in body {
      guard case .setLocal(let local, let value) = statement.kind, times[local] == 1,
        local >= parameterWords, effects.changes(of: statement) == [.local(local)],
        value.dependsOnly(on: known)
      else { continue }
      known.insert(local)
      values.append((local, statement))
    }
    return values
  }
}

extension CheckedSlot {
  fileprivate var isRow: Bool { if case .row = type { true } else { false } }
}

extension CheckedStatement {
  fileprivate var mayReturn: Bool {
    var found = false
    walk { if case .return = $0.kind { found = true } }
    return found
  }
}

extension CheckedExpression {
  /// Whether it can be asked before the action runs, given these locals.
  func dependsOnly(on locals: Set<LocalID>) -> Bool {
    var known = locals
    walk { node in
      if case .aggregate(let aggregate) = node.kind { known.insert(aggregate.rows.binder) }
    }
    return !contains { node in
      switch node.kind {
      case .local(let id): !known.contains(id)
      case .column, .old, .can, .side, .draw: true
      default: false
      }
    }
  }
}

extension [(local: LocalID, statement: CheckedStatement)] {
  /// The statements that name what the expression depends on, in order.
  func needed(for expression: CheckedExpression) -> [CheckedStatement] {
    var wanted: Set<LocalID> = []
    func want(_ expression: CheckedExpression) {
      expression.walk { if case .local(let local) = $0.kind { wanted.insert(local) } }
    }
    want(expression)
    var statements: [CheckedStatement] = []
    for (local, statement) in reversed() where wanted.contains(local) {
      statement.expressions.forEach(want)
      statements.append(statement)
    }
    return statements.reversed()
  }
}
