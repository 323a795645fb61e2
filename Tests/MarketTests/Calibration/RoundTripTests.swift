import Market
import Numerics
import Testing

/// What a spec's own models draw, `calibrate` must find again: the two mean the same by every
/// setting.
@Suite("Calibration of drawn paths")
struct RoundTripTests {
  private static let year = 365 * 86_400 * Fixed.unit

  /// The prices of one path.
  private static func history(
    _ model: String, _ settings: [Setting], steps: Int, step: Int128, seed: UInt64
  ) throws -> PriceHistory {
    let step = step * Fixed.unit
    let model = try PathModel.build(
      name: model, settings: settings, step: step, start: 1000 * Fixed.unit)
    var state = try model.begin(seed: seed, purpose: 9, path: 0)
    var prices = [state.price]
    for _ in 0..<steps {
      try model.advance(&state, seed: seed, purpose: 9, path: 0)
      prices.append(state.price)
    }
    return try PriceHistory(times: prices.indices.map { Int128($0) * step }, prices: prices)
  }

  private static func perYear(_ name: String, percent: Int128) -> Setting {
    Setting(name, percent * Fixed.unit / 100, [Clause(.per, year)])
  }

  private static func judge(_ found: [(name: String, estimate: Estimate, percent: Int128)]) throws {
    for (name, estimate, percent) in found {
      let distance = try CalibrationTests.distance(estimate, percent * Fixed.unit / 100)
      #expect(distance.magnitude < 4 * Fixed.unit.magnitude, "\(name): \(Fixed.text(distance))")
    }
  }

  @Test("geometric Brownian motion", arguments: 1...CalibrationTests.seedsPerModel)
  func diffusion(seed: UInt64) throws {
    let history = try Self.history(
      "gbm", [Self.perYear("drift", percent: 300), Self.perYear("volatility", percent: 90)],
      steps: 3000, step: 14_400, seed: seed)
    let fit = try DiffusionFit(Returns(history))
    try Self.judge([("drift", fit.drift, 300), ("volatility", fit.volatility, 90)])
  }

  @Test("jumps", arguments: 1...CalibrationTests.seedsPerModel)
  func jumps(seed: UInt64) throws {
    let history = try Self.history(
      "jumps",
      [
        Self.perYear("drift", percent: 100), Self.perYear("volatility", percent: 60),
        Setting("jumps", 60 * Fixed.unit, [Clause(.per, Self.year)]),
        Setting("size", -9 * Fixed.unit / 100, [Clause(.plusMinus, 2 * Fixed.unit / 100)]),
      ], steps: 12_000, step: 1800, seed: seed)
    let fit = try JumpFit(Returns(history))
    try Self.judge([
      ("drift", fit.drift, 100), ("volatility", fit.volatility, 60), ("jumps", fit.jumps, 6000),
      ("size", fit.size, -9), ("deviation", fit.sizeDeviation, 2),
    ])
  }

  @Test("GARCH(1,1)", arguments: 1...CalibrationTests.seedsPerModel)
  func garch(seed: UInt64) throws {
    let history = try Self.history(
      "garch",
      [
        Self.perYear("drift", percent: 0), Self.perYear("volatility", percent: 80),
        Setting("alpha", 9 * Fixed.unit / 100), Setting("beta", 85 * Fixed.unit / 100),
      ], steps: 5000, step: 3600, seed: seed)
    let fit = try GarchFit(Returns(history))
    #expect(fit.status == .found)
    try Self.judge([
      ("drift", fit.drift, 0), ("alpha", fit.alpha, 9), ("beta", fit.beta, 85),
      ("volatility", fit.volatility, 80),
    ])
  }
}
