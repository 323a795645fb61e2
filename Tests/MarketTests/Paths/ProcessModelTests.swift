import Market
import Numerics
import Testing

/// Volatility that moves, values that come back, pegs that break.
@Suite struct ProcessModelTests {
  private let none = Rate(0, per: year)

  /// Kurtosis of the returns of GARCH(1,1) with normal draws:
  /// 3 (1 - (a + b)^2) / (1 - (a + b)^2 - 2 a^2), for 0.05 and 0.90 exactly 117/37 = 3.162.
  @Test func garchHasItsKurtosis() throws {
    let model = try PathModel.garch(
      start: 100 * unit, drift: none, volatility: Rate(percent(1), per: hour),
      alpha: percent(5), beta: percent(90), interval: hour, step: hour)
    var (count, squares, fourths): (Int128, Int128, Int128) = (0, 0, 0)
    for path in 0..<200 as Range<UInt64> {
      var state = try model.begin(seed: 1, purpose: 2, path: path)
      for step in 0..<2_100 {
        let before = state.level
        try model.advance(&state, seed: 1, purpose: 2, path: path)
        // The variance begins at its mean, and its own spread settles in some 100 steps.
        if step < 100 { continue }
        let square = try Fixed.multiply(100 * (state.level - before), 100 * (state.level - before))
        count += 1
        squares += square
        fourths += try Fixed.multiply(square, square)
      }
    }
    // Long-run variance: that of the volatility, 1 in these units.
    let variance = squares / count
    #expect((variance - unit).magnitude < (21 * unit / 1_000).magnitude)
    let kurtosis = try Fixed.divide(fourths / count, Fixed.multiply(variance, variance))
    // Four standard errors: over 24 seeds the deviation of this estimate was 0.009, its mean 3.160.
    #expect((kurtosis - 3_162 * unit / 1_000).magnitude < (36 * unit / 1_000).magnitude)
  }

