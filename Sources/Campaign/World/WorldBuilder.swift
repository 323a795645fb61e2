import Machine
import Market
import Numerics
import Semantics

/// Makes a world of a compiled spec: asks everything that is to be known before a run, with the
/// parameters a variant sets.
///
///     let world = try World(program, seed: 1, changing: proposal.changes)
extension World {
  package init(
    _ program: SpecProgram, seed: UInt64,
    setting words: [CheckedProposal.Place: Int128] = [:],
    changing changes: [CheckedProposal.Change] = [],
    holdings: Holdings? = nil, histories: [String: PriceHistory] = [:]
  ) throws(WorldProblem) {
    var variant = words
    for change in changes where change.stages == nil { variant[change.place] = change.after }
    let builder = try WorldBuilder(program, variant, holdings, histories)
    self = try builder.world(seed: seed, arrivals: changes.filter { $0.stages != nil })
  }
}

/// A machine that has been set up, to ask of.
private struct WorldBuilder {
  let program: SpecProgram
  let spec: CheckedSpec
  let machine: Machine
  let rows: [Int]
  let histories: [String: PriceHistory]
  let holdings: Holdings?

  init(
    _ program: SpecProgram, _ variant: [CheckedProposal.Place: Int128], _ holdings: Holdings?,
    _ histories: [String: PriceHistory]
  ) throws(WorldProblem) {
    self.program = program
    spec = program.spec
    self.histories = histories
    self.holdings = holdings
    // Agents are counted on a machine that has one of each.
    let first = try WorldBuilder.machine(
      program, WorldBuilder.rows(spec, holdings, agents: []), variant)
    var agents: [Int] = []
    for (number, entries) in program.agents.enumerated() {
      let count = try WorldBuilder.ask(first, entries.count, .agent(number))
      guard 0...1_000_000 ~= count else { throw .agents(number, count: count) }
      agents.append(Int(count))
    }
    rows = WorldBuilder.rows(spec, holdings, agents: agents)
    machine = try WorldBuilder.machine(program, rows, variant)
    holdings?.write(into: machine, program, rows: rows)
  }

  /// Rows of each table: written, counted, or all combinations of keys.
  private static func rows(
    _ spec: CheckedSpec, _ holdings: Holdings?, agents: [Int]
  ) -> [Int] {
    var rows: [Int] = []
    for (id, table) in spec.contract.tables.enumerated() {
      if let agent = spec.agents.firstIndex(where: { $0.memory == id }) {
        rows.append(agent < agents.count ? agents[agent] : 1)
      } else if let holdings, holdings.table == id {
        rows.append(holdings.labels.count)
      } else if let fixed = table.fixedRows {
        rows.append(fixed.count)
      } else {
        rows.append(
          spec.population[id]?.count ?? CheckedExample.defaultPopulation)
      }
    }
    for (id, table) in spec.contract.tables.enumerated() where !table.keys.isEmpty {
      rows[id] = table.keys.reduce(1) {
        $0.multipliedReportingOverflow(by: rows[$1.table]).partialValue
      }
    }
    return rows
  }

  private static func machine(
    _ program: SpecProgram, _ rows: [Int], _ variant: [CheckedProposal.Place: Int128]
  ) throws(WorldProblem) -> Machine {
    let machine: Machine
    do { machine = try Machine(program.compiled.program, rows: rows) } catch {
      throw .population(error)
    }
    machine.reset(clock: CheckedSpec.Clock.start)
    let run = machine.call(program.settings, gas: specGas)
    if let stop = run.stop { throw .stopped(.settings, stop) }
    for (place, word) in variant {
      switch try target(of: place, word, program, rows) {
      case .word(let number): machine[word: number] = word
      case .cell(let column, let row): machine[column, row] = word
      }
    }
    return machine
  }

  /// Where a parameter is kept, of a word that it may have.
  private static func target(
    of place: CheckedProposal.Place, _ word: Int128, _ program: SpecProgram, _ rows: [Int]
  ) throws(WorldProblem) -> Arrival.Target {
    switch place {
    case .parameter(let id):
      if let range = program.spec.contract.parameters[id].range, !range.contains(word) {
        throw .outOfRange(place, word)
      }
      return .word(id)
    case .field(let table, let field, row: let row):
      let declared = program.spec.contract.tables[table].fields[field]
      guard row < rows[table], declared.range?.contains(word) ?? true else {
        throw .outOfRange(place, word)
      }
      return .cell(
        column: program.compiled.program.program.firstColumns[table] + field, row: row)
    }
  }

