import Campaign
import Machine
import Numerics
import Semantics

/// How prices, funds and liquidations go along many paths of a world: at equal distances of time, the
/// words of all paths, sorted.
struct PathFan {
  struct Series {
    let name: String
    let type: ValueType
    let kind: Kind
    /// By moment, the words of all paths in order.
    var words: [[Int128]]

    /// The word below which a share of paths lies, in hundredths, at each moment.
    func quantile(_ percent: Int) -> [Int128] {
      words.map { sorted in
        sorted.isEmpty ? 0 : sorted[(sorted.count - 1) * percent / 100]
      }
    }
  }

  enum Kind { case price, fund, events }

  private(set) var series: [Series]
  /// Steps after which was looked.
  private(set) var steps: [Int] = []
  private(set) var paths = 0

  /// Enough for bands that do not jump, and few enough to take little time.
  static let mostPaths: UInt64 = 200
  private static let moments = 48
  private static let mostMarkets = 3
  private static let mostFunds = 2

  /// Walks the first paths again; less where one cannot be walked.
  init?(_ world: World, paths wanted: UInt64, unless isRaised: () -> Bool) {
    guard let runner = try? PathRunner(world) else { return nil }
    let spec = world.program.spec
    let markets = Array(spec.markets.prefix(PathFan.mostMarkets))
    let funds = spec.contract.states.indices.filter { id in
      let state = spec.contract.states[id]
      let name = state.name.lowercased()
      return state.type.isMoney && !name.contains(" ")
        && ["fund", "insurance", "buffer"].contains { name.contains($0) }
    }.prefix(PathFan.mostFunds)
    let event = spec.contract.events.firstIndex { $0.name == "Liquidated" }
    let moments = min(PathFan.moments, max(1, spec.clock.steps)) + 1
    let blank = [[Int128]](repeating: [], count: moments)
    series =
      markets.map { Series(name: $0.name, type: $0.type, kind: .price, words: blank) }
      + funds.map {
        let state = spec.contract.states[$0]
        return Series(name: state.name, type: state.type, kind: .fund, words: blank)
      }
    if event != nil {
      series.append(Series(name: "liquidations", type: .ratio, kind: .events, words: blank))
    }
    guard !series.isEmpty else { return nil }
    steps = (0..<moments).map { $0 * spec.clock.steps / (moments - 1) }
    for path in 0..<min(wanted, PathFan.mostPaths) {
      guard !isRaised(), walk(path, runner, markets, Array(funds), event) else { break }
    }
    guard paths > 0 else { return nil }
    for number in series.indices {
      for moment in 0..<moments { series[number].words[moment].sort() }
    }
  }

  private mutating func walk(
    _ path: UInt64, _ runner: PathRunner, _ markets: [CheckedMarket], _ funds: [StateID],
    _ event: EventID?
  ) -> Bool {
    var found = [[Int128]](repeating: [], count: series.count)
    func look() {
      var words = markets.map { runner.machine[state: $0.price] }
      words += funds.map { runner.machine[state: $0] }
      if let event { words.append(Int128(runner.tally.events[event]) * Fixed.unit) }
      for (number, word) in words.enumerated() { found[number].append(word) }
    }
    runner.tally = Tally(runner.world.program.spec)
    do throws(PathProblem) {
      try runner.begin(path)
      look()
      for step in steps.dropFirst() {
        while runner.step < step { _ = try runner.advance() }
        look()
      }
    } catch { return false }
    for number in series.indices {
      for (moment, word) in found[number].enumerated() {
        series[number].words[moment].append(word)
      }
    }
    paths += 1
    return true
  }
}
