import Numerics
import Reference
import Semantics

/// Changes that a search tries: of one word, of all the words that belong to a row, or of whole rows
/// with everything that other tables keep for them.
extension GasSearch {
  mutating func change(_ call: inout GasCall) {
    let contract = subject.contract
    let parameters = contract.actions[action].parameters
    switch draw.dice.below(24) {
    case 0 where !parameters.isEmpty, 1 where !parameters.isEmpty, 2 where !parameters.isEmpty:
      let id = draw.dice.below(parameters.count)
      call.arguments[id] = changed(
        call.arguments[id], parameters[id].type, parameters[id].range, in: call)
    case 3: call.caller = draw.caller(of: action)
    case 4, 5: act(&call)
    case 6 where !reads.parameters.isEmpty, 7 where !reads.parameters.isEmpty:
      let id = draw.dice.pick(reads.parameters)
      let slot = contract.parameters[id]
      call.state.parameters[id] = changed(
        call.state.parameters[id], slot.type, slot.range, in: call)
    case 8 where !reads.states.isEmpty, 9 where !reads.states.isEmpty:
      let id = draw.dice.pick(reads.states)
      call.state.states[id] = changed(
        call.state.states[id], contract.states[id].type, nil, in: call)
    case 10, 11, 12: copyRow(&call)
    case 13, 14, 15: changeSlice(&call)
    default: changeRows(&call)
    }
  }

  private mutating func changeRows(_ call: inout GasCall) {
    let filled = reads.fields.filter { population.counts[$0.table] > 0 }
    guard !filled.isEmpty else { return }
    let (table, id) = draw.dice.pick(filled)
    let fields = subject.contract.tables[table].fields
    let count = population.counts[table]
    let row = draw.dice.below(count)
    switch draw.dice.below(8) {
    case 0, 1:
      let word = changed(
        call.state.columns[table][id][row], fields[id].type, fields[id].range, in: call)
      call.state.columns[table][id] = [Int128](repeating: word, count: count)
    case 2:
      let from = draw.dice.below(count)
      for column in fields.indices {
        call.state.columns[table][column][row] = call.state.columns[table][column][from]
      }
    case 3:
      for column in fields.indices {
        let word = call.state.columns[table][column][row]
        call.state.columns[table][column] = [Int128](repeating: word, count: count)
      }
    default:
      call.state.columns[table][id][row] = changed(
        call.state.columns[table][id][row], fields[id].type, fields[id].range, in: call)
    }
  }

  /// One row becomes like another, or all rows do but those that are called by name.
  private mutating func copyRow(_ call: inout GasCall) {
    let tables = subject.contract.tables.indices.filter {
      subject.contract.tables[$0].keys.isEmpty && population.counts[$0] > 1
    }
    guard !tables.isEmpty else { return }
    let table = draw.dice.pick(tables)
    let count = population.counts[table]
    let from = draw.dice.below(count)
    var rows = Set([draw.dice.below(count)])
    if draw.dice.below(2) == 0 {
      rows = Set(0..<count)
      if draw.dice.below(4) > 0 { rows.subtract(named(table, in: call)) }
    }
    call.copy(from, to: rows, of: table, subject.contract, population)
  }

  /// The rows of a table that are arguments or the caller.
  private func named(_ table: TableID, in call: GasCall) -> Set<Int> {
    var rows: Set<Int> = []
    for (slot, word) in zip(subject.contract.actions[action].parameters, call.arguments) {
      if case .row(table) = slot.type { rows.insert(Int(clamping: word)) }
    }
    if case .row(table, let row) = call.caller { rows.insert(Int(clamping: row)) }
    return rows
  }

