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

extension GasBounds {
  /// For numbers of rows by table; `nil` when there is no bound.
  package func worst(_ action: ActionID, rows: [Int]) -> WorstGas? {
    guard formula(of: action) != nil else { return nil }
    // Children come before parents, so one pass forward finds what each node can cost at most, and one
    // back how often each is reached on the worst way.
    var gas: [Int?] = []
    gas.reserveCapacity(model.nodes.count)
    for node in model.nodes { gas.append(most(node, rows, gas)) }
    var reached = [Int](repeating: 0, count: model.nodes.count)
    var blamed: [Span: Int] = [:]
    let root = actions[action].index
    reached[root] = 1
    for index in (0...root).reversed() where reached[index] > 0 {
      let times = reached[index]
      switch model.nodes[index] {
      case .charge(_, let span), .sorting(_, let span):
        let spent = (gas[index] ?? 0).saturatingMultiply(times)
        blamed[span] = blamed[span, default: 0].saturatingAdd(spent)
      case .sequence(let parts):
        for part in parts { reached[part.index] = reached[part.index].saturatingAdd(times) }
      case .choice(let parts):
        guard let part = parts.first(where: { gas[$0.index] == gas[index] }) else { continue }
        reached[part.index] = reached[part.index].saturatingAdd(times)
      case .times(let count, let part):
        reached[part.index] = reached[part.index].saturatingAdd(
          times.saturatingMultiply(count.size(rows)))
      case .unbounded: continue
      }
    }
    return WorstGas(
      total: gas[root] ?? 0,
      places: blamed.filter { $0.value > 0 }.map { WorstGas.Place(span: $0.key, gas: $0.value) }
        .sorted { $0.span < $1.span })
  }

  private func most(_ node: CostModel.Node, _ rows: [Int], _ gas: [Int?]) -> Int? {
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
}

extension GasBounds {
  /// What each place adds to an action on its dearest way, as formulas, in the order of the source.
  /// Where it depends on the sizes which of several ways that is, the places of all of them are here,
  /// and do not add up.
  package func places(of action: ActionID) -> [(span: Span, formula: GasFormula)] {
    guard formula(of: action) != nil else { return [] }
    let root = actions[action].index
    var reached = [GasFormula](repeating: .zero, count: root + 1)
    var isReached = [Bool](repeating: false, count: root + 1)
    var blamed: [Span: GasFormula] = [:]
    reached[root] = GasFormula(1)
    isReached[root] = true
    func reach(_ part: Cost, _ often: GasFormula) {
      reached[part.index] = isReached[part.index] ? reached[part.index] + often : often
      isReached[part.index] = true
    }
    for index in (0...root).reversed() where isReached[index] {
      let often = reached[index]
      switch model.nodes[index] {
      case .charge(let gas, let span):
        blamed[span] = (blamed[span] ?? .zero) + often.times(gas)
      case .sorting(let count, let span):
        blamed[span] = (blamed[span] ?? .zero) + often.times(sorting: count)
      case .sequence(let parts): for part in parts { reach(part, often) }
      case .choice(let parts): for part in dearest(of: parts) { reach(part, often) }
      case .times(let count, let part): reach(part, often.times(count))
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
