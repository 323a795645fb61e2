import Numerics
import Semantics

/// Values as people read them, exact to the last digit:
///
///     1_250.5 USD    60_000 USD/BTC    0.1    1h 5min    2025-01-01T00:00:00Z
///     true    halted    Account[3]    Market[ETH]    Position[0, ETH]    none
///
/// Numbers can be copied back into a contract or an example as they stand.
package struct ValuePrinter: Sendable {
  package let contract: CheckedContract
  let population: Population

  package init(_ contract: CheckedContract, _ population: Population) {
    self.contract = contract
    self.population = population
  }

  package func text(_ value: Value) -> String { text(value.word, value.type) }

  package func text(_ word: Int128, _ type: ValueType) -> String {
    switch type {
    case .fixed(.duration): durationText(word)
    case .fixed(let dimension): Fixed.text(word) + unit(dimension)
    case .integer(let dimension): Integer.text(word) + unit(dimension)
    case .time: timeText(word)
    case .truth: word == 0 ? "false" : "true"
    case .row(let table): row(word, of: table)
    case .enumeration(let id): member(word, of: id)
    case .unknown: Integer.text(word)
    }
  }

  /// The value of a field, with the units of its row: `5 base[ETH]`.
  package func text(_ word: Int128, table: TableID, field: FieldID, row: Int) -> String {
    let type = contract.tables[table].fields[field].type
    return text(word, type.mappingIndices { self.index($0, table: table, row: row) })
  }

  /// How far apart two values are. The difference of times is a duration; of values that are no
  /// quantities there is none. `nil` too when it does not fit a word.
  package func difference(_ left: Value, _ right: Value) -> String? {
    let (word, overflow) = left.word.subtractingReportingOverflow(right.word)
    guard !overflow else { return nil }
    switch left.type {
    case .fixed, .integer: return text(word, left.type)
    case .time: return text(word, .duration)
    case .truth, .row, .enumeration, .unknown: return nil
    }
  }

  package func row(_ word: Int128, of table: TableID) -> String {
    guard word != noRow else { return "none" }
    let name = contract.tables[table].name
    guard let number = Int(exactly: word) else { return "\(name)[\(word)]" }
    return "\(name)[\(label(number, of: table))]"
  }

  /// What stands between the brackets: `3`, `ETH`, `0, ETH`.
  package func label(_ row: Int, of table: TableID) -> String {
    let keys = contract.tables[table].keys
    guard !keys.isEmpty else {
      let names = population.names[table]
      return row >= 0 && row < names.count ? names[row] : String(row)
    }
    var rest = row
    var labels: [String] = []
    for key in keys.reversed() {
      let count = max(1, population.counts[key.table])
      labels.append(label(rest % count, of: key.table))
      rest /= count
    }
    return labels.reversed().joined(separator: ", ")
  }

  private func member(_ word: Int128, of id: EnumerationID) -> String {
    let enumeration = contract.enumerations[id]
    guard let place = Int(exactly: word), enumeration.members.indices.contains(place) else {
      return "\(enumeration.name)(\(word))"
    }
    return enumeration.members[place]
  }

  private func unit(_ dimension: Dimension) -> String {
    guard !dimension.isNone else { return "" }
    let named = dimension.mapping { unit in
      guard case .indexed(let name, let index) = unit else { return Dimension(unit) }
      return Dimension(.indexed(name, self.named(index)))
    }
    return " \(named)"
  }

  /// Rows that have a name are called by it alone: `base[ETH]`.
  private func named(_ index: UnitIndex) -> UnitIndex {
    guard case .numbered(let table, let row) = index,
      let id = contract.tables.firstIndex(where: { $0.name == table }),
      population.names[id].indices.contains(row)
    else { return index }
    return .local(0, name: population.names[id][row])
  }

  /// The index in a field's type, for one row of the field's table.
  private func index(_ index: UnitIndex, table: TableID, row: Int) -> UnitIndex {
    guard let (table, row) = place(of: index, table: table, row: row) else { return index }
    return .numbered(table: contract.tables[table].name, row)
  }

  private func place(of index: UnitIndex, table: TableID, row: Int) -> (TableID, Int)? {
    switch index {
    case .this: return (table, row)
    case .key(let base, let key, _):
      guard let (table, row) = place(of: base, table: table, row: row),
        key < contract.tables[table].keys.count
      else { return nil }
      return (contract.tables[table].keys[key].table, population.key(key, of: table, row, contract))
    case .local, .numbered: return nil
    }
  }
}
