import Market
import Numerics
import Testing

/// Models of prices, against what is known of them.
@Suite struct PriceModelTests {
  /// Terminal mean, and the mean and variance of the logarithm; the step length must not matter.
  @Test(arguments: [1, 4, 24])
  func geometricBrownianMotion(stepsPerDay: Int) throws {
    let volatility = percent(80)
    let drift = percent(30)
    let model = try PathModel.gbm(
      start: 100 * unit, drift: Rate(drift, per: year), volatility: Rate(volatility, per: year),
      step: day / Int128(stepsPerDay))
    let days = 30
    let share = Int128(days) * day
    let variance = try Fixed.multiply(volatility, volatility) * 30 / 365
    var logarithms = Moments()
    var ends = Moments()
    let paths = 24_000 / (days * stepsPerDay) * 10
    for path in 0..<UInt64(paths) {
      let end = try prices(model, steps: days * stepsPerDay, path: path)[days * stepsPerDay]
      try ends.add(end)
      try logarithms.add(Fixed.ln(end) - Fixed.ln(100 * unit))
    }
    let grown = try Integer.muldiv(drift, share, year)
    let deviation = try Fixed.sqrt(variance)
    #expect(try logarithms.meanIsNear(grown - variance / 2, deviation: deviation))
    // The variance of a variance of n normals is 2 v^2 / n.
    let gap = Int128((try logarithms.variance() - variance).magnitude)
    #expect(
      try Fixed.multiply(gap, Fixed.sqrt(logarithms.count * unit))
        <= 4 * Fixed.multiply(variance, Fixed.sqrt(2 * unit)))
    let mean = try Fixed.multiply(100 * unit, Fixed.exp(grown))
    let spread = try Fixed.multiply(mean, Fixed.sqrt(Fixed.exp(variance) - unit))
    #expect(try ends.meanIsNear(mean, deviation: spread))
  }

  /// A path is the exponential of the sum of its draws, to some 10^-15.
  @Test func logarithmIsExact() throws {
    let model = try PathModel.gbm(
      start: 60_000 * unit, drift: Rate(percent(10), per: year),
      volatility: Rate(percent(85), per: year), step: 10 * minute)
    let path = try prices(model, steps: 1_008, seed: 5, purpose: 9, path: 3)
    // The deviation of a step in 19 decimals: sqrt(0.7225 / 52560).
    let deviation = try Integer.sqrt(Integer.muldiv(7_225 * unit, unit, 5_256_000))
    var sum: Int128 = 0
    for step in 1...UInt64(1_008) {
      var stream = RandomStream(seed: 5, purpose: 9, path: 3, step: step)
      sum += try StandardNormal.quantile(stream.next())
    }
    let exact =
      try Integer.muldiv(sum, deviation, 10 * unit, .halfUp) - 26_125 * unit * 1_008 / 5_256_000_000
    let found = try Fixed.ln(path[1_008]) - Fixed.ln(60_000 * unit)
    #expect((found - exact).magnitude < 1_000)
  }

  /// Jumps alone: their number, their sizes, and a mean that stays.
  @Test func jumpsComeAsStated() throws {
    let model = try PathModel.jumps(
      start: 1_000 * unit, drift: Rate(0, per: year), volatility: Rate(0, per: year),
      jumps: Rate(100 * unit, per: year), size: percent(-9), sizeDeviation: percent(6),
      step: day)
    var ends = Moments()
    var sizes = Moments()
    var days: Int128 = 0
    for path in 0..<UInt64(300) {
      let path = try prices(model, steps: 100, path: path)
      try ends.add(path[100])
      for (before, after) in zip(path, path.dropFirst()) {
        days += 1
        // The compensation of a day is 0.09 * 100 / 365 = 2.4658%; without a jump that is all.
        let change = try Fixed.ln(after) - Fixed.ln(before) - 24_657_534_246_575_342
        if change.magnitude > 1_000 { try sizes.add(Fixed.exp(change + 49_315_068_493_150_684)) }
      }
    }
    // Days with a jump: 1 - e^(-100/365), 0.239639.
    let expected = days * 239_639 / 1_000_000
    let error = try Integer.sqrt(days * 239_639 / 1_000_000 * 760_361 / 1_000_000)
    #expect((sizes.count - expected).magnitude <= 4 * error.magnitude)
    // Mean of the end: the start. Its deviation: sqrt(e^(lambda t E[(Y-1)^2]) - 1), where
    // E[(Y-1)^2] = 0.09^2 + 0.06^2 = 0.0117 and lambda t = 27.397: sqrt(e^0.32055 - 1) = 0.6148.
    #expect(try ends.meanIsNear(1_000 * unit, deviation: 615 * unit))
  }

  /// The factor of one jump has the mean and the deviation stated.
  @Test func jumpSizes() throws {
    let model = try PathModel.jumps(
      start: 1_000 * unit, drift: Rate(0, per: year), volatility: Rate(0, per: year),
      jumps: Rate(unit / 10, per: day), size: percent(-9), sizeDeviation: percent(6),
      step: hour)
    var sizes = Moments()
    for path in 0..<UInt64(400) {
      let path = try prices(model, steps: 240, path: path)
      for (before, after) in zip(path, path.dropFirst()) {
        let factor = try Fixed.divide(after, before)
        // An hour's compensation is 0.09 / 240; two jumps in an hour are one in 500 of them.
        if (factor - unit).magnitude > 1_000_000_000_000_000 { try sizes.add(factor) }
      }
    }
    #expect(sizes.count > 300)
    #expect(try sizes.meanIsNear(percent(91), deviation: percent(6), errors: 5))
    let deviation = try Fixed.sqrt(sizes.variance())
    #expect((deviation - percent(6)).magnitude < percent(1).magnitude)
  }
}
