import Numerics
import Reference
import Semantics

/// A call of an action, with the state it meets: what one run's gas depends on.
struct GasCall: Equatable {
  var state: State
  var arguments: [Int128]
  var caller: Caller

  /// What becomes of amounts when a row is copied for more rows: the copies may share them, so that
  /// all together are worth what one was.
  struct Sharing {
    var ofRow: Bool
    var ofKeyedRows: Bool

    static let ways = [(false, false), (false, true), (true, true), (true, false)].map {
      Sharing(ofRow: $0, ofKeyedRows: $1)
    }
  }

  /// The same for more rows in one table: the new ones copies of one that is there, or as they are in
  /// the beginning.
  func grown(
    _ contract: CheckedContract, from old: Population, to new: Population, in grown: TableID,
    copying template: Int?, _ sharing: Sharing
  ) -> GasCall {
    var result = self
    let copies = Int128(new.counts[grown] - old.counts[grown] + 1)
    for (id, table) in contract.tables.enumerated() where new.counts[id] != old.counts[id] {
      let before = KeyPlaces(contract, old, id)
      let after = KeyPlaces(contract, new, id)
      var isCopy = [Bool](repeating: false, count: new.counts[id])
      func original(_ row: Int, _ part: Int) -> Int? {
        if part == template { isCopy[row] = true }
        guard part >= old.counts[grown] else { return part }
        isCopy[row] = true
        return template
      }
      let rows = isCopy.indices.map { row -> Int? in
        guard id != grown else { return original(row, row) }
        var parts: [Int] = []
        for (key, column) in table.keys.enumerated() {
          let part = after.part(of: row, key)
          guard let from = column.table == grown ? original(row, part) : part else { return nil }
          parts.append(from)
        }
        return before.row(parts)
      }
      let isShared = template != nil && (id == grown ? sharing.ofRow : sharing.ofKeyedRows)
      for (field, shape) in table.fields.enumerated() where table.fixedRows == nil {
        let column = state.columns[id][field]
        let share = isShared && shape.isAmount ? copies : 1
        result.state.columns[id][field] = rows.indices.map { row in
          rows[row].map { column[$0] / (isCopy[row] ? share : 1) } ?? shape.initial
        }
      }
    }
    return result
  }
}

extension CheckedTable.Field {
  fileprivate var isAmount: Bool {
    switch type {
    case .fixed, .integer: !isParameter
    case .truth, .row, .enumeration, .time, .unknown: false
    }
  }
}

/// Draws calls and states: any word its type and range admit, reachable or not.
struct GasDraw {
  let contract: CheckedContract
  let population: Population
  var dice: Dice

  init(_ contract: CheckedContract, _ population: Population, seed: UInt64) {
    self.contract = contract
    self.population = population
    dice = Dice(seed: seed, program: 0)
  }

  mutating func call(of action: ActionID) -> GasCall {
    GasCall(
      state: state(),
      arguments: contract.actions[action].parameters.map { word($0.type, $0.range) },
      caller: caller(of: action))
  }

  /// Words of one temper: where they are wild most arithmetic overflows, where they are tame little
  /// does, and where all rows are alike all take the same way.
  private mutating func state() -> State {
    let wildness = dice.below(4)
    let isAlike = dice.below(2) == 0
    var state = Interpreter(contract, population).initialState
    state.now += Int128(dice.below(3)) * Int128(dice.below(1_000_000)) * Fixed.unit
    for (id, parameter) in contract.parameters.enumerated() where dice.below(2) == 0 {
      state.parameters[id] = word(parameter.type, parameter.range, wildness)
    }
    for (id, slot) in contract.states.enumerated() {
      state.states[id] = word(slot.type, nil, wildness)
    }
    for (id, table) in contract.tables.enumerated() {
      for (number, field) in table.fields.enumerated() {
        if field.isParameter && dice.below(2) == 0 { continue }
        let same = word(field.type, field.range, wildness)
        for row in state.columns[id][number].indices {
          state.columns[id][number][row] =
            isAlike ? same : word(field.type, field.range, wildness)
        }
      }
    }
    return state
  }

  mutating func caller(of action: ActionID) -> Caller {
    switch contract.actions[action].callers {
    case .anyone: .anyone
    case .roles(let roles): .role(roles[dice.below(roles.count)])
    case .row(let table): .row(table, Int128(dice.below(population.counts[table] + 1)) - 1)
    }
  }

  /// A word that a place of this type and range may hold; the wilder the larger.
  mutating func word(_ type: ValueType, _ range: WordRange?, _ wildness: Int = 1) -> Int128 {
    switch type {
    case .truth: return Int128(dice.below(2))
    case .row(let table):
      let count = population.counts[table]
      return dice.below(8) == 0 || count == 0 ? -1 : Int128(dice.below(count))
    case .enumeration(let id):
      return Int128(dice.below(max(1, contract.enumerations[id].members.count)))
    case .time:
      let age = Int128(dice.below(4)) * Int128(dice.below(4_000)) * Fixed.unit
      return switch dice.below(8) {
      case 0: 0
      case 1: Interpreter.start + age
      case 2: Interpreter.start - age * 100
      default: Interpreter.start - age
      }
    case .fixed: return within(range, number(Fixed.unit, wildness))
    case .integer, .unknown: return within(range, number(1, wildness))
    }
  }

  private mutating func within(_ range: WordRange?, _ word: Int128) -> Int128 {
    guard let range else { return word }
    switch dice.below(4) {
    case 0: return range.lowerBound
    case 1: return range.upperBound
    default: return min(max(word, range.lowerBound), range.upperBound)
    }
  }

  private mutating func number(_ one: Int128, _ wildness: Int) -> Int128 {
    let sign: Int128 = dice.below(3) == 0 ? -1 : 1
    switch dice.below(wildness == 0 ? 11 : 9 + 4 * wildness) {
    case 0: return 0
    case 1: return sign
    case 2: return sign * one
    case 3: return sign * one * Int128(dice.below(10))
    case 4: return sign * one * 1_000
    case 5: return sign * one / 20
    case 6: return sign * one / Int128(1 + dice.below(100))
    case 7: return sign * one * Int128(dice.below(100_000))
    case 8: return sign * one * 1_000_000
    case 9, 10: return sign * one * Int128(dice.below(1_000_000)) / 1_000
    case 11: return sign * one * 1_000_000_000_000
    case 12: return sign == 1 ? .max : .min
    default: return sign * (Int128(1) << Int128(dice.below(126)))
    }
  }
}
