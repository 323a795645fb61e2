import Campaign
import Machine
import Reference
import Semantics

/// What an account that is involved in a break has of something, at three moments and in between.
struct Balance {
  let name: String
  /// At the start, before the step that breaks, and after it.
  let words: [String]
  let place: StateChange.Place
  /// From the start to the end of the run.
  private(set) var course: [Int128] = []

  private static let mostRows = 4
  private static let most = 16

  static let header = ["who has what", "at the start", "before the step", "after it"]

  /// Of the rows that the last step of a path changes, of the table with the most rows: those that a
  /// law which breaks is asked of first, then those that its last calls name.
  static func all(
    _ course: Course, _ step: ReplayStep, _ route: SteeredPath, _ runner: PathRunner,
    _ words: SpecWords
  ) -> [Balance] {
    let spec = runner.world.program.spec
    guard course.states.count == 3 else { return [] }
    let calls = step.entries.reversed().compactMap { entry -> PathCall? in
      if case .call(let call) = entry, case .committed = call.end { call.call } else { nil }
    }
    let asked = step.entries.flatMap { entry -> [(table: TableID, row: Int128)] in
      if case .brokeLaw(let broken) = entry { words.rows(broken) } else { [] }
    }
    var balances = all(
      course.states, calls.map { ($0.action, $0.arguments, $0.caller) }, asked: asked,
      ofRows: { id in !spec.agents.contains { $0.memory == id } }, spec.contract,
      runner.world.rows, words.printer)
    do throws(PathProblem) {
      try route.walk(runner) { state in
        for number in balances.indices { balances[number].note(state) }
      }
    } catch {}
    return balances
  }

  private mutating func note(_ state: State) { course.append(state.word(at: place)) }

  /// The same with what there is of it from state to state.
  func along(_ states: [State]) -> Balance {
    var balance = self
    for state in states { balance.note(state) }
    return balance
  }

  /// - Parameters:
  ///   - moments: the state at the start, before what breaks and after it.
  ///   - calls: those whose accounts come first.
  ///   - asked: rows that come before these.
  static func all(
    _ moments: [State], _ calls: [(action: ActionID, arguments: [Int128], caller: RunCaller)],
    asked: [(table: TableID, row: Int128)] = [], ofRows isAccounts: (TableID) -> Bool,
    _ contract: CheckedContract, _ counts: [Int],
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
    for (id, row) in asked where id == table { add(Int(clamping: row)) }
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
            name: printer.name(of: place), words: held.map { printer.text($0, at: place) },
            place: place))
      }
    }
    return balances
  }

  /// As a table; `nil` for none.
  static func table(_ balances: [Balance]) -> ReportTable? {
    balances.isEmpty ? nil : ReportTable(header, balances.map { [$0.name] + $0.words })
  }

  private static let mostPictures = 4

  /// A picture for each field that moves, with a line for each row.
  static func pictures(
    _ balances: [Balance], moment: Int?, _ printer: ValuePrinter, label: (Int) -> String
  ) -> [CounterexamplePage.Picture] {
    var groups: [(table: TableID, field: FieldID, balances: [Balance])] = []
    for balance in balances {
      guard case .field(let table, let field, row: _) = balance.place else { continue }
      if let number = groups.firstIndex(where: { $0.table == table && $0.field == field }) {
        groups[number].balances.append(balance)
      } else {
        groups.append((table, field, [balance]))
      }
    }
    let pictures = groups.compactMap { group in
      picture(
        group.balances.filter { Set($0.course).count > 1 },
        of: printer.contract.tables[group.table].fields[group.field], moment, printer, label)
    }
    return Array(pictures.prefix(mostPictures))
  }

  private static func picture(
    _ balances: [Balance], of field: CheckedTable.Field, _ moment: Int?, _ printer: ValuePrinter,
    _ label: (Int) -> String
  ) -> CounterexamplePage.Picture? {
    func text(_ word: Int128?) -> String {
      RoundedNumber.text(word ?? 0, field.type, printer, digits: 6)
    }
    let shown = balances.prefix(CoursePicture.styles.count)
    let told = shown.map { balance in
      "\(ReportTable.shortened(balance.name)) from \(text(balance.course.first)) to "
        + text(balance.course.last)
    }
    return withoutActuallyEscaping(label) { label in
      CoursePicture(
        title: "\(field.name) of the accounts involved",
        description: told.joined(separator: ", ")
          + (moment == nil
            ? "." : "; the break is at the \(shown.count == 1 ? "ring" : "rings")."),
        lines: shown.map {
          CoursePicture.Line(name: ReportTable.shortened($0.name), words: $0.course)
        },
        type: field.type, moment: moment, printer: printer, label: label
      ).picture
    }
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
