import Diagnostics
import Numerics

// What a spec measures and expects, and proposals.

/// What keeps a peak, a trough or a time while a path runs.
package struct CheckedSampler: Sendable {
  package let routine: SpecRoutine
  /// Whether it looks at the start as well, after the setup: a state is there then, but no time has
  /// passed.
  package let countsStart: Bool

  package init(routine: SpecRoutine, countsStart: Bool) {
    self.routine = routine
    self.countsStart = countsStart
  }
}

/// A number of a whole path, asked at its end.
package struct CheckedMeasure: Sendable {
  package let name: String
  package let type: ValueType
  package let frame: Frame
  package let value: CheckedExpression
  /// Where it is kept at the end, for expectations to read.
  package let state: StateID?
  package let span: Span

  package init(
    name: String, type: ValueType, frame: Frame, value: CheckedExpression, state: StateID?,
    span: Span
  ) {
    self.name = name
    self.type = type
    self.frame = frame
    self.value = value
    self.state = state
    self.span = span
  }
}

extension Comparison {
  /// Whether a share of paths can come to be held against the bound: whether some share is on its
  /// near side, and paths can show it. No number of them shows that a share is zero, or all.
  package func isDecidable(ofShare bound: Int128) -> Bool {
    switch self {
    case .less: bound > 0 && bound <= Fixed.unit
    case .greater: bound >= 0 && bound < Fixed.unit
    default: bound > 0 && bound < Fixed.unit
    }
  }
}

package struct CheckedExpectation: Sendable {
  /// As written, for people.
  package let text: String
  package let claim: Claim
  /// Fixed point, 99% where not said.
  package let confidence: Int128
  /// Settled by splitting paths on their severity, and not by plain ones.
  package let isRare: Bool
  package let span: Span

  package init(text: String, claim: Claim, confidence: Int128, isRare: Bool, span: Span) {
    self.text = text
    self.claim = claim
    self.isRare = isRare
    self.confidence = confidence
    self.span = span
  }

  package enum Claim: Sendable {
    /// No path breaks any invariant of any deployed contract.
    case invariants
    /// A number of each path, what is estimated of it, and how it must stand to the bound.
    case estimate(CheckedMeasure, Estimand, Comparison, bound: CheckedExpression)
    /// True after each step of every path; asked as a snippet.
    case always(Frame, CheckedExpression)
    /// After each step it is true, or becomes true within so many steps more.
    case eventually(Frame, CheckedExpression, within: Int)
  }

  package enum Estimand: Sendable {
    /// The share of paths in which the number, a truth, is one.
    case probability
    case mean
    case quantile(Int128)
    /// The mean of what lies beyond the quantile: `ES99`.
    case tailMean(Int128)
  }
}

/// A vote's subject: what is changed in a deployed contract.
package struct CheckedProposal: Sendable {
  package let title: String
  package let changes: [Change]
  package let span: Span

  package init(title: String, changes: [Change], span: Span) {
    self.title = title
    self.changes = changes
    self.span = span
  }

  package struct Change: Sendable {
    package let place: Place
    /// As written: `maintenance_margin`, `Market[ETH].haircut`.
    package let text: String
    package let type: ValueType
    package let before: Int128
    package let after: Int128
    package let range: WordRange?
    /// `nil` for a change that stands from the beginning, setup included.
    package let stages: Stages?
    package let span: Span

    package init(
      place: Place, text: String, type: ValueType, before: Int128, after: Int128,
      range: WordRange?, stages: Stages?, span: Span
    ) {
      self.place = place
      self.text = text
      self.type = type
      self.before = before
      self.after = after
      self.range = range
      self.stages = stages
      self.span = span
    }
  }

  /// When a change comes about: seconds, as fixed-point words, from the start of a path.
  package struct Stages: Hashable, Sendable {
    package let delay: Int128
    /// Zero for a change that is made at once.
    package let ramp: Int128

    package init(delay: Int128, ramp: Int128) {
      self.delay = delay
      self.ramp = ramp
    }
  }

  package enum Place: Hashable, Sendable {
    case parameter(ParameterID)
    case field(TableID, FieldID, row: Int)
  }
}
