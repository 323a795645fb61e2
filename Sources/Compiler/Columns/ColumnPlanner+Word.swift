import Diagnostics
import Machine
import Semantics

// What does not depend on the row, and whose gas does not depend on anything.
extension ColumnPlanner {
  mutating func word(_ expression: CheckedExpression, _ scope: ColumnScope) -> WordID {
    switch expression.kind {
    case .constant(let word): return plan.word(pool.constant(word))
    case .state(let id): return plan.word(lowering.words.state(id))
    case .parameter(let id): return plan.word(lowering.words.parameter(id))
    case .now: return plan.word(lowering.words.now)
    case .rowCount(let table): return plan.word(lowering.words.rowCount(table))
    case .local(let id):
      switch scope.locals[id] {
      case .outer: return plan.word(lowering.scope.locals[id].term)
      case .word(let word): return plan.word(.same(word))
      case .lanes: break
      }
    default: break
    }
    return plan.word(.expression(expression, scope))
  }

  /// Whether the expression is the same for every row and is computed without a branch.
  func isWord(_ expression: CheckedExpression, _ scope: ColumnScope) -> Bool {
    switch expression.kind {
    case .constant, .state, .parameter, .now, .rowCount: true
    case .local(let id): if case .lanes = scope.locals[id] { false } else { true }
    case .column(_, let rows): scope.function == nil && areWords(rows, scope)
    case .field, .key, .identity, .rowNumbered, .rowKeyed, .arithmetic, .negate, .compare, .not,
      .builtin:
      areWords(expression.children, scope)
    case .call(let id, let arguments, result: 0):
      areWords(arguments, scope) && isStraight(id)
    default: false
    }
  }

  private func areWords(_ expressions: [CheckedExpression], _ scope: ColumnScope) -> Bool {
    expressions.allSatisfy { isWord($0, scope) }
  }

  /// Whether the function is one expression without a branch.
  private func isStraight(_ id: FunctionID) -> Bool {
    guard let value = lowering.inlinedValue(of: id) else { return false }
    let count = lowering.contract.functions[id].frame.locals.count
    return isWord(
      value, ColumnScope(locals: Array(repeating: .outer, count: count), function: id))
  }
}