  private func arrival(_ change: CheckedProposal.Change) throws(WorldProblem) -> Arrival {
    Arrival(
      target: try WorldBuilder.target(of: change.place, change.after, program, rows),
      before: change.before, after: change.after,
      stages: change.stages ?? CheckedProposal.Stages(delay: 0, ramp: 0))
  }

  private static func ask(
    _ machine: Machine, _ entry: Int, _ code: PathProblem.Code
  ) throws(WorldProblem) -> Int128 {
    let run = machine.ask(entry, gas: specGas)
    if let stop = run.stop { throw .stopped(code, stop) }
    return machine.result(0, of: entry)
  }

  private func ask(_ entry: Int) throws(WorldProblem) -> Int128 {
    try WorldBuilder.ask(machine, entry, .settings)
  }

  private func words(_ entry: Int) throws(WorldProblem) -> [Int128] {
    let run = machine.ask(entry, gas: specGas)
    if let stop = run.stop { throw .stopped(.settings, stop) }
    return machine.results(of: entry)
  }

  // MARK: - Parts

  func world(
    seed: UInt64, arrivals: [CheckedProposal.Change]
  ) throws(WorldProblem) -> World {
    var historyWords = 0
    var members: [Basket.Member] = []
    var markets: [World.MarketWorld] = []
    for (number, market) in spec.markets.enumerated() {
      let entries = program.markets[number]
      let model = try model(of: market, entries)
      members.append(
        Basket.Member(
          model: model,
          purpose: StreamPurpose.named(market.isProcess ? "process" : "market", market.name)))
      markets.append(try world(of: market, number, entries, &historyWords))
    }
    return World(
      program: program, seed: seed, rows: rows, beginning: machine.image,
      basket: try basket(members), markets: markets, feeds: try feeds(),
      agents: try agents(), bounds: try bounds(), historyWords: historyWords,
      arrivals: try arrivals.map { change throws(WorldProblem) in try arrival(change) },
      holdings: holdings)
  }

  private func model(
    of market: CheckedMarket, _ entries: SpecProgram.MarketEntries
  ) throws(WorldProblem) -> PathModel {
    var request = try request(market.path, entries.path)
    for (shock, entries) in zip(market.shocks, entries.shocks) {
      request.shocks.append(try settings(shock, entries))
    }
    let start = try ask(entries.start)
    let isLeftToHistory = start == 0 && request.history != nil
    guard market.isProcess || start > 0 || isLeftToHistory else {
      throw .start(name: market.name, start)
    }
    do {
      return try PathModel.build(
        request, step: spec.clock.step,
        start: isLeftToHistory ? nil : start)
    } catch { throw .market(name: market.name, error) }
  }

  private func request(
    _ checked: CheckedSettings, _ entries: SpecProgram.SettingsEntries
  ) throws(WorldProblem) -> ModelRequest {
    var history: PriceHistory?
    if let path = checked.history {
      guard let known = histories[path.text] else { throw .missingHistory(path.text) }
      history = known
    }
    var request = ModelRequest(checked.model, try settings(checked, entries), history: history)
    for (part, entries) in zip(checked.parts, entries.parts) {
      request.parts.append(
        ModelRequest.Part(
          weight: try ask(entries.weight), try self.request(part.settings, entries.settings)))
    }
    return request
  }

  private func settings(
    _ checked: CheckedSettings, _ entries: SpecProgram.SettingsEntries
  ) throws(WorldProblem) -> [Setting] {
    var result: [Setting] = []
    for (setting, entry) in zip(checked.settings, entries.settings) {
      let words = try words(entry)
      let clauses = zip(setting.clauses, words.dropFirst()).map { Clause($0.kind, $1) }
      result.append(Setting(setting.name, labels: setting.labels, words[0], clauses))
    }
    return result
  }

