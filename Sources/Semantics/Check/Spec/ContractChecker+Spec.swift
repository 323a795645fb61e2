import Diagnostics
import Market
import Numerics
import Syntax

/// Specs: what is deployed is checked with the spec's own declarations as one contract; then the
/// parts of the spec, each in the order in which others build on it.
extension ContractChecker {
  /// Checks the parts of a spec. `self` has all modules of the spec checked, and is left with the
  /// findings of the spec.
  mutating func checkSpec(_ written: Spec, _ modules: SpecModules, sources: SourceMap)
    -> CheckedSpec?
  {
    let deployments = modules.deployed.map { deployment(of: $0.modules) }
    spec = SpecContext(written, marketModule: modules.market)
    spec?.ownStates = Set(
      contract.states.indices.filter { state in
        !deployments.contains { $0.states.contains(state) }
      })
    spec?.firstState = contract.states.count
    spec?.firstTable = contract.tables.count
    checkParts(modules)
    let population = declarePopulations(written.parts.flatMap(\.populations))
    spec?.population = population
    checkClock()
    checkPhases()
    let markets = checkMarkets()
    let settings = checkSettings()
    let oracles = written.parts.compactMap { part -> CheckedOracle? in
      if case .oracle(let oracle) = part.kind { checkOracle(oracle, part.span) } else { nil }
    }
    let correlations = checkCorrelations()
    var blockGas: CheckedReading?
    for case .blockGas(let gas) in written.parts.map(\.kind) {
      let (value, frame) = inSpec(.observation) { checker -> CheckedExpression in
        // A plain number, also times a share; or a count that somebody has declared.
        let value = checker.expression(gas, hint: .ratio)
        return value.type == .count ? value : checker.expression(gas, as: .ratio)
      }
      blockGas = CheckedReading(value, frame)
    }
    let agents = checkAgents()
    var setups = written.parts.compactMap { part -> SpecRoutine? in
      guard case .setup(let block) = part.kind else { return nil }
      return routine("setup", parameters: [], block)
    }
    let handlers = written.parts.compactMap { part -> CheckedHandler? in
      if case .handler(let handler) = part.kind { checkHandler(handler) } else { nil }
    }
    let profit = checkProfit()
    if let profit { setups.append(profit.beginning) }
    reportRepeated(
      written.parts.flatMap { part -> [Name] in
        if case .measure(let list) = part.kind { list.map(\.name) } else { [] }
      })
    let measures = written.parts.flatMap { part -> [CheckedMeasure] in
      guard case .measure(let list) = part.kind else { return [] }
      return list.compactMap { checkMeasure($0) }
    }
    let severity = checkSeverity(
      written.parts.compactMap { part in
        if case .expect(let expectation) = part.kind { expectation } else { nil }
      })
    let expectations = written.parts.compactMap { part -> CheckedExpectation? in
      guard case .expect(let expectation) = part.kind else { return nil }
      return checkExpectation(expectation, measures, sources)
    }
    let adversary = checkAdversary(profit: profit?.gain)
    if expectations.isEmpty { report(.specExpectsNothing(written.name)) }
    nameTables()
    if !diagnostics.hasErrors { reportUnusedParts() }
    guard let context = spec, !diagnostics.hasErrors else { return nil }
    return CheckedSpec(
      name: written.name.text, title: written.title?.text, contract: contract,
      deployments: deployments, population: context.population, settings: settings,
      clock: context.clock,
      markets: finished(markets), correlations: correlations, oracles: oracles,
      blockGas: blockGas, setups: setups, handlers: handlers + context.keepers, agents: agents,
      adversary: adversary, samplers: context.samplers, measures: measures,
      severity: severity, expectations: expectations, requests: context.requests,
      delayed: context.delayed,
      drawSites: context.drawSites, span: written.name.span)
  }

  /// Which slots of the merged contract came from a deployed contract and its libraries.
  private func deployment(of modules: Range<Int>) -> CheckedSpec.Deployed {
    func slots(_ slot: (Definition.Kind) -> Int?) -> Range<Int> {
      let all = definitions.all.filter { modules.contains($0.module) }
        .compactMap { slot($0.kind) }
      guard let first = all.min(), let last = all.max() else { return 0..<0 }
      return first..<last + 1
    }
    let scope = definitions.modules[modules.lowerBound]
    return CheckedSpec.Deployed(
      name: scope.name, contract: scope.module.name.text,
      parameters: slots { if case .parameter(let id) = $0 { id } else { nil } },
      states: slots { if case .state(let id) = $0 { id } else { nil } },
      tables: slots { if case .table(let id) = $0 { id } else { nil } },
      actions: slots { if case .action(let id) = $0 { id } else { nil } },
      events: slots { if case .event(let id) = $0 { id } else { nil } })
  }

  // MARK: - Clock, phases, settings

  /// More steps than this no run should be asked for.
  private static let mostSteps: Int128 = 10_000_000

  private mutating func checkClock() {
    let clocks = written.compactMap { part -> Spec.Clock? in
      if case .clock(let clock) = part.kind { clock } else { nil }
    }
    guard let clock = clocks.first else {
      if let name = spec?.written.name {
        report(.missingSpecPart(name, part: "clock", example: "clock every 10min for 7d"))
      }
      return
    }
    guard let step = fixed(clock.step, as: .duration),
      let whole = fixed(clock.span, as: .duration)
    else { return }
    guard step > 0, whole >= step, whole % step == 0, whole / step <= Self.mostSteps else {
      report(.clockNotWhole(clock.span.span, limit: Self.mostSteps))
      return
    }
    spec?.clock = CheckedSpec.Clock(
      step: step, steps: Int(whole / step), isShuffled: clock.shuffled != nil)
  }

  private var written: [Spec.Part] { spec?.written.parts ?? [] }

  /// So many whole steps as last at least so long.
  func steps(covering duration: Int128) -> Int {
    guard let step = spec?.clock.step, step > 0, duration > 0 else { return 0 }
    return Int(clamping: (duration - 1) / step + 1)
  }

  private mutating func checkPhases() {
    var names: [String: Span] = [:]
    for case .phase(let name, let from, let lasting) in written.map(\.kind) {
      if let earlier = names[name.text] {
        report(.duplicateName(name, noun: "phase", earlier: earlier))
      }
      names[name.text] = name.span
      guard let begin = fixed(from, as: .duration) else { continue }
      if begin < 0 { report(.notPositive(from.span, what: "the time before a phase")) }
      // Beyond the last step no phase goes on, so that sums stay small.
      let most = Int(Self.mostSteps)
      let first = min(most, steps(covering: begin)) + 1
      var end = Int.max
      if let lasting {
        guard let length = fixed(lasting, as: .duration) else { continue }
        if length <= 0 { report(.notPositive(lasting.span, what: "a phase")) }
        end = first + min(most, steps(covering: length))
      }
      spec?.phases[name.text] = first..<max(first, end)
    }
  }
}

extension Spec.Part {
  fileprivate var populations: [Example.Population] {
    if case .population(let list) = kind { list } else { [] }
  }
}