  /// All the words of a field that belong to one row of another table, each for itself or all to the
  /// same.
  private mutating func changeSlice(_ call: inout GasCall) {
    let contract = subject.contract
    let keyed = reads.fields.filter {
      !contract.tables[$0.table].keys.isEmpty && population.counts[$0.table] > 0
    }
    guard !keyed.isEmpty else { return changeRows(&call) }
    let (table, id) = draw.dice.pick(keyed)
    let field = contract.tables[table].fields[id]
    let places = KeyPlaces(contract, population, table)
    let key = draw.dice.below(contract.tables[table].keys.count)
    let row = draw.dice.below(population.counts[table])
    let rows = (0..<population.counts[table]).filter {
      places.part(of: $0, key) == places.part(of: row, key)
    }
    let isSame = draw.dice.below(2) == 0
    let word = changed(call.state.columns[table][id][row], field.type, field.range, in: call)
    for one in rows {
      call.state.columns[table][id][one] =
        isSame
        ? word : changed(call.state.columns[table][id][one], field.type, field.range, in: call)
    }
  }

  private mutating func changed(
    _ word: Int128, _ type: ValueType, _ range: WordRange?, in call: GasCall
  ) -> Int128 {
    switch type {
    case .fixed, .integer, .unknown: break
    case .truth, .row, .enumeration, .time: return draw.word(type, range, 0)
    }
    let one: Int128 = if case .fixed = type { Fixed.unit } else { 1 }
    let result: Int128
    switch draw.dice.below(16) {
    case 0: result = word &+ 1
    case 1: result = word &- 1
    case 2: result = word &+ one
    case 3: result = word &- one
    case 4: result = word == .min ? word : -word
    case 5: result = word / 2
    case 6: result = word &* 2
    case 7: result = word / 1_000
    case 8: result = word.multipliedReportingOverflow(by: 1_000).partialValue
    case 9, 10, 11: result = known(in: call) &+ Int128(draw.dice.below(3) - 1)
    default: return draw.word(type, range, 0)
    }
    return range.map { Swift.min(Swift.max(result, $0.lowerBound), $0.upperBound) } ?? result
  }

  /// A word that stands somewhere in the state already: what is compared is often nearly the same.
  private mutating func known(in call: GasCall) -> Int128 {
    let filled = reads.fields.filter { population.counts[$0.table] > 0 }
    guard !filled.isEmpty, draw.dice.below(6) > 0 else {
      return call.state.states.isEmpty ? 0 : draw.dice.pick(call.state.states)
    }
    let (table, id) = draw.dice.pick(filled)
    return draw.dice.pick(call.state.columns[table][id])
  }
}

/// Where the rows of a keyed table stand: the last key runs fastest.
struct KeyPlaces {
  private let counts: [Int]

  init(_ contract: CheckedContract, _ population: Population, _ table: TableID) {
    counts = contract.tables[table].keys.map { population.counts[$0.table] }
  }

  private func stride(_ key: Int) -> Int { counts[(key + 1)...].reduce(1, *) }

  func part(of row: Int, _ key: Int) -> Int { row / stride(key) % counts[key] }

  func row(_ parts: [Int]) -> Int {
    zip(parts, counts).reduce(0) { $0 * $1.1 + $1.0 }
  }

  func replacing(_ key: Int, of row: Int, by part: Int) -> Int {
    row + (part - self.part(of: row, key)) * stride(key)
  }
}

extension GasCall {
  /// Lets rows be like another one, with all that keyed tables hold for them.
  mutating func copy(
    _ from: Int, to rows: Set<Int>, of table: TableID, _ contract: CheckedContract,
    _ population: Population
  ) {
    for (id, shape) in contract.tables.enumerated() {
      var sources = Array(0..<population.counts[id])
      if id == table {
        for row in rows where sources.indices.contains(row) { sources[row] = from }
      } else {
        let places = KeyPlaces(contract, population, id)
        for (key, column) in shape.keys.enumerated() where column.table == table {
          sources = sources.map {
            rows.contains(places.part(of: $0, key)) ? places.replacing(key, of: $0, by: from) : $0
          }
        }
      }
      guard sources != Array(sources.indices) else { continue }
      for field in shape.fields.indices {
        let column = state.columns[id][field]
        state.columns[id][field] = sources.map { column[$0] }
      }
    }
  }
}
