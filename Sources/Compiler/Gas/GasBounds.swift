import Diagnostics
import Machine
import Semantics

/// The most gas every action of a contract can take.
///
///     let bounds = GasBounds(contract)
///     bounds.formula(of: action)                  // 412 + 37 * rows of Account + ..
///     bounds.worst(action, rows: [1000]).total    // with the places that make it so
package struct GasBounds {
  package let contract: CheckedContract
  let model: CostModel
  let actions: [Cost]
  let formulas: [GasFormula?]

  package init(_ contract: CheckedContract) {
    self.contract = contract
    let model = CostModel(contract)
    actions = contract.actions.indices.map { model.action($0) }
    self.model = model
    formulas = GasBounds.formulas(model.nodes)
  }

  /// `nil` when there is no bound: an invariant that asks for the action it guards.
  package func formula(of action: ActionID) -> GasFormula? { formulas[actions[action].index] }

  private static func formulas(_ nodes: [CostModel.Node]) -> [GasFormula?] {
    var results: [GasFormula?] = []
    results.reserveCapacity(nodes.count)
    for node in nodes {
      switch node {
      case .charge(let gas, _): results.append(GasFormula(gas))
      case .sequence(let parts):
        results.append(
          parts.reduce(GasFormula.zero as GasFormula?) { sum, part in
            sum.flatMap { sum in results[part.index].map { sum + $0 } }
          })
      case .choice(let parts):
        results.append(
          parts.reduce(GasFormula.impossible as GasFormula?) { worst, part in
            worst.flatMap { worst in results[part.index].map { worst.or($0) } }
          })
      case .times(let count, let part):
        results.append(results[part.index].map { $0.times(count) })
      case .sorting(let count, _): results.append(GasFormula(1).times(sorting: count))
      case .unbounded: results.append(nil)
      }
    }
    return results
  }
}

extension GasFormula {
  /// Sorting so many, so often.
  func times(sorting count: Count) -> GasFormula {
    switch count {
    case .constant(let number), .atMost(let number, _):
      times(Opcode.sort.cost.saturatingMultiply(comparisons(number)))
    case .rows(let table): times(Factor.sorting(table))
    }
  }

  func times(_ count: Count) -> GasFormula {
    switch count {
    case .constant(let number): times(number)
    case .rows(let table): times(Factor.rows(table))
    case .atMost(let number, let table): times(Factor.atMost(number, table))
    }
  }
}

extension Count {
  func size(_ rows: [Int]) -> Int {
    switch self {
    case .constant(let number): number
    case .rows(let table): rows[table]
    case .atMost(let number, let table): min(number, rows[table])
    }
  }
}
