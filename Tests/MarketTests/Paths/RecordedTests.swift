import Market
import Numerics
import Testing

/// Paths made of histories, and what is laid over paths.
@Suite struct RecordedTests {
  /// Hourly prices that jump about.
  private func history(_ rows: Int) throws -> PriceHistory {
    try PriceHistory(
      times: (0..<rows).map { 1_000 * unit + Int128($0) * hour },
      prices: (0..<rows).map { 100 * unit + Int128($0 * 7_919 % 101) * unit / 4 })
  }

  @Test func replayIsExact() throws {
    let history = try history(50)
    let model = try PathModel.replay(history, step: hour)
    let path = try prices(model, steps: 60)
    #expect(Array(path[..<50]) == history.prices)
    #expect(path[50...].allSatisfy { $0 == history.prices[49] })
    #expect(model.recordedSteps == 49)
    // Twice the start, twice the prices.
    let twice = try PathModel.replay(history, start: 2 * history.prices[0], step: hour)
    #expect(try prices(twice, steps: 49) == history.prices.map { 2 * $0 })
    // Every second row; and between rows the middle of the logarithms.
    let coarse = try PathModel.replay(history, step: 2 * hour)
    #expect(try prices(coarse, steps: 24)[1] == history.prices[2])
    let fine = try prices(PathModel.replay(history, step: hour / 2), steps: 98)
    #expect(fine[98] == history.prices[49])
    let middle = try Fixed.sqrt(Fixed.multiply(history.prices[0], history.prices[1]))
    #expect((fine[1] - middle).magnitude < 1_000)
  }

  /// Every return of the history is equally frequent, and follows the one it followed there.
  @Test func bootstrapKeepsTheMarginal() throws {
    let history = try history(41)
    let model = try PathModel.bootstrap(history, start: 100 * unit, block: 5 * hour, step: hour)
    let returns = try zip(history.prices, history.prices.dropFirst()).map {
      try Fixed.ln($1) - Fixed.ln($0)
    }
    var counts = [Int: Int](minimumCapacity: 40)
    let paths = 400
    for path in 0..<UInt64(paths) {
      var state = try model.begin(seed: 1, purpose: 2, path: path)
      var before = state.level
      var last: Int?
      for step in 0..<100 {
        try model.advance(&state, seed: 1, purpose: 2, path: path)
        let change = state.level - before
        before = state.level
        let row = try #require(returns.firstIndex { ($0 - change).magnitude <= 2 })
        counts[row, default: 0] += 1
        if step % 5 != 0, let last { #expect(row == (last + 1) % 40) }
        last = row
      }
    }
    // 8,000 blocks of 5 returns each: a return is in 1,000 of them, +- sqrt(1000 * 7/8).
    #expect(counts.count == 40)
    #expect(counts.values.allSatisfy { (870...1_130).contains($0) })
  }

  @Test func bootstrapTakesAStatedDrift() throws {
    let rising = try PriceHistory(
      times: (0..<30).map { Int128($0) * day },
      prices: (0..<30).map { Int128(100 + 10 * $0) * unit })
    let model = try PathModel.bootstrap(
      rising, start: 100 * unit, block: day, drift: Rate(0, per: year), step: day)
    var ends = Moments()
    for path in 0..<2_000 as Range<UInt64> {
      try ends.add(prices(model, steps: 20, path: path)[20])
    }
    let deviation = try Fixed.sqrt(ends.variance())
    #expect(try ends.meanIsNear(100 * unit, deviation: deviation))
  }

  @Test func mixturesChooseByWeight() throws {
    let still = try PathModel.steady(start: 100 * unit, step: hour)
    let moving = try PathModel.gbm(
      start: 100 * unit, drift: Rate(unit, per: day), volatility: Rate(0, per: day), step: hour)
    let model = try PathModel(mixture: [(3 * unit, still), (unit, moving)])
    var risen = 0
    for path in 0..<4_000 as Range<UInt64> {
      let end = try prices(model, steps: 3, path: path)
      if end[3] > end[0] { risen += 1 }
    }
    // A quarter, +- 4 sqrt(4000 * 3/16).
    #expect((890...1_110).contains(risen))
    let never = try PathModel(mixture: [(0, still), (unit, moving)])
    for path in 0..<100 as Range<UInt64> {
      #expect(try prices(never, steps: 1, path: path)[1] > 100 * unit)
    }
    #expect(throws: MarketError.weightlessMixture) { try PathModel(mixture: [(0, still)]) }
    #expect(throws: MarketError.emptyMixture) { try PathModel(mixture: []) }
    #expect(throws: MarketError.nestedMixture) { try PathModel(mixture: [(unit, model)]) }
    let other = try PathModel.steady(start: unit, step: hour)
    #expect(throws: MarketError.unlikeMixture) {
      try PathModel(mixture: [(unit, still), (unit, other)])
    }
  }

  @Test func shocksFallAndRecover() throws {
    let shock = try Shock(
      change: percent(-45), over: 6 * hour, recovery: percent(20), over: 12 * hour,
      at: 10 * hour, step: hour)
    let still = try PathModel.steady(start: 100 * unit, step: hour)
    let path = try prices(still.with(shocks: [shock]), steps: 40)
    #expect(path[10] == 100 * unit)
    #expect(path[11] < 100 * unit)
    #expect((path[16] - 55 * unit).magnitude < 1_000)
    #expect((path[28] - 64 * unit).magnitude < 1_000)
    #expect(path[40] == path[28])
    #expect(zip(path[10...16], path[11...16]).allSatisfy { $0 > $1 })
    // Evenly in logarithms: half way is the root.
    #expect((path[13] - 74_161_984_870_956_629_488).magnitude < 1_000)
    // Laid over a path, it multiplies it.
    let moving = try PathModel.gbm(
      start: 100 * unit, drift: Rate(0, per: year), volatility: Rate(unit, per: year), step: hour)
    let plain = try prices(moving, steps: 40)
    let struck = try prices(moving.with(shocks: [shock]), steps: 40)
    #expect((try Fixed.multiply(plain[40], percent(64)) - struck[40]).magnitude < 1_000)
  }

  @Test func shocksAtRandomTimes() throws {
    let shock = try Shock(
      change: percent(30), over: 0, at: 20 * hour, margin: 5 * hour, step: hour)
    let still = try PathModel.steady(start: 100 * unit, step: hour)
    let model = try still.with(shocks: [shock])
    var onsets: [Int: Int] = [:]
    for path in 0..<1_100 as Range<UInt64> {
      let path = try prices(model, steps: 30, path: path)
      #expect((path[30] - 130 * unit).magnitude < 1_000)
      onsets[path.firstIndex { $0 > 100 * unit } ?? 0, default: 0] += 1
    }
    // Eleven steps alike: 100 +- 4 sqrt(91).
    #expect(onsets.keys.sorted() == Array(16...26))
    #expect(onsets.values.allSatisfy { (61...139).contains($0) })
    #expect(throws: MarketError.tooManyShocks(5, most: 4)) {
      try still.with(shocks: Array(repeating: shock, count: 5))
    }
    #expect(throws: MarketError.self) {
      try Shock(change: -unit, over: hour, at: 0, step: hour)
    }
  }
}
