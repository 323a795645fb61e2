import Diagnostics
import Reference
import Semantics

/// A contract at the prompt: one line is read, run and answered before the next is read.
///
/// Lines are those of scripts, and the words of `PromptWord`. A line with a mistake is answered
/// with the mistake, and changes nothing.
struct Prompt {
  private let session: Session
  private let isJSON: Bool
  private let performer: ExampleRunner.Casting
  /// The texts of the contract. A line is kept no longer than its answer takes, so that a long
  /// session needs no more memory than a short one.
  private let sources: SourceMap
  private var reader: LineReader
  private let beginning: Moment
  private var present: Moment
  /// What `undo` goes back to, and by what it was left.
  private var past: [(moment: Moment, line: String)] = []
  private var number = 0
  private var status = ExitStatus.success

  /// A state together with what the lines that led to it allow later ones to say.
  private struct Moment {
    var checker: ScriptChecker
    var runner: ScriptRunner
    /// Invariants were broken by setting values, which more values may still mend.
    var isBrokenSoFar = false
  }

  init(
    _ session: Session, _ checker: ScriptChecker, _ sources: SourceMap, isJSON: Bool,
    performer: @escaping ExampleRunner.Casting
  ) throws(PopulationError) {
    self.session = session
    self.isJSON = isJSON
    self.performer = performer
    self.sources = sources
    reader = LineReader(session.streams.input)
    beginning = Moment(
      checker: checker,
      runner: try ScriptRunner(CheckedScript(contract: checker.contract), performer: performer))
    present = beginning
  }

  private var isTyped: Bool { session.streams.input.isTerminal }

  mutating func run() -> ExitStatus {
    let name = beginning.runner.script.contract.name
    // What is asked goes where it is seen, and never among results that a program reads.
    let asking = session.output.isTerminal && !isJSON ? session.output : session.streams.errors
    if isTyped {
      asking.line("\(name): type a line, `help` for what there is, or `quit`.")
    }
    while !session.output.isBroken {
      if isTyped { asking.write("\(name)> ") }
      session.output.flush()
      session.streams.errors.flush()
      number += 1
      switch reader.next() {
      case .end:
        if isTyped { asking.line() }
        return end()
      case .refused:
        refuse("", SourceMap(), [.notReadable("standard input", "reading it failed")])
        return .cannotRun
      case .tooLong: refuse("", sources, [.lineTooLong(number)])
      case .text(let bytes):
        guard answer(bytes) else { return end() }
      }
    }
    return end()
  }

  /// False when the session is over.
  private mutating func answer(_ bytes: [UInt8]) -> Bool {
    var sources = sources
    let source = sources.add(path: "standard input", bytes: bytes, firstLine: number)
    if let word = PromptWord(String(decoding: bytes, as: UTF8.self)) {
      if word == .quit { return false }
      perform(word, source, sources)
      return true
    }
    var checker = present.checker
    let (script, findings) = checker.check(sources[source])
    let text = sources.text(onOneLine: sources[source].span)
    guard let script, !findings.hasErrors else {
      refuse(text, sources, explained(findings, text, source, sources))
      return true
    }
    guard !script.lines.isEmpty else { return true }
    let isRemembered = remember(script, text)
    present.checker = checker
    if script.hasPopulation {
      do { present.runner = try ScriptRunner(script, performer: performer) } catch {
        if let left = past.popLast() { present = left.moment }
        refuse(text, sources, [.population(error, of: source)])
        return true
      }
    }
    for line in script.lines { run(line, sources) }
    // There is nothing to take back of a line that was refused or undone.
    if isRemembered, !script.hasPopulation,
      past.last?.moment.runner.walk.state == present.runner.walk.state
    {
      past.removeLast()
    }
    return true
  }

