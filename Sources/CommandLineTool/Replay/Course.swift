import Campaign
import Reference
import Semantics

/// What is seen along a path: prices, and the state at three moments.
struct Course {
  private(set) var prices: [[Int128]]
  /// After the setup, before the last step and after it.
  private(set) var states: [State] = []

  init(_ route: SteeredPath, _ runner: PathRunner) {
    let markets = runner.world.program.spec.markets.indices
    prices = markets.map { _ in [] }
    do throws(PathProblem) {
      try runner.begin(route.path)
      look(runner)
      states.append(runner.machine.presentState)
      for (number, step) in route.prices.enumerated() {
        if number == route.prices.count - 1 { states.append(runner.machine.presentState) }
        for (market, price) in step.enumerated() { runner.heldPrices[market] = price }
        guard try runner.advance() else { break }
        look(runner)
      }
    } catch {}
    if prices.first.map({ $0.count <= route.prices.count }) ?? false { look(runner) }
    states.append(runner.machine.presentState)
  }

  private mutating func look(_ runner: PathRunner) {
    for market in prices.indices { prices[market].append(runner.price(ofMarket: market)) }
  }
}
