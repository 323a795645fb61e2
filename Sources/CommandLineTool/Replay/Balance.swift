import Campaign
import Machine
import Reference
import Semantics

/// What an account that is involved in a break has of something, at three moments.
struct Balance {
  let name: String
  /// At the start, before the step that breaks, and after it.
  let words: [String]

  private static let mostRows = 4
  private static let most = 16

  static let header = ["who has what", "at the start", "before the step", "after it"]

  /// Of the rows that the last step of a path changes, of the table with the most rows: those that
  /// its last calls name first.
  static func all(
    _ course: Course, _ step: ReplayStep, _ world: World, _ words: SpecWords
  ) -> [Balance] {
    let spec = world.program.spec
    guard course.states.count == 3 else { return [] }
    let calls = step.entries.reversed().compactMap { entry -> PathCall? in
      if case .call(let call) = entry, case .committed = call.end { call.call } else { nil }
    }
    return all(
      course.states, calls.map { ($0.action, $0.arguments, $0.caller) },
      ofRows: { id in !spec.agents.contains { $0.memory == id } }, spec.contract, world.rows,
      words.printer)
  }

  /// - Parameters:
  ///   - moments: the state at the start, before what breaks and after it.
  ///   - calls: those whose accounts come first.
  static func all(
    _ moments: [State], _ calls: [(action: ActionID, arguments: [Int128], caller: RunCaller)],
    ofRows isAccounts: (TableID) -> Bool, _ contract: CheckedContract, _ counts: [Int],
    _ printer: ValuePrinter
  ) -> [Balance] {
    let named = Set(calls.flatMap { tables(named: $0.arguments, $0.action, $0.caller, contract) })
    guard moments.count == 3,
      let table = accounts(contract, counts, isAccounts, named: named)
    else { return [] }
    var rows: [Int] = []
    func add(_ row: Int) {
      if row >= 0, row < counts[table], !rows.contains(row), rows.count < mostRows {
        rows.append(row)
      }
    }
    for call in calls {
      let parameters = contract.actions[call.action].parameters
      for (parameter, word) in zip(parameters, call.arguments)
      where parameter.type == .row(table) {
        add(Int(clamping: word))
      }
      if case .row(let id, let word) = call.caller, id == table { add(Int(clamping: word)) }
    }
    for change in moments[2].changes(since: moments[1]) {
      guard case .field(let id, _, row: let row) = change.place else { continue }
      if id == table { add(row) }
    }
    var balances: [Balance] = []
    for row in rows {
      for place in places(ofRow: row, of: table, contract, counts) {
        let held = moments.map { $0.word(at: place) }
        guard held.contains(where: { $0 != 0 }), balances.count < most else { continue }
        balances.append(
          Balance(
            name: printer.name(of: place), words: held.map { printer.text($0, at: place) }))
      }
    }
    return balances
  }

  /// As a table; `nil` for none.
  static func table(_ balances: [Balance]) -> ReportTable? {
    balances.isEmpty ? nil : ReportTable(header, balances.map { [$0.name] + $0.words })
  }

  /// Tables whose rows a call names.
  private static func tables(
    named arguments: [Int128], _ action: ActionID, _ caller: RunCaller,
    _ contract: CheckedContract
  ) -> [TableID] {
    let parameters = contract.actions[action].parameters
    var tables = zip(parameters, arguments).compactMap { parameter, _ -> TableID? in
      if case .row(let table) = parameter.type { table } else { nil }
    }
    if case .row(let table, _) = caller { tables.append(table) }
    return tables
  }

  /// Of the tables that could hold accounts, the one with the most rows; of several, one that is named.
  private static func accounts(
    _ contract: CheckedContract, _ counts: [Int], _ isAccounts: (TableID) -> Bool,
    named: Set<TableID>
  ) -> TableID? {
    contract.tables.indices.filter { id in
      let table = contract.tables[id]
      return table.keys.isEmpty && table.fixedRows == nil && isAccounts(id)
    }.max { (counts[$0], named.contains($0) ? 1 : 0) < (counts[$1], named.contains($1) ? 1 : 0) }
  }

  /// The quantities of a row, and of the rows of other tables that have it for a key.
  private static func places(
    ofRow row: Int, of table: TableID, _ contract: CheckedContract, _ rows: [Int]
  ) -> [StateChange.Place] {
    var places: [StateChange.Place] = []
    for (id, other) in contract.tables.enumerated() {
      let isOwn = id == table
      guard isOwn || other.keys.contains(where: { $0.table == table }) else { continue }
      for number in 0..<rows[id]
      where isOwn ? number == row : key(number, other, table, rows) == row {
        for (field, declared) in other.fields.enumerated() {
          guard case .fixed = declared.type else { continue }
          places.append(.field(id, field, row: number))
        }
      }
    }
    return places
  }

  /// The row of a table that is a key of a row.
  private static func key(
    _ number: Int, _ table: CheckedTable, _ wanted: TableID, _ rows: [Int]
  ) -> Int {
    var rest = number
    for key in table.keys.reversed() {
      let count = max(1, rows[key.table])
      if key.table == wanted { return rest % count }
      rest /= count
    }
    return rest
  }
}

extension State {
  fileprivate func word(at place: StateChange.Place) -> Int128 {
    switch place {
    case .parameter(let id): parameters[id]
    case .state(let id): states[id]
    case .field(let table, let field, row: let row): columns[table][field][row]
    case .now: now
    }
  }
}
