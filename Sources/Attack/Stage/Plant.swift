import Diagnostics
import Semantics

/// Why an invariant was planted.
package enum Plant: Hashable, Sendable {
  /// To show that breaks are found.
  case canary
  /// It says that an invariant has nothing to say, and breaks when it has.
  case premise(of: Int)

  static func all(
    for contract: CheckedContract
  ) -> [(plant: Plant, invariant: CheckedInvariant)] {
    var all: [(plant: Plant, invariant: CheckedInvariant)] = []
    if let canary = Canary.invariant(for: contract) { all.append((.canary, canary)) }
    for (number, invariant) in contract.invariants.enumerated() where !invariant.enforced {
      guard let premise = invariant.condition.premise else { continue }
      all.append(
        (
          .premise(of: number),
          CheckedInvariant(
            name: invariant.name, text: nil, after: invariant.after, enforced: false,
            overParametersAlone: false, frame: invariant.frame,
            condition: CheckedExpression(.not(premise), .truth, premise.span),
            span: invariant.span)
        ))
    }
    return all
  }
}

extension CheckedExpression {
  /// What must be true for this to say anything, where it is a claim about some cases only: `a` of
  /// `a implies b`, and some row of which that is true in a claim about all rows.
  fileprivate var premise: CheckedExpression? {
    switch kind {
    case .logical(.implies, let premise, _): return premise
    case .logical(.and, let left, let right): return left.premise ?? right.premise
    case .aggregate(let aggregate) where aggregate.function == .all:
      guard let inner = aggregate.body?.premise ?? aggregate.rows.condition else {
        return nil
      }
      return CheckedExpression(
        .aggregate(
          CheckedAggregate(function: .any, rows: aggregate.rows, body: inner, otherwise: nil)),
        .truth, span)
    default: return nil
    }
  }
}

/// An invariant that is false and easy to break: that of two things the contract remembers one stays
/// as it began. A search that does not find it sees nothing, and must not say that anything holds.
enum Canary {
  /// `nil` where no action changes two things.
  static func invariant(for contract: CheckedContract) -> CheckedInvariant? {
    let effects = EffectTable(contract)
    var counts: [(thing: Thing, actions: Int)] = []
    for action in contract.actions {
      for thing in things(effects.changes(in: action.body), contract) {
        if let known = counts.firstIndex(where: { $0.thing == thing }) {
          counts[known].actions += 1
        } else {
          counts.append((thing, 1))
        }
      }
    }
    // The most written first, of those written alike the one declared first.
    let chosen = counts.sorted {
      $0.actions != $1.actions ? $0.actions > $1.actions : $0.thing < $1.thing
    }.prefix(2).map(\.thing)
    guard chosen.count == 2 else { return nil }
    var frame = Frame()
    let unchanged = chosen.map { $0.isUnchanged(in: contract, &frame) }
    return CheckedInvariant(
      name: "canary", text: nil, after: nil, enforced: false, overParametersAlone: false,
      frame: frame,
      condition: CheckedExpression(
        .logical(.or, unchanged[0], unchanged[1]), .truth, contract.span),
      span: contract.span)
  }

  /// Something the contract remembers.
  private enum Thing: Hashable, Comparable {
    case state(StateID)
    case field(TableID, FieldID)

    func isUnchanged(in contract: CheckedContract, _ frame: inout Frame) -> CheckedExpression {
      let span = contract.span
      func isInitial(_ kind: CheckedExpression.Kind, _ type: ValueType, _ word: Int128)
        -> CheckedExpression
      {
        CheckedExpression(
          .compare(
            .equal, CheckedExpression(kind, type, span),
            CheckedExpression(.constant(word), type, span)), .truth, span)
      }
      switch self {
      case .state(let id):
        let state = contract.states[id]
        return isInitial(.state(id), state.type, state.initial)
      case .field(let table, let field):
        let shape = contract.tables[table].fields[field]
        let binder = frame.locals.count
        frame.locals.append(CheckedSlot(name: "row", type: .row(table), span: span))
        let row = CheckedExpression(.local(binder), .row(table), span)
        return CheckedExpression(
          .aggregate(
            CheckedAggregate(
              function: .all,
              rows: CheckedSelection(
                table: table, binder: binder, condition: nil, keys: [], span: span),
              body: isInitial(.field(table, field, row: row), shape.type, shape.initial),
              otherwise: nil)), .truth, span)
      }
    }
  }

  private static func things(_ changes: Set<Change>, _ contract: CheckedContract) -> [Thing] {
    changes.flatMap { change -> [Thing] in
      switch change {
      case .state(let id): [.state(id)]
      case .field(let table, let field):
        contract.tables[table].fixedRows == nil ? [.field(table, field)] : []
      case .table(let table):
        contract.tables[table].fixedRows == nil
          ? contract.tables[table].fields.indices.filter {
            !contract.tables[table].fields[$0].isParameter
          }.map { .field(table, $0) } : []
      case .local, .parameter, .anything: []
      }
    }.sorted()
  }
}
