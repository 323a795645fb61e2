import Diagnostics
import Semantics

/// How one case of an example went.
package struct ExampleResult: Sendable {
  package let title: String
  package let span: Span
  package let failures: [ExampleFailure]
  /// Prints the values in the failures, which belong to this example's contract and population.
  let printer: ValuePrinter?

  package var passed: Bool { failures.isEmpty }
}

/// One thing that is not as an example says.
package struct ExampleFailure: Sendable {
  package let span: Span
  package let kind: Kind

  package enum Kind: Sendable {
    /// There can be no tables of this size.
    case population(PopulationError)
    /// A given value, an argument, or a claim cannot be computed.
    case notComputed(Trap)
    /// `after` with a duration below zero.
    case backwards(Value)
    /// A claim is false.
    case isFalse(Comparison?)
    case unexpectedRevert(Trap)
    /// `reverts`, and the step succeeded.
    case missingRevert(reason: String?)
    /// `reverts x`, and the step reverted for something else.
    case otherRevert(reason: String, Trap)
    /// `x reverts`, and it has a value.
    case computed(Value)
    /// `x reverts y`, and it cannot be computed for another reason.
    case otherStop(reason: String, Trap)
    /// `emits`, and among the events of the last step there is none like it.
    case missingEvent(EventID, [Value?], found: [Event])
    /// `not emits`, and the last step emitted this.
    case unwantedEvent(Event)
    /// `breaks x`, and the last step did not leave it broken.
    case missingBreak(invariant: Int)
    /// At the span the given state was complete, or a step had succeeded.
    case brokenInvariant(BrokenInvariant)
  }

  /// The sides of the comparison that made a claim false.
  package struct Comparison: Sendable {
    package let evidence: Evidence
    /// For `left == right +- tolerance`.
    package let tolerance: Value?
  }
}
