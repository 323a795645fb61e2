/// What an operand of an instruction refers to.
package enum Operand: Hashable, Sendable {
  /// Not used; must be zero.
  case unused
  /// A word to read: parameter, state, clock, row count, constant or register.
  case read
  /// A register to write.
  case write
  /// A register that is read and written.
  case update
  /// As many registers in a row as given, the first of them named.
  case block(Int)
  /// As many registers in a row as the event has values.
  case eventBlock
  /// A parameter or a state, to write.
  case stateWord
  /// Two constants in a row: the least and the greatest allowed.
  case bounds
  case table, stateColumn, localColumn
  /// A column to read lane by lane: of the state, local, or a temporary.
  case lanes
  /// A temporary column to write, or a local one that has been filled.
  case lanesWritten
  case list, sum, values, times
  case selection, selectionWritten
  case function, event, key, trial, failure, rounding, comparison
  /// What a routine asks for, and as many registers in a row as go with it.
  case request, requestBlock
  /// One of the places where a spec draws.
  case drawSite
  /// A place that notes that it was reached, and one that notes how far apart two words were.
  case mark, nearSite
  /// What a region remembers of its rows.
  case memory
  /// Something asked of every row.
  case survey
  /// A plain number.
  case immediate
  /// How many instructions to skip: the target is one more than that after this one.
  case forward
  /// How many instructions to go back from this one.
  case backward
}

/// One row of the opcode table.
package struct OpcodeRow: Sendable {
  package let name: String
  package let operands: (a: Operand, b: Operand, c: Operand)
  /// What it does, in the notation of the documentation: `a = b + c`.
  package let effect: String
  /// Gas; a lane or a row where the effect says so.
  package let cost: Int

  init(
    _ name: String, _ cost: Int, _ effect: String,
    _ a: Operand = .unused, _ b: Operand = .unused, _ c: Operand = .unused
  ) {
    self.name = name
    self.cost = cost
    self.effect = effect
    operands = (a, b, c)
  }
}
