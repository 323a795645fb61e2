import Diagnostics
import Reference
import Semantics

/// What the words of the prompt are answered with, as text and as JSON.
struct PromptAnswers {
  /// More rows of a table are counted, not shown.
  private static let mostRows = 100

  let manual: ContractManual
  private let session: Session
  private let sources: SourceMap
  private let runner: ScriptRunner
  private let number: Int
  private let text: String

  init(
    _ session: Session, _ sources: SourceMap, _ runner: ScriptRunner, line number: Int,
    text: String
  ) {
    self.session = session
    self.sources = sources
    self.runner = runner
    self.number = number
    self.text = text
    manual = ContractManual(runner, sources)
  }

  private var printer: ValuePrinter { runner.printer }

  private func writeRecord(_ outcome: String, _ members: [JSONMember]) {
    session.writeRecord(number, text, [JSONMember("outcome", .string(outcome))] + members)
  }

  // MARK: Help

  func write(help lines: [String]) {
    for line in lines { session.output.line(line.isEmpty ? "" : "  " + line.escapedForDisplay) }
  }

  func document(help lines: [String]) {
    writeRecord("help", [JSONMember("help", .array(lines.map { .string($0) }))])
  }

  // MARK: State

  private var differences: [StateChange] {
    runner.walk.state.changes(since: runner.walk.interpreter.initialState)
  }

  func documentState() {
    let values = differences.map { change -> JSONValue in
      [
        "place": .string(printer.name(of: change.place)),
        "value": .string(printer.text(change.new, at: change.place)),
      ]
    }
    writeRecord(
      "state",
      [
        JSONMember("now", .string(printer.text(runner.walk.state.now, .time))),
        JSONMember("values", .array(values)),
      ])
  }

  /// The values alone, then a table for each table of the contract, with the rows and the columns
  /// in which something stands.
  func writeState() {
    var rows = [["now", printer.text(runner.walk.state.now, .time)]]
    var cells: [TableID: (rows: [Int], fields: Set<FieldID>)] = [:]
    for change in differences {
      switch change.place {
      case .now: continue
      case .parameter, .state:
        rows.append([
          printer.name(of: change.place), printer.text(change.new, at: change.place),
        ])
      case .field(let table, let field, let row):
        if cells[table]?.rows.last != row { cells[table, default: ([], [])].rows.append(row) }
        cells[table]?.fields.insert(field)
      }
    }
    session.writeTable(rows)
    for table in printer.contract.tables.indices {
      guard let (rows, fields) = cells[table] else { continue }
      session.output.line()
      session.writeTable(grid(of: table, rows.prefix(PromptAnswers.mostRows), fields.sorted()))
      let hidden = rows.count - PromptAnswers.mostRows
      if hidden > 0 { session.output.line("  and \(counted(hidden, "row")) more") }
    }
  }

  private func grid(
    of table: TableID, _ rows: ArraySlice<Int>, _ fields: [FieldID]
  ) -> [[String]] {
    let declared = printer.contract.tables[table]
    let columns = runner.walk.state.columns[table]
    return [[declared.name] + fields.map { declared.fields[$0].name }]
      + rows.map { row in
        [printer.row(Int128(row), of: table)]
          + fields.map { printer.text(columns[$0][row], table: table, field: $0, row: row) }
      }
  }

  // MARK: Invariants

  func writeInvariants() {
    let broken = runner.walk.brokenInvariants
    let others = others(than: broken)
    session.writeTable(
      others.map { number in
        let invariant = printer.contract.invariants[number]
        return [
          invariant.after.map { "after \(printer.contract.actions[$0].name)" } ?? "holds",
          invariant.name,
        ] + [invariant.text].compactMap { $0 }
      })
    let transcript = ScriptTranscript(session, sources, printer)
    for broken in broken { transcript.write(broken) }
    if printer.contract.invariants.isEmpty {
      session.output.line("  \(printer.contract.name) has no invariants")
    }
  }

  func documentInvariants() {
    let broken = runner.walk.brokenInvariants
    let document = RecordDocument(sources, printer)
    let (later, now) = others(than: broken).partitioned {
      printer.contract.invariants[$0].after != nil
    }
    writeRecord(
      "invariants",
      [
        JSONMember("holds", document.holding(now)), JSONMember("broken", document.broken(broken)),
        JSONMember("afterActions", document.holding(later)),
      ])
  }

  private func others(than broken: [BrokenInvariant]) -> [Int] {
    let broken = Set(broken.map(\.number))
    return printer.contract.invariants.indices.filter { !broken.contains($0) }
  }

  // MARK: Going back

  /// From this state to that of another runner, the present one from now on; to none when there is
  /// nothing to go back to.
  func goBack(_ outcome: String, _ line: String?, to other: ScriptRunner?, _ isJSON: Bool) {
    // With another population there are other rows.
    let isComparable = other?.walk.interpreter.population == runner.walk.interpreter.population
    let changes =
      isComparable ? other?.walk.state.changes(since: runner.walk.state) ?? [] : []
    guard !isJSON else {
      return writeRecord(
        outcome,
        [
          JSONMember("takenBack", JSONValue(line) { .string($0) }),
          JSONMember("changes", RecordDocument(sources, printer).changes(changes)),
        ])
    }
    guard other != nil else { return session.output.line("  there is nothing to take back") }
    if let line { session.output.line("  takes back \(line.escapedForDisplay)") }
    session.writeTable(ScriptTranscript(session, sources, printer).rows(of: changes))
    if let other, !isComparable { return writeTables(of: other) }
    if changes.isEmpty { session.output.line("  nothing changes") }
  }

  /// The sizes and names of tables that were made again, because others had taken their place.
  private func writeTables(of other: ScriptRunner) {
    session.output.line("  the tables are made again")
    let new = other.walk.interpreter.population
    let old = runner.walk.interpreter.population
    var rows: [[String]] = []
    for (id, table) in printer.contract.tables.enumerated()
    where new.counts[id] != old.counts[id] || new.names[id] != old.names[id] {
      let gone = old.names[id].isEmpty ? "" : "; the names of its rows are gone"
      rows.append([
        table.name,
        counted(new.counts[id], "row")
          + (new.names[id].isEmpty ? gone : ": " + new.names[id].joined(separator: ", ")),
      ])
    }
    session.writeTable(rows)
  }
}

extension Sequence {
  /// Those of which something is so, and the others, each in their order.
  fileprivate func partitioned(by isSo: (Element) -> Bool) -> ([Element], [Element]) {
    reduce(into: ([], [])) { parts, element in
      if isSo(element) { parts.0.append(element) } else { parts.1.append(element) }
    }
  }
}
