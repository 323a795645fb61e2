import Machine

/// Where the words of cells stand as well, by the loads and stores on every way here: a second load
/// only pays.
///
/// A register is believed until it is written again, a state until it is stored, a cell until
/// anything is stored in its column, for two rows may be one. Loops, column code, the past and
/// what follows a request know nothing of what was before them.
struct KnownCells {
  private var words: [Cell: Term] = [:]

  private struct Cell: Hashable {
    let column: Term
    let row: Term
  }

  /// `column` and `row` as `load` has them.
  subscript(column: Term, row: Term) -> Term? { words[Cell(column: column, row: row)] }

  mutating func learn(_ column: Term, _ row: Term, is word: Term) {
    words[Cell(column: column, row: row)] = word
  }

  mutating func forgetAll() { words = [:] }

  /// What both ways know.
  mutating func formIntersection(_ other: KnownCells) {
    words = words.filter { other.words[$0.key] == $0.value }
  }

  /// After an instruction of the body.
  mutating func follow(_ draft: Draft) {
    switch draft.opcode {
    case .old, .present, .request, .vector, .endVector, .strips, .nextStrip, .beginRows, .nextRow,
      .beginTimes, .nextTime:
      forgetAll()
    case .addToField, .subtractFromField: forget { cell, _ in cell.column == draft.b }
    case .storeField:
      forget { cell, _ in cell.column == draft.b }
      learn(draft.b, draft.a, is: draft.c)
    default:
      guard draft.opcode.writesFirstOperand else { return }
      forget { cell, word in cell.row == draft.a || word == draft.a }
      if draft.opcode == .load, draft.a != draft.b { learn(draft.c, draft.b, is: draft.a) }
    }
  }

  private mutating func forget(_ isStale: (Cell, Term) -> Bool) {
    guard words.contains(where: isStale) else { return }
    words = words.filter { !isStale($0.key, $0.value) }
  }
}

extension Opcode {
  /// Whether its first operand is a register or state that has another word afterwards.
  private static let writing = allCases.map { opcode in
    switch opcode.row.operands.a {
    case .write, .update, .stateWord: true
    default: false
    }
  }

  fileprivate var writesFirstOperand: Bool { Opcode.writing[Int(rawValue)] }
}