  /// What is wrong with a line, for somebody who uses a contract instead of writing one.
  private func explained(
    _ findings: DiagnosticBag, _ text: String, _ source: SourceID, _ sources: SourceMap
  ) -> [Diagnostic] {
    let manual = ContractManual(present.runner, sources)
    if let (word, advice) = PromptWord.misused(in: text), manual.about(word) == nil {
      return [.misused(word, advice, at: sources[source].span)]
    }
    var findings = findings
    if findings.sorted.contains(where: { $0.id == .populationTooLate }) {
      // Whoever is told to begin again should know what else is wrong with the line.
      var fresh = beginning.checker
      findings.merge(fresh.check(sources[source]).1)
    }
    return findings.sorted.map { $0.atPrompt(text) }
  }

  private mutating func run(_ line: CheckedScript.Line, _ sources: SourceMap) {
    let records = present.runner.run(line)
    report(line, records, sources)
    if case .set = line.kind, let record = records.first, case .done = record.kind {
      present.isBrokenSoFar = !record.broken.isEmpty
      return
    }
    judgeValues()
    for record in records {
      switch record.kind {
      case .impossible: if !isTyped { status = .findings }
      case .fails: status = .findings
      default: if !record.broken.isEmpty { status = .findings }
      }
    }
  }

  /// Values that break an invariant are a finding once something is done with them.
  private mutating func judgeValues() {
    if present.isBrokenSoFar { status = .findings }
    present.isBrokenSoFar = false
  }

  private mutating func end() -> ExitStatus {
    judgeValues()
    return status
  }

  // MARK: The past

  /// Keeps the present for `undo`, if the script may change it: as many states as fit into the
  /// memory that one population may take, and never more than a thousand.
  private mutating func remember(_ script: CheckedScript, _ line: String) -> Bool {
    guard script.lines.contains(where: { $0.kind.mayChange }) else { return false }
    past.append((present, "line \(number): \(line)"))
    let state = present.runner.walk.state
    let words = state.columns.reduce(1) { $0 + $1.reduce(0) { $0 + $1.count } }
    let most = max(1, min(1_000, Population.cellLimit / words / 2))
    if past.count > most { past.removeFirst(past.count - most) }
    return true
  }

  // MARK: Words of the prompt

  private mutating func perform(_ word: PromptWord, _ source: SourceID, _ sources: SourceMap) {
    let text = sources.text(onOneLine: sources[source].span)
    let answers = PromptAnswers(session, sources, present.runner, line: number, text: text)
    switch word {
    case .help(let name?):
      guard let lines = answers.manual.about(name) ?? PromptWord.about(name) else {
        let written = sources[source]
        return refuse(text, sources, [answers.manual.unknown(name, at: written.span(ofLast: name))])
      }
      show(answers, text) { isJSON ? answers.document(help: lines) : answers.write(help: lines) }
    case .help(nil):
      let lines = answers.manual.overview
      show(answers, text) { isJSON ? answers.document(help: lines) : answers.write(help: lines) }
    case .state:
      show(answers, text) { isJSON ? answers.documentState() : answers.writeState() }
    case .invariants:
      show(answers, text) { isJSON ? answers.documentInvariants() : answers.writeInvariants() }
    case .undo:
      guard let left = past.popLast() else {
        return show(answers, text) { answers.goBack("undone", nil, to: nil, isJSON) }
      }
      present = left.moment
      show(answers, text) { answers.goBack("undone", left.line, to: present.runner, isJSON) }
    case .reset:
      past.append((present, "line \(number): reset"))
      present = beginning
      show(answers, text) { answers.goBack("reset", nil, to: present.runner, isJSON) }
    case .quit: return
    }
  }

  private func show(_ answers: PromptAnswers, _ text: String, _ body: () -> Void) {
    echo(text)
    body()
  }

  // MARK: Answers

  /// A piped line is repeated, so that the answers make sense alone.
  private func echo(_ text: String) {
    if !isTyped, !isJSON, !text.isEmpty { session.output.line("> " + text.escapedForDisplay) }
  }

