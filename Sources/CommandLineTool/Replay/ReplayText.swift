import Campaign
import Diagnostics
import Reference
import Semantics

/// A path told to people.
///
///     step 17  2026-01-01T02:50:00Z  BTC 60_123.4 USD/BTC
///       keepers[2]: liquidate(a: Account[3]) as Account[0]
///         fund  500 USD -> 480 USD
///       breaks  invariant `solvent`: the fund pays for every loss
struct ReplayText {
  let session: Session
  let words: SpecWords
  let world: World
  private let sources: SourceMap
  private let writer: FindingWriter
  /// Refused calls of one kind in one step share a line.
  private let isShort: Bool

  init(_ session: Session, _ words: SpecWords, _ world: World, _ sources: SourceMap, short: Bool) {
    self.session = session
    self.words = words
    self.world = world
    self.sources = sources
    isShort = short
    writer = FindingWriter(sources, words.printer)
  }

  func write(_ step: ReplayStep) {
    let prices = zip(words.program.spec.markets, step.prices)
      .map { "  \($0.name) \(words.printer.text($1, $0.type))" }.joined()
    let name = step.number == 0 ? "setup" : "step \(grouped(step.number))"
    session.output.line(
      session.palette.paint(name, .headline) + "  \(timeText(step.time))\(prices)")
    writeEntries(of: step)
  }

  /// What happened in the step, without its name.
  func writeEntries(of step: ReplayStep) {
    var repeated: [String: Int] = [:]
    for case .call(let call) in step.entries {
      if let kind = call.kind { repeated[kind, default: 0] += 1 }
    }
    var told: Set<String> = []
    for entry in step.entries {
      switch entry {
      case .call(let call):
        if isShort, let kind = call.kind {
          if told.insert(kind).inserted { write(call, times: repeated[kind] ?? 1) }
        } else {
          write(call, times: 1)
        }
      case .changes(let changes):
        session.output.line("  the spec")
        session.writeTable(rows(changes), indent: 4)
      case .broke(let broken): write(broken)
      case .brokeLaw(let broken): write(broken)
      }
    }
  }

  private func write(_ call: ReplayStep.Call, times: Int) {
    let head = words.text(of: call.call.origin, world) + ": " + words.text(call)
    session.output.line("  " + head.escapedForDisplay)
    switch call.end {
    case .committed(let events, let changes):
      var rows = self.rows(changes)
      rows += events.map { ["emits", words.printer.text($0)] }
      session.writeTable(rows, indent: 4)
    case .refused(let refusal):
      session.output.line(
        "    " + session.palette.paint("refused", .warning)
          + "  \(refusal.message)".escapedForDisplay)
      for value in refusal.values { session.output.line("             \(value)".escapedForDisplay) }
      if times > 1 {
        session.output.line("             and \(counted(times - 1, "more call")) of this kind")
      }
    }
  }

  private func rows(_ changes: [StateChange]) -> [[String]] {
    changes.map { change in
      let old = words.printer.text(change.old, at: change.place)
      return [
        words.printer.name(of: change.place),
        "\(old) -> \(words.printer.text(change.new, at: change.place))",
      ]
    }
  }

  private func write(_ broken: BrokenInvariant) {
    for (place, line) in writer.lines(broken).enumerated() {
      let text = line.escapedForDisplay
      session.output.line(
        place == 0
          ? "  " + session.palette.paint("breaks", .error) + "  \(text)" : "          \(text)")
    }
  }

  private func write(_ broken: PathRecord.LawBreak) {
    session.output.line(
      "  " + session.palette.paint("breaks", .error)
        + "  law \"\(words.program.spec.contract.laws[broken.law].title)\"".escapedForDisplay)
    for line in words.lines(broken, sources) {
      session.output.line("          \(line)".escapedForDisplay)
    }
  }

  /// What the whole path came to.
  func write(_ record: PathRecord) {
    let spec = words.program.spec
    session.output.line(session.palette.paint("at the end", .headline))
    session.writeTable(
      zip(spec.measures, record.measures).map { measure, word in
        [measure.name, words.printer.text(word, measure.type)]
      })
    session.writeTable(
      zip(spec.expectations, record.claims).map { expectation, word in
        [words.claim(expectation, word), expectation.text]
      })
  }
}

extension SpecWords {
  /// Who makes a call: `keepers[2]`, `oracle of BTC`, `on Liquidated`.
  func text(of origin: PathCall.Origin, _ world: World) -> String {
    let spec = program.spec
    switch origin {
    case .setup: return "setup"
    case .oracle(let number): return "oracle of \(spec.markets[spec.oracles[number].source].name)"
    case .agent(let number, let instance):
      let agent = spec.agents[number]
      return world.rows[agent.memory] == 1 ? agent.name : "\(agent.name)[\(instance)]"
    case .handler(let event): return "on \(name(ofEvent: event))"
    case .delayed: return "later"
    case .adversary: return "adversary"
    }
  }

  /// `liquidate(a: Account[3]) as Account[0]`
  func text(_ call: ReplayStep.Call) -> String {
    let arguments = arguments(call.call).map { "\($0.name): \($0.value)" }.joined(separator: ", ")
    let caller = if case .anyone = call.caller { "" } else { " as \(printer.caller(call.caller))" }
    return "\(name(ofAction: call.call.action))(\(arguments))\(caller)"
  }

  func arguments(_ call: PathCall) -> [(name: String, value: String)] {
    zip(program.spec.contract.actions[call.action].parameters, call.arguments).map {
      ($0.name, printer.text($1, $0.type))
    }
  }

  /// What an expectation looks at on one path.
  func claim(_ expectation: CheckedExpectation, _ word: Int128) -> String {
    switch expectation.claim {
    case .invariants, .always, .eventually: word == 0 ? "not kept" : "kept"
    case .estimate(_, .probability, _, bound: _): word == 0 ? "false" : "true"
    case .estimate(let measure, _, _, bound: _): printer.text(word, measure.type)
    }
  }
}
