import Market
import Numerics
import Testing

/// Prices are drawn from known parameters, several times, and the estimates must find them again
/// within their own errors. The draws are made here, so nothing is judged by itself.
@Suite("Calibration")
struct CalibrationTests {
  /// How much is drawn; a debug build, many times slower, looks at a part of it.
  #if DEBUG
    static let seedsPerModel: UInt64 = 3
  #else
    static let seedsPerModel: UInt64 = 16
  #endif

  static let year: Int128 = 365 * 86_400 * Fixed.unit

  /// A history of returns drawn one after the other; times in steps of so many seconds.
  static func history(
    _ count: Int, step: Int128, seed: UInt64,
    _ draw: (inout RandomStream) throws -> Int128
  ) throws -> PriceHistory {
    var stream = RandomStream(seed: seed, purpose: 77, path: 0, step: 0)
    var level: Int128 = 0
    var prices = [1000 * Fixed.unit]
    for _ in 0..<count {
      level += try draw(&stream)
      prices.append(try Fixed.multiply(1000 * Fixed.unit, Fixed.exp(level)))
    }
    return try PriceHistory(
      times: prices.indices.map { Int128($0) * step * Fixed.unit }, prices: prices)
  }

  /// The distance of an estimate from the truth in its standard errors, as a word.
  static func distance(_ estimate: Estimate, _ truth: Int128) throws -> Int128 {
    try Fixed.divide(estimate.value - truth, #require(estimate.error))
  }

  /// None is further off than four errors, and the mean square of the distances is about one:
  /// errors that are too large are as wrong as errors that are too small.
  static func judge(_ name: String, _ distances: [Int128]) throws {
    var squares: Int128 = 0
    for distance in distances {
      #expect(distance.magnitude < 4 * Fixed.unit.magnitude, "\(name): \(Fixed.text(distance))")
      squares += try Fixed.multiply(distance, distance)
    }
    guard distances.count >= 10 else { return }
    let mean = squares / Int128(distances.count)
    #expect(
      mean > Fixed.unit / 4 && mean < 5 * Fixed.unit / 2,
      "\(name): the mean square distance is \(Fixed.text(mean))")
  }

  @Test("geometric Brownian motion is found again")
  func diffusion() throws {
    let volatility = 80 * Fixed.unit / 100
    let drift = 3 * Fixed.unit
    let sigma = try Fixed.multiply(
      volatility, Fixed.sqrt(Fixed.divide(3600 * Fixed.unit, Self.year)))
    let shift =
      try Fixed.muldiv(drift, 3600 * Fixed.unit, Self.year) - Fixed.multiply(sigma, sigma) / 2
    var drifts: [Int128] = []
    var volatilities: [Int128] = []
    for seed in 1...Self.seedsPerModel {
      let history = try Self.history(2000, step: 3600, seed: seed) {
        try $0.normal(mean: shift, sigma: sigma)
      }
      let fit = try DiffusionFit(Returns(history))
      drifts.append(try Self.distance(fit.drift, drift))
      volatilities.append(try Self.distance(fit.volatility, volatility))
    }
    try Self.judge("drift", drifts)
    try Self.judge("volatility", volatilities)
  }

  @Test("jumps are found again")
  func jumps() throws {
    let sigma = 30 * Fixed.unit / 10_000
    let chance = 2 * Fixed.unit / 1000
    let meanLog = -9 * Fixed.unit / 100
    let deviationLog = 2 * Fixed.unit / 100
    let factor = try Fixed.exp(meanLog + Fixed.multiply(deviationLog, deviationLog) / 2)
    let perYear = chance * 365 * 144
    let volatility = try Fixed.multiply(sigma, Fixed.sqrt(365 * 144 * Fixed.unit))
    let spread = try Fixed.multiply(
      factor, Fixed.sqrt(Fixed.exp(Fixed.multiply(deviationLog, deviationLog)) - Fixed.unit))
    var distances: [String: [Int128]] = [:]
    for seed in 1...Self.seedsPerModel {
      let history = try Self.history(12_000, step: 600, seed: seed) { stream in
        let calm = try stream.normal(mean: 0, sigma: sigma)
        return stream.chance(chance)
          ? try calm + stream.normal(mean: meanLog, sigma: deviationLog) : calm
      }
      let fit = try JumpFit(Returns(history))
      distances["volatility", default: []].append(try Self.distance(fit.volatility, volatility))
      distances["jumps", default: []].append(try Self.distance(fit.jumps, perYear))
      distances["size", default: []].append(try Self.distance(fit.size, factor - Fixed.unit))
      distances["deviation", default: []].append(try Self.distance(fit.sizeDeviation, spread))
    }
    for name in distances.keys.sorted() { try Self.judge(name, distances[name] ?? []) }
  }

