import Diagnostics
import Machine
import Semantics

/// What something can cost: a node of a `CostModel`.
struct Cost: Hashable {
  fileprivate(set) var index: Int
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

  /// Costs the same either way.
  init(_ cost: Cost) { self.init(whenTrue: cost, whenFalse: cost) }
}

/// Walks a checked tree and says what each node can cost, as a graph in which every function stands
/// once and children come before parents: never larger than the contract, evaluated in one pass.
///
/// The order of charges does not matter here, only which of them can come together. How much a node
/// costs is said by the opcode table.
final class CostModel {
  let contract: CheckedContract
  private(set) var nodes: [Node] = [.sequence([])]
  private var functions: [FunctionCall: Cost] = [:]
  private var actions: [ActionID: Cost] = [:]
  /// Actions whose cost is being found: one that asks for itself has no bound.
  private var open: Set<ActionID> = []

  enum Node {
    case charge(Int, Span)
    case sequence([Cost])
    /// One of them happens; of none, nothing can.
    case choice([Cost])
    case times(Count, Cost)
    /// Sorting so many rows, or finding the middle one of so many values.
    case sorting(Count, Span)
    case unbounded(Span)
  }

  private struct FunctionCall: Hashable {
    let function: FunctionID
    let ending: Ending
  }

  init(_ contract: CheckedContract) { self.contract = contract }

  private func add(_ node: Node) -> Cost {
    nodes.append(node)
    return Cost(index: nodes.count - 1)
  }

  var nothing: Cost { Cost(index: 0) }
  func charge(_ opcode: Opcode, _ span: Span) -> Cost { charge(opcode.cost, span) }
  func charge(_ gas: Int, _ span: Span) -> Cost { gas == 0 ? nothing : add(.charge(gas, span)) }
  func one(_ parts: Cost...) -> Cost { sequence(parts) }

  func sequence(_ parts: [Cost]) -> Cost {
    let parts = parts.filter { $0 != nothing }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? nothing : add(.sequence(parts))
  }

  func choice(_ ways: [Cost]) -> Cost { ways.count == 1 ? ways[0] : add(.choice(ways)) }
  func any(_ condition: Condition) -> Cost { choice([condition.whenTrue, condition.whenFalse]) }

  func times(_ count: Count, _ cost: Cost) -> Cost {
    cost == nothing ? nothing : add(.times(count, cost))
  }

  func sorting(_ count: Count, _ span: Span) -> Cost { add(.sorting(count, span)) }

  /// The rows of a table: known where they are written down with it.
  func rows(of table: TableID) -> Count {
    contract.tables[table].fixedRows.map { .constant($0.count) } ?? .rows(table)
  }

  func function(_ id: FunctionID, _ ending: Ending) -> Cost {
    let call = FunctionCall(function: id, ending: ending)
    if let known = functions[call] { return known }
    let cost = cost(contract.functions[id].body, ending)
    functions[call] = cost
    return cost
  }

  /// An action from outside, with the invariants it must keep.
  func action(_ id: ActionID) -> Cost {
    if let known = actions[id] { return known }
    guard open.insert(id).inserted else { return add(.unbounded(contract.actions[id].span)) }
    let cost = cost(of: id)
    open.remove(id)
    actions[id] = cost
    return cost
  }
}