  private func report(
    _ line: CheckedScript.Line, _ records: [ScriptRunner.Record], _ sources: SourceMap
  ) {
    let printer = present.runner.printer
    guard isJSON else {
      return ScriptTranscript(session, sources, printer, echoes: !isTyped).add(line, records)
    }
    let document = RecordDocument(sources, printer)
    for record in records {
      session.writeRecord(
        number, sources.text(onOneLine: record.span), document.members(of: record))
    }
    if records.isEmpty {
      session.writeRecord(
        number, sources.text(onOneLine: line.span), [JSONMember("outcome", "done")])
    }
  }

  /// Answers a line that cannot run.
  private mutating func refuse(_ text: String, _ sources: SourceMap, _ findings: [Diagnostic]) {
    if !isTyped { status = .findings }
    let findings = DiagnosticBag(findings).findings()
    guard isJSON else {
      echo(text.count > 200 ? text.prefix(200) + ".." : text)
      return session.print(findings, sources)
    }
    session.writeRecord(
      number, text,
      [
        JSONMember("outcome", "wrong"),
        JSONMember("findings", JSONRenderer().value(of: findings, sources)),
      ])
  }
}

extension Session {
  /// One record of a stream of them, on a line of its own.
  func writeRecord(_ number: Int, _ text: String, _ members: [JSONMember]) {
    output.line(
      JSONWriter.writeCompact(
        .object(
          [JSONMember("line", .integer(number)), JSONMember("text", .string(text))] + members)
      ))
  }
}

extension CheckedScript {
  fileprivate var hasPopulation: Bool {
    lines.contains { if case .population = $0.kind { true } else { false } }
  }
}

extension CheckedScript.Kind {
  fileprivate var mayChange: Bool {
    switch self {
    case .population, .set, .steps: true
    case .print, .then: false
    }
  }
}

extension Diagnostic {
  fileprivate static func lineTooLong(_ number: Int) -> Diagnostic {
    Diagnostic(
      .lineTooLong, "line \(number) is longer than \(grouped(LineReader.longest)) bytes", at: nil,
      help: ["write several lines, or a script: `plimsoll run CONTRACT SCRIPT`"])
  }

  static func population(_ error: PopulationError, of source: SourceID) -> Diagnostic {
    Diagnostic(
      .populationTooLarge, error.headline, at: .empty(at: 0, in: source),
      help: ["give the tables a smaller `population`"])
  }

  /// `help` takes a name, the other words nothing.
  fileprivate static func misused(_ word: String, _ advice: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .unexpectedToken,
      "`\(word)` takes \(word == "help" ? "one name" : "nothing") after it", at: span,
      help: [advice])
  }

  /// With advice that fits somebody who uses a contract instead of writing one.
  fileprivate func atPrompt(_ line: String) -> Diagnostic {
    switch id {
    case .populationOutOfRange:
      Diagnostic(
        id, "a table has 0 to \(grouped(Int(CheckedExample.largestPopulation))) rows here",
        at: primary?.span, help: ["use just the rows you need"])
    case .populationTooLate: advising("`reset` begins again")
    case .unknownName, .unknownAction, .unknownFunction:
      if let word = nearest(line, among: PromptWord.all) {
        advising("did you mean `\(word)`?")
      } else if help.contains(where: { $0.hasPrefix("did you mean") }) {
        self
      } else {
        advising("`help` lists the actions, `state` shows what has a value")
      }
    default: self
    }
  }

  private func advising(_ advice: String) -> Diagnostic {
    Diagnostic(
      id, headline, at: primary?.span, label: primary?.text, secondary: secondary, help: [advice],
      notes: notes)
  }
}

extension SourceFile {
  /// Where a text stands last; all of the file when it does not.
  fileprivate func span(ofLast text: String) -> Span {
    let wanted = Array(text.utf8)
    for lower in stride(from: bytes.count - wanted.count, through: 0, by: -1)
    where bytes[lower..<lower + wanted.count].elementsEqual(wanted) {
      return Span(file: id, lower: lower, upper: lower + wanted.count)
    }
    return span
  }
}
