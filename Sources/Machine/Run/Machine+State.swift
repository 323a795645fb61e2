// Looking at the memory of a machine, and arranging it from outside.
extension Machine {
  /// A word by its number: parameters, then states.
  package subscript(word number: Int) -> Int128 {
    get { core.pointee.arena[number] }
    set { core.pointee.arena[number] = newValue }
  }

  /// Where a word lies as long as the machine lives, to be looked at again and again.
  package func place(ofWord number: Int) -> UnsafePointer<Int128> {
    UnsafePointer(core.pointee.arena + number)
  }

  package subscript(state number: Int) -> Int128 {
    get { self[word: program.program.firstState + number] }
    set { self[word: program.program.firstState + number] = newValue }
  }

  package var clock: Int128 {
    get { self[word: program.program.clock] }
    set { self[word: program.program.clock] = newValue }
  }

  /// A field of a row, by the number of its column: tables in order, and in each its fields.
  package subscript(column: Int, row: Int) -> Int128 {
    get { core.pointee.columns[column].base[row] }
    set {
      core.pointee.columns[column].base[row] = newValue
      core.pointee.forgetRows()
    }
  }

  /// The same to look at, where there is such a row.
  package func word(ofColumn column: Int, row: Int) -> Int128? {
    let column = core.pointee.columns[column]
    return 0..<column.cells ~= row ? column.base[row] : nil
  }

  /// The least and the greatest word of a column, where it has rows.
  func extremes(ofColumn column: Int) -> (least: Int128, greatest: Int128)? {
    let column = core.pointee.columns[column]
    guard column.cells > 0 else { return nil }
    var (least, greatest) = (column.base[0], column.base[0])
    for row in 1..<max(1, column.cells) {
      least = min(least, column.base[row])
      greatest = max(greatest, column.base[row])
    }
    return (least, greatest)
  }

  /// The results of an entry that has just run.
  package func results(of entry: Int) -> [Int128] {
    let entry = program.program.entries[entry]
    return Array(
      UnsafeBufferPointer(
        start: core.pointee.arena + entry.firstResult, count: entry.resultCount))
  }

  /// One result of an entry that has just run, by its place.
  package func result(_ place: Int, of entry: Int) -> Int128 {
    let entry = program.program.entries[entry]
    precondition(0..<entry.resultCount ~= place)
    return core.pointee.arena[entry.firstResult + place]
  }

  /// What the last call emitted: each event's number and values.
  package var events: [(number: Int, values: [Int128])] {
    var events: [(number: Int, values: [Int128])] = []
    var next = 0
    let words = core.pointee.events
    while next < words.count {
      let number = Int(words.pointer[next])
      let count = program.program.events[number]
      events.append(
        (
          number,
          Array(UnsafeBufferPointer(start: words.pointer + next + 1, count: count))
        ))
      next += count + 1
    }
    return events
  }

  /// Whether the last call emitted anything, without taking it apart.
  package var hasEvents: Bool { core.pointee.events.count > 0 }
}
