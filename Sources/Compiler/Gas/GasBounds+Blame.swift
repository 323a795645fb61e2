import Diagnostics
import Machine
import Semantics

/// The most gas for given sizes, and where it goes.
package struct WorstGas: Sendable {
  package let total: Int
  /// In order of the source, without what costs nothing; they add up to the total.
  package let places: [Place]

  package struct Place: Hashable, Sendable {
    package let span: Span
    package let gas: Int
  }
}

/// What everything in a contract costs at most for given sizes.
package struct GasNumbers {
  fileprivate let bounds: GasBounds
  private let rows: [Int]
  /// By node; children come before parents, so one pass finds all.
  private let gas: [Int?]

  fileprivate init(_ bounds: GasBounds, rows: [Int]) {
    self.bounds = bounds
    self.rows = rows
    var gas: [Int?] = []
    gas.reserveCapacity(bounds.model.nodes.count)
    for node in bounds.model.nodes { gas.append(GasNumbers.most(node, rows, gas)) }
    self.gas = gas
  }

  private static func most(_ node: CostModel.Node, _ rows: [Int], _ gas: [Int?]) -> Int? {
    switch node {
    case .charge(let amount, _): amount
    case .sequence(let parts):
      parts.reduce(0 as Int?) { sum, part in
        sum.flatMap { sum in gas[part.index].map { sum.saturatingAdd($0) } }
      }
    case .choice(let parts): parts.compactMap { gas[$0.index] }.max()
    case .times(let count, let part):
      count.size(rows) == 0 ? 0 : gas[part.index].map { $0.saturatingMultiply(count.size(rows)) }
    case .sorting(let count, _):
      Opcode.sort.cost.saturatingMultiply(comparisons(count.size(rows)))
    case .unbounded: nil
    }
  }

  /// Of one action; `nil` when there is no bound.
  package func worst(_ action: ActionID) -> WorstGas? {
    guard bounds.formula(of: action) != nil else { return nil }
    let root = bounds.actions[action]
    var often: [Int: Int] = [root.index: 1]
    var blamed: [Span: Int] = [:]
    // Back from the action, how often each node is reached on the worst way.
    for index in bounds.model.nodes(under: root, choosing: dearest) {
      guard let times = often[index], times > 0 else { continue }
      func reach(_ part: Cost, _ more: Int) {
        often[part.index] = often[part.index, default: 0].saturatingAdd(more)
      }
      switch bounds.model.nodes[index] {
      case .charge(_, let span), .sorting(_, let span):
        let spent = (gas[index] ?? 0).saturatingMultiply(times)
        blamed[span] = blamed[span, default: 0].saturatingAdd(spent)
      case .sequence(let parts): for part in parts { reach(part, times) }
      case .choice(let parts): for part in dearest(of: parts) { reach(part, times) }
      case .times(let count, let part):
        reach(part, times.saturatingMultiply(count.size(rows)))
      case .unbounded: continue
      }
    }
    return WorstGas(
      total: gas[root.index] ?? 0,
      places: blamed.filter { $0.value > 0 }.map { WorstGas.Place(span: $0.key, gas: $0.value) }
        .sorted { $0.span < $1.span })
  }

  private func dearest(of parts: [Cost]) -> [Cost] {
    let most = parts.compactMap { gas[$0.index] }.max()
    return parts.first { gas[$0.index] == most }.map { [$0] } ?? []
  }
}

extension CostModel {
  /// The nodes that a cost is made of, parents before children; of each choice only the parts that
  /// are chosen.
  fileprivate func nodes(under root: Cost, choosing: ([Cost]) -> [Cost]) -> [Int] {
    var found: Set<Int> = [root.index]
    var open = [root.index]
    while let index = open.popLast() {
      let parts: [Cost] =
        switch nodes[index] {
        case .charge, .sorting, .unbounded: []
        case .sequence(let parts): parts
        case .choice(let parts): choosing(parts)
        case .times(_, let part): [part]
        }
      for part in parts where found.insert(part.index).inserted { open.append(part.index) }
    }
    return found.sorted(by: >)
  }
}

extension GasBounds {
  package func numbers(rows: [Int]) -> GasNumbers { GasNumbers(self, rows: rows) }

  /// For numbers of rows by table; `nil` when there is no bound.
  package func worst(_ action: ActionID, rows: [Int]) -> WorstGas? {
    numbers(rows: rows).worst(action)
  }

  /// What each place adds to an action on its dearest way, as formulas, in the order of the source.
  /// Where it depends on the sizes which of several ways that is, the places of all of them are here,
  /// and do not add up.
  package func places(of action: ActionID) -> [(span: Span, formula: GasFormula)] {
    guard formula(of: action) != nil else { return [] }
    let root = actions[action]
    var often: [Int: GasFormula] = [root.index: GasFormula(1)]
    var blamed: [Span: GasFormula] = [:]
    for index in model.nodes(under: root, choosing: dearest) {
      guard let times = often[index] else { continue }
      func reach(_ part: Cost, _ more: GasFormula) {
        often[part.index] = often[part.index].map { $0 + more } ?? more
      }
      switch model.nodes[index] {
      case .charge(let gas, let span):
        blamed[span] = (blamed[span] ?? .zero) + times.times(gas)
      case .sorting(let count, let span):
        blamed[span] = (blamed[span] ?? .zero) + times.times(sorting: count)
      case .sequence(let parts): for part in parts { reach(part, times) }
      case .choice(let parts): for part in dearest(of: parts) { reach(part, times) }
      case .times(let count, let part): reach(part, times.times(count))
      case .unbounded: continue
      }
    }
    return blamed.map { (span: $0.key, formula: $0.value) }.sorted { $0.span < $1.span }
  }

  /// The ways that are not everywhere below another; of equal ones the first.
  private func dearest(of parts: [Cost]) -> [Cost] {
    var kept: [Cost] = []
    for part in parts {
      guard let formula = formulas[part.index] else { continue }
      let others = kept.compactMap { formulas[$0.index] }
      if others.contains(where: { $0.or(formula) == $0 }) { continue }
      kept.removeAll { formulas[$0.index].map { $0.or(formula) == formula } ?? true }
      kept.append(part)
    }
    return kept
  }
}
