import Foundation
import Market
import Numerics
import Testing

@Suite struct DepthTests {
  private static let vectors = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/market/depth.txt")

  private func depth(
    _ notional: Int128 = 4_000_000 * unit, per: Int128 = percent(1), halfLife: Int128? = nil
  ) throws -> Depth {
    try Depth(
      notional, per: per, halfLife: halfLife, floor: percent(2), step: 10 * minute)
  }

  @Test func fillsAreTheIntegral() throws {
    let lines = try String(contentsOf: DepthTests.vectors, encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 120)
    for line in lines {
      let row = line.split(separator: " ").compactMap { Int128($0) }
      try #require(row.count == 7)
      let depth = try depth(row[0], per: row[1])
      var state = DepthState()
      state.scale = row[2]
      let fill = try depth.fill(row[5], at: row[3], after: row[4], state)
      // 10^-16 as stated, and the unit by which the rounding may differ from the vector's.
      let allowed = 2 + row[6].magnitude / 10_000_000_000_000_000
      #expect((fill - row[6]).magnitude <= allowed, "\(line): \(fill)")
    }
  }

  @Test func fillsGoAgainstTheTrader() throws {
    let depth = try depth()
    let state = DepthState()
    let price = 60_000 * unit
    #expect(try depth.fill(0, at: price, state) == price)
    #expect(try depth.fill(1, at: price, state) >= price)
    #expect(try depth.fill(-1, at: price, state) <= price)
    var last = price
    for size in 1...50 {
      let fill = try depth.fill(Int128(-size) * unit, at: price, state)
      #expect(fill < last)
      last = fill
    }
  }

  /// Two trades one after the other cost what both cost at once.
  @Test func splittingATradeChangesNothing() throws {
    let depth = try depth()
    let state = DepthState()
    let price = 60_000 * unit
    var stream = RandomStream(seed: 1, purpose: 1, path: 1, step: 1)
    for _ in 0..<500 {
      let whole = stream.uniform(in: -2_000 * unit...2_000 * unit)
      let part = whole / 3
      let first = try Fixed.multiply(part, depth.fill(part, at: price, state))
      let second = try Fixed.multiply(
        whole - part, depth.fill(whole - part, at: price, after: part, state))
      let both = try Fixed.multiply(whole, depth.fill(whole, at: price, state))
      #expect((first + second - both).magnitude <= both.magnitude / 1_000_000_000_000_000 + 4_000)
    }
  }

  /// The stated notional moves the price by the stated ratio, and half of the displacement is back
  /// after the stated time.
  @Test func flowDisplacesAndDecays() throws {
    let depth = try depth(halfLife: 30 * minute)
    var state = DepthState()
    let price = 50_000 * unit
    try depth.advance(&state, flow: -80 * unit, at: price)
    let fallen = try depth.price(of: price, state)
    #expect((try Fixed.multiply(fallen, percent(101)) - price).magnitude < 100_000)
    let displaced = state.displacement
    for _ in 0..<3 { try depth.advance(&state, flow: 0, at: fallen) }
    #expect((2 * state.displacement - displaced).magnitude < 20)
    for _ in 0..<1_000 { try depth.advance(&state, flow: 0, at: fallen) }
    #expect(try depth.price(of: price, state) == price)
  }

  @Test func scaleHasAFloor() throws {
    let depth = try depth()
    var state = DepthState()
    let full = try depth.impact(of: unit, at: 100 * unit, state)
    state.scale = percent(50)
    #expect((try depth.impact(of: unit, at: 100 * unit, state) - 2 * full).magnitude <= 2)
    state.scale = 0
    #expect((try depth.impact(of: unit, at: 100 * unit, state) - 50 * full).magnitude <= 50)
    state.scale = -unit
    #expect((try depth.impact(of: unit, at: 100 * unit, state) - 50 * full).magnitude <= 50)
  }

  @Test func tooMuchIsAnError() throws {
    let depth = try depth()
    var state = DepthState()
    let all = MarketError.depthExceeded(size: .max, price: unit)
    #expect(throws: all) { try depth.fill(.max, at: unit, state) }
    #expect(throws: MarketError.depthExceeded(size: .min, price: .max)) {
      try depth.fill(.min, at: .max, state)
    }
    // Thirty times over the price is still 128 bits; again and again it is not.
    var failed: MarketError?
    do {
      for _ in 0..<100 {
        try depth.advance(&state, flow: 1_000_000_000 * unit, at: 10 * unit)
      }
    } catch { failed = error }
    #expect(failed != nil)
  }

  @Test func anyShareRecoveredHasAHalfLife() throws {
    func build(_ share: Int128, in time: Int128) throws -> Depth {
      try Depth.build(
        [
          Setting("depth", 1_000_000 * unit, [Clause(.per, percent(1))]),
          Setting("recovers", share, [Clause(.within, time)]),
        ], step: minute)
    }
    #expect(
      try build(percent(50), in: 30 * minute)
        == Depth(
          1_000_000 * unit, per: percent(1), halfLife: 30 * minute, floor: unit / 1_000,
          step: minute))
    // Three quarters in an hour are a half in half an hour.
    let quarters = try build(percent(75), in: 60 * minute)
    var state = DepthState()
    try quarters.advance(&state, flow: -100 * unit, at: 1_000 * unit)
    let before = state.displacement
    for _ in 0..<60 { try quarters.advance(&state, flow: 0, at: unit) }
    #expect((4 * state.displacement - before).magnitude < 400)
  }
}
