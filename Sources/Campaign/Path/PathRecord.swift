import Machine
import Semantics

/// What one path came to.
package struct PathRecord: Hashable, Sendable {
  package let path: UInt64
  /// By measure of the spec.
  package var measures: [Int128] = []
  /// By expectation: the number estimated, or 1 where the claim held on this path and 0 where not.
  package var claims: [Int128] = []
  /// The first break of each invariant that broke.
  package var breaks: [Break] = []
  /// The first break of each law that broke.
  package var lawBreaks: [LawBreak] = []
  /// By `always` and `eventually`: the step after which it was first wrong.
  package var wrongAt: [Int?] = []

  package init(path: UInt64) { self.path = path }

  /// A law that does not hold of the state after a step.
  package struct LawBreak: Hashable, Sendable {
    package let law: Int
    package let step: Int
    /// The first locals of the law, of which what is given is part.
    package let given: [Int128]
    /// What makes it false, as it is written; nothing where it cannot be computed.
    package let parts: [Part]

    package init(law: Int, step: Int, given: [Int128], parts: [Part] = []) {
      self.law = law
      self.step = step
      self.given = given
      self.parts = parts
    }

    /// A part of the law, and what it came to.
    package struct Part: Hashable, Sendable {
      /// By number: see `CheckedLaw.parts`.
      package let number: Int
      /// Those it was asked of.
      package let rows: [Int128]
      package let holds: Bool
      /// Of a comparison, where both sides have a value.
      package let left: Int128?
      package let right: Int128?
    }
  }

  package struct Break: Hashable, Sendable {
    package let invariant: Int
    package let step: Int
    /// The call after which it was broken; `nil` at the end of a step.
    package let action: ActionID?

    package init(invariant: Int, step: Int, action: ActionID?) {
      self.invariant = invariant
      self.step = step
      self.action = action
    }
  }
}

/// What made a path stop before its end: a mistake of the spec, or numbers too large.
package struct PathProblem: Error, Hashable, Sendable {
  package let path: UInt64
  package let step: Int
  package let reason: Reason

  package enum Reason: Hashable, Sendable {
    /// A call without `try` was refused.
    case refused(request: Int, ActionID, Stop, at: Int?)
    /// An oracle's call was refused.
    case oracleRefused(oracle: Int, Stop, at: Int?)
    /// Code of the spec stopped.
    case stopped(Code, Stop, at: Int?)
    /// A market's price left what words can hold.
    case market(Int, String)
    /// Handlers answered each other without end.
    case restless(handlers: Int)
  }

  /// Which code of the spec.
  package enum Code: Hashable, Sendable {
    case settings, setup(Int), agent(Int), handler(event: EventID), delayed(Int), sampler(Int)
    case measure(Int), severity, expectation(Int), invariant(Int), depth(market: Int), oracle(Int),
      blockGas
  }
}