  private func world(
    of market: CheckedMarket, _ number: Int, _ entries: SpecProgram.MarketEntries,
    _ historyWords: inout Int
  ) throws(WorldProblem) -> World.MarketWorld {
    var depth: Depth?
    var stated: Int128 = 0
    if let written = market.depth, let entries = entries.depthSettings {
      let settings = try settings(written.settings, entries)
      do { depth = try Depth.build(settings, step: spec.clock.step) } catch {
        throw .market(name: market.name, error)
      }
      stated = settings.first { $0.name == "depth" }?.value.word ?? 0
    }
    let delays = spec.oracles.enumerated().filter { $0.element.source == number }
      .map { try? words(of: "delay", $0.offset) }
    let deepest = max(
      market.lookbacks.map(\.steps).max() ?? 0, delays.compactMap { $0 }.max() ?? 0,
      stressWindow(of: number))
    do {
      let window = try PriceWindow(deepest: deepest, base: historyWords)
      historyWords += window.wordCount
      return World.MarketWorld(
        depth: depth, statedDepth: stated, history: window, price: market.price,
        flow: market.flow, depthState: market.depth?.state, depthEntry: entries.depth)
    } catch { throw .market(name: market.name, error) }
  }

  private func words(of name: String, _ oracle: Int) throws(WorldProblem) -> Int {
    let settings = try settings(spec.oracles[oracle].settings, program.oracles[oracle].settings)
    return Int(clamping: settings.first { $0.name == name }?.value.word ?? 0)
  }

  private func stressWindow(of market: Int) -> Int {
    spec.correlations.enumerated().map { number, correlation in
      guard correlation.stressed?.market == market,
        let words = try? words(program.correlations[number].words), words.count == 4
      else { return 0 }
      return steps(covering: words[3])
    }.max() ?? 0
  }

  private func steps(covering duration: Int128) -> Int {
    duration <= 0 ? 0 : Int(clamping: (duration - 1) / spec.clock.step + 1)
  }

  private func basket(_ members: [Basket.Member]) throws(WorldProblem) -> Basket {
    var calm: [Correlation.Pair] = []
    var stressed: [Correlation.Pair] = []
    var stress: (member: Int, fall: Int128, steps: Int)?
    for (correlation, entries) in zip(spec.correlations, program.correlations) {
      let words = try words(entries.words)
      calm.append(Correlation.Pair(correlation.first, correlation.second, words[0]))
      let other = correlation.stressed == nil ? words[0] : words[1]
      stressed.append(Correlation.Pair(correlation.first, correlation.second, other))
      if let written = correlation.stressed, stress == nil {
        stress = (written.market, words[2], steps(covering: words[3]))
      }
    }
    do {
      return try Basket(
        members, correlation: calm.isEmpty ? .independent : .pairs(calm),
        stress: stress.map {
          Basket.Stress(
            member: $0.member, fall: $0.fall, steps: $0.steps, correlation: .pairs(stressed))
        })
    } catch { throw .correlation(error) }
  }

  private func feeds() throws(WorldProblem) -> [World.Feed] {
    var feeds: [World.Feed] = []
    for (number, oracle) in spec.oracles.enumerated() {
      let settings = try settings(oracle.settings, program.oracles[number].settings)
      let feed: OracleFeed
      do { feed = try OracleFeed.build(settings, step: spec.clock.step) } catch {
        throw .oracle(number, error)
      }
      var count = 1
      if case .each(let table) = oracle.caller { count = rows[table] }
      let name = spec.markets[oracle.source].name
      for row in 0..<count {
        feeds.append(
          World.Feed(
            oracle: number, row: row, feed: feed,
            purpose: StreamPurpose.named(
              "oracle \(number)", name, row: UInt64(row))))
      }
    }
    return feeds
  }

  private func agents() throws(WorldProblem) -> [World.AgentWorld] {
    var agents: [World.AgentWorld] = []
    for (agent, entries) in zip(spec.agents, program.agents) {
      let chance = try entries.chance.map { entry throws(WorldProblem) in try ask(entry) }
      let gas = try entries.gas.map { entry throws(WorldProblem) in
        Int(clamping: max(0, try ask(entry)))
      }
      agents.append(
        World.AgentWorld(
          count: rows[agent.memory], chance: chance, gas: gas,
          purpose: StreamPurpose.named("agent", agent.name), routine: entries.routine,
          every: agent.every, during: agent.during, latency: agent.latency))
    }
    return agents
  }

  private func bounds() throws(WorldProblem) -> [Int128?] {
    var bounds: [Int128?] = []
    for (number, entries) in program.expectations.enumerated() {
      let bound = try entries.bound.map { entry throws(WorldProblem) in try ask(entry) }
      if let bound,
        case .estimate(_, .probability, let comparison, _) = spec.expectations[number].claim,
        !comparison.isDecidable(ofShare: bound)
      {
        throw .undecidable(expectation: number, bound: bound)
      }
      bounds.append(bound)
    }
    return bounds
  }
}
