import Campaign
import Diagnostics
import Semantics
import Synchronization

/// A row for each path, in the order of paths: JSON lines, or a table with commas.
final class PathRows {
  private let lines: ByteFile?
  private let table: ByteFile?
  /// Names of measures, of all specs that are run: the columns of the table.
  private let columns: [String]
  private let claims: Int

  /// - Parameter specs: everything that will be run, which decides the columns of the table.
  init(lines: ByteFile?, table: ByteFile?, specs: [CheckedSpec]) {
    self.lines = lines
    self.table = table
    var columns: [String] = []
    for name in specs.flatMap({ $0.measures.map(\.name) }) where !columns.contains(name) {
      columns.append(name)
    }
    self.columns = columns
    claims = specs.map(\.expectations.count).max() ?? 0
    let expectations = (0..<claims).map { "expectation_\($0 + 1)" }
    let header =
      ["file", "spec", "path"] + columns + expectations
      + ["broken_invariant", "broken_at_step"]
    table?.write(PathRows.row(header))
  }

  /// Records on their way from the workers to the files.
  final class Queue: Sendable {
    let path: String
    let words: SpecWords
    private let waiting = Mutex<[PathRecord]>([])

    init(path: String, words: SpecWords) {
      self.path = path
      self.words = words
    }

    func add(_ records: [PathRecord]) { waiting.withLock { $0 += records } }

    func take() -> [PathRecord] {
      waiting.withLock { records in
        defer { records = [] }
        return records
      }
    }
  }

  func begin(_ words: SpecWords, path: String) -> Queue { Queue(path: path, words: words) }

  func write(_ queue: Queue?) {
    guard let queue else { return }
    for record in queue.take() {
      lines?.write(JSONWriter.writeCompact(document(record, queue)) + "\n")
      table?.write(PathRows.row(cells(record, queue)))
    }
  }

  private func document(_ record: PathRecord, _ queue: Queue) -> JSONValue {
    let spec = queue.words.program.spec
    let measures = zip(spec.measures, record.measures).map { measure, word in
      JSONMember(measure.name, .string(queue.words.plain(word, measure.type)))
    }
    return [
      "file": .string(queue.path), "spec": .string(spec.name),
      "path": .integer(Int(clamping: record.path)), "measures": .object(measures),
      "expectations": .array(claims(record, queue).map { .string($0) }),
      "broken": .array(
        record.breaks.map { broken in
          [
            "invariant": .string(queue.words.name(ofInvariant: broken.invariant)),
            "step": .integer(broken.step),
            "after": JSONValue(broken.action) { .string(queue.words.name(ofAction: $0)) },
          ]
        }),
      "broken_laws": .array(
        record.lawBreaks.map { broken in
          [
            "law": .string(queue.words.name(ofLaw: broken.law)), "step": .integer(broken.step),
          ]
        }),
    ]
  }

  /// What each expectation looks at on this path: a truth, or the number that is estimated.
  private func claims(_ record: PathRecord, _ queue: Queue) -> [String] {
    zip(queue.words.program.spec.expectations, record.claims).map { expectation, word in
      switch expectation.claim {
      case .invariants, .always, .eventually, .estimate(_, .probability, _, bound: _):
        word == 0 ? "false" : "true"
      case .estimate(let measure, _, _, bound: _): queue.words.plain(word, measure.type)
      }
    }
  }

  private func cells(_ record: PathRecord, _ queue: Queue) -> [String] {
    let spec = queue.words.program.spec
    var cells = [queue.path, spec.name, String(record.path)]
    for column in columns {
      let place = spec.measures.firstIndex { $0.name == column }
      cells.append(
        place.map { queue.words.plain(record.measures[$0], spec.measures[$0].type) } ?? "")
    }
    let claims = claims(record, queue)
    cells += claims + Array(repeating: "", count: self.claims - claims.count)
    let first = record.breaks.first
    cells.append(first.map { queue.words.name(ofInvariant: $0.invariant) } ?? "")
    cells.append(first.map { String($0.step) } ?? "")
    return cells
  }

  /// A row as RFC 4180 has it, but for the line break.
  static func row(_ cells: [String]) -> String {
    cells.map { cell in
      cell.contains { ",\"\n\r".contains($0) }
        ? "\""
          + cell.split(separator: "\"", omittingEmptySubsequences: false)
          .joined(separator: "\"\"") + "\""
        : cell
    }.joined(separator: ",") + "\n"
  }
}
