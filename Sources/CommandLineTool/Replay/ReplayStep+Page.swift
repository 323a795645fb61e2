import Campaign
import Diagnostics
import Reference
import Semantics

extension ReplayStep {
  /// The step on a page. Refused calls of one kind share a line, as in a terminal.
  func told(
    _ words: SpecWords, _ world: World, _ sources: SourceMap, name: String? = nil
  ) -> CounterexamplePage.Step {
    let writer = FindingWriter(sources, words.printer)
    let spec = words.program.spec
    let prices = zip(spec.markets, prices).map { market, price in
      "\(market.name) \(words.printer.text(price, market.type))"
    }
    var step = CounterexamplePage.Step(
      name: name ?? (number == 0 ? "Setup" : "Step \(grouped(number))"),
      details: ([timeText(time)] + prices).joined(separator: ", "))
    var refused: [String: (place: Int, times: Int)] = [:]
    for entry in entries {
      switch entry {
      case .call(let call):
        let key = call.kind
        if let key, let known = refused[key] {
          refused[key] = (known.place, known.times + 1)
          continue
        }
        if let key { refused[key] = (step.events.count, 1) }
        step.events.append(event(call, words, world))
      case .changes(let changes):
        step.events.append(
          CounterexamplePage.Event(name: "the spec", changes: words.printer.rows(changes)))
      case .broke(let broken):
        let lines = writer.lines(broken)
        step.events.append(
          CounterexamplePage.Event(
            name: "invariant \(words.name(ofInvariant: broken.number))",
            notes: Array(lines.dropFirst()), outcome: .broken))
      case .brokeLaw(let broken):
        step.events.append(
          CounterexamplePage.Event(
            name: "law \"\(words.name(ofLaw: broken.law))\"",
            notes: words.lines(broken, sources), outcome: .broken))
      }
    }
    for (place, times) in refused.values where times > 1 {
      step.events[place].notes.append("and \(counted(times - 1, "more call")) of this kind")
    }
    return step
  }

  private func event(
    _ call: Call, _ words: SpecWords, _ world: World
  ) -> CounterexamplePage.Event {
    var event = CounterexamplePage.Event(
      name: words.text(of: call.call.origin, world) + ": " + words.text(call), gas: call.gas)
    switch call.end {
    case .committed(let events, let changes):
      event.changes = words.printer.rows(changes)
      event.notes = events.map { "emits \(words.printer.text($0))" }
      if event.changes.isEmpty, event.notes.isEmpty { event.notes = ["changes nothing"] }
    case .refused(let refusal):
      event.outcome = .refused
      event.notes = [refusal.message] + refusal.values
    }
    return event
  }
}

extension ReplayStep.Call {
  /// Of refused calls that share a line: the action, who made it and why it was refused.
  var kind: String? {
    guard case .refused(let refusal) = end else { return nil }
    let who = if case .agent(let number, _) = call.origin { "\(number)" } else { "-" }
    return "\(call.action) \(who) \(refusal.reason)"
  }
}

extension ValuePrinter {
  /// Of each change the name of its place, and the words before and after.
  func rows(_ changes: [StateChange]) -> [[String]] {
    changes.map { change in
      [
        name(of: change.place), text(change.old, at: change.place),
        text(change.new, at: change.place),
      ]
    }
  }
}

extension CounterexamplePage.Broken {
  /// An invariant with the values of both sides.
  init(_ broken: BrokenInvariant, _ writer: FindingWriter, _ printer: ValuePrinter) {
    let invariant = printer.contract.invariants[broken.number]
    name = "invariant \(invariant.name)"
    claim = invariant.text
    condition = writer.source(invariant.condition.span)
    switch broken.cause {
    case .isFalse(let evidence?):
      notes = evidence.rows.map { "for \($0.name) = \(printer.text($0.value))" }
      sides = ([evidence] + evidence.also).flatMap { part in
        [
          [writer.source(part.leftSpan), printer.text(part.left)],
          [writer.source(part.rightSpan), printer.text(part.right)],
        ]
      }
    case .isFalse(nil): break
    case .traps: notes = Array(writer.lines(broken).dropFirst())
    }
  }
}
