import Diagnostics
import Market
import Syntax

// Markets, oracles and the adversary: the world of a spec.

package struct CheckedMarket: Sendable {
  package let name: String
  package let isProcess: Bool
  /// Of its price or value.
  package let type: ValueType
  /// The first price; an expression over parameters of the spec.
  package let start: CheckedExpression
  /// `start`, `path`, `shock` and so on, with expressions over parameters of the spec.
  package let path: CheckedSettings
  package let shocks: [CheckedSettings]
  package let depth: CheckedDepth?
  /// The state that holds the true price; the world writes it.
  package let price: StateID
  /// The state that `flow` adds to, in units of the asset; the world reads and clears it.
  package let flow: StateID?
  /// The states that hold earlier prices, for `price(n steps ago)` and `move(d)`.
  package let lookbacks: [(steps: Int, state: StateID)]
  package let span: Span

  package init(
    name: String, isProcess: Bool, type: ValueType, start: CheckedExpression,
    path: CheckedSettings, shocks: [CheckedSettings], depth: CheckedDepth?, price: StateID,
    flow: StateID?, lookbacks: [(steps: Int, state: StateID)], span: Span
  ) {
    self.name = name
    self.isProcess = isProcess
    self.type = type
    self.start = start
    self.path = path
    self.shocks = shocks
    self.depth = depth
    self.price = price
    self.flow = flow
    self.lookbacks = lookbacks
    self.span = span
  }
}

/// A value asked again and again while a path runs, with the places its loops keep rows in.
package struct CheckedReading: Sendable {
  package let value: CheckedExpression
  package let frame: Frame

  package init(_ value: CheckedExpression, _ frame: Frame) {
    self.value = value
    self.frame = frame
  }
}

/// `depth 4_000_000 USD per 1% * clamp(..), recovers half in 30min`.
package struct CheckedDepth: Sendable {
  /// Money that moves the price by so much, asked at the beginning of each step.
  package let size: CheckedReading
  /// The same, and `recovers` and `floor`, for the catalogue.
  package let settings: CheckedSettings
  /// The state that holds the depth of this step, for `fill`.
  package let state: StateID

  package init(size: CheckedReading, settings: CheckedSettings, state: StateID) {
    self.size = size
    self.settings = settings
    self.state = state
  }
}

/// A model and what it is set to, or the settings of something that is not chosen by name. Which
/// names, clauses and kinds of value there may be, the catalogues of `Market` have said already.
package struct CheckedSettings: Sendable {
  package let model: String
  package let settings: [Setting]
  /// Of a mixture.
  package let parts: [Part]
  /// The file of prices, as written, of a model that has one; the command line reads it.
  package let history: StringLiteral?
  package let span: Span

  package init(
    model: String, settings: [Setting], parts: [Part] = [], history: StringLiteral? = nil,
    span: Span
  ) {
    self.model = model
    self.settings = settings
    self.parts = parts
    self.history = history
    self.span = span
  }

  package struct Setting: Sendable {
    package let name: String
    package let labels: [String]
    /// Over constants and parameters of the spec; asked once before a run. Steps are a plain count.
    package let value: CheckedExpression
    package let clauses: [(kind: Clause.Kind, value: CheckedExpression)]
    package let span: Span

    package init(
      name: String, labels: [String], value: CheckedExpression,
      clauses: [(kind: Clause.Kind, value: CheckedExpression)], span: Span
    ) {
      self.name = name
      self.labels = labels
      self.value = value
      self.clauses = clauses
      self.span = span
    }
  }

  package struct Part: Sendable {
    package let weight: CheckedExpression
    package let settings: CheckedSettings

    package init(weight: CheckedExpression, settings: CheckedSettings) {
      self.weight = weight
      self.settings = settings
    }
  }
}

package struct CheckedCorrelation: Sendable {
  package let first: Int
  package let second: Int
  package let value: CheckedExpression
  package let stressed: Stressed?
  package let span: Span

  package init(
    first: Int, second: Int, value: CheckedExpression, stressed: Stressed?, span: Span
  ) {
    self.first = first
    self.second = second
    self.value = value
    self.stressed = stressed
    self.span = span
  }

  package struct Stressed: Sendable {
    package let value: CheckedExpression
    package let market: Int
    package let fall: CheckedExpression
    package let window: CheckedExpression

    package init(
      value: CheckedExpression, market: Int, fall: CheckedExpression, window: CheckedExpression
    ) {
      self.value = value
      self.market = market
      self.fall = fall
      self.window = window
    }
  }
}

package struct CheckedOracle: Sendable {
  package let source: Int
  package let action: ActionID
  /// The arguments; local 0 of the frame is what the feed says, local 1 the feed's row where every
  /// row of a table has a feed.
  package let frame: Frame
  package let arguments: [CheckedExpression]
  package let caller: Caller
  package let settings: CheckedSettings
  package let span: Span

  package init(
    source: Int, action: ActionID, frame: Frame, arguments: [CheckedExpression], caller: Caller,
    settings: CheckedSettings, span: Span
  ) {
    self.source = source
    self.action = action
    self.frame = frame
    self.arguments = arguments
    self.caller = caller
    self.settings = settings
    self.span = span
  }

  package enum Caller: Sendable {
    case anyone
    case role(RoleID)
    case row(TableID, CheckedExpression)
    case each(TableID)
  }
}

package struct CheckedAdversary: Sendable {
  package let grants: [Grant]
  package let moves: [(market: Int, within: CheckedExpression)]
  /// What it has gained since the setup, if the spec says what it wants.
  package let profit: CheckedMeasure?
  package let span: Span

  package init(
    grants: [Grant], moves: [(market: Int, within: CheckedExpression)], profit: CheckedMeasure?,
    span: Span
  ) {
    self.grants = grants
    self.moves = moves
    self.profit = profit
    self.span = span
  }

  package struct Grant: Sendable {
    package let action: ActionID
    package let caller: Caller
    /// Whether it may be in one transaction with the call after it.
    package let isAtomic: Bool

    package init(action: ActionID, caller: Caller, isAtomic: Bool) {
      self.action = action
      self.caller = caller
      self.isAtomic = isAtomic
    }
  }

  package enum Caller: Sendable {
    case anyone
    case role(RoleID)
    /// Rows of a table, first and last.
    case rows(TableID, ClosedRange<Int>)
  }
}
