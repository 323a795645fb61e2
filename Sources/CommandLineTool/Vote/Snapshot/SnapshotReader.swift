import Campaign
import Diagnostics
import Market
import Numerics
import Semantics

/// Fits a table of accounts to the contract that a spec deploys.
///
///     Account,collateral,signed size,entry,value
///     state:insurance,,,,50_000
///     alice,5_000 USD,-1.5,58_000,
///
/// The first column is called as the table whose rows the accounts are, and names them; each other
/// column is a field of it, or of a table that has it for a key: `Holding[ETH].tokens`, in JSON
/// `"Holding": { "ETH": { "tokens": 1 } }`. A row `state:NAME` gives a state its `value`, or a
/// row of another table: `state:Market[ETH].tokens`. What is left out begins as the contract says.
struct SnapshotReader {
  let spec: CheckedSpec
  var contract: CheckedContract { spec.contract }
  private(set) var problems: [SnapshotProblem] = []
  /// Problems beyond these are counted only.
  static let mostProblems = 20
  private(set) var hidden = 0

  private var accountCount = 0

  init(_ spec: CheckedSpec) { self.spec = spec }

  private static let valueColumn = "value"
  private static let statePrefix = "state:"

  /// Where a column goes.
  enum Column {
    case label, value, nothing
    /// The rows of the other keys, by place; the account's own key is `nil`.
    case field(TableID, FieldID, keys: [Int?], isSigned: Bool)
  }

  /// What the file holds; nothing where there are problems.
  mutating func read(_ bytes: [UInt8]) -> Holdings? {
    let table: TextTable
    do throws(ImportError) { table = try TextTable.load(text: bytes) } catch {
      noteUnread(error)
      return nil
    }
    guard let accounts = accounts(table.columns.first) else { return nil }
    let columns = table.columns.enumerated().map { place, name in
      place == 0 ? .label : column(name, accounts)
    }
    let holdings = holdings(table, accounts, columns)
    return problems.isEmpty ? holdings : nil
  }

  private mutating func noteUnread(_ error: ImportError) {
    guard case .rows(let findings) = error else { return note(.file(error)) }
    for finding in findings.shown {
      problems.append(SnapshotProblem(.row(finding.headline)))
    }
    hidden += findings.hidden
  }

  mutating func note(
    _ reason: SnapshotProblem.Reason, _ line: Int? = nil, _ column: String? = nil
  ) {
    guard problems.count < SnapshotReader.mostProblems else {
      hidden += 1
      return
    }
    problems.append(SnapshotProblem(reason, line: line, column: column))
  }

  // MARK: - Columns

  /// The table that the first column names; capitals do not matter.
  private mutating func accounts(_ name: String?) -> TableID? {
    let candidates = contract.tables.indices.filter { id in
      let table = contract.tables[id]
      return table.keys.isEmpty && table.fixedRows == nil
        && !spec.agents.contains { $0.memory == id }
    }
    let wanted = name?.lowercased()
    if let id = candidates.first(where: { contract.tables[$0].name.lowercased() == wanted }) {
      return id
    }
    note(.noAccounts(column: name, tables: candidates.map { contract.tables[$0].name }))
    return nil
  }

  private mutating func column(_ name: String, _ accounts: TableID) -> Column {
    if name == SnapshotReader.valueColumn { return .value }
    let signed = "signed "
    let isSigned = name.hasPrefix(signed)
    let parts = SnapshotReader.parts(of: isSigned ? String(name.dropFirst(signed.count)) : name)
    if parts.count == 1,
      let field = contract.tables[accounts].fields.firstIndex(where: { $0.name == parts[0] })
    {
      return .field(accounts, field, keys: [], isSigned: isSigned)
    }
    guard parts.count > 1,
      let id = contract.tables.firstIndex(where: { $0.name == parts[0] }),
      let field = contract.tables[id].fields.firstIndex(where: { $0.name == parts[parts.count - 1] }
      ),
      case let keys = contract.tables[id].keys, keys.count(where: { $0.table == accounts }) == 1,
      parts.count == keys.count + 1
    else {
      note(.unknownColumn(known: known(accounts)), nil, name)
      return .nothing
    }
    var rows: [Int?] = []
    var rest = parts.dropFirst().dropLast()[...]
    for key in keys {
      guard key.table != accounts else {
        rows.append(nil)
        continue
      }
      guard let label = rest.popFirst(), let row = row(label, of: key.table) else {
        note(
          .unknownRow(
            String(parts.count > 1 ? parts[1] : ""), table: contract.tables[key.table].name,
            known: labels(of: key.table)), nil, name)
        return .nothing
      }
      rows.append(row)
    }
    return .field(id, field, keys: rows, isSigned: isSigned)
  }

