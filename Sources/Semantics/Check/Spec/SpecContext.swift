import Diagnostics
import Syntax

/// What checking a spec has gathered so far.
struct SpecContext {
  let written: Spec
  var clock = CheckedSpec.Clock(step: 0, steps: 0, isShuffled: false)
  var markets: [MarketNames] = []
  /// The steps of each phase.
  var phases: [String: Range<Int>] = [:]
  var requests: [RequestShape] = []
  var delayed: [SpecRoutine] = []
  /// Handlers that keep sums over events, and routines that keep peaks and times.
  var keepers: [CheckedHandler] = []
  var samplers: [SpecRoutine] = []
  var drawSites = 0
  /// Whom the calls of the agent being checked come from.
  var callers: [AgentCaller] = []
  /// The row of the agent being checked.
  var agentRow: LocalID?
  /// The market whose depth is being checked, which `move(1h)` means there.
  var market: Int?
  /// What spec code may write: states from here on, and tables from here on, are the spec's own.
  var firstState = 0
  var firstTable = 0
  /// The spec's own states, declared with the module.
  var ownStates: Set<StateID> = []
  /// The module of `std/market.risk`.
  let marketModule: Int

  init(_ written: Spec, marketModule: Int) {
    self.written = written
    self.marketModule = marketModule
  }

  /// A market as spec code sees it.
  struct MarketNames {
    let name: Name
    let isProcess: Bool
    var type = ValueType.unknown
    var price: StateID = 0
    var flow: StateID?
    var depth: StateID?
    var lookbacks: [(steps: Int, state: StateID)] = []
  }

  /// Whom an agent's calls come from.
  enum AgentCaller {
    case role(RoleID)
    /// A row of the table: a fixed one, or counted from the first by the agent's own number.
    case rows(TableID, first: Int, count: Int)
    /// Any row of a table, counted by the agent's own number.
    case all(TableID)
  }
}

extension ContractChecker {
  /// A market or process by its name; `nil` where there is none, unreported.
  func market(named name: String) -> Int? {
    spec?.markets.firstIndex { $0.name.text == name }
  }

  /// A state behind those that are written, with a name no program can say.
  mutating func addState(_ name: String, _ type: ValueType, _ initial: Int128, _ span: Span)
    -> StateID
  {
    contract.states.append(
      CheckedState(name: name, type: type, initial: initial, span: span))
    return contract.states.count - 1
  }

  /// Runs `work` in a body of its own that sees the spec's names; the frame it made.
  mutating func inSpec<Result>(
    _ purpose: BodyContext.Purpose, _ work: (inout ContractChecker) -> Result
  ) -> (Result, Frame) {
    let (result, body) = withBody(BodyContext(purpose: purpose, module: 0)) { checker in
      let result = work(&checker)
      checker.close(to: 0)
      return result
    }
    return (result, body.frame)
  }

  /// A value known before a run: over constants and the spec's parameters.
  mutating func setting(_ written: Expression, as type: ValueType) -> CheckedExpression {
    let (value, _) = inSpec(.setting) { $0.expression(written, as: type) }
    if let culprit = value.firstBeyondParameters { report(.notKnownBefore(culprit.span)) }
    return value
  }

  /// The same, now: a number that decides how much there is of something.
  mutating func fixed(_ written: Expression, as type: ValueType) -> Int128? {
    let (result, _) = inSpec(.constant) { $0.evaluate(written, as: type) }
    return result.1 == .unknown ? nil : result.0
  }

  func number(_ word: Int128, _ type: ValueType = .count, _ span: Span) -> CheckedExpression {
    CheckedExpression(.constant(word), type, span)
  }
}

extension CheckedExpression {
  /// The first thing in it that is not known before a run.
  fileprivate var firstBeyondParameters: CheckedExpression? {
    switch kind {
    case .state, .field, .now, .aggregate, .can, .old, .draw: self
    default: children.lazy.compactMap(\.firstBeyondParameters).first
    }
  }
}
