import Diagnostics
import Reference
import Semantics

/// The report for people:
///
///     > deposit(500) as Account[0]
///       vault                  0 USD -> 500 USD
///       Account[0].collateral  0 USD -> 500 USD
///       gas                    20
///         54  11  action deposit(amount: USD in 0..1_000_000_000) by a: Acc...
///         55   9  a.collateral += amount  vault += amount
///       holds  conserved, paired
struct ScriptTranscript: ScriptReport {
  /// Longer lines of the source are cut: the number says where the rest is.
  private static let longestSource = 60

  private let session: Session
  private let sources: SourceMap
  private let printer: ValuePrinter
  private let writer: FindingWriter
  /// Whether commands are repeated before what they led to; a terminal shows them already.
  private let echoes: Bool

  init(
    _ session: Session, _ sources: SourceMap, _ printer: ValuePrinter, echoes: Bool = true
  ) {
    self.session = session
    self.sources = sources
    self.printer = printer
    self.echoes = echoes
    writer = FindingWriter(sources, printer)
  }

  func finish() {}

  func add(_ line: CheckedScript.Line, _ records: [ScriptRunner.Record]) {
    // Several steps on one line are shown as if each had a line of its own.
    let isOneCommand = records.count { $0.isStep } < 2
    if isOneCommand, echoes { echo(line.span) }
    var rows: [[String]] = []
    for record in records {
      if !isOneCommand, record.isStep { echo(record.span) }
      rows += self.rows(of: record)
      if record.isQuiet { continue }
      write(&rows)
      writeGas(of: record)
      if !record.holding.isEmpty {
        let names = record.holding.map { printer.contract.invariants[$0].name }
        session.writeTable([["holds", names.joined(separator: ", ")]])
      }
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
    session.writeTable(rows)
    rows = []
  }

  private func rows(of record: ScriptRunner.Record) -> [[String]] {
    var rows = rows(of: record.changes)
    switch record.kind {
    case .committed(let events):
      rows += events.map { ["emits", printer.text($0)] }
      if rows.isEmpty { rows = [["changes", "nothing"]] }
    case .done where rows.isEmpty: rows = [["changes", "nothing"]]
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
    if record.gas > 0 { rows.append(["gas", grouped(record.gas)]) }
    return rows
  }

  func rows(of changes: [StateChange]) -> [[String]] {
    changes.map { change in
      let old = printer.text(change.old, at: change.place)
      return [
        printer.name(of: change.place), "\(old) -> \(printer.text(change.new, at: change.place))",
      ]
    }
  }

  /// The lines of the source that paid for a call.
  private func writeGas(of record: ScriptRunner.Record) {
    guard record.gas > 0 else { return }
    let lines = GasLines(record.payments, sources).lines
    let own = sources[printer.contract.span.file].path
    let places = lines.map { $0.path == own ? "\($0.number)" : "\($0.path):\($0.number)" }
    let rows = zip(
      zip(ScriptTranscript.rightAligned(places), ScriptTranscript.rightAligned(lines.map(\.gas))),
      lines
    )
    .map { numbers, line in
      [
        numbers.0, numbers.1,
        line.source.count <= ScriptTranscript.longestSource
          ? line.source : line.source.prefix(ScriptTranscript.longestSource - 3) + "...",
      ]
    }
    session.writeTable(rows, indent: 4)
  }

  private static func rightAligned(_ cells: [String]) -> [String] {
    let width = cells.map(\.count).max() ?? 0
    return cells.map { String(repeating: " ", count: width - $0.count) + $0 }
  }

  /// A broken invariant, in full.
  func write(_ broken: BrokenInvariant) {
    let rows = writer.lines(broken)
    for (place, row) in rows.enumerated() {
      let text = row.escapedForDisplay
      session.output.line(
        place == 0
          ? "  " + session.palette.paint("breaks", .error) + "  \(text)" : "          \(text)")
    }
  }

  private func write(_ failure: ExampleFailure) {
    session.print(DiagnosticBag([writer.finding(failure)]).findings(), sources)
  }
}

extension ScriptRunner.Record {
  /// Values, which line up with those that follow on the same line.
  fileprivate var isQuiet: Bool {
    if case .printed = kind { true } else { false }
  }
}

extension Session {
  /// Rows whose columns line up, a little further in than what they are about.
  func writeTable(_ rows: [[String]], indent: Int = 2) {
    let margin = String(repeating: " ", count: indent)
    let lines = FindingWriter.table(rows).split(separator: "\n", omittingEmptySubsequences: false)
    for row in lines where !row.isEmpty { output.line(margin + String(row).escapedForDisplay) }
  }
}
