import Diagnostics

/// One case of an `example` block, ready to run on `contract`. Case values stand in place of their
/// names, so an example with three cases is three of these.
package struct CheckedExample: Sendable {
  package let title: String
  package let contract: CheckedContract
  /// Rows of each table, keyed tables left out; a table not named has `defaultPopulation`.
  package let population: [TableID: Population]
  package let frame: Frame
  /// Assignments only: `setState`, `setParameter`, `setField`, `setRow`.
  package let given: [CheckedStatement]
  package let rounds: [Round]
  package let span: Span

  package static let defaultPopulation = 8
  /// More rows than this no example needs, and no interpreter should be asked for.
  package static let largestPopulation: Int128 = 1_000_000

  package init(
    title: String, contract: CheckedContract, population: [TableID: Population], frame: Frame,
    given: [CheckedStatement], rounds: [Round], span: Span
  ) {
    self.title = title
    self.contract = contract
    self.population = population
    self.frame = frame
    self.given = given
    self.rounds = rounds
    self.span = span
  }

  package struct Population: Sendable {
    package let count: Int
    /// Names of the first rows, for printing.
    package let names: [String]

    package init(count: Int, names: [String] = []) {
      self.count = count
      self.names = names
    }
  }

  package struct Round: Sendable {
    package let steps: [Step]
    package let checks: [Check]

    package init(steps: [Step], checks: [Check]) {
      self.steps = steps
      self.checks = checks
    }
  }

  package enum Step: Sendable {
    case call(ActionID, [CheckedExpression], CheckedCaller, Span)
    /// Time passes, by a duration.
    case after(CheckedExpression, Span)
  }

  package enum Check: Sendable {
    /// A tolerance goes with `==`: the sides may differ by at most so much.
    case holds(CheckedExpression, tolerance: CheckedExpression?, Span)
    /// The last step reverted; with a reason: the id of the `require` or `ensure` that failed, or
    /// one of the machine's own (`overflow`, `division_by_zero`, `range`, `role` ..).
    case reverts(reason: String?, Span)
    /// The value cannot be computed, for a reason as above.
    case stops(CheckedExpression, reason: String?, Span)
    /// The last step emitted the event, or is said not to have; `nil` for an argument that does not
    /// matter.
    case emits(EventID, [CheckedExpression?], isDenied: Bool, Span)
    /// The last step left the invariant with this number broken.
    case breaks(Int, Span)
  }
}
