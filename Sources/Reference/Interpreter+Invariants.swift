import Diagnostics
import Semantics

/// An invariant that does not hold.
package struct BrokenInvariant: Hashable, Sendable {
  /// Its place among the contract's invariants.
  package let number: Int
  /// Of the condition.
  package let span: Span
  package let cause: Cause

  package enum Cause: Hashable, Sendable {
    case isFalse(Evidence?)
    /// An invariant that traps is broken.
    case traps(Trap)
  }
}

extension Interpreter {
  /// The invariants that do not hold in a state nothing has led to.
  package func brokenInvariants(in state: State) -> [BrokenInvariant] {
    brokenInvariants(in: state, before: state, after: nil)
  }

  /// The invariants that do not hold, in order of declaration.
  ///
  /// `before` is the state before the call, which `old` sees. Invariants written `after` an action
  /// are looked at only when `call` is of that action. Each has the whole of `limits.gas`, and
  /// none costs the action anything.
  package func brokenInvariants(
    in state: State, before: State, after call: CompletedCall?
  ) -> [BrokenInvariant] {
    contract.invariants.indices.compactMap { number in
      let invariant = contract.invariants[number]
      if let after = invariant.after, after != call?.action { return nil }
      let arguments = invariant.after == nil ? [] : call?.arguments ?? []
      return check(number, Activation(invariant.frame, arguments), state, before)
    }
  }

  private func check(
    _ number: Int, _ activation: Activation, _ state: State, _ before: State
  ) -> BrokenInvariant? {
    let invariant = contract.invariants[number]
    var evaluation = Evaluation(program, state, before: before, limits: limits)
    evaluation.calls = [Trap.Call(.invariant(number), invariant.span)]
    var holds = true
    var evidence: Evidence?
    let trap = evaluation.run { evaluation throws(Trap) in
      var frame = activation
      holds = try evaluation.evaluate(invariant.condition, &frame) != 0
      if !holds { evidence = evaluation.evidence(against: invariant.condition, activation) }
    }
    if let trap {
      return BrokenInvariant(number: number, span: trap.span, cause: .traps(trap))
    }
    guard !holds else { return nil }
    return BrokenInvariant(
      number: number, span: invariant.condition.span, cause: .isFalse(evidence))
  }
}
