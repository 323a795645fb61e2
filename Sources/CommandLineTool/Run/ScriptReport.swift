import Diagnostics
import Reference
import Semantics

/// Shows what the commands of a script led to, as they run.
protocol ScriptReport {
  mutating func add(_ line: CheckedScript.Line, _ records: [ScriptRunner.Record])
  mutating func finish()
}

/// The report for programs: one document, with one record for each line of the script.
struct ScriptDocument: ScriptReport {
  private let session: Session
  private let document: RecordDocument
  private var lines: [JSONValue] = []

  init(_ session: Session, _ sources: SourceMap, _ printer: ValuePrinter) {
    self.session = session
    document = RecordDocument(sources, printer)
  }

  mutating func add(_ line: CheckedScript.Line, _ records: [ScriptRunner.Record]) {
    lines.append([
      "line": .integer(document.sources.position(of: line.span).line),
      "text": .string(document.sources.text(onOneLine: line.span)),
      "results": .array(records.map { .object(document.members(of: $0)) }),
    ])
  }

  mutating func finish() {
    session.output.write(JSONWriter.write(["command": "run", "lines": .array(lines)]))
  }
}

/// What one command of a script led to, as members of a JSON object.
struct RecordDocument {
  let sources: SourceMap
  private let printer: ValuePrinter
  private let writer: FindingWriter

  init(_ sources: SourceMap, _ printer: ValuePrinter) {
    self.sources = sources
    self.printer = printer
    writer = FindingWriter(sources, printer)
  }

  func members(of record: ScriptRunner.Record) -> [JSONMember] {
    var members = [JSONMember("outcome", .string(record.outcome))]
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
    members.append(JSONMember("changes", changes(record.changes)))
    if record.gas > 0 { members += gas(of: record) }
    if record.isStep { members.append(JSONMember("holds", holding(record.holding))) }
    members.append(JSONMember("broken", broken(record.broken)))
    return members
  }

  func changes(_ changes: [StateChange]) -> JSONValue {
    .array(
      changes.map { change in
        [
          "place": .string(printer.name(of: change.place)),
          "old": .string(printer.text(change.old, at: change.place)),
          "new": .string(printer.text(change.new, at: change.place)),
        ]
      })
  }

  func holding(_ numbers: [Int]) -> JSONValue {
    .array(numbers.map { .string(printer.contract.invariants[$0].name) })
  }

  func broken(_ broken: [BrokenInvariant]) -> JSONValue {
    .array(
      broken.map { broken in
        [
          "invariant": .string(printer.contract.invariants[broken.number].name),
          "values": .array(writer.lines(broken).dropFirst().map { .string($0) }),
        ]
      })
  }

  private func gas(of record: ScriptRunner.Record) -> [JSONMember] {
    let lines = GasLines(record.payments, sources).lines.map { line -> JSONValue in
      [
        "path": .string(line.path), "line": .integer(line.number),
        "gas": .integer(line.amount ?? 0), "text": .string(line.source),
      ]
    }
    return [JSONMember("gas", .integer(record.gas)), JSONMember("lines", .array(lines))]
  }
}

extension ScriptRunner.Record {
  /// Whether it may have changed the state.
  var isStep: Bool {
    switch kind {
    case .done, .committed, .reverted: true
    case .printed, .holds, .fails, .impossible: false
    }
  }

  fileprivate var outcome: String {
    switch kind {
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
  func place(of span: Span) -> String {
    let position = position(of: span)
    return "\(self[span.file].path):\(position.line):\(position.column)"
  }
}
