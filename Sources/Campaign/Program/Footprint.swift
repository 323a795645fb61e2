import Semantics

/// Which words an invariant reads, so that it is asked again only when one of them may have changed.
///
/// Exact where it says so: an invariant is a function of what it reads, so when nothing of that was
/// written since it last held, it holds.
package struct Footprint {
  private let effects: EffectTable
  private let contract: CheckedContract
  /// What each function reads, itself or through those it calls.
  private var functions: [FunctionID: Reads] = [:]

  /// What an expression reads.
  struct Reads {
    var cells: Set<Change> = []
    var clock = false
    /// Depends on more than the present state: `old`, or whether a call would succeed.
    var isUnbounded = false

    mutating func formUnion(_ other: Reads) {
      cells.formUnion(other.cells)
      clock = clock || other.clock
      isUnbounded = isUnbounded || other.isUnbounded
    }
  }

  package init(_ contract: CheckedContract) {
    self.contract = contract
    effects = EffectTable(contract)
  }

  /// For each action, the invariants to ask after it: those that read what it may write, those
  /// about this action, and those that compare with the past.
  package mutating func invariantsAfterActions() -> [[Int]] {
    let reads = contract.invariants.map { self.reads(of: $0.condition) }
    return contract.actions.enumerated().map { id, action in
      let writes = effects.changes(in: action.body)
      return contract.invariants.indices.filter { number in
        let invariant = contract.invariants[number]
        if let after = invariant.after { return after == id }
        return reads[number].isUnbounded || Footprint.meets(writes, reads[number].cells)
      }
    }
  }

  /// The invariants that may break by the mere passing of time.
  package mutating func invariantsOfTime() -> [Int] {
    contract.invariants.indices.filter { number in
      let invariant = contract.invariants[number]
      guard invariant.after == nil else { return false }
      let reads = self.reads(of: invariant.condition)
      return reads.clock || reads.isUnbounded
    }
  }

  private static func meets(_ writes: Set<Change>, _ reads: Set<Change>) -> Bool {
    if writes.contains(.anything) { return true }
    return writes.contains { change in
      switch change {
      case .table(let table):
        reads.contains { if case .field(table, _) = $0 { true } else { false } }
      default: reads.contains(change)
      }
    }
  }

  private mutating func reads(of expression: CheckedExpression) -> Reads {
    var result = Reads()
    var callees: Set<FunctionID> = []
    expression.walk { node in
      switch node.kind {
      case .state(let id): result.cells.insert(.state(id))
      case .parameter(let id): result.cells.insert(.parameter(id))
      case .field(let table, let field, row: _): result.cells.insert(.field(table, field))
      case .now: result.clock = true
      case .old, .can: result.isUnbounded = true
      case .call(let id, _, result: _): callees.insert(id)
      default: break
      }
    }
    for id in callees.sorted() { result.formUnion(reads(of: id)) }
    return result
  }

  private mutating func reads(of function: FunctionID) -> Reads {
    if let known = functions[function] { return known }
    // Calls go in no circle; were there one, it would end here.
    functions[function] = Reads(isUnbounded: true)
    var result = Reads()
    var callees: [CheckedExpression] = []
    let body = contract.functions[function].body
    body.walk { statement in
      callees += statement.expressions
      switch statement.kind {
      case .perform(let id, let arguments), .setLocals(_, let id, let arguments):
        callees.append(
          CheckedExpression(.call(id, arguments, result: 0), .unknown, statement.span))
      default: break
      }
    }
    for expression in callees { result.formUnion(reads(of: expression)) }
    functions[function] = result
    return result
  }
}
