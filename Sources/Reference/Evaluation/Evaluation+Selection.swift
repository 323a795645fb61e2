import Diagnostics
import Semantics

extension Evaluation {
  /// The rows of a selection, in its order: conditions for all rows, keys for the selected rows,
  /// a sort in which ties keep row order. The binder is left at the last row looked at.
  mutating func select(
    _ selection: CheckedSelection, _ frame: inout Activation
  ) throws(Trap) -> [Int] {
    let count = program.population.counts[selection.table]
    try charge(count, selection.span)
    guard let condition = selection.condition else {
      return try sort(Array(0..<count), by: selection, &frame)
    }
    var selected: [Int] = []
    for row in 0..<count {
      frame.locals[selection.binder] = Int128(row)
      if try evaluate(condition, &frame) != 0 { selected.append(row) }
    }
    return try sort(selected, by: selection, &frame)
  }

  private mutating func sort(
    _ rows: [Int], by selection: CheckedSelection, _ frame: inout Activation
  ) throws(Trap) -> [Int] {
    guard !selection.keys.isEmpty else { return rows }
    var entries: [Entry] = []
    entries.reserveCapacity(rows.count)
    for row in rows {
      frame.locals[selection.binder] = Int128(row)
      var keys: [Int128] = []
      keys.reserveCapacity(selection.keys.count)
      for key in selection.keys { keys.append(try evaluate(key.value, &frame)) }
      entries.append(Entry(row: row, keys: keys))
    }
    let descending = selection.keys.map(\.descending)
    return entries.sorted { $0.precedes($1, descending: descending) }.map(\.row)
  }
}

/// A row and what it is sorted by.
private struct Entry {
  let row: Int
  let keys: [Int128]

  /// A total order, so it does not matter whether the sort is stable.
  func precedes(_ other: Entry, descending: [Bool]) -> Bool {
    for (index, isDescending) in descending.enumerated() where keys[index] != other.keys[index] {
      return (keys[index] < other.keys[index]) != isDescending
    }
    return row < other.row
  }
}
