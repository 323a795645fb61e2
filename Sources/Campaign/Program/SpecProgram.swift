import Compiler
import Machine
import Semantics

/// A spec compiled: one program of everything it deploys, and the entries of all it asks.
package struct SpecProgram: Sendable {
  package let spec: CheckedSpec
  package let compiled: CompiledContract
  /// Entries of code that is asked, by what it is for.
  let settings: Int
  let markets: [MarketEntries]
  let correlations: [CorrelationEntries]
  let oracles: [OracleEntries]
  let blockGas: Int?
  package let agents: [AgentEntries]
  package let handlers: [[Int]]
  let setups: [Int]
  let delayed: [Int]
  package let samplers: [Int]
  let measures: [Int]
  package let severity: Int?
  /// What the adversary has gained.
  package let profit: Int?
  let expectations: [ExpectationEntries]
  /// By action, the invariants that it may break.
  package let invariantsAfter: [[Int]]
  package let invariantsOfTime: [Int]
  /// By law of the contract; `nil` for one that cannot be asked.
  let laws: [LawEntries?]
  /// Entries of what somebody asks beside the spec, in the order given.
  package let questions: [Int]

  struct MarketEntries: Sendable {
    let start: Int
    let path: SettingsEntries
    let shocks: [SettingsEntries]
    /// Asked at the beginning of each step.
    let depth: Int?
    let depthSettings: SettingsEntries?
  }

  /// The entries that give the words of the settings of a model, in their order: each the setting's
  /// own word and then those of its clauses.
  struct SettingsEntries: Sendable {
    let settings: [Int]
    /// Of a mixture: the weight, and the settings.
    let parts: [(weight: Int, settings: SettingsEntries)]
  }

  struct CorrelationEntries: Sendable {
    /// The correlation, and in stress the other one, the fall and the window.
    let words: Int
  }

  struct OracleEntries: Sendable {
    let settings: SettingsEntries
    /// Given what the feed says and its row, the arguments.
    let arguments: Int
    /// Given the same, the row that calls.
    let caller: Int?
  }

  package struct AgentEntries: Sendable {
    package let routine: Int
    let count: Int
    let chance: Int?
    let gas: Int?
    let bid: Int?
  }

  struct ExpectationEntries: Sendable {
    /// What is asked of each path, or after each step.
    let value: Int?
    let bound: Int?
  }

  /// - Parameter remembering: whether scans and sums go on from what they found last; what they
  ///   find is the same, and only tests do without.
  /// - Parameter probing: whether the program notes where it goes; it does the same.
  /// - Parameter questions: what else will be asked; `questions` has their entries.
  package init(
    _ spec: CheckedSpec, remembering: Bool = true, probing: Bool = false,
    questions: [Snippet] = []
  ) throws(CompileError) {
    self.spec = spec
    var book = EntryBook(spec)
    self.questions = questions.map { book.add($0) }
    settings = book.statements(spec.settings)
    markets = spec.markets.map { market in
      MarketEntries(
        start: book.value(market.start), path: book.settings(market.path),
        shocks: market.shocks.map { book.settings($0) },
        depth: market.depth.map { book.reading($0.size) },
        depthSettings: market.depth.map { book.settings($0.settings) })
    }
    correlations = spec.correlations.map { correlation in
      let stressed = correlation.stressed.map { [$0.value, $0.fall, $0.window] } ?? []
      return CorrelationEntries(words: book.values([correlation.value] + stressed))
    }
    oracles = spec.oracles.map { oracle in
      OracleEntries(
        settings: book.settings(oracle.settings),
        arguments: book.values(oracle.arguments, oracle.frame, parameters: oracle.feedWords),
        caller: oracle.callerRow.map {
          book.values([$0], oracle.frame, parameters: oracle.feedWords)
        })
    }
    blockGas = spec.blockGas.map { book.reading($0) }
    agents = spec.agents.map { agent in
      AgentEntries(
        routine: book.routine(agent.routine, .turn), count: book.value(agent.count),
        chance: agent.chance.map { book.value($0) }, gas: agent.gas.map { book.value($0) },
        bid: agent.bid.map { book.reading($0, parameters: 1) })
    }
    var handlers = [[Int]](repeating: [], count: spec.contract.events.count)
    for handler in spec.handlers {
      handlers[handler.event].append(book.routine(handler.routine, .handler))
    }
    self.handlers = handlers
    setups = spec.setups.map { book.routine($0, .turn) }
    delayed = spec.delayed.map { book.routine($0, .turn) }
    samplers = spec.samplers.map { book.routine($0.routine, .turn) }
    measures = spec.measures.map { book.values([$0.value], $0.frame) }
    severity = spec.severity.map { book.values([$0.value], $0.frame) }
    profit = spec.adversary?.profit.map { book.values([$0.value], $0.frame) }
    expectations = spec.expectations.map { book.expectation($0) }
    laws = book.laws()
    let plain = try book.compiled(remembering: remembering, surveying: remembering && !probing)
    compiled = probing ? try plain.probed() : plain
    var footprint = Footprint(spec.contract)
    invariantsAfter = footprint.invariantsAfterActions()
    invariantsOfTime = footprint.invariantsOfTime()
  }
}

