import Numerics
import Reference
import Semantics

/// A call of an action, with the state it meets: what one run's gas depends on.
struct GasCall: Equatable {
  var state: State
  var arguments: [Int128]
  var caller: Caller

  /// The same for more rows: the new ones of each table copies of one that is there, or as they
  /// are in the beginning.
  func grown(
    _ contract: CheckedContract, from old: Population, to new: Population,
    copying template: Int?
  ) -> GasCall {
    var result = self
    for (id, table) in contract.tables.enumerated() {
      /// The row that a row is a copy of.
      func original(_ row: Int, _ table: TableID) -> Int? {
        let count = old.counts[table]
        return row < count ? row : count == 0 ? nil : template.map { $0 % count }
      }
      func original(_ row: Int) -> Int? {
        guard !table.keys.isEmpty else { return original(row, id) }
        var (rest, place, scale) = (row, 0, 1)
        for key in table.keys.reversed() {
          let many = max(1, new.counts[key.table])
          guard let part = original(rest % many, key.table) else { return nil }
          place += part * scale
          scale *= max(1, old.counts[key.table])
          rest /= many
        }
        return place
      }
      let rows = (0..<new.counts[id]).map { original($0) }
      for (field, shape) in table.fields.enumerated() where table.fixedRows == nil {
        let column = state.columns[id][field]
        result.state.columns[id][field] = rows.map { row in row.map { column[$0] } ?? shape.initial
        }
      }
    }
    return result
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
