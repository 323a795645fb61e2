// Putting a whole state into a machine, and taking it out.
extension Machine {
  /// Everything the contract remembers becomes as given; `old` has nothing to see.
  package func arrange(
    parameters: [Int128], states: [Int128], columns: [[Int128]], clock: Int128
  ) {
    core.pointee.forgetCalls()
    eachWord(parameters, states, columns, clock) { place, word in place.pointee = word }
  }

  /// The same as one step, so that `old` sees the state before.
  package func advance(
    parameters: [Int128], states: [Int128], columns: [[Int128]], clock: Int128
  ) {
    eachWord(parameters, states, columns, clock) { place, word in
      guard place.pointee != word else { return }
      core.pointee.log.note(place, place.pointee)
      place.pointee = word
    }
  }

  private func eachWord(
    _ parameters: [Int128], _ states: [Int128], _ columns: [[Int128]], _ clock: Int128,
    _ visit: (UnsafeMutablePointer<Int128>, Int128) -> Void
  ) {
    let arena = core.pointee.arena
    let program = program.program
    for (number, word) in parameters.prefix(program.parameters.count).enumerated() {
      visit(arena + number, word)
    }
    for (number, word) in states.prefix(program.states.count).enumerated() {
      visit(arena + program.firstState + number, word)
    }
    visit(arena + program.clock, clock)
    for (number, column) in columns.prefix(program.stateColumnCount).enumerated() {
      let place = core.pointee.columns[number]
      for (row, word) in column.prefix(place.cells).enumerated() { visit(place.base + row, word) }
    }
  }

  /// The words of a column of the state, row by row.
  package func words(ofColumn number: Int) -> [Int128] {
    let column = core.pointee.columns[number]
    return Array(UnsafeBufferPointer(start: column.base, count: column.cells))
  }
}
