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
  var samplers: [CheckedSampler] = []
  var drawSites = 0
  /// Whom the calls of the agent being checked come from.
  var callers: [AgentCaller] = []
  /// Whether one of them could not be read, which has been said.
  var lacksCaller = false
  /// The row of the agent being checked.
  var agentRow: LocalID?
  /// The market whose depth is being checked, which `move(1h)` means there.
  var market: Int?
  /// What spec code may write: states from here on, and tables from here on, are the spec's own.
  var firstState = 0
  var firstTable = 0
  /// The spec's own states, declared with the module.
  var ownStates: Set<StateID> = []
  /// Rows of the tables that say so.
  var population: [TableID: CheckedExample.Population] = [:]
  /// The events that actions emit, once that has been asked.
  var emitted: Set<EventID>?
  /// Markets and processes that something looks at or trades in.
  var usedMarkets: Set<Int> = []
  /// What is being checked is asked at the end of a path, so that it may be of the whole of it.
  var isOfWholePath = false
  /// What the adversary wants more of, and the state that keeps how much it had after the setup.
  var profit: (written: Expression, beginning: StateID)?
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
    /// Whether it says how deep it is.
    var isDeep = false
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

  /// A market or process that something uses; reports a missing one.
  mutating func usedMarket(_ name: Name) -> Int? {
    guard let market = market(named: name.text) else {
      report(
        .unknownMarket(
          name, suggestion: nearest(name.text, among: spec?.markets.map(\.name.text) ?? [])))
      return nil
    }
    spec?.usedMarkets.insert(market)
    return market
  }

  /// Rows of a table in this spec.
  func rows(of table: TableID) -> Int {
    let declared = contract.tables[table]
    if let fixed = declared.fixedRows { return fixed.count }
    guard declared.keys.isEmpty else {
      return declared.keys.reduce(1) { product, key in
        let (next, overflow) = product.multipliedReportingOverflow(by: rows(of: key.table))
        return overflow ? Int.max : next
      }
    }
    return spec?.population[table]?.count ?? CheckedExample.defaultPopulation
  }

  /// A row that is known before a run: a number, or the name the spec gave it. Reports one that the
  /// table does not have.
  mutating func knownRow(_ written: Expression, of table: TableID) -> Int? {
    if case .name(let name) = written.kind, let row = rowNames[table]?[name.text] { return row }
    guard let word = fixed(written, as: .count) else { return nil }
    let rows = rows(of: table)
    guard word >= 0, word < Int128(rows) else {
      report(
        .rowBeyondPopulation(written.span, table: contract.tables[table].name, rows: rows))
      return nil
    }
    return Int(word)
  }

  /// `Account[0..3]`, as known before a run.
  mutating func knownRows(_ range: RangeExpression, of table: TableID) -> ClosedRange<Int>? {
    guard let first = knownRow(range.lower, of: table), let last = knownRow(range.upper, of: table)
    else { return nil }
    guard first <= last else {
      report(.emptyRange(range.span))
      return nil
    }
    return first...last
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
    return folded(value)
  }

  /// The same as a constant, where it is one; what cannot be computed is reported.
  mutating func folded(_ value: CheckedExpression) -> CheckedExpression {
    guard value.type != .unknown else { return value }
    do {
      guard let word = try fold(value) else { return value }
      return CheckedExpression(.constant(word), value.type, value.span)
    } catch {
      report(.constantTraps(value.span, error))
      return unknown(value.span)
    }
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
  var firstBeyondParameters: CheckedExpression? {
    switch kind {
    case .state, .field, .now, .aggregate, .can, .old, .draw, .local, .column: self
    default: children.lazy.compactMap(\.firstBeyondParameters).first
    }
  }
}
