import Campaign
import Market
import Numerics
import Semantics

// Rows of a snapshot that are no accounts: what the protocol itself holds.
extension SnapshotReader {
  /// A state, or a field of a row that belongs to no account: `fund`, `Market[ETH].tokens`.
  mutating func read(
    state name: String, _ row: TextTable.Row, _ columns: [Column], into holdings: inout Holdings
  ) {
    guard let text = value(row, columns) else { return note(.stateWithoutValue, row.line) }
    do throws(SnapshotProblem.Reason) {
      if let id = contract.states.firstIndex(where: { $0.name == name }) {
        holdings.states[id] = try word(text, contract.states[id].type, nil)
        return
      }
      guard let (table, field, number) = cell(name, besides: holdings.table) else {
        // Those of the spec itself have a blank in their name, or are what measures keep.
        let kept = Set(spec.measures.compactMap(\.state))
        let known = contract.states.indices.filter { !kept.contains($0) }
          .map { contract.states[$0].name }.filter { !$0.contains(" ") }
        throw .unknownState(name, known: known)
      }
      let declared = contract.tables[table].fields[field]
      holdings.cells.append(
        Holdings.Cell(
          table: table, field: field, row: number,
          word: try word(text, declared.type, declared.range), account: -1))
    } catch { note(error, row.line) }
  }

  private func value(_ row: TextTable.Row, _ columns: [Column]) -> String? {
    columns.firstIndex { if case .value = $0 { true } else { false } }.flatMap { row.values[$0] }
  }

  private func word(
    _ text: String, _ type: ValueType, _ range: WordRange?
  ) throws(SnapshotProblem.Reason) -> Int128 {
    try SnapshotValue(contract, type, isSigned: false, range)
      .word(text, labels: { self.row($0, of: $1) })
  }

  /// `Market[ETH].tokens`: of a table without accounts among its keys.
  private func cell(
    _ name: String, besides accounts: TableID
  ) -> (TableID, FieldID, row: Int)? {
    let parts = SnapshotReader.parts(of: name)
    guard parts.count > 2,
      let table = contract.tables.firstIndex(where: { $0.name == parts[0] }), table != accounts,
      let field = contract.tables[table].fields.firstIndex(where: {
        $0.name == parts[parts.count - 1]
      })
    else { return nil }
    let keys = contract.tables[table].keys.map(\.table)
    let owners = keys.isEmpty ? [table] : keys
    guard !owners.contains(accounts), owners.count == parts.count - 2 else { return nil }
    var number = 0
    for (owner, label) in zip(owners, parts.dropFirst()) {
      guard let place = row(label, of: owner) else { return nil }
      number = number &* count(of: owner) &+ place
    }
    return (table, field, number)
  }
}
