/// A place that code reads or writes, as finely as the loop lint needs to tell places apart.
enum Cell: Hashable {
  case local(LocalID)
  case state(StateID)
  case parameter(ParameterID)
  case field(TableID, FieldID, Anchor)
}

extension Cell: Comparable {
  /// Any total order will do that is the same in every run.
  static func < (left: Cell, right: Cell) -> Bool {
    left.sortKey.lexicographicallyPrecedes(right.sortKey)
  }

  private var sortKey: [Int] {
    switch self {
    case .local(let slot): [0, slot]
    case .state(let state): [1, state]
    case .parameter(let parameter): [2, parameter]
    case .field(let table, let field, let anchor): [3, table, field] + anchor.sorted()
    }
  }
}

/// The local slots a row hangs on: with another value in one of them it is another row. `a` hangs on
/// `a`, `Position[a, m]` on both `a` and `m`; `p.market` and `Account[3]` hang on nothing.
typealias Anchor = Set<LocalID>

/// What a function reads and writes, its own locals left out. The slots of anchors are parameters.
struct AccessSummary {
  var reads: Set<Cell> = []
  var writes: Set<Cell> = []
}

/// The summaries of the functions of a contract, made when first asked for.
final class AccessTable {
  /// A function that touches more than this counts as touching nothing: the lint is silent rather
  /// than slow on a file made to be slow.
  private static let limit = 500

  private let contract: CheckedContract
  private var summaries: [FunctionID: AccessSummary] = [:]

  init(_ contract: CheckedContract) { self.contract = contract }

  /// What a call reads and writes, said in the caller's slots.
  func summary(
    of function: FunctionID, called arguments: [CheckedExpression], by caller: AccessScope
  ) -> AccessSummary {
    let anchors = arguments.map { caller.anchor(of: $0) }
    func translate(_ cell: Cell) -> Cell {
      guard case .field(let table, let field, let anchor) = cell else { return cell }
      let slots = anchor.reduce(into: Anchor()) { slots, slot in
        if anchors.indices.contains(slot) { slots.formUnion(anchors[slot]) }
      }
      return .field(table, field, slots)
    }
    let summary = summary(of: function)
    return AccessSummary(
      reads: Set(summary.reads.map(translate)), writes: Set(summary.writes.map(translate)))
  }

  /// No call chain of a checked contract has a circle, so this ends.
  private func summary(of function: FunctionID) -> AccessSummary {
    if let known = summaries[function] { return known }
    guard contract.functions.indices.contains(function) else { return AccessSummary() }
    // A circle of calls cannot be; were there one, it would end here.
    summaries[function] = AccessSummary()
    let body = contract.functions[function]
    let scope = AccessScope(body.body, contract, self)
    var result = AccessSummary()
    body.body.walk { statement in
      for expression in statement.expressions {
        result.reads.formUnion(scope.reads(of: expression))
      }
      result.writes.formUnion(scope.writes(of: statement))
    }
    let parameters = body.parameters.indices
    func outside(_ cells: Set<Cell>) -> Set<Cell> {
      var kept: Set<Cell> = []
      for cell in cells {
        switch cell {
        case .local: break
        case .state, .parameter: kept.insert(cell)
        case .field(let table, let field, let anchor):
          kept.insert(.field(table, field, anchor.filter { parameters.contains($0) }))
        }
      }
      return kept
    }
    result.reads = outside(result.reads)
    result.writes = outside(result.writes)
    if result.reads.count + result.writes.count > AccessTable.limit { result = AccessSummary() }
    summaries[function] = result
    return result
  }
}

/// Reads and writes of one body, with the rows its locals stand for.
struct AccessScope {
  let contract: CheckedContract
  let table: AccessTable
  /// What each local that is set exactly once was set to, so that `let p = Position[a, m]` is known
  /// to be that row.
  private var definitions: [LocalID: CheckedExpression] = [:]

  init(_ body: [CheckedStatement], _ contract: CheckedContract, _ table: AccessTable) {
    self.contract = contract
    self.table = table
    var found: [LocalID: CheckedExpression] = [:]
    var several: Set<LocalID> = []
    body.walk { statement in
      if case .setLocal(let slot, let value) = statement.kind, found[slot] == nil {
        found[slot] = value
      } else {
        switch statement.kind {
        case .setLocal(let slot, _): several.insert(slot)
        case .setLocals(let slots, _, _): several.formUnion(slots)
        default: break
        }
      }
    }
    for slot in several { found[slot] = nil }
    definitions = found
  }

  func anchor(of row: CheckedExpression) -> Anchor {
    switch row.kind {
    case .local(let slot):
      guard let definition = definitions[slot], case .row = definition.type else { return [slot] }
      return anchor(of: definition)
    case .rowKeyed(_, let keys): return keys.reduce(into: []) { $0.formUnion(anchor(of: $1)) }
    default: return []
    }
  }

  /// What the expression reads, in itself and through the functions it calls. With `origins`, a
  /// local counts as everything it was set from, too.
  func reads(of expression: CheckedExpression, origins: Bool = false) -> Set<Cell> {
    var result: Set<Cell> = []
    var followed: Set<LocalID> = []
    var pending = [expression]
    while let next = pending.popLast() {
      next.walk { part in
        switch part.kind {
        case .local(let slot):
          result.insert(.local(slot))
          if origins, let definition = definitions[slot], followed.insert(slot).inserted {
            pending.append(definition)
          }
        case .state(let state): result.insert(.state(state))
        case .parameter(let parameter): result.insert(.parameter(parameter))
        case .field(let table, let field, row: let row):
          result.insert(.field(table, field, anchor(of: row)))
        case .call(let function, let arguments, result: _):
          result.formUnion(
            self.table.summary(of: function, called: arguments, by: self).reads)
        default: break
        }
      }
    }
    return result
  }

  /// What the statement itself writes, those inside it left out.
  func writes(of statement: CheckedStatement) -> Set<Cell> {
    switch statement.kind {
    case .setLocal(let slot, let value): called(by: value).union([.local(slot)])
    case .setLocals(let slots, let function, let arguments):
      table.summary(of: function, called: arguments, by: self).writes
        .union(slots.map { .local($0) })
    case .setState(let state, let value): called(by: value).union([.state(state)])
    case .setParameter(let parameter, let value):
      called(by: value).union([.parameter(parameter)])
    case .setField(let table, let field, row: let row, let value):
      called(by: value).union([.field(table, field, anchor(of: row))])
    case .setRow(let table, row: let row, let values):
      fields(of: table, at: row).union(values.keys.map { .field(table, $0, anchor(of: row)) })
    case .reset(let table, row: let row): fields(of: table, at: row)
    case .perform(let function, let arguments):
      table.summary(of: function, called: arguments, by: self).writes
    case .return(let values): values.reduce(into: []) { $0.formUnion(called(by: $1)) }
    case .setColumn, .demand, .if, .match, .for, .repeat, .break, .continue, .emit, .request: []
    }
  }

  private func called(by value: CheckedExpression) -> Set<Cell> {
    guard case .call(let function, let arguments, result: _) = value.kind else { return [] }
    return table.summary(of: function, called: arguments, by: self).writes
  }

  /// The fields that go back to their defaults when a row is written anew.
  private func fields(of table: TableID, at row: CheckedExpression) -> Set<Cell> {
    guard contract.tables.indices.contains(table) else { return [] }
    let anchor = anchor(of: row)
    let fields = contract.tables[table].fields
    return Set(
      fields.indices.filter { !fields[$0].isParameter }.map { .field(table, $0, anchor) })
  }
}