  /// `Holding[ETH].tokens` or `Holding.ETH.tokens` as its words.
  static func parts(of name: String) -> [String] {
    name.replacing("]", with: "").split(whereSeparator: { $0 == "[" || $0 == "." || $0 == "," })
      .map { $0.filter { $0 != " " } }
  }

  private func known(_ accounts: TableID) -> [String] {
    contract.tables[accounts].fields.map(\.name)
      + contract.tables.filter { $0.keys.contains { $0.table == accounts } }.flatMap { table in
        table.fields.map { field in
          let keys = table.keys.filter { $0.table != accounts }
            .map { labels(of: $0.table).first ?? "0" }
          let row = keys.isEmpty ? "" : "[\(keys.joined(separator: ", "))]"
          return "\(table.name)\(row).\(field.name)"
        }
      }
  }

  func count(of table: TableID) -> Int {
    contract.tables[table].fixedRows?.count ?? spec.population[table]?.count
      ?? CheckedExample.defaultPopulation
  }

  private func labels(of table: TableID) -> [String] {
    let names = spec.population[table]?.names ?? []
    return names.isEmpty ? (0..<min(9, count(of: table))).map { String($0) } : names
  }

  func row(_ label: String, of table: TableID) -> Int? {
    if let row = spec.population[table]?.names.firstIndex(of: label) { return row }
    return Int(label).flatMap { 0..<count(of: table) ~= $0 ? $0 : nil }
  }

  // MARK: - Rows

  private mutating func holdings(
    _ table: TextTable, _ accounts: TableID, _ columns: [Column]
  ) -> Holdings {
    var labels: [String] = []
    var lines: [String: Int] = [:]
    var rows: [TextTable.Row] = []
    var states: [(name: String, row: TextTable.Row)] = []
    for row in table.rows {
      guard let label = row.values.first.flatMap({ $0 }), !label.isEmpty else {
        note(.noLabel, row.line, table.columns.first)
        continue
      }
      if label.hasPrefix(SnapshotReader.statePrefix) {
        states.append((String(label.dropFirst(SnapshotReader.statePrefix.count)), row))
        continue
      }
      if let line = lines[label] {
        note(.repeatedLabel(label, line: line), row.line, table.columns[0])
      }
      lines[label] = row.line
      labels.append(label)
      rows.append(row)
    }
    if labels.isEmpty { note(.empty) }
    accountCount = labels.count
    let places = Dictionary(
      labels.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    var holdings = Holdings(table: accounts, labels: labels)
    for (name, row) in states { read(state: name, row, columns, into: &holdings) }
    for (number, row) in rows.enumerated() {
      for (place, column) in columns.enumerated() {
        guard case .field(let id, let field, let keys, let isSigned) = column,
          let text = row.values[place]
        else { continue }
        let declared = contract.tables[id].fields[field]
        let word: Int128
        do throws(SnapshotProblem.Reason) {
          word = try SnapshotValue(self.contract, declared.type, isSigned: isSigned, declared.range)
            .word(text, labels: { self.place(of: $0, in: $1, accounts, places) })
        } catch {
          note(error, row.line, table.columns[place])
          continue
        }
        holdings.cells.append(
          Holdings.Cell(
            table: id, field: field,
            row: keys.isEmpty ? number : self.row(number, keys, of: id), word: word,
            account: number))
      }
    }
    return holdings
  }

  /// The row of any table that a label means; accounts are called by their names only.
  private func place(
    of label: String, in table: TableID, _ accounts: TableID, _ places: [String: Int]
  ) -> Int? {
    table == accounts ? places[label] : row(label, of: table)
  }

  /// The row of a keyed table: see `CheckedTable.keys`.
  private func row(_ account: Int, _ keys: [Int?], of table: TableID) -> Int {
    zip(contract.tables[table].keys, keys).reduce(0) { row, pair in
      let count = pair.1 == nil ? accountCount : count(of: pair.0.table)
      return row &* count &+ (pair.1 ?? account)
    }
  }
}
