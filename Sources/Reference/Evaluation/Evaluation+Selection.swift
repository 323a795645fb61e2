import Diagnostics
import Machine
import Semantics

extension Evaluation {
  /// The rows of a selection, in its order: conditions for all rows, keys for the selected rows,
  /// a sort in which ties keep row order. The binder is left at the last row looked at.
  mutating func select(
    _ selection: CheckedSelection, _ frame: inout Activation
  ) throws(Trap) -> SelectedRows {
    let count = program.population.counts[selection.table]
    guard let condition = selection.condition else {
      return try sort(.all(count), by: selection, &frame)
    }
    var selected: [Int] = []
    for row in 0..<count {
      frame.locals[selection.binder] = Int128(row)
      try pay(.row, selection.span)
      if try evaluate(condition, &frame) != 0 { selected.append(row) }
    }
    return try sort(.listed(selected), by: selection, &frame)
  }

  private mutating func sort(
    _ rows: SelectedRows, by selection: CheckedSelection, _ frame: inout Activation
  ) throws(Trap) -> SelectedRows {
    guard !selection.keys.isEmpty else { return rows }
    var entries: [Entry] = []
    entries.reserveCapacity(rows.count)
    for row in rows {
      frame.locals[selection.binder] = Int128(row)
      try pay(.row, selection.span)
      var keys: [Int128] = []
      keys.reserveCapacity(selection.keys.count)
      for key in selection.keys { keys.append(try evaluate(key.value, &frame)) }
      entries.append(Entry(row: row, keys: keys))
    }
    try pay(sortCost(entries.count), selection.span)
    let descending = selection.keys.map(\.descending)
    return .listed(entries.sorted { $0.precedes($1, descending: descending) }.map(\.row))
  }
}

/// The rows of a selection in their order. All rows of a table take no room, since they cost no gas
/// before somebody looks at them.
enum SelectedRows: Sequence {
  case all(Int)
  case listed([Int])

  var count: Int {
    switch self {
    case .all(let count): count
    case .listed(let rows): rows.count
    }
  }

  var isEmpty: Bool { count == 0 }

  var first: Int? {
    var rows = makeIterator()
    return rows.next()
  }

  /// At most so many of the first.
  func limited(to count: Int) -> SelectedRows {
    switch self {
    case .all(let all): .all(Swift.min(all, count))
    case .listed(let rows): .listed(Array(rows.prefix(count)))
    }
  }

  func makeIterator() -> Iterator { Iterator(rows: self) }

  struct Iterator: IteratorProtocol {
    let rows: SelectedRows
    private var place = 0

    init(rows: SelectedRows) { self.rows = rows }

    mutating func next() -> Int? {
      guard place < rows.count else { return nil }
      defer { place &+= 1 }
      switch rows {
      case .all: return place
      case .listed(let rows): return rows[place]
      }
    }
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
