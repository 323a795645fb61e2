import Market
import Numerics
import Testing

@Suite struct OracleFeedTests {
  /// What a feed without noise publishes of these values, at each step from 1 on.
  private func published(
    _ feed: OracleFeed, _ values: [Int128], offset: Int128 = 0
  ) throws -> [Int128?] {
    var state = try feed.begin(source: values[0], seed: 1, purpose: 2, path: 3)
    state.offset = offset
    var found: [Int128?] = []
    for step in 1..<values.count {
      let source = values[max(0, step - feed.delay)]
      found.append(
        try feed.advance(&state, source: source, step: step, seed: 1, purpose: 2, path: 3))
    }
    return found
  }

  @Test func publishesEveryStepUnlessTold() throws {
    let feed = try OracleFeed(step: minute)
    #expect(try published(feed, [5, 6, 6, 7]) == [6, 6, 7])
  }

  /// The threshold itself is enough; the last digit below it is not. In both directions.
  @Test func deviationIsExact() throws {
    let feed = try OracleFeed(deviation: percent(1), step: minute)
    let last = 200 * unit
    #expect(try published(feed, [last, last + 2 * unit]) == [last + 2 * unit])
    #expect(try published(feed, [last, last + 2 * unit - 1]) == [nil])
    #expect(try published(feed, [last, last - 2 * unit]) == [last - 2 * unit])
    #expect(try published(feed, [last, last - 2 * unit + 1]) == [nil])
    // Against what was published, not against what was seen last.
    #expect(
      try published(feed, [last, last + unit, last + 2 * unit, last + 3 * unit])
        == [nil, last + 2 * unit, nil])
    // From zero anything is far.
    #expect(try published(feed, [0, 0, 1]) == [nil, 1])
  }

  @Test func heartbeatComesWhenItIsDue() throws {
    // Two and a half steps: due after three.
    let feed = try OracleFeed(
      deviation: percent(10), heartbeat: minute * 5 / 2, step: minute)
    #expect(
      try published(feed, [100, 101, 102, 103, 104, 105, 106]) == [nil, nil, 103, nil, nil, 106])
    // Exactly three steps. A deviation in between begins a new age; both at once publish once.
    let exact = try OracleFeed(deviation: percent(10), heartbeat: minute * 3, step: minute)
    #expect(
      try published(exact, [100, 100, 110, 110, 110, 121, 121])
        == [nil, 110, nil, nil, 121, nil])
    let alone = try OracleFeed(heartbeat: minute * 2, step: minute)
    #expect(try published(alone, [100, 900, 900, 100]) == [nil, 900, nil])
  }

  @Test func delayOffsetFloorAndCeiling() throws {
    let late = try OracleFeed(delay: 2, step: minute)
    #expect(try published(late, [1, 2, 3, 4, 5]) == [1, 1, 2, 3])
    #expect(late.late == 0)
    var faults = OracleFeed.Faults()
    faults.floor = 10 * unit
    faults.ceiling = 20 * unit
    let clamped = try OracleFeed(faults: faults, step: minute)
    #expect(
      try published(clamped, [15 * unit, 9 * unit, 30 * unit]) == [10 * unit, 20 * unit])
    // The manipulation moves what is seen, and the ceiling still holds.
    #expect(
      try published(clamped, [15 * unit, 16 * unit, 19 * unit], offset: percent(10))
        == [17 * unit + unit * 6 / 10, 20 * unit])
  }

  /// Certain outages: nothing is published while one lasts, and the next starts at once after it.
  @Test func outagesSilenceTheFeed() throws {
    var faults = OracleFeed.Faults()
    faults.outage = .init(chance: Rate(unit, per: minute), lasting: 5 * minute)
    let dead = try OracleFeed(faults: faults, step: minute)
    #expect(try published(dead, Array(repeating: 7, count: 12)).allSatisfy { $0 == nil })
  }

  /// The share of the time spent in outages, and their length.
  @Test func outagesComeAsStated() throws {
    var faults = OracleFeed.Faults()
    faults.outage = .init(chance: Rate(percent(10), per: hour), lasting: 20 * minute)
    let feed = try OracleFeed(faults: faults, step: minute)
    var state = try feed.begin(source: unit, seed: 3, purpose: 4, path: 5)
    var starts: Int128 = 0
    var silent = 0
    let steps = 60_000
    for step in 1...steps {
      let wasOut = state.isOut(at: step)
      let value = try feed.advance(
        &state, source: unit, step: step, seed: 3, purpose: 4, path: 5)
      if value == nil { silent += 1 }
      if value == nil, !wasOut { starts += 1 }
      #expect((value == nil) == state.isOut(at: step))
    }
    #expect(silent == Int(starts) * 20 || silent > Int(starts - 1) * 20)
    // A start each 60 / -ln(0.9) = 569.5 minutes that are not out, 588.5 with the outage: 102.
    #expect((62...142).contains(starts))
  }

  @Test func noiseHasItsSize() throws {
    var faults = OracleFeed.Faults()
    faults.noise = unit / 1_000
    let feed = try OracleFeed(faults: faults, step: minute)
    var moments = Moments()
    var state = try feed.begin(source: 1_000 * unit, seed: 3, purpose: 4, path: 5)
    for step in 1...5_000 {
      let value = try feed.advance(
        &state, source: 1_000 * unit, step: step, seed: 3, purpose: 4, path: 5)
      try moments.add((value ?? 0) - 1_000 * unit)
    }
    #expect(try moments.meanIsNear(0, deviation: unit))
    // 4 sqrt(2 / 5000) is 8%.
    #expect((try moments.variance() - unit).magnitude < percent(8).magnitude)
  }

  @Test func refusesWhatCannotBe() {
    #expect(throws: MarketError.step(0)) { try OracleFeed(step: 0) }
    #expect(throws: MarketError.outOfRange(setting: "delay", value: -1, allowed: .steps)) {
      try OracleFeed(delay: -1, step: minute)
    }
    var faults = OracleFeed.Faults()
    faults.floor = 2
    faults.ceiling = 1
    #expect(throws: MarketError.floorAboveCeiling(floor: 2, ceiling: 1)) {
      try OracleFeed(faults: faults, step: minute)
    }
  }
}