/// Gathers the code a spec needs, and says where each piece will be found.
private struct EntryBook {
  private let spec: CheckedSpec
  private var snippets: [Snippet] = []
  private var routines: [(routine: SpecRoutine, layer: Routines.Layer)] = []

  init(_ spec: CheckedSpec) { self.spec = spec }

  /// Snippets come right after actions and invariants.
  mutating func add(_ snippet: Snippet) -> Int {
    snippets.append(snippet)
    return spec.contract.actions.count + spec.contract.invariants.count + snippets.count - 1
  }

  mutating func laws() -> [LawEntries?] {
    let first = spec.contract.actions.count + spec.contract.invariants.count + snippets.count
    var compiler = LawCompiler(firstEntry: first)
    let entries = spec.contract.laws.map { compiler.entries(of: $0) }
    snippets += compiler.snippets
    return entries
  }

  mutating func value(_ expression: CheckedExpression) -> Int { values([expression]) }

  mutating func reading(_ reading: CheckedReading, parameters: Int = 0) -> Int {
    values([reading.value], reading.frame, parameters: parameters)
  }

  mutating func values(
    _ expressions: [CheckedExpression], _ frame: Frame = Frame(), parameters: Int = 0
  ) -> Int {
    add(Snippet(parameters: parameters, frame: frame, expressions: expressions))
  }

  mutating func statements(_ routine: SpecRoutine) -> Int {
    add(Snippet(frame: routine.frame, statements: routine.body))
  }

  /// The number of the routine among all; `CompiledContract.routines` has its entry.
  mutating func routine(_ routine: SpecRoutine, _ layer: Routines.Layer) -> Int {
    routines.append((routine, layer))
    return routines.count - 1
  }

  mutating func settings(_ settings: CheckedSettings) -> SpecProgram.SettingsEntries {
    SpecProgram.SettingsEntries(
      settings: settings.settings.map { setting in
        values([setting.value] + setting.clauses.map(\.value))
      },
      parts: settings.parts.map { (value($0.weight), self.settings($0.settings)) })
  }

  mutating func expectation(
    _ expectation: CheckedExpectation
  ) -> SpecProgram.ExpectationEntries {
    switch expectation.claim {
    case .invariants: SpecProgram.ExpectationEntries(value: nil, bound: nil)
    case .estimate(let measure, _, _, let bound):
      SpecProgram.ExpectationEntries(
        value: values([measure.value], measure.frame), bound: value(bound))
    case .always(let frame, let condition), .eventually(let frame, let condition, _):
      SpecProgram.ExpectationEntries(value: values([condition], frame), bound: nil)
    }
  }

  func compiled(remembering: Bool, surveying: Bool) throws(CompileError) -> CompiledContract {
    try Compiler.compile(
      spec.contract, snippets: snippets,
      routines: Routines(
        requests: spec.requests.map { $0.wordCount(in: spec) }, drawSites: spec.drawSites,
        all: routines), remembering: remembering, surveying: surveying)
  }
}

extension SpecProgram {
  /// Whether the law can be asked: one that orders words of several states cannot.
  package func asks(law: Int) -> Bool { laws[law] != nil }
}

extension CheckedOracle {
  /// What the feed says, and its row.
  fileprivate var feedWords: Int { 2 }

  fileprivate var callerRow: CheckedExpression? {
    if case .row(_, let row) = caller { row } else { nil }
  }
}

extension RequestShape {
  /// How many words go with it.
  func wordCount(in spec: CheckedSpec) -> Int {
    switch self {
    case .call(let action, let caller, isTry: _, _):
      let row = if case .row = caller { 1 } else { 0 }
      return spec.contract.actions[action].parameters.count + row
    case .later(let routine, _): return 1 + spec.delayed[routine].parameters
    }
  }
}
