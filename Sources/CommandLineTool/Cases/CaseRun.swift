import Diagnostics
import Machine
import Property
import Reference
import Semantics

/// `plimsoll replay FILE.case`: a case step by step, and its story.
struct CaseRun {
  let path: String
  let arguments: ParsedArguments
  let session: Session

  func run() -> ExitStatus {
    let file: CaseFile
    switch CaseStore.read(path) {
    case .found(let found, _): file = found
    case .refused(_, let reason): return session.refuse(case: path, reason)
    }
    let check = CaseCheck(
      file, at: path, subject: CaseStore.subject(of: file, at: path), in: session)
    if arguments.has("json") {
      session.output.write(JSONWriter.write(document(check)))
    } else {
      write(check)
    }
    if let file = arguments.value("html"), let page = CasePage(check, path).text,
      let failure = session.write(page, to: file)
    {
      session.print(DiagnosticBag([failure]).findings(), SourceMap())
      return .cannotRun
    }
    return check.status
  }

  private func write(_ check: CaseCheck) {
    let output = session.output
    output.line("\(path.escapedForDisplay): \(check.words.escapedForDisplay)")
    switch check.verdict {
    case .stillFails(let target, let replay, let claim, let step):
      write(replay, target, upTo: step)
      output.line("")
      let story = CaseStory(target: target, replay: replay, claim: claim)
      for line in story.lines { output.line(line.escapedForDisplay) }
    case .nowPasses(let target, let replay): write(replay, target, upTo: replay.steps.count)
    case .stillFailsInSpec(let replay, let claim, let step):
      write(replay, upTo: step)
      write(replay, claim, at: step)
    case .nowPassesInSpec(let replay): write(replay, upTo: replay.steps.count)
    case .noLongerApplies:
      output.line("")
      output.line("what it was, as it was told then:")
      for line in check.file.story { output.line("  " + line.escapedForDisplay) }
    }
  }

  private func write(_ replay: CaseReplay, _ target: CaseTarget, upTo last: Int) {
    let transcript = ScriptTranscript(session, target.sources, target.printer)
    for (number, step) in replay.steps.enumerated() where number <= last {
      session.output.line("")
      let call = target.printer.text(step.call, gap: step.gap)
      session.output.line("\(number + 1)  \(call.escapedForDisplay)")
      session.writeTable(rows(of: step, target.printer, transcript))
      for broken in step.broken { transcript.write(broken) }
      if !step.agrees {
        session.output.line("  the attack saw another state here: this is a fault of plimsoll")
      }
    }
  }

  // MARK: - Specs

  private func write(_ replay: SpecReplay, upTo last: Int) {
    let target = replay.target
    let text = ReplayText(session, target.words, target.world, target.sources, short: true)
    for (number, step) in replay.steps.enumerated() where number <= last {
      session.output.line("")
      session.output.line("\(number + 1)  \(replay.text(number).escapedForDisplay)")
      text.writeEntries(of: step.told)
    }
  }

  private func write(_ replay: SpecReplay, _ claim: Int, at step: Int) {
    let stage = replay.target.stage
    if claim >= stage.contract.invariants.count {
      session.output.line(
        "  " + session.palette.paint("breaks", .error)
          + "  `\(stage.name(of: claim))`".escapedForDisplay)
    }
    session.output.line("")
    for line in SpecStory(replay: replay, claim: claim).lines {
      session.output.line(line.escapedForDisplay)
    }
  }

  private func rows(
    of step: CaseReplay.Step, _ printer: ValuePrinter, _ transcript: ScriptTranscript
  ) -> [[String]] {
    var rows = transcript.rows(of: step.changes)
    switch step.execution.outcome {
    case .committed(let events):
      rows += events.map { ["emits", printer.text($0)] }
      if rows.isEmpty { rows = [["changes", "nothing"]] }
    case .reverted(let trap): rows = [["reverts", printer.headline(trap)]]
    }
    return rows + [["gas", grouped(step.execution.gas)]]
  }

  // MARK: - JSON

  private func document(_ check: CaseCheck) -> JSONValue {
    var steps: [JSONValue] = []
    var story = check.file.story
    switch check.verdict {
    case .stillFails(let target, let replay, let claim, let last):
      steps = replay.steps.prefix(last + 1).map { self.step($0, target) }
      story = CaseStory(target: target, replay: replay, claim: claim).lines
    case .nowPasses(let target, let replay):
      steps = replay.steps.map { self.step($0, target) }
    case .stillFailsInSpec(let replay, let claim, let last):
      steps = document(replay, upTo: last)
      story = SpecStory(replay: replay, claim: claim).lines
    case .nowPassesInSpec(let replay): steps = document(replay, upTo: replay.steps.count)
    case .noLongerApplies: break
    }
    return [
      "command": "replay", "case": .string(path), "contract": .string(check.file.name),
      "invariant": .string(check.file.claim), "result": .string(check.file.result.rawValue),
      "verdict": .string(check.name), "words": .string(check.words), "steps": .array(steps),
      "story": .array(story.map { .string($0) }),
    ]
  }

  private func document(_ replay: SpecReplay, upTo last: Int) -> [JSONValue] {
    let target = replay.target
    var told = ReplayDocument(target.words, target.world, path: path, target.sources)
    for step in replay.steps.prefix(last + 1) { told.add(step.told) }
    return told.steps
  }

  private func step(_ step: CaseReplay.Step, _ target: CaseTarget) -> JSONValue {
    let printer = target.printer
    var revert = JSONValue.null
    if case .reverted(let trap) = step.execution.outcome {
      revert = .string(printer.headline(trap))
    }
    return [
      "call": .string(printer.text(step.call, gap: step.gap)), "reverts": revert,
      "gas": .integer(step.execution.gas),
      "changes": .array(
        step.changes.map { change in
          [
            "place": .string(printer.name(of: change.place)),
            "from": .string(printer.text(change.old, at: change.place)),
            "to": .string(printer.text(change.new, at: change.place)),
          ]
        }),
      "broken": .array(
        step.broken.map { .string(target.contract.invariants[$0.number].name) }),
    ]
  }
}

extension Session {
  /// Says why a file is no case.
  func refuse(case path: String, _ reason: String) -> ExitStatus {
    streams.errors.line(
      "error: `\(path.escapedForDisplay)` is no case: \(reason.escapedForDisplay)")
    streams.errors.line("  = help: name a file that `plimsoll fuzz` has written")
    return .cannotRun
  }
}
