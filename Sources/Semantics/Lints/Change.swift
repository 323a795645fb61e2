/// What a statement may alter, as coarsely as facts are forgotten.
package enum Change: Hashable {
  case local(LocalID)
  case state(StateID)
  case parameter(ParameterID)
  case field(TableID, FieldID)
  case table(TableID)
  /// Any state at all, but no local.
  case anything
}

/// What each function of a contract may alter, itself or through the functions it calls; found when
/// first asked for.
package final class EffectTable {
  private let contract: CheckedContract
  private var functions: [FunctionID: Set<Change>] = [:]

  /// A function that alters more than this alters `anything`, so that the table stays small however
  /// large the contract is.
  private static let limit = 256

  package init(_ contract: CheckedContract) { self.contract = contract }

  /// Everything the block may alter, in and under it.
  package func changes(in block: [CheckedStatement]) -> Set<Change> {
    var result: Set<Change> = []
    block.walk { result.formUnion(changes(of: $0)) }
    return result
  }

  /// What the statement itself may alter, those inside it left out.
  package func changes(of statement: CheckedStatement) -> Set<Change> {
    switch statement.kind {
    case .setLocal(let slot, let value): called(by: value).union([.local(slot)])
    case .setLocals(let slots, let function, _):
      called(function).union(slots.map { .local($0) })
    case .setState(let state, let value): called(by: value).union([.state(state)])
    case .setParameter(let parameter, let value):
      called(by: value).union([.parameter(parameter)])
    case .setField(let table, let field, row: _, let value):
      called(by: value).union([.field(table, field)])
    case .setRow(let table, row: _, _), .reset(let table, row: _): [.table(table)]
    case .perform(let function, _): called(function)
    case .return(let values):
      values.reduce(into: []) { $0.formUnion(called(by: $1)) }
    case .setColumn, .demand, .if, .match, .for, .repeat, .break, .continue, .emit: []
    // Whatever the world does about it.
    case .request: [.anything]
    }
  }

  /// Calls with effects stand only as the whole right side, so looking at the top is enough.
  private func called(by value: CheckedExpression) -> Set<Change> {
    if case .call(let function, _, result: _) = value.kind { called(function) } else { [] }
  }

  private func called(_ function: FunctionID) -> Set<Change> {
    if let known = functions[function] { return known }
    // A circle of calls cannot be; were there one, it would end here.
    functions[function] = [.anything]
    guard contract.functions.indices.contains(function) else { return [.anything] }
    var changes: Set<Change> = []
    if contract.functions[function].changesState {
      changes = self.changes(in: contract.functions[function].body).filter { change in
        if case .local = change { false } else { true }
      }
    }
    if changes.count > EffectTable.limit { changes = [.anything] }
    functions[function] = changes
    return changes
  }
}
