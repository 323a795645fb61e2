import Diagnostics
import Machine
import Semantics

/// What something can cost: a node of a `CostModel`.
struct Cost: Hashable {
  fileprivate(set) var index: Int

  static let nothing = Cost(index: 0)
  /// Of what no run comes to.
  static let impossible = Cost(index: 1)
}

/// How often something happens at most.
enum Count: Hashable {
  case constant(Int)
  case rows(TableID)
  /// No more than the number, and no more than the table has rows.
  case atMost(Int, TableID)
}

/// How a truth came out: the cost of `a and b` depends on it.
enum Ending: Hashable { case any, isTrue, isFalse }

/// What a condition costs, by how it comes out.
struct Condition {
  var whenTrue: Cost
  var whenFalse: Cost

  init(whenTrue: Cost, whenFalse: Cost) {
    self.whenTrue = whenTrue
    self.whenFalse = whenFalse
  }

  /// Costs the same either way, where it is not known which.
  init(_ cost: Cost, decided: Bool? = nil) {
    self.init(
      whenTrue: decided == false ? .impossible : cost,
      whenFalse: decided == true ? .impossible : cost)
  }
}

/// Walks a checked tree and says what each node can cost, as a graph in which children come before
/// parents and equal nodes are one node.
///
/// What is known of values on the way, as the lints know it, rules out ways that no run takes. A
/// function stands in the graph once for each different knowledge it is called with, up to a limit.
///
/// The order of charges does not matter here, only which of them can come together. How much a node
/// costs is said by the opcode table.
final class CostModel {
  let contract: CheckedContract
  let effects: EffectTable
  private(set) var nodes: [Node] = [.sequence([]), .choice([])]
  private var numbers: [Node: Cost] = [.sequence([]): .nothing, .choice([]): .impossible]
  private var actions: [ActionID: Cost] = [:]
  /// Actions whose cost is being found: one that asks for itself has no bound.
  private var open: Set<ActionID> = []
  var calls = CallTable()
  /// How often ways may still be kept apart, so that a long contract takes no longer than it must.
  var partings = 3_000

  enum Node: Hashable {
    case charge(Int, Span)
    case sequence([Cost])
    /// One of them happens; of none, nothing can.
    case choice([Cost])
    case times(Count, Cost)
    /// Sorting so many rows, or finding the middle one of so many values.
    case sorting(Count, Span)
    case unbounded(Span)
  }

  init(_ contract: CheckedContract) {
    self.contract = contract
    effects = EffectTable(contract)
  }

  private func add(_ node: Node) -> Cost {
    if let known = numbers[node] { return known }
    nodes.append(node)
    let cost = Cost(index: nodes.count - 1)
    numbers[node] = cost
    return cost
  }

  func charge(_ opcode: Opcode, _ span: Span) -> Cost { charge(opcode.cost, span) }
  func charge(_ gas: Int, _ span: Span) -> Cost { gas == 0 ? .nothing : add(.charge(gas, span)) }
  func unbounded(_ span: Span) -> Cost { add(.unbounded(span)) }
  func one(_ parts: Cost...) -> Cost { sequence(parts) }

  func sequence(_ parts: [Cost]) -> Cost {
    if parts.contains(.impossible) { return .impossible }
    let parts = parts.filter { $0 != .nothing }
    return parts.count == 1 ? parts[0] : add(.sequence(parts))
  }

  func choice(_ ways: [Cost]) -> Cost {
    var distinct: [Cost] = []
    for way in ways where way != .impossible && !distinct.contains(way) { distinct.append(way) }
    if distinct.count > 1 { distinct.removeAll { $0 == .nothing } }
    return distinct.count == 1 ? distinct[0] : add(.choice(distinct))
  }

  func any(_ condition: Condition) -> Cost { choice([condition.whenTrue, condition.whenFalse]) }

  /// Of what cannot happen, no time at all can: `for a in T { require false }` passes where `T` has no
  /// rows.
  func times(_ count: Count, _ cost: Cost) -> Cost {
    if case .constant(let number) = count, number < 1 { return .nothing }
    guard cost != .impossible else {
      if case .constant = count { return .impossible }
      return .nothing
    }
    return cost == .nothing ? .nothing : add(.times(count, cost))
  }

  func sorting(_ count: Count, _ span: Span) -> Cost { add(.sorting(count, span)) }

  /// The rows of a table: known where they are written down with it.
  func rows(of table: TableID) -> Count {
    contract.tables[table].fixedRows.map { .constant($0.count) } ?? .rows(table)
  }

  /// An action from outside, with the invariants it must keep.
  func action(_ id: ActionID) -> Cost {
    if let known = actions[id] { return known }
    guard open.insert(id).inserted else { return unbounded(contract.actions[id].span) }
    let cost = cost(of: id)
    open.remove(id)
    actions[id] = cost
    return cost
  }
}
