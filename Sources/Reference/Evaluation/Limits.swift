/// How far one call may go. No limit is part of what a contract means: a rule that meets one is told
/// so, with a reason of its own.
package struct Limits: Hashable, Sendable {
  /// What one action and the enforced invariants after it may spend, or one plain invariant or check.
  /// Everything that repeats costs gas, so this bounds every walk.
  package var gas: Int
  /// Calls, statements and expressions inside each other. The parser nests 256 deep, the checker
  /// admits call chains of 64: what both admit needs 16,384 and a little for aggregates. Only `can`,
  /// in an enforced invariant, may go further.
  package var depth: Int
  /// Questions inside each other: an enforced invariant may ask whether an action can succeed, and
  /// the answer depends on that very invariant.
  package var trials = 16

  package init(gas: Int = 50_000_000, depth: Int = 20_000) {
    self.gas = gas
    self.depth = min(depth, Limits.deepest)
  }

  /// What fits `DeepStack`.
  package static let deepest = 20_000
}
