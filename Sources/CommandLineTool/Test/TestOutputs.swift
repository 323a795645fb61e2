import Diagnostics
import Semantics

/// Where `plimsoll test` writes what programs read.
struct TestOutputs {
  let rows: PathRows?
  private let files: [ByteFile]
  private let junit: ByteFile?

  struct Failure: Error {
    let diagnostic: Diagnostic
  }

  private static let options = ["jsonl", "csv", "junit"]

  /// Standard output takes one kind of thing.
  static func check(_ arguments: ParsedArguments) throws(UsageError) {
    let onOutput =
      options.filter { arguments.value($0) == "-" }.map { "--\($0) -" }
      + (arguments.has("json") ? ["--json"] : [])
    guard onOutput.count > 1 else { return }
    throw .badValue(
      what: "use of standard output", found: onOutput.joined(separator: " "),
      wanted: "it takes one of them; give the others a file")
  }

  /// The session of the report for people, which makes room on standard output for rows.
  static func reportSession(_ session: Session, _ arguments: ParsedArguments) -> Session {
    guard options.contains(where: { arguments.value($0) == "-" }) else { return session }
    let streams = session.streams
    return Session(
      Streams(
        input: streams.input, output: streams.errors, errors: streams.errors,
        refusesColour: streams.refusesColour, interruption: streams.interruption), arguments)
  }

  /// Opens every file, so that what cannot be written is said before anything runs.
  init(
    _ arguments: ParsedArguments, _ output: Output, specs: [CheckedSpec]
  ) throws(Failure) {
    func open(_ option: String) throws(Failure) -> ByteFile? {
      guard let path = arguments.value(option) else { return nil }
      do throws(System.Failure) { return try ByteFile(path, output) } catch {
        throw Failure(diagnostic: .notWritable(path, error.reason))
      }
    }
    let lines = try open("jsonl")
    let table = try open("csv")
    junit = try open("junit")
    files = [lines, table, junit].compactMap { $0 }
    rows =
      lines == nil && table == nil
      ? nil : PathRows(lines: lines, table: table, specs: specs)
  }

  /// Gives the files their names; what could not be written.
  func finish(_ report: TestReport) -> Diagnostic? {
    junit?.write(JUnitReport.text(report))
    var failure: Diagnostic?
    for file in files {
      if let reason = file.finish() { failure = failure ?? .notWritable(file.path, reason) }
    }
    return failure
  }
}

extension CommandDescription.Option {
  static let jsonLines = Self("jsonl", value: "FILE", "write a JSON row for each path")
  static let csv = Self("csv", value: "FILE", "write a comma-separated row for each path")
  static let junit = Self("junit", value: "FILE", "write a JUnit report")
}
