import Foundation
import Market
import Numerics
import Testing

/// Estimates against those that numpy and scipy make of the same prices; `calibration.py` writes
/// both.
@Suite("Calibration against scipy")
struct CalibrationFixtureTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/market")

  private static func returns() throws -> Returns {
    let text = try Data(contentsOf: folder.appending(path: "calibration.csv"))
    return try Returns(PriceHistory.load(text: Array(text)).history)
  }

  /// Names and values as words.
  private static func expected() throws -> [String: Int128] {
    let text = try String(
      contentsOf: folder.appending(path: "calibration.txt"), encoding: .utf8)
    var values: [String: Int128] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ")
      let isNegative = parts[1].hasPrefix("-")
      let word = try Decimal(parsing: parts[1].utf8.dropFirst(isNegative ? 1 : 0)).fixedRaw()
      values[String(parts[0])] = isNegative ? -word : word
    }
    return values
  }

  /// Compares with a tolerance of `digits` decimals of one, or of the value where that is larger.
  private static func check(
    _ found: [(String, Int128?)], digits: Int, _ expected: [String: Int128]
  ) throws {
    let share = (0..<digits).reduce(Int128(1)) { value, _ in value * 10 }
    for (name, word) in found {
      let wanted = try #require(expected[name], "\(name)")
      let word = try #require(word, "\(name)")
      let allowed = max(Fixed.unit, Int128(wanted.magnitude)) / share
      #expect(
        (word - wanted).magnitude <= allowed.magnitude,
        "\(name): \(Fixed.text(word)) is not \(Fixed.text(wanted))")
    }
  }

  @Test("moments and geometric Brownian motion")
  func diffusion() throws {
    let (returns, expected) = (try Self.returns(), try Self.expected())
    let fit = try DiffusionFit(returns)
    try Self.check(
      [
        ("returns.count", Int128(returns.count) * Fixed.unit), ("returns.mean", returns.mean),
        ("returns.deviation", returns.deviation), ("returns.kurtosis", returns.kurtosis),
        ("gbm.volatility", fit.volatility.value), ("gbm.volatility.error", fit.volatility.error),
        ("gbm.drift", fit.drift.value), ("gbm.drift.error", fit.drift.error),
      ], digits: 12, expected)
  }

  @Test("jumps by the threshold")
  func jumps() throws {
    let (fit, expected) = (try JumpFit(try Self.returns()), try Self.expected())
    try Self.check(
      [
        ("jumps.count", Int128(fit.count) * Fixed.unit), ("jumps.volatility", fit.volatility.value),
        ("jumps.volatility.error", fit.volatility.error), ("jumps.perYear", fit.jumps.value),
        ("jumps.perYear.error", fit.jumps.error), ("jumps.size", fit.size.value),
        ("jumps.size.error", fit.size.error), ("jumps.sizeDeviation", fit.sizeDeviation.value),
        ("jumps.sizeDeviation.error", fit.sizeDeviation.error), ("jumps.drift", fit.drift.value),
      ], digits: 11, expected)
  }

  @Test("GARCH(1,1) by maximum likelihood")
  func garch() throws {
    let (fit, expected) = (try GarchFit(try Self.returns()), try Self.expected())
    #expect(fit.status == .found)
    // The search stops within 0.0001 standard errors, which are below 0.14 here.
    try Self.check(
      [
        ("garch.alpha", fit.alpha.value), ("garch.alpha.error", fit.alpha.error),
        ("garch.beta", fit.beta.value), ("garch.beta.error", fit.beta.error),
        ("garch.volatility", fit.volatility.value),
        ("garch.volatility.error", fit.volatility.error), ("garch.drift", fit.drift.value),
      ], digits: 5, expected)
  }
}
