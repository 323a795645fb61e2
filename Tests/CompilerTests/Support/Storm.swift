import Reference
import Semantics

/// Random calls on random states: extreme words, rows that are not there, callers that may not call.
struct Storm {
  let contract: CheckedContract
  let population: Population
  var dice: Dice

  mutating func callOf(
    _ id: ActionID
  ) -> (arguments: [Int128], caller: Caller) {
    let action = contract.actions[id]
    return (action.parameters.map { word($0.type, $0.range) }, caller(action))
  }

  private mutating func caller(_ action: CheckedAction) -> Caller {
    switch (action.callers, dice.below(16)) {
    case (_, 0): .anyone
    case (.roles(let roles), _): .role(roles[dice.below(roles.count)])
    case (.row(let table), _): .row(table, Int128(dice.below(5) - 1))
    case (.anyone, _): .anyone
    }
  }

  private mutating func word(_ type: ValueType, _ range: WordRange?) -> Int128 {
    switch type {
    case .truth: return Int128(dice.below(2))
    case .row(let table): return Int128(dice.below(population.counts[table] + 2) - 1)
    case .enumeration(let id): return Int128(dice.below(contract.enumerations[id].members.count))
    case .fixed, .integer, .time, .unknown: break
    }
    if let range, dice.below(3) == 0 {
      return dice.below(2) == 0 ? range.lowerBound : range.upperBound
    }
    switch dice.below(10) {
    case 0: return .max
    case 1: return .min
    case 2: return 0
    case 3: return Int128(dice.below(9) - 4)
    default: return dice.integer(in: -5_000...200_000) * 1_000_000_000_000_000
    }
  }

  /// One random word somewhere, of the kind its place holds.
  mutating func disturb(_ state: inout State) {
    if dice.below(3) == 0, !contract.states.isEmpty {
      let id = dice.below(contract.states.count)
      state.states[id] = stored(contract.states[id].type)
      return
    }
    let tables = contract.tables.indices.filter {
      population.counts[$0] > 0 && !contract.tables[$0].fields.isEmpty
    }
    guard !tables.isEmpty else { return }
    let table = tables[dice.below(tables.count)]
    let field = dice.below(contract.tables[table].fields.count)
    let row = dice.below(population.counts[table])
    state.columns[table][field][row] = stored(contract.tables[table].fields[field].type)
  }

  /// What a state may hold: rows that exist, or none; now and then one that does not.
  private mutating func stored(_ type: ValueType) -> Int128 {
    let word = word(type, nil)
    guard case .row(let table) = type, dice.below(8) > 0 else { return word }
    return min(word, Int128(population.counts[table]) - 1)
  }
}