  /// An interval of several steps: the volatility is constant in each, and the end has the mean.
  @Test func garchKeepsItsInterval() throws {
    let model = try PathModel.garch(
      start: 100 * unit, drift: none, volatility: Rate(percent(5), per: day),
      alpha: percent(14), beta: percent(80), interval: day, step: 6 * hour)
    var ends = Moments()
    var moves = Moments()
    for path in 0..<1_500 as Range<UInt64> {
      let path = try prices(model, steps: 80, path: path)
      try ends.add(path[80])
      try moves.add(Fixed.ln(path[80]) - Fixed.ln(path[0]))
    }
    // Twenty days of 5%: the variance of the logarithm is 0.05.
    #expect(try ends.meanIsNear(100 * unit, deviation: 23 * unit))
    #expect((try moves.variance() - percent(5)).magnitude < percent(1).magnitude)
    #expect(throws: MarketError.notWholeSteps(setting: "every", value: day, step: 7 * hour)) {
      try PathModel.garch(
        start: unit, drift: none, volatility: Rate(unit, per: year), alpha: 0, beta: 0,
        interval: day, step: 7 * hour)
    }
    #expect(throws: MarketError.notStationary(alpha: percent(20), beta: percent(80))) {
      try PathModel.garch(
        start: unit, drift: none, volatility: Rate(unit, per: year), alpha: percent(20),
        beta: percent(80), interval: day, step: day)
    }
  }

  /// Drifts without volatility tell how long a path was in each regime.
  @Test func regimesAreOccupiedAsLongAsStated() throws {
    let calm = Regime(
      name: "calm", drift: none, volatility: none, leaving: .after(mean: 10 * day))
    let panic = Regime(
      name: "panic", drift: Rate(unit / 1_000, per: hour), volatility: none,
      leaving: .after(mean: 2 * day))
    let model = try PathModel.regimes(start: 100 * unit, [calm, panic], step: hour)
    var spent: Int128 = 0
    for path in 0..<200 as Range<UInt64> { spent += try move(model, steps: 2_000, path: path) }
    // In steps of an hour: (1 - e^(-1/240)) / (1 - e^(-1/240) + 1 - e^(-1/48)) = 16.78%, less 0.3%
    // for beginning in calm. Standard error 0.5%.
    #expect((spent / 400 - 16_500 * unit / 100_000).magnitude < percent(2).magnitude)
  }

  @Test func regimesSwitchAtTheirRates() throws {
    func regime(_ name: String, _ drift: Int128, _ to: String, _ perDay: Int128) -> Regime {
      Regime(
        name: name, drift: Rate(drift, per: hour), volatility: none,
        leaving: .rates([.init(to: to, rate: Rate(perDay * unit, per: day))]))
    }
    // Time spent is as 4 to 2 to 1.
    let model = try PathModel.regimes(
      start: 100 * unit,
      [
        regime("a", 0, "b", 1), regime("b", unit / 1_000, "c", 2),
        regime("c", unit / 100, "a", 4),
      ], step: hour / 4)
    var spent: Int128 = 0
    for path in 0..<50 as Range<UInt64> { spent += try move(model, steps: 8_000, path: path) }
    // 2/7 of 0.001 and 1/7 of 0.01 an hour: 0.0017143 in each of 100,000 hours.
    #expect((spent - 171 * unit).magnitude < (15 * unit).magnitude)
    #expect(throws: MarketError.unknownRegime("z", from: "a")) {
      try PathModel.regimes(start: unit, [regime("a", 0, "z", 1)], step: hour)
    }
    #expect(throws: MarketError.repeatedRegime("a")) {
      try PathModel.regimes(
        start: unit, [regime("a", 0, "b", 1), regime("a", 0, "b", 1)], step: hour)
    }
    #expect(throws: MarketError.regimeCount(0, most: 64)) {
      try PathModel.regimes(start: unit, [], step: hour)
    }
  }

  /// Without volatility the logarithm's distance halves in a half-life, exactly.
  @Test func reversionHasItsHalfLife() throws {
    let model = try PathModel.meanReverting(
      start: 4 * unit, level: unit, halfLife: 12 * hour, volatility: none, step: hour)
    let path = try prices(model, steps: 36)
    #expect((path[12] - 2 * unit).magnitude < 100)
    #expect((path[24] - 1_414_213_562_373_095_048).magnitude < 100)
    let rate = try PathModel.vasicek(
      start: -3 * unit, level: unit, halfLife: 12 * hour, volatility: none, step: hour)
    let rates = try prices(rate, steps: 24)
    #expect((rates[12] + unit).magnitude < 100)
    #expect(rates[24].magnitude < 100)
  }

  /// In the long run: the mean is the level, and the variance sigma^2 halfLife / (2 ln 2).
  @Test func reversionSettles() throws {
    // 120% a year, three days: 1.44 * 3/365 / 1.386294 = 0.0085376.
    let model = try PathModel.meanReverting(
      start: percent(200), level: percent(65), halfLife: 3 * day,
      volatility: Rate(percent(120), per: year), floor: percent(10), step: 6 * hour)
    let rate = try PathModel.vasicek(
      start: percent(1), level: percent(1), halfLife: 3 * day,
      volatility: Rate(percent(120), per: year), step: 6 * hour)
    var (values, logarithms, rates) = (Moments(), Moments(), Moments())
    for path in 0..<2_000 as Range<UInt64> {
      let end = try prices(model, steps: 160, path: path)[160]
      try values.add(end)
      try logarithms.add(Fixed.ln(end))
      try rates.add(prices(rate, steps: 100, path: path)[100])
    }
    let variance: Int128 = 8_537_600_000_000_000
    let deviation = try Fixed.sqrt(variance)
    #expect(try values.meanIsNear(percent(65), deviation: Fixed.multiply(deviation, percent(66))))
    #expect(try rates.meanIsNear(percent(1), deviation: deviation))
    for moments in [logarithms, rates] {
      // 4 sqrt(2 / 2000) of it.
      #expect((try moments.variance() - variance).magnitude < variance.magnitude * 13 / 100)
    }
  }

  @Test func floorsHold() throws {
    let model = try PathModel.meanReverting(
      start: percent(12), level: percent(12), halfLife: day,
      volatility: Rate(percent(500), per: year), floor: percent(10), step: hour)
    let path = try prices(model, steps: 500)
    #expect(path.min() == percent(10))
    #expect(path.filter { $0 > percent(10) }.count > 200)
    #expect(throws: MarketError.floorAboveLevel(floor: 2, level: 1)) {
      try PathModel.meanReverting(
        start: unit, level: 1, halfLife: day, volatility: none, floor: 2, step: hour)
    }
  }

  /// The mean price stays, the variance is that of the volatility, and a fall raises the volatility:
  /// with a negative correlation the logarithm leans to the left.
  @Test func hestonKeepsMeanAndVariance() throws {
    let model = try PathModel.heston(
      start: 100 * unit, drift: none, volatility: Rate(percent(80), per: year),
      halfLife: 20 * day, volatilityOfVolatility: Rate(2 * unit, per: year),
      correlation: percent(-70), step: 6 * hour)
    var (ends, moves, third) = (Moments(), Moments(), Int128(0))
    let paths: Int128 = 2_000
    for path in 0..<UInt64(paths) {
      let path = try prices(model, steps: 146, path: path)
      try ends.add(path[146])
      let move = try Fixed.ln(path[146]) - Fixed.ln(path[0])
      try moves.add(move)
      third += try Fixed.multiply(Fixed.multiply(move, move), move) / paths
    }
    // A tenth of a year: 0.064. Four standard errors and a little for the truncation.
    #expect(try ends.meanIsNear(100 * unit, deviation: 26 * unit))
    #expect((try moves.variance() - 64 * unit / 1_000).magnitude < (11 * unit / 1_000).magnitude)
    let mean = moves.mean
    let central = try third - 3 * Fixed.multiply(mean, moves.variance())
    #expect(central < -3 * unit / 1_000)
  }

  @Test func pegsHoldAndBreak() throws {
    let held = try PathModel.peg(
      start: unit, deviation: percent(1), halfLife: hour, breaks: none, level: unit,
      repair: nil, step: hour / 4)
    var values = Moments()
    for path in 0..<1_000 as Range<UInt64> {
      try values.add(prices(held, steps: 40, path: path)[40])
    }
    #expect(try values.meanIsNear(unit, deviation: percent(1)))
    #expect((try values.variance() - unit / 10_000).magnitude < (18 * unit / 1_000_000).magnitude)

    // 10% a day for ten days: 65.1% are broken, and most of those have arrived at 60%.
    let breaking = try PathModel.peg(
      start: unit, deviation: 0, halfLife: hour, breaks: Rate(percent(10), per: day),
      level: percent(60), repair: nil, step: hour)
    let repaired = try PathModel.peg(
      start: unit, deviation: 0, halfLife: hour, breaks: Rate(percent(10), per: day),
      level: percent(60), repair: day, step: hour)
    var (broken, away) = (0, 0)
    for path in 0..<1_000 as Range<UInt64> {
      if try prices(breaking, steps: 240, path: path)[240] < percent(99) { broken += 1 }
      if try prices(repaired, steps: 240, path: path)[240] < percent(80) { away += 1 }
    }
    #expect((590...712).contains(broken))
    // Broken for a day in every 10.5 days: 9.5%, and a little less for the way there.
    #expect((50...140).contains(away))
  }

  /// Every step of a path comes out the same, from whatever state it is continued.
  @Test func statesCanBeCopied() throws {
    let models: [PathModel] = [
      try .garch(
        start: unit, drift: none, volatility: Rate(unit, per: year), alpha: percent(5),
        beta: percent(90), interval: 2 * hour, step: hour),
      try .heston(
        start: unit, drift: none, volatility: Rate(unit, per: year), halfLife: day,
        volatilityOfVolatility: Rate(unit, per: year), correlation: percent(30), step: hour),
    ]
    for model in models {
      let whole = try prices(model, steps: 20)
      var state = try model.begin(seed: 1, purpose: 7, path: 0)
      for _ in 0..<11 { try model.advance(&state, seed: 1, purpose: 7, path: 0) }
      var copies = [state, state]
      for index in copies.indices {
        for _ in 11..<20 { try model.advance(&copies[index], seed: 1, purpose: 7, path: 0) }
      }
      #expect(copies.map(\.price) == [whole[20], whole[20]])
      // On another path's draws it goes elsewhere.
      try model.advance(&state, seed: 1, purpose: 7, path: 1)
      #expect(state.price != whole[12])
    }
  }
}
