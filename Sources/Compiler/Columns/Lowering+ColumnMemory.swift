import Diagnostics
import Machine
import Semantics

/// What of each row is kept from one run of a region to the next.
enum KeptOfRows {
  /// Whether it was chosen.
  case truth
  /// What it added to a sum.
  case value
}

extension Lowering {
  /// A memory for what the plan computes of each row, if it depends on words and on columns of that
  /// row alone, so that the machine can tell when it is another.
  mutating func memory(
    of plan: ColumnPlan, _ words: [ColumnWord], _ table: TableID, _ kept: KeptOfRows
  ) -> Term? {
    guard remembers else { return nil }
    var columns: Set<Int> = []
    for node in plan.nodes {
      switch node.kind {
      case .column(.number(let column)) where column < stateColumnCount: columns.insert(column)
      case .column, .through(.columnLoad, _, _): return nil
      default: break
      }
    }
    var changing: [Term] = []
    for word in words where !changing.contains(word.term) {
      switch word.term {
      case .constant: break
      default: changing.append(word.term)
      }
    }
    pool.memories.append(
      MemoryDraft(
        table: table, columns: columns.sorted(), words: changing,
        hasValues: kept == .value, unit: name))
    return .number(pool.memories.count - 1)
  }
}

extension ColumnCode {
  /// Keeps the present lanes as chosen, and goes on with all lanes of the strip that are kept. Of
  /// those nothing is known here but that.
  mutating func keepChosen(_ lowering: inout Lowering) {
    guard let memory else { return }
    let chosen = chooseAnew()
    emit(
      .keepChosen, .selection(chosen.slot), memory, cost: Opcode.keepChosen.cost, &lowering)
    change(to: chosen, &lowering)
  }
}
