import Diagnostics
import Semantics

/// Runs examples: given, then round after round of steps and claims.
///
/// The given values are set at once, and every invariant must hold there and after every step that
/// succeeds. A step that reverts is a failure unless it is the last of its round and the round says
/// `reverts`. All claims of a round are looked at; after a round with failures the example ends.
package struct ExampleRunner {
  private let example: CheckedExample
  private var walk: Walkthrough
  private var last = Walkthrough.End.committed([])
  private var failures: [ExampleFailure] = []

  package static func run(_ example: CheckedExample, limits: Limits = Limits()) -> ExampleResult {
    func result(_ failures: [ExampleFailure], _ printer: ValuePrinter?) -> ExampleResult {
      ExampleResult(
        title: example.title, span: example.span, failures: failures, printer: printer)
    }
    do {
      let population = try Population(of: example.contract, given: example.population)
      let interpreter = Interpreter(example.contract, population, limits: limits)
      var runner = ExampleRunner(example: example, walk: Walkthrough(interpreter))
      runner.run()
      return result(runner.failures, interpreter.printer)
    } catch {
      return result([ExampleFailure(span: example.span, kind: .population(error))], nil)
    }
  }

  private init(example: CheckedExample, walk: Walkthrough) {
    self.example = example
    self.walk = walk
  }

  private mutating func run() {
    do throws(Trap) {
      let broken = try walk.give(example.given, in: example.frame)
      let span = example.given.reduce(example.given.first?.span ?? example.span) {
        $0.join($1.span)
      }
      for invariant in broken { fail(span, .brokenInvariant(invariant)) }
    } catch { fail(example.span, .notComputed(error)) }
    for round in example.rounds where failures.isEmpty { run(round) }
  }

  private mutating func run(_ round: CheckedExample.Round) {
    let expectsRevert = round.checks.contains {
      if case .reverts = $0 { true } else { false }
    }
    for (place, step) in round.steps.enumerated() {
      let result = walk.take(step, in: example.frame)
      last = result.end
      switch result.end {
      case .committed: break
      case .reverted where expectsRevert && place == round.steps.count - 1: break
      case .reverted(let trap): fail(step.span, .unexpectedRevert(trap))
      case .impossible(.traps(let trap)): fail(step.span, .notComputed(trap))
      case .impossible(.backwards(let value, let span)): fail(span, .backwards(value))
      }
      for invariant in result.broken { fail(step.span, .brokenInvariant(invariant)) }
      guard failures.isEmpty else { return }
    }
    for check in round.checks { run(check) }
  }

  private mutating func run(_ check: CheckedExample.Check) {
    do throws(Trap) {
      switch check {
      case .holds(let condition, let tolerance, let span):
        try holds(condition, tolerance, span)
      case .reverts(let reason, let span): reverts(reason, span)
      case .emits(let event, let arguments, let span): try emits(event, arguments, span)
      }
    } catch { fail(check.span, .notComputed(error)) }
  }

  private mutating func holds(
    _ condition: CheckedExpression, _ tolerance: CheckedExpression?, _ span: Span
  ) throws(Trap) {
    if let tolerance, case .compare(_, let left, let right) = condition.kind {
      let a = Value(try value(of: left), left.type)
      let b = Value(try value(of: right), right.type)
      let most = Value(try value(of: tolerance), tolerance.type)
      let (difference, overflow) = a.word.subtractingReportingOverflow(b.word)
      guard overflow || most.word < 0 || difference.magnitude > most.word.magnitude else { return }
      let evidence = Evidence(
        span: condition.span, comparison: .equal, left: a, leftSpan: left.span, right: b,
        rightSpan: right.span, rows: [])
      fail(span, .isFalse(ExampleFailure.Comparison(evidence: evidence, tolerance: most)))
    } else if try value(of: condition) == 0 {
      let evidence = walk.interpreter.evidence(
        against: condition, in: example.frame, walk.state, before: walk.before)
      fail(
        span, .isFalse(evidence.map { ExampleFailure.Comparison(evidence: $0, tolerance: nil) }))
    }
  }

  private mutating func reverts(_ reason: String?, _ span: Span) {
    guard case .reverted(let trap) = last else {
      return fail(span, .missingRevert(reason: reason))
    }
    if let reason, trap.reason.name(in: example.contract) != reason {
      fail(span, .otherRevert(reason: reason, trap))
    }
  }

  private mutating func emits(
    _ event: EventID, _ arguments: [CheckedExpression?], _ span: Span
  ) throws(Trap) {
    var wanted: [Value?] = []
    for argument in arguments {
      guard let argument else {
        wanted.append(nil)
        continue
      }
      wanted.append(Value(try value(of: argument), argument.type))
    }
    let events: [Event] = if case .committed(let events) = last { events } else { [] }
    let isThere = events.contains { found in
      found.id == event
        && zip(wanted, found.values).allSatisfy { $0 == nil || $0?.word == $1 }
    }
    if !isThere { fail(span, .missingEvent(event, wanted, found: events)) }
  }

  private func value(of expression: CheckedExpression) throws(Trap) -> Int128 {
    try walk.value(of: expression, in: example.frame)
  }

  private mutating func fail(_ span: Span, _ kind: ExampleFailure.Kind) {
    failures.append(ExampleFailure(span: span, kind: kind))
  }
}

extension CheckedExample.Check {
  package var span: Span {
    switch self {
    case .holds(_, _, let span), .reverts(_, let span), .emits(_, _, let span): span
    }
  }
}

extension CheckedExample.Step {
  package var span: Span {
    switch self {
    case .call(_, _, _, let span), .after(_, let span): span
    }
  }
}
