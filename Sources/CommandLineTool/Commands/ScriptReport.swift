import Diagnostics
import Reference
import Semantics

/// Shows what the commands of a script led to, as they run.
protocol ScriptReport {
  mutating func add(_ line: CheckedScript.Line, _ records: [ScriptRunner.Record])
  mutating func finish()
}

/// The report for people:
///
///     > deposit(500) as Account[0]
///       vault                  0 USD -> 500 USD
///       Account[0].collateral  0 USD -> 500 USD
struct ScriptTranscript: ScriptReport {
  private let session: Session
  private let sources: SourceMap
  private let printer: ValuePrinter
  private let writer: FindingWriter

  init(_ session: Session, _ sources: SourceMap, _ runner: ScriptRunner) {
    self.session = session
    self.sources = sources
    printer = runner.printer
    writer = FindingWriter(sources, printer)
  }

  mutating func finish() {}

  mutating func add(_ line: CheckedScript.Line, _ records: [ScriptRunner.Record]) {
    // Several steps on one line are shown as if each had a line of its own.
    let isOneCommand = records.count { $0.isStep } < 2
    if isOneCommand { echo(line.span) }
    var rows: [[String]] = []
    for record in records {
      if !isOneCommand, record.isStep { echo(record.span) }
      rows += self.rows(of: record)
      if record.isQuiet { continue }
      write(&rows)
      for broken in record.broken { write(broken) }
      if case .impossible(let failure) = record.kind { write(failure) }
      if case .fails(let failure) = record.kind { write(failure) }
    }
    write(&rows)
  }

  private func echo(_ span: Span) {
    session.output.line("> " + sources.text(onOneLine: span).escapedForDisplay)
  }

  private func write(_ rows: inout [[String]]) {
    let lines = FindingWriter.table(rows).split(separator: "\n", omittingEmptySubsequences: false)
    for row in lines where !row.isEmpty {
      session.output.line("  " + String(row).escapedForDisplay)
    }
    rows = []
  }

  private func rows(of record: ScriptRunner.Record) -> [[String]] {
    var rows = record.changes.map { change in
      [
        printer.name(of: change.place),
        "\(printer.text(change.old, at: change.place)) -> \(printer.text(change.new, at: change.place))",
      ]
    }
    switch record.kind {
    case .committed(let events):
      rows += events.map { ["emits", printer.text($0)] }
      if rows.isEmpty { rows = [["nothing changes"]] }
    case .done where rows.isEmpty: rows = [["nothing changes"]]
    case .reverted(let trap):
      rows.append(["reverts", printer.headline(trap)])
      rows += writer.notes(trap).map { ["", $0] }
      rows.append(["", "at \(sources.place(of: trap.span))"])
      if let advice = printer.advice(trap) { rows.append(["", "help: \(advice)"]) }
    case .printed(let value):
      rows.append([sources.text(onOneLine: record.span), printer.text(value)])
    case .holds: rows.append(["holds"])
    case .done, .fails, .impossible: break
    }
    return rows
  }

  private func write(_ broken: BrokenInvariant) {
    let rows = writer.lines(broken)
    for (place, row) in rows.enumerated() {
      let text = row.escapedForDisplay
      session.output.line(
        place == 0
          ? "  " + session.palette.paint("breaks", .error) + "  \(text)" : "          \(text)")
    }
  }

  private func write(_ failure: ExampleFailure) {
    session.output.line()
    session.print(DiagnosticBag([writer.finding(failure)]).findings(), sources)
  }
}

extension ScriptRunner.Record {
  fileprivate var isStep: Bool {
    switch kind {
    case .done, .committed, .reverted: true
    case .printed, .holds, .fails, .impossible: false
    }
  }

  /// Values, which line up with those that follow on the same line.
  fileprivate var isQuiet: Bool {
    if case .printed = kind { true } else { false }
  }
}

/// The report for programs: one record for each line of the script.
struct ScriptDocument: ScriptReport {
  private let session: Session
  private let sources: SourceMap
  private let printer: ValuePrinter
  private let writer: FindingWriter
  private var lines: [JSONValue] = []

  init(_ session: Session, _ sources: SourceMap, _ runner: ScriptRunner) {
    self.session = session
    self.sources = sources
    printer = runner.printer
    writer = FindingWriter(sources, printer)
  }

  mutating func add(_ line: CheckedScript.Line, _ records: [ScriptRunner.Record]) {
    lines.append([
      "line": .integer(sources.position(of: line.span).line),
      "text": .string(sources.text(onOneLine: line.span)),
      "results": .array(records.map { value(of: $0) }),
    ])
  }

  mutating func finish() {
    session.output.write(JSONWriter.write(["command": "run", "lines": .array(lines)]))
  }

  private func value(of record: ScriptRunner.Record) -> JSONValue {
    let changes = record.changes.map { change -> JSONValue in
      [
        "place": .string(printer.name(of: change.place)),
        "old": .string(printer.text(change.old, at: change.place)),
        "new": .string(printer.text(change.new, at: change.place)),
      ]
    }
    let broken = record.broken.map { broken -> JSONValue in
      [
        "invariant": .string(printer.contract.invariants[broken.number].name),
        "values": .array(writer.lines(broken).dropFirst().map { .string($0) }),
      ]
    }
    var members = [JSONMember("outcome", .string(outcome(of: record)))]
    switch record.kind {
    case .committed(let events):
      members.append(
        JSONMember("events", .array(events.map { .string(printer.text($0)) })))
    case .reverted(let trap):
      members += [
        JSONMember("reason", .string(trap.reason.name(in: printer.contract))),
        JSONMember("message", .string(printer.headline(trap))),
        JSONMember("at", .string(sources.place(of: trap.span))),
        JSONMember("values", .array(writer.notes(trap).map { .string($0) })),
      ]
    case .printed(let value): members.append(JSONMember("value", .string(printer.text(value))))
    case .fails(let failure), .impossible(let failure):
      members.append(
        JSONMember("finding", JSONRenderer().value(of: writer.finding(failure), sources)))
    case .done, .holds: break
    }
    members += [JSONMember("changes", .array(changes)), JSONMember("broken", .array(broken))]
    return .object(members)
  }

  private func outcome(of record: ScriptRunner.Record) -> String {
    switch record.kind {
    case .done: "done"
    case .committed: "committed"
    case .reverted: "reverted"
    case .printed: "printed"
    case .holds: "holds"
    case .fails: "fails"
    case .impossible: "impossible"
    }
  }
}

extension SourceMap {
  /// `Contracts/perpetual.risk:59:21`
  fileprivate func place(of span: Span) -> String {
    let position = position(of: span)
    return "\(self[span.file].path):\(position.line):\(position.column)"
  }
}
