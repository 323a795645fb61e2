import Diagnostics
import Property
import Reference
import Semantics

extension Command {
  /// `plimsoll promote`: a case as an example for a spec.
  static let promote = Command(
    description: CommandDescription(
      name: "promote", summary: "turn a kept case into an example for a spec",
      positionals: "FILE.case", positionalLimits: 1...1, options: [.json, .colour],
      details: """
        Prints an example that makes the calls of a case and says what they break, to be put into a
        spec beside the contract. It passes as long as the contract is as it is; once the contract is
        mended the example fails, and `breaks` in it becomes what should be so instead. Of a case
        that passes by now it says what is so at the end.

        Of a case of a spec's adversary it makes every call that led there, those of the setup, the
        oracles and the agents included. Where these are too many, or do not break it without the
        rest of the world, it says so and prints nothing.

        The status is 2 when the file is no case, when the contract has changed so much that the
        case no longer applies, or when no example can be made of it.
        """,
      examples: [
        "promote Contracts/.plimsoll/cases/solvent-1a2b3c4d.case",
        "promote Contracts/.plimsoll/cases/solvent-1a2b3c4d.case >> Contracts/bank.spec",
      ]),
    run: { arguments, session in
      let path = arguments.positionals[0]
      let file: CaseFile
      switch CaseStore.read(path) {
      case .found(let found, _): file = found
      case .refused(_, let reason): return session.refuse(case: path, reason)
      }
      let check = CaseCheck(
        file, at: path, subject: CaseStore.subject(of: file, at: path), in: session)
      switch check.verdict {
      case .stillFails(let target, let replay, _, let step):
        Promotion(file: file, target: target, replay: replay, last: step)
          .write(session, arguments)
        return .success
      case .nowPasses(let target, let replay):
        let last = replay.steps.count - 1
        Promotion(file: file, target: target, replay: replay, last: last)
          .write(session, arguments)
        return .success
      case .stillFailsInSpec(let replay, let claim, _):
        switch SpecPromotion.make(file, replay, claim, at: path, in: session) {
        case .example(let promotion):
          promotion.write(session, arguments)
          return .success
        case .refused(let reason):
          return session.refuse(promoting: path, reason)
        }
      case .nowPassesInSpec:
        return session.refuse(promoting: path, "it passes by now, and there is nothing to show")
      case .noLongerApplies:
        session.streams.errors.line(
          "error: \(path.escapedForDisplay) \(check.words.escapedForDisplay)")
        return .cannotRun
      }
    })
}

/// The calls of a case as an example.
struct Promotion {
  let file: CaseFile
  let target: CaseTarget
  let replay: CaseReplay
  /// The index of the last step that matters.
  let last: Int

  fileprivate func write(_ session: Session, _ arguments: ParsedArguments) {
    guard arguments.has("json") else { return session.output.write(text) }
    session.output.write(
      JSONWriter.write([
        "command": "promote", "case": .string(arguments.positionals[0]),
        "example": .string(text),
      ]))
  }

  var text: String {
    let printer = target.printer
    var lines = ["example \"\(title)\" {"]
    lines.append("  use \(file.name) from \"\(file.file)\"")
    let rows = file.rows.map { "\($0.table) = \($0.count)" }
    if !rows.isEmpty { lines.append("  population " + rows.joined(separator: ", ")) }
    var calls: [String] = []
    func close(with claims: [String]) {
      lines.append("  when   " + calls.joined(separator: ",\n         "))
      lines.append("  then   " + claims.joined(separator: ", "))
      calls = []
    }
    for step in replay.steps.prefix(last + 1) {
      if step.gap > 0 {
        // `1h 5min` is how it is read, `1h + 5min` how it is written.
        let parts = printer.text(step.gap, .fixed(.duration)).split(separator: " ")
        calls.append("after " + parts.joined(separator: " + "))
      }
      calls.append(printer.text(step.call))
      let broken = step.broken.map { "breaks \(target.contract.invariants[$0.number].name)" }
      if case .reverted = step.execution.outcome {
        close(with: ["reverts"] + broken)
      } else if !broken.isEmpty {
        close(with: broken)
      }
    }
    if !calls.isEmpty { close(with: [endState]) }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private var title: String {
    let breaks = replay.steps.contains { !$0.broken.isEmpty }
    return "\(file.claim) \(breaks ? "breaks" : "holds") after \(counted(last + 1, "call"))"
  }

  /// Something that is so in the end, where nothing is broken.
  private var endState: String {
    let changes = replay.steps.last?.changes ?? []
    return changes.first.map { change in
      "\(target.printer.name(of: change.place)) == "
        + target.printer.text(change.new, at: change.place)
    } ?? "true"
  }
}

extension Session {
  /// Says why a case cannot be an example.
  fileprivate func refuse(promoting path: String, _ reason: String) -> ExitStatus {
    streams.errors.line(
      "error: \(path.escapedForDisplay) cannot be an example: \(reason.escapedForDisplay)")
    streams.errors.line("  = help: `plimsoll replay` shows what happened")
    return .cannotRun
  }
}
