import Diagnostics
import Semantics

/// Runs examples: given, then round after round of steps and claims.
///
/// The given values are set at once, and every invariant must hold there and after every step that
/// succeeds. A step that reverts is a failure unless it is the last of its round and the round says
/// `reverts`. An invariant that its round `breaks` may be broken by the last step, and is not looked
/// at any more. All claims of a round are looked at; after a round with failures the example ends.
package struct ExampleRunner {
  private let example: CheckedExample
  private var walk: Walkthrough
  private var failures: [ExampleFailure] = []
  /// The numbers of invariants that an earlier round broke.
  private var forgiven: Set<Int> = []

  /// Who performs the actions of an interpreter's contract.
  package typealias Casting = (Interpreter) -> any Performer

  package static func run(
    _ example: CheckedExample, limits: Limits = Limits(), performer: Casting = { $0 }
  ) -> ExampleResult {
    func result(_ failures: [ExampleFailure], _ printer: ValuePrinter?) -> ExampleResult {
      ExampleResult(
        title: example.title, span: example.span, failures: failures, printer: printer)
    }
    do {
      let population = try Population(of: example.contract, given: example.population)
      let interpreter = Interpreter(example.contract, population, limits: limits)
      var runner = ExampleRunner(
        example: example,
        walk: Walkthrough(interpreter, performer: performer(interpreter)))
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
      try walk.give(example.given, in: example.frame)
      let span = example.given.reduce(example.given.first?.span ?? example.span) {
        $0.join($1.span)
      }
      for invariant in walk.brokenInvariants { fail(span, .brokenInvariant(invariant)) }
    } catch { fail(example.span, .notComputed(error)) }
    for round in example.rounds where failures.isEmpty { run(round) }
  }

  private mutating func run(_ round: CheckedExample.Round) {
    let expectsRevert = round.checks.contains {
      if case .reverts = $0 { true } else { false }
    }
    let breaks = round.checks.compactMap { check -> Int? in
      if case .breaks(let number, _) = check { number } else { nil }
    }
    for (place, step) in round.steps.enumerated() {
      if place == round.steps.count - 1 { forgiven.formUnion(breaks) }
      let result = walk.take(step, in: example.frame)
      switch result.end {
      case .committed: break
      case .reverted where expectsRevert && place == round.steps.count - 1: break
      case .reverted(let trap): fail(step.span, .unexpectedRevert(trap))
      case .impossible(.traps(let trap)): fail(step.span, .notComputed(trap))
      case .impossible(.backwards(let value, let span)): fail(span, .backwards(value))
      }
      for invariant in result.broken where !forgiven.contains(invariant.number) {
        fail(step.span, .brokenInvariant(invariant))
      }
      guard failures.isEmpty else { return }
    }
    failures += round.checks.compactMap { walk.failure(of: $0, in: example.frame) }
  }

  private mutating func fail(_ span: Span, _ kind: ExampleFailure.Kind) {
    failures.append(ExampleFailure(span: span, kind: kind))
  }
}
