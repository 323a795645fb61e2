import Diagnostics
import Semantics

extension ExampleResult {
  /// The failures as findings, each ending with the command that shows it again.
  package func findings(in sources: SourceMap) -> [Diagnostic] {
    failures.map { failure in
      let finding =
        printer.map {
          FindingWriter(sources, $0, inExample: true).finding(failure)
        } ?? tooLarge(failure)
      let command = Self.command(title: title, path: sources[span.file].path)
      return Diagnostic(
        finding.id, finding.headline, at: finding.primary?.span, label: finding.primary?.text,
        secondary: finding.secondary + [Label(span, "in this example")],
        help: finding.help + ["run it alone: `\(command)`"], notes: finding.notes)
    }
  }

  private func tooLarge(_ failure: ExampleFailure) -> Diagnostic {
    var reason = "the tables cannot be made"
    if case .population(let error) = failure.kind { reason = error.headline }
    return Diagnostic(
      .populationTooLarge, reason, at: failure.span,
      help: ["give the tables a smaller `population`"])
  }

  /// The command that runs this example alone, quoted for a shell.
  package static func command(title: String, path: String) -> String {
    "plimsoll test \(quotedForShell(path)) --only \(quotedForShell(title))"
  }
}

extension FindingWriter {
  /// A failure, without what only an example adds: its title and the command that runs it.
  package func finding(_ failure: ExampleFailure) -> Diagnostic {
    let span = failure.span
    switch failure.kind {
    case .population:
      return Diagnostic(.populationTooLarge, "the tables cannot be made", at: span)
    case .notComputed(let trap):
      // Inside a function the place that asked is the finding, and the place that failed its cause.
      let isHere = trap.calls.isEmpty
      return Diagnostic(
        notComputed, printer.headline(trap), at: isHere ? trap.span : span,
        secondary: isHere ? [] : labels(trap), help: [printer.advice(trap)].compactMap { $0 },
        notes: notes(trap))
    case .backwards(let value):
      return Diagnostic(
        notComputed, "time cannot run backwards", at: span,
        label: "this is \(printer.text(value))")
    case .isFalse(let comparison): return finding(claim: span, comparison)
    case .unexpectedRevert(let trap):
      return Diagnostic(
        .unexpectedRevert, "this step reverts: \(printer.headline(trap))", at: span,
        secondary: labels(trap), help: [printer.advice(trap)].compactMap { $0 },
        notes: notes(trap))
    case .missingRevert(let reason):
      let wanted = reason.map { "reverts with `\($0)`" } ?? "reverts"
      return Diagnostic(
        .missingRevert, "the last step succeeds, and \(claimant) says it \(wanted)", at: span)
    case .otherRevert(let reason, let trap):
      let name = trap.reason.name(in: printer.contract)
      return Diagnostic(
        .otherRevert, "the last step reverts with `\(name)`, not with `\(reason)`", at: span,
        secondary: labels(trap), notes: notes(trap))
    case .computed(let value):
      return Diagnostic(
        .missingRevert, "this is \(printer.text(value)), and \(claimant) says it reverts",
        at: span)
    case .otherStop(let reason, let trap):
      let name = trap.reason.name(in: printer.contract)
      return Diagnostic(
        .otherRevert, "this reverts with `\(name)`, not with `\(reason)`", at: span,
        secondary: labels(trap), notes: notes(trap))
    case .missingEvent(let event, let wanted, let found):
      return finding(event: event, wanted, found, span)
    case .unwantedEvent(let event):
      return Diagnostic(
        .unwantedEvent, "the last step emits this, and \(claimant) says it does not", at: span,
        notes: [FindingWriter.table([["emitted", printer.text(event)]])])
    case .missingBreak(let number):
      let name = printer.contract.invariants[number].name
      return Diagnostic(
        .missingBreak,
        "the last step leaves invariant `\(name)` unbroken, and \(claimant) says it "
          + "breaks", at: span,
        secondary: [Label(printer.contract.invariants[number].span, "this invariant")])
    case .brokenInvariant(let broken):
      return finding(broken, at: span, after: "the state after this")
    }
  }

  private func finding(
    claim span: Span, _ comparison: ExampleFailure.Comparison?
  ) -> Diagnostic {
    guard let comparison else {
      return Diagnostic(claimFailed, "`\(source(span))` is false", at: span)
    }
    let evidence = comparison.evidence
    let actual = printer.text(evidence.left)
    let expected = expectation(evidence, comparison.tolerance)
    let left = source(evidence.leftSpan)
    var rows = [["expression", "actual", "expected", "difference"]]
    rows.append([
      left, actual, expected, printer.difference(evidence.left, evidence.right) ?? "-",
    ])
    let context = evidence.rows.map { "for \($0.name) = \(printer.text($0.value))" }
    var others: [String] = []
    for line in evidence.also.flatMap({ explanation($0) })
    where !context.contains(line) && !others.contains(line) && line != "\(left) is \(actual)" {
      others.append(line)
    }
    // A comparison inside a function the claim calls explains it, and is not what it says.
    let isOwn =
      span.file == evidence.span.file && span.contains(evidence.span.lower)
    return Diagnostic(
      claimFailed,
      isOwn
        ? "`\(left)` is \(actual), and \(expected) is expected" : "`\(source(span))` is false",
      at: span, secondary: isOwn ? [] : [Label(evidence.span, "this decides it")],
      notes: context + [FindingWriter.table(rows)]
        + (others.isEmpty ? [] : [others.joined(separator: "\n")]))
  }

  /// What the right side asks of the left one: `5 USD`, `< 5 USD`, `5 USD +- 0.1 USD`.
  private func expectation(_ evidence: Evidence, _ tolerance: Value?) -> String {
    let right = printer.text(evidence.right)
    if let tolerance { return "\(right) +- \(printer.text(tolerance))" }
    return evidence.comparison == .equal ? right : "\(evidence.comparison.symbol) \(right)"
  }

  private func finding(
    event: EventID, _ wanted: [Value?], _ found: [Event], _ span: Span
  ) -> Diagnostic {
    let declared = printer.contract.events[event]
    let values = zip(declared.parameters, wanted).map { parameter, value in
      value.map { "\(parameter.name): \(printer.text($0))" } ?? "_"
    }
    let expected = "\(declared.name)(\(values.joined(separator: ", ")))"
    var rows = [["expected", expected]]
    for (place, event) in found.enumerated() {
      rows.append([place == 0 ? "emitted" : "", printer.text(event)])
    }
    if found.isEmpty { rows.append(["emitted", "nothing"]) }
    return Diagnostic(
      .missingEvent, "the last step does not emit this `\(declared.name)`", at: span,
      notes: [FindingWriter.table(rows)])
  }
}

extension Comparison {
  /// As it is written.
  package var symbol: String {
    switch self {
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    }
  }
}
