import Machine
import Semantics

/// What a snapshot of a protocol holds: the rows of one table by their labels, and words of them and
/// of states. Paths that begin with it begin without the spec's setup.
package struct Holdings: Sendable {
  package let table: TableID
  /// Of the rows of the table, in order.
  package let labels: [String]
  package var cells: [Cell] = []
  package var states: [StateID: Int128] = [:]

  package struct Cell: Hashable, Sendable {
    package let table: TableID
    package let field: FieldID
    package let row: Int
    package let word: Int128
    /// The row of the accounts that it belongs to, which for a keyed table is one of its keys.
    package let account: Int

    package init(table: TableID, field: FieldID, row: Int, word: Int128, account: Int) {
      self.table = table
      self.field = field
      self.row = row
      self.word = word
      self.account = account
    }
  }

  package init(table: TableID, labels: [String]) {
    self.table = table
    self.labels = labels
  }

  func write(into machine: Machine, _ program: SpecProgram, rows: [Int]) {
    let columns = program.compiled.program.program.firstColumns
    for cell in cells where cell.row < rows[cell.table] {
      machine[columns[cell.table] + cell.field, cell.row] = cell.word
    }
    for (state, word) in states { machine[state: state] = word }
  }
}
