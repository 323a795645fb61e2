// The memory of local columns, taken when one is filled: whoever fills has paid for every cell, and
// neither a machine nor a trial has to prepare cells that nobody asks for.
extension Core {
  /// Cells that are kept from one call to the next, to be filled again.
  private static let keptCells = Layout.cellLimit

  /// The numbers of the local columns among all.
  var localColumns: Range<Int> {
    firstLocalColumn..<firstLocalColumn + program.localColumns.count
  }

  /// Memory for the cells that is of the present trial, and not of the run around it.
  mutating func takeMemory(forColumn number: Int) {
    guard columns[number].owner != trials else { return }
    columns[number].owner = trials
    columns[number].base = .allocate(capacity: max(1, columns[number].cells))
    localCells += columns[number].cells
    if localCells > Core.keptCells { needsCare = true }
  }

  mutating func releaseMemory(ofColumn number: Int) {
    columns[number].base.deallocate()
    columns[number].base = arena
    columns[number].owner = -1
    localCells -= columns[number].cells
  }

  /// Before a call from outside: columns of functions that may not run again do not add up.
  mutating func releaseManyCells() {
    if localCells > Core.keptCells, !mayWait { releaseLocalColumns() }
    needsCare = memoryCount + surveyCount > 0 || localCells > Core.keptCells
  }

  mutating func releaseLocalColumns() {
    for number in localColumns where columns[number].owner >= 0 { releaseMemory(ofColumn: number) }
  }
}
