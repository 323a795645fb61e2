/// How far one call may go. Neither limit is part of what a contract means: a rule that meets one
/// is told so, with a reason of its own.
package struct Limits: Hashable, Sendable {
  /// Expressions and statements evaluated, rows looked at and cells of local columns filled, by one
  /// action and the enforced invariants after it, or by one invariant or check.
  package var steps: Int
  /// Calls, statements and expressions inside each other. The parser nests 256 deep, the checker
  /// admits call chains of 64: what both admit needs 16,384 and a little for aggregates. Only `can`,
  /// in an enforced invariant, may go further.
  package var depth: Int
  /// Questions inside each other: an enforced invariant may ask whether an action can succeed, and
  /// the answer depends on that very invariant.
  package var trials = 16

  package init(steps: Int = 50_000_000, depth: Int = 20_000) {
    self.steps = steps
    self.depth = min(depth, Limits.deepest)
  }

  /// What fits `DeepStack`.
  package static let deepest = 20_000
}
