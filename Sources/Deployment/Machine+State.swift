import Machine
import Reference

extension Machine {
  /// Everything a contract on this machine remembers, as the tree walk sees it.
  package var presentState: State {
    let program = program.program
    var column = 0
    let columns = program.tables.map { table in
      table.initial.map { _ in
        defer { column += 1 }
        return words(ofColumn: column)
      }
    }
    return State(
      parameters: program.parameters.indices.map { self[word: $0] },
      states: program.states.indices.map { self[state: $0] }, columns: columns, now: clock)
  }
}
