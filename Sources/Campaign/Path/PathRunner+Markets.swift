import Machine
import Market
import Numerics
import Semantics

// Prices, what flow does to them, and what oracles say of them.
extension PathRunner {
  func beginMarkets() throws(PathProblem) {
    do {
      markets = try world.basket.begin(seed: world.seed, path: record.path)
    } catch { throw problem(.market(0, error.headline)) }
    depths = Array(repeating: DepthState(), count: world.markets.count)
    for number in world.markets.indices { try show(number) }
  }

  /// One step of all markets, with the flow of the step before.
  func advanceMarkets() throws(PathProblem) {
    guard !markets.isEmpty else { return }
    for number in world.markets.indices {
      guard let flow = world.markets[number].flow else { continue }
      flows[number] = machine[state: flow]
      machine[state: flow] = 0
    }
    do {
      try world.basket.advance(
        &markets, isStressed: try isStressed, seed: world.seed, path: record.path)
    } catch { throw problem(.market(0, error.headline)) }
    for number in world.markets.indices { try show(number) }
  }

  /// Whether prices have fallen so that the correlations of a crash hold.
  private var isStressed: Bool {
    get throws(MarketError) {
      guard let stress = world.basket.stress else { return false }
      let history = world.markets[stress.member].history
      return stress.holds(
        move: try history.move(steps: stress.steps, at: step - 1, in: self.history))
    }
  }

  /// Brings a market's price of this step to where the spec reads it.
  private func show(_ number: Int) throws(PathProblem) {
    let market = world.markets[number]
    do {
      var price = heldPrices[number] ?? markets[number].price
      if let depth = market.depth {
        if step > 0 {
          try depth.advance(&depths[number], flow: flows[number], at: machine[state: market.price])
        }
        price = try depth.price(of: price, depths[number])
      }
      machine[state: market.price] = price
      market.history.record(price, at: step, in: &history)
      for place in spec.markets[number].lookbacks.indices {
        let (steps, state) = spec.markets[number].lookbacks[place]
        machine[state: state] = try market.history.price(stepsAgo: steps, at: step, in: history)
      }
    } catch { throw problem(.market(number, error.headline)) }
    guard let state = market.depthState, let entry = market.depthEntry else { return }
    let now = try ask(entry, .depth(market: number))
    machine[state: state] = max(1, now)
    do {
      depths[number].scale = try Fixed.divide(max(0, now), market.statedDepth)
    } catch { throw problem(.market(number, "its depth does not fit 128 bits")) }
  }

  // MARK: - Oracles

  /// Every feed publishes once before anything else happens.
  func beginFeeds() throws(PathProblem) {
    feeds.removeAll(keepingCapacity: true)
    for (number, feed) in world.feeds.enumerated() {
      let price = machine[state: spec.markets[spec.oracles[feed.oracle].source].price]
      do {
        feeds.append(
          try feed.feed.begin(
            source: price, seed: world.seed, purpose: feed.purpose, path: record.path))
      } catch { throw problem(.market(spec.oracles[feed.oracle].source, error.headline)) }
      try deliver(feeds[number].published, from: number)
    }
  }

  /// What is due to be published at this step.
  func publish() throws(PathProblem) {
    for number in world.feeds.indices {
      let feed = world.feeds[number]
      let source = spec.oracles[feed.oracle].source
      var said: Int128?
      do {
        let seen = try world.markets[source].history.price(
          stepsAgo: feed.feed.delay, at: step, in: history)
        said = try feed.feed.advance(
          &feeds[number], source: seen, step: step, seed: world.seed, purpose: feed.purpose,
          path: record.path)
      } catch { throw problem(.market(source, error.headline)) }
      guard let said else { continue }
      if feed.feed.late > 0 {
        wait(steps: feed.feed.late, .delivery(feed: number, said))
      } else {
        try deliver(said, from: number)
      }
    }
  }

  /// The oracle's call. One that is refused is said by the tally: a breaker may be meant to refuse.
  func deliver(_ said: Int128, from number: Int) throws(PathProblem) {
    let feed = world.feeds[number]
    let oracle = spec.oracles[feed.oracle]
    let entries = program.oracles[feed.oracle]
    let given = [said, Int128(feed.row)]
    let run = machine.ask(entries.arguments, given, gas: specGas)
    if let stop = run.stop {
      throw problem(.stopped(.oracle(feed.oracle), stop, at: run.at))
    }
    let arguments = machine.results(of: entries.arguments)
    let caller: RunCaller
    switch oracle.caller {
    case .anyone: caller = .anyone
    case .role(let role): caller = .role(role)
    case .each(let table): caller = .row(table: table, Int128(feed.row))
    case .row(let table, _):
      let entry = entries.caller
      caller = .row(
        table: table,
        try entry.map { entry throws(PathProblem) in
          try ask(entry, .oracle(feed.oracle), given: given)
        } ?? 0)
    }
    _ = try call(
      PathCall(
        action: oracle.action, arguments: arguments, caller: caller,
        origin: .oracle(feed.oracle)), gas: defaultGas)
  }
}

/// Gas one call may spend where nobody limits it.
package let defaultGas = 50_000_000