  @Test("GARCH(1,1) is found again")
  func garch() throws {
    let (alpha, beta) = (10 * Fixed.unit / 100, 82 * Fixed.unit / 100)
    let longRun = try Fixed.multiply(Fixed.unit / 100, Fixed.unit / 100)
    let volatility = try Fixed.multiply(Fixed.unit / 100, Fixed.sqrt(8760 * Fixed.unit))
    var distances: [String: [Int128]] = [:]
    for seed in 1...Self.seedsPerModel {
      var variance = longRun
      let history = try Self.history(6000, step: 3600, seed: seed) { stream in
        let drawn = try stream.normal(mean: 0, sigma: Fixed.sqrt(variance))
        variance =
          try Fixed.multiply(longRun, Fixed.unit - alpha - beta)
          + Fixed.multiply(alpha, Fixed.multiply(drawn, drawn)) + Fixed.multiply(beta, variance)
        return drawn
      }
      let fit = try GarchFit(Returns(history))
      #expect(fit.status == .found)
      distances["alpha", default: []].append(try Self.distance(fit.alpha, alpha))
      distances["beta", default: []].append(try Self.distance(fit.beta, beta))
      distances["volatility", default: []].append(try Self.distance(fit.volatility, volatility))
    }
    for name in distances.keys.sorted() { try Self.judge(name, distances[name] ?? []) }
  }

  @Test("estimates do not depend on the level of prices, and scale with the size of returns")
  func scale() throws {
    func fit(_ size: Int128) throws -> GarchFit {
      let history = try Self.history(1000, step: 60, seed: 5) {
        try $0.normal(mean: 0, sigma: size)
      }
      return try GarchFit(Returns(history))
    }
    let large = try fit(Fixed.unit / 10)
    let small = try fit(Fixed.unit / 1_000_000)
    #expect((large.alpha.value - small.alpha.value).magnitude < (Fixed.unit / 10_000).magnitude)
    let ratio = try Fixed.divide(large.volatility.value, small.volatility.value)
    #expect((ratio - 100_000 * Fixed.unit).magnitude < (10 * Fixed.unit).magnitude)
  }

  @Test("what cannot be estimated is said")
  func refused() throws {
    func returns(_ prices: [Int128]) throws -> Returns {
      try Returns(
        PriceHistory(
          times: prices.indices.map { Int128($0) * 60 * Fixed.unit },
          prices: prices.map { $0 * Fixed.unit }))
    }
    #expect(throws: CalibrationError.tooFewReturns(9, needed: 30)) {
      try returns(Array(1...10))
    }
    #expect(throws: CalibrationError.noMovement) {
      try returns([Int128](repeating: 5, count: 100))
    }
    let walk = try Self.history(200, step: 60, seed: 9) {
      try $0.normal(mean: 0, sigma: Fixed.unit / 100)
    }
    #expect(throws: CalibrationError.tooFewReturns(200, needed: 250)) {
      try GarchFit(Returns(walk))
    }
    #expect(throws: CalibrationError.tooFewJumps(0, needed: 3)) { try JumpFit(Returns(walk)) }
  }

  /// Prices at the ends of their range, that jump between them, that stand still but for one move.
  @Test("wild prices are measured or refused, never more")
  func wild() throws {
    var stream = RandomStream(seed: 2, purpose: 3, path: 0, step: 0)
    for round in 0..<60 {
      let prices = (0..<400).map { place -> Int128 in
        switch round % 4 {
        case 0:
          return Int128(truncatingIfNeeded: stream.nextWide() >> (1 + stream.next(below: 126))) | 1
        case 1: return place == round ? .max : 1
        case 2: return place % 2 == 0 ? 1 : .max - Int128(place)
        default: return 1 + Int128(stream.next(below: 3))
        }
      }
      let history = try PriceHistory(
        times: prices.indices.map { Int128($0) * (round % 2 == 0 ? 1 : Fixed.unit) },
        prices: prices)
      guard let returns = try? Returns(history) else { continue }
      _ = try? DiffusionFit(returns)
      _ = try? JumpFit(returns)
      _ = try? GarchFit(returns)
    }
  }
}
