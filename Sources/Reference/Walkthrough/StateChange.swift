import Semantics

/// One word that an action changed.
package struct StateChange: Hashable, Sendable {
  package let place: Place
  package let old: Int128
  package let new: Int128

  package enum Place: Hashable, Sendable {
    case parameter(ParameterID)
    case state(StateID)
    case field(TableID, FieldID, row: Int)
    case now
  }
}

extension State {
  /// What differs from an earlier state of the same contract: the clock, parameters and states in
  /// the order of their declaration, then tables row by row.
  package func changes(since old: State) -> [StateChange] {
    var changes: [StateChange] = []
    func compare(_ place: StateChange.Place, _ before: Int128, _ after: Int128) {
      if before != after { changes.append(StateChange(place: place, old: before, new: after)) }
    }
    compare(.now, old.now, now)
    for (id, (before, after)) in zip(old.parameters, parameters).enumerated() {
      compare(.parameter(id), before, after)
    }
    for (id, (before, after)) in zip(old.states, states).enumerated() {
      compare(.state(id), before, after)
    }
    for (table, (before, after)) in zip(old.columns, columns).enumerated() where before != after {
      let rows = after.first?.count ?? 0
      for row in 0..<rows {
        for (field, (before, after)) in zip(before, after).enumerated() {
          compare(.field(table, field, row: row), before[row], after[row])
        }
      }
    }
    return changes
  }
}

extension ValuePrinter {
  /// `Account[0].collateral`
  package func name(of place: StateChange.Place) -> String {
    switch place {
    case .parameter(let id): contract.parameters[id].name
    case .state(let id): contract.states[id].name
    case .field(let table, let field, let row):
      "\(self.row(Int128(row), of: table)).\(contract.tables[table].fields[field].name)"
    case .now: "now"
    }
  }

  /// A value that stands at a place.
  package func text(_ word: Int128, at place: StateChange.Place) -> String {
    switch place {
    case .parameter(let id): text(word, contract.parameters[id].type)
    case .state(let id): text(word, contract.states[id].type)
    case .field(let table, let field, let row): text(word, table: table, field: field, row: row)
    case .now: text(word, .time)
    }
  }

  /// `Liquidated(account: Account[0], size: 0.5 BTC)`
  package func text(_ event: Event) -> String {
    let declared = contract.events[event.id]
    let values = zip(declared.parameters, event.values).map { "\($0.name): \(text($1, $0.type))" }
    return "\(declared.name)(\(values.joined(separator: ", ")))"
  }
}
