import Semantics

/// How many rows each table has, and what the first of them are called.
///
/// A table with fixed rows has as many as were written, a keyed table one for every combination of
/// its keys, any other table the number it was given or `CheckedExample.defaultPopulation`.
package struct Population: Hashable, Sendable {
  /// Words all tables together may hold, and rows a single one may: 256 MB.
  package static let cellLimit = 1 << 24

  /// Rows by table.
  package let counts: [Int]
  /// Names of the first rows, by table.
  package let names: [[String]]

  package init(
    of contract: CheckedContract, given: [TableID: CheckedExample.Population] = [:]
  ) throws(PopulationError) {
    var counts = [Int?](repeating: nil, count: contract.tables.count)
    for (id, table) in contract.tables.enumerated() where table.keys.isEmpty {
      let count = table.fixedRows?.count ?? given[id]?.count ?? CheckedExample.defaultPopulation
      guard count >= 0 else { throw .negative(table: table.name, count: count) }
      counts[id] = count
    }
    // A key may be of a table declared later, so pass until nothing changes: at most once a table.
    for _ in contract.tables {
      for (id, table) in contract.tables.enumerated() where counts[id] == nil {
        var product = 1
        var known = true
        for key in table.keys {
          guard let count = counts[key.table] else {
            known = false
            break
          }
          let (next, overflow) = product.multipliedReportingOverflow(by: count)
          guard !overflow else { throw .tooManyCells(table: table.name) }
          product = next
        }
        if known { counts[id] = product }
      }
    }
    var cells = 0
    var resolved: [Int] = []
    for (id, table) in contract.tables.enumerated() {
      guard let count = counts[id] else { throw .cyclicKeys(table: table.name) }
      let (words, overflow) = count.multipliedReportingOverflow(by: max(1, table.fields.count))
      guard !overflow, words <= Population.cellLimit &- cells else {
        throw .tooManyCells(table: table.name)
      }
      cells &+= words
      resolved.append(count)
    }
    self.counts = resolved
    self.names = contract.tables.indices.map { given[$0]?.names ?? [] }
  }
}

extension Population {
  /// The row of the key table that a row of a keyed table belongs to: one digit of its number, the
  /// last key counting fastest.
  func key(_ key: Int, of table: TableID, _ row: Int, _ contract: CheckedContract) -> Int {
    let keys = contract.tables[table].keys
    var rest = row
    for later in keys.dropFirst(key &+ 1) { rest /= max(1, counts[later.table]) }
    return rest % max(1, counts[keys[key].table])
  }
}

/// Why a population cannot be.
package enum PopulationError: Error, Hashable, Sendable {
  case negative(table: String, count: Int)
  /// The words of this table and those before it go beyond `Population.cellLimit`.
  case tooManyCells(table: String)
  /// The keys of a table lead back to it.
  case cyclicKeys(table: String)
}
