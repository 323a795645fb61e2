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

/// An invariant that is false and easy to break: that of the few things a contract writes most, all but
/// one stay as they began. A search that does not find it sees nothing, and must not say that anything
/// holds.
enum Canary {
  /// `nil` where no action changes two things.
  static func invariant(for contract: CheckedContract) -> CheckedInvariant? {
    let effects = EffectTable(contract)
    let reached = Set(
      contract.actions.flatMap { things(effects.changes(in: $0.body), contract) })
    // In how many places each is written. Not in how many actions: bookkeeping that all of them
    // begin with, such as an index of interest, may never move.
    var places: [Thing: Int] = [:]
    for body in contract.bodies {
      body.statements.walk { statement in
        if case .perform = statement.kind { return }
        for thing in Set(things(effects.changes(of: statement), contract))
        where reached.contains(thing) && !statement.isCompound {
          places[thing, default: 0] += 1
        }
      }
    }
    // The most written first, of those written alike the one declared first. Some of them may never
    // move as parameters stand, so that there are more than the two that have to.
    let chosen = places.sorted {
      $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key
    }.prefix(4).map(\.key)
    guard chosen.count >= 2 else { return nil }
    var frame = Frame()
    let unchanged = chosen.map { $0.isUnchanged(in: contract, &frame) }
    let pairs = unchanged.indices.flatMap { one in
      unchanged.indices.dropFirst(one + 1).map { other in
        CheckedExpression(
          .logical(.or, unchanged[one], unchanged[other]), .truth, contract.span)
      }
    }
    return CheckedInvariant(
      name: "canary", text: nil, after: nil, enforced: false, overParametersAlone: false,
      frame: frame,
      condition: pairs.dropFirst().reduce(pairs[0]) {
        CheckedExpression(.logical(.and, $0, $1), .truth, contract.span)
      },
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

extension CheckedStatement {
  /// Whether it consists of others, which are counted one by one.
  fileprivate var isCompound: Bool {
    switch kind {
    case .if, .match, .for, .repeat: true
    default: false
    }
  }
}
