/// Where everything of a program lies in the arena, for given numbers of rows.
///
/// The arena: the words, the columns of the state, the temporaries. A local column gets its memory
/// when it is filled.
struct Layout: Sendable {
  let rows: [Int]
  /// By column as operands number them: the state's, the local ones, the temporaries.
  let columns: [Column]
  let keys: [Key]
  /// Where the columns of the state end.
  let stateEnd: Int
  let size: Int

  struct Column: Sendable {
    /// Where it begins in the arena; nothing for a local column.
    let offset: Int
    /// Rows, or cells of a local column; nothing for one that is too large.
    let cells: Int
    let isTooLarge: Bool
    /// A temporary holds one strip, so that a strip does not move in it.
    let isTemporary: Bool
  }

  /// How to find a key in the number of a row.
  struct Key: Sendable {
    let rows: Int
    let divisor: Int
    let modulus: Int
  }

  /// Cells a local column may have; more than this reverts the action that fills it.
  static let cellLimit = 1 << 24

  init(_ program: Program, rows: [Int]) throws(PopulationMismatch) {
    try Layout.check(rows, program)
    var next = program.wordCount
    var columns: [Column] = []
    for (table, count) in zip(program.tables, rows) {
      for _ in table.initial {
        columns.append(
          Column(offset: next, cells: count, isTooLarge: false, isTemporary: false))
        next += count
      }
    }
    stateEnd = next
    for column in program.localColumns {
      let cells = Layout.cells(column.tables.map { rows[$0] })
      columns.append(
        Column(offset: 0, cells: cells ?? 0, isTooLarge: cells == nil, isTemporary: false))
    }
    for _ in 0..<program.temporaryCount {
      columns.append(
        Column(
          offset: next, cells: Program.stripLength, isTooLarge: false, isTemporary: true))
      next += Program.stripLength
    }
    self.rows = rows
    self.columns = columns
    keys = program.keys.map { key in
      let tables = program.tables[key.table].keys
      // No row of an empty table is ever looked at, and its other keys may have any number of rows.
      guard rows[key.table] > 0 else { return Key(rows: 0, divisor: 1, modulus: 1) }
      let divisor = tables.dropFirst(key.key + 1).reduce(1) { $0 * rows[$1] }
      return Key(rows: rows[key.table], divisor: divisor, modulus: rows[tables[key.key]])
    }
    size = next
  }

  /// The cells of a local column, unless there are too many before the last dimension or after it.
  private static func cells(_ dimensions: [Int]) -> Int? {
    var cells = 1
    for dimension in dimensions {
      let (product, overflow) = cells.multipliedReportingOverflow(by: dimension)
      guard !overflow, product <= cellLimit else { return nil }
      cells = product
    }
    return cells
  }

  private static func check(
    _ rows: [Int], _ program: Program
  ) throws(PopulationMismatch) {
    guard rows.count == program.tables.count else { throw PopulationMismatch(table: nil) }
    var total = 0
    for (number, table) in program.tables.enumerated() {
      var expected = table.fixedRows?.count ?? rows[number]
      if !table.keys.isEmpty {
        expected = 1
        for key in table.keys {
          let (product, overflow) = expected.multipliedReportingOverflow(by: rows[key])
          guard !overflow else { throw PopulationMismatch(table: number) }
          expected = product
        }
      }
      let (cells, overflow) = rows[number].multipliedReportingOverflow(
        by: max(1, table.initial.count))
      guard rows[number] >= 0, rows[number] == expected, !overflow, cells <= stateLimit - total
      else { throw PopulationMismatch(table: number) }
      total += cells
    }
  }

  /// Words all tables together may hold: 1 GB.
  private static let stateLimit = 1 << 26
}

/// Numbers of rows that do not go with a program, or need more memory than the machine gives.
package struct PopulationMismatch: Error, Hashable, Sendable {
  /// The first table that is wrong; `nil` when even their number is.
  package let table: Int?

  package init(table: Int?) { self.table = table }
}
