import Diagnostics
import Semantics

/// Why an evaluation stopped: values and places, no sentences. The wording is in
/// `Trap+Wording.swift`, the names a test can ask for in `Trap+Name.swift`.
package struct Trap: Error, Hashable, Sendable {
  package let reason: Reason
  /// What failed.
  package let span: Span
  /// The calls that led there, outermost first.
  package let calls: [Call]

  package init(_ reason: Reason, _ span: Span, calls: [Call] = []) {
    self.reason = reason
    self.span = span
    self.calls = calls
  }

  /// One call of the way to a trap.
  package struct Call: Hashable, Sendable {
    package let callee: Callee
    /// Where the call stands; for the action itself and for an invariant, where it is declared.
    package let span: Span

    package init(_ callee: Callee, _ span: Span) {
      self.callee = callee
      self.span = span
    }
  }

  package enum Callee: Hashable, Sendable {
    case action(ActionID)
    case function(FunctionID)
    case invariant(Int)
  }

  /// Indirect, so that a trap is small: every frame of a walk has room for several.
  package indirect enum Reason: Hashable, Sendable {
    /// A `require` or an `ensure` was false. The message has its holes filled.
    case demand(Demand.Kind, id: String?, message: String?, Evidence?)
    /// An `enforced` invariant was false after the body of an action.
    case enforcedInvariant(Int, Evidence?)
    /// The result does not fit a word; the operands as they were.
    case overflow([Value])
    case divisionByZero([Value])
    /// The function, by its name in the language, has no value there.
    case domain(function: String, [Value])
    /// A value outside what is declared for the place it was to go to.
    case range(Place, Value, WordRange)
    /// The caller is not one the action admits.
    case caller(ActionID, Caller)
    /// A row was needed and there was `none`.
    case noneRow(TableID)
    case rowOutOfRange(TableID, index: Int128, count: Int)
    /// An aggregate that needs a row found none.
    case noRow(AggregateFunction, TableID)
    /// A local column with more cells than `Population.cellLimit`.
    case columnTooLarge(name: String)
    /// More gas than `Limits.gas`; the span is that of the innermost loop, or of what was to pay.
    case outOfGas(limit: Int)
    /// Deeper than `Limits.depth`: calls, blocks and expressions inside each other, `can` included.
    case depth
    /// The system had no stack to evaluate on.
    case stackUnavailable
    /// What the checker proves cannot happen; said instead of crashing.
    case unproved(Unproved)
  }

  /// Where a value was to go.
  package enum Place: Hashable, Sendable {
    case argument(String, of: Callee)
    case parameter(ParameterID)
    case field(TableID, FieldID, row: Int)
  }

  package enum Unproved: String, Hashable, Sendable {
    /// No arm of a `match` fits its value.
    case match
    /// A function ended without its result.
    case result
    /// `left(..)` or `right(..)` outside a law.
    case side
    /// The machine and the tree walk came to different ends.
    case disagreement
  }
}

/// The values that made a condition false: the two sides of the comparison that decided it, and
/// the rows that stood for the names of the aggregates around it.
package struct Evidence: Hashable, Sendable {
  /// The comparison.
  package let span: Span
  /// What should hold: under `not`, the opposite of what is written.
  package let comparison: Comparison
  package let left: Value
  package let leftSpan: Span
  package let right: Value
  package let rightSpan: Span
  /// Outermost first.
  package var rows: [Row]
  /// The comparisons that made it false together with this one: of other alternatives, of what an
  /// `implies` or an `if` asks first. They have none themselves.
  package private(set) var also: [Evidence] = []

  package struct Row: Hashable, Sendable {
    package let name: String
    package let value: Value
  }

  /// With what was found beside it.
  func and(_ other: Evidence?) -> Evidence {
    guard var other else { return self }
    var whole = self
    let rest = other.also
    other.also = []
    whole.also += [other] + rest
    return whole
  }

  /// Of these rows, too, and so is what was found beside it.
  func within(_ rows: [Row]) -> Evidence {
    var inner = self
    inner.rows = rows + inner.rows
    inner.also = also.map { $0.within(rows) }
    return inner
  }
}
