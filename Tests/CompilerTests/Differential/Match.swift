import Compiler
import Diagnostics
import Reference
import Semantics

/// The same calls on both sides, compared after every one.
struct Match<Other: Side> {
  let scenario: Scenario
  let interpreter: InterpreterSide
  let other: Other
  /// The most gas each action may take, as computed before anything runs.
  private let bounds: [Int?]
  var tally = Tally()

  init(_ scenario: Scenario, against other: Other) {
    self.scenario = scenario
    interpreter = InterpreterSide(scenario)
    self.other = other
    let bounds = GasBounds(scenario.contract)
    self.bounds = scenario.contract.actions.indices.map {
      bounds.worst($0, rows: scenario.population.counts)?.total
    }
  }

  /// Plays so many calls, or up to the first that differs.
  mutating func play(calls: Int) -> Difference? {
    interpreter.isListing = true
    tally.programs += 1
    if interpreter.state != other.state { return difference("start", interpreter, other) }
    for place in 0..<calls {
      // What paid is known after a few calls; listing it is slow.
      interpreter.isListing = place < 4
      for step in scenario.step(place, interpreter.state) {
        switch step {
        case .arrange(let state):
          interpreter.state = state
          other.state = state
        case .call(let call):
          // Now and then under some limits first, which must leave no trace.
          if place % 16 == 7, let difference = sweep(call, limits: 12) { return difference }
          if let difference = play(call, place) { return difference }
        }
      }
    }
    tally.count(constructsOf: scenario.contract, paid: interpreter.paid)
    return nil
  }

  private mutating func play(_ call: Scenario.Call, _ place: Int) -> Difference? {
    let verdict = interpreter.call(call, gas: call.gas)
    let answer = other.call(call, gas: call.gas)
    tally.count(verdict)
    let title = "call \(place): \(call)"
    if verdict != answer { return Difference(title, verdict, answer) }
    if let difference = difference(title, interpreter, other) { return difference }
    if let most = bounds[call.action], verdict.gas > most {
      return Difference("\(title): gas beyond its bound", "\(verdict.gas)", "\(most)")
    }
    guard case .committed = verdict.end else { return nil }
    for (number, invariant) in scenario.contract.invariants.enumerated()
    where invariant.after == nil || invariant.after == call.action {
      let arguments = invariant.after == nil ? [] : call.arguments
      let truth = interpreter.truth(of: number, arguments)
      let answer = other.truth(of: number, arguments)
      tally.count(truth)
      if truth != answer {
        return Difference("\(title), invariant \(invariant.name)", "\(truth)", "\(answer)")
      }
    }
    return nil
  }

  /// One call under so many limits from nothing to what it needs, or all of them when it needs less.
  /// It is taken back each time.
  mutating func sweep(_ call: Scenario.Call, limits: Int) -> Difference? {
    let need = interpreter.call(call, gas: Scenario.gas).gas
    interpreter.undo()
    for gas in stride(from: need, through: 0, by: -max(1, need / limits)) {
      tally.sweptCalls += 1
      let verdict = interpreter.call(call, gas: gas)
      let answer = other.call(call, gas: gas)
      let title = "sweep: \(call) with \(gas) of \(need)"
      if verdict != answer { return Difference(title, verdict, answer) }
      if let difference = difference(title, interpreter, other) { return difference }
      if case .committed = verdict.end {
        interpreter.undo()
        other.undo()
        if let difference = difference("\(title), undone", interpreter, other) {
          return difference
        }
      }
    }
    return nil
  }

  private func difference(_ title: String, _ one: InterpreterSide, _ two: Other) -> Difference? {
    let (left, right) = (one.state, two.state)
    guard left != right else { return nil }
    var lines: [String] = []
    func compare(_ name: String, _ a: [Int128], _ b: [Int128]) {
      if a != b { lines.append("\(name): \(a) and \(b)") }
    }
    compare("parameters", left.parameters, right.parameters)
    compare("states", left.states, right.states)
    compare("now", [left.now], [right.now])
    for (table, shape) in scenario.contract.tables.enumerated() {
      for (field, declared) in shape.fields.enumerated() {
        compare(
          "\(shape.name).\(declared.name)", left.columns[table][field],
          right.columns[table][field])
      }
    }
    return Difference("\(title): states differ", lines.joined(separator: "\n"), "")
  }
}

/// Where two sides did not agree.
struct Difference: Equatable, Error {
  let title: String
  let expected: String
  let found: String

  /// What differs, roughly: the shrinker keeps to it.
  let kind: String
  /// The places the two ends name.
  var spans: [Span] = []

  init(_ title: String, _ expected: String, _ found: String) {
    self.title = title
    self.expected = expected
    self.found = found
    kind = ["states", "invariant", "bound"].first { title.contains($0) } ?? title
  }

  init(_ title: String, _ expected: Verdict, _ found: Verdict) {
    self.title = title
    self.expected = "\(expected)"
    self.found = "\(found)"
    spans = [expected.span, found.span].compactMap { $0 }
    let (left, right) = (expected.reason?.name, found.reason?.name)
    let isElsewhere = left == right && expected.span != found.span
    kind = "\(left ?? "-") \(right ?? "-") \(isElsewhere) \(expected.gas == found.gas)"
  }
}
