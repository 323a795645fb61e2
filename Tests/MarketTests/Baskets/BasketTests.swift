import Market
import Numerics
import Testing

@Suite struct BasketTests {
  private func model(_ volatility: Int128 = percent(80)) throws -> PathModel {
    try .gbm(
      start: 100 * unit, drift: Rate(0, per: year), volatility: Rate(volatility, per: year),
      step: hour)
  }

  private func members(_ count: Int) throws -> [Basket.Member] {
    try (0..<count).map { .init(model: try model(), purpose: UInt64($0 + 1)) }
  }

  /// The correlation of two members' moves over paths of some steps.
  private func correlation(
    _ basket: Basket, _ first: Int, _ second: Int, isStressed: Bool = false
  ) throws -> Int128 {
    var sums: (Int128, Int128, Int128) = (0, 0, 0)
    for path in 0..<UInt64(200) {
      var states = try basket.begin(seed: 11, path: path)
      var before = states
      for _ in 0..<20 {
        try basket.advance(&states, isStressed: isStressed, seed: 11, path: path)
        let a = states[first].level - before[first].level
        let b = states[second].level - before[second].level
        sums.0 += try Fixed.multiply(a, a, .halfUp)
        sums.1 += try Fixed.multiply(b, b, .halfUp)
        sums.2 += try Fixed.multiply(a, b, .halfUp)
        before = states
      }
    }
    return try Fixed.divide(sums.2, Fixed.sqrt(Fixed.multiply(sums.0, sums.1)))
  }

  /// Of 4,000 moves a correlation r has the standard error (1 - r^2) / sqrt(4000).
  private func isNear(_ found: Int128, _ expected: Int128) throws -> Bool {
    let error = (unit - (try Fixed.multiply(expected, expected))) / 63
    return (found - expected).magnitude <= (4 * error + unit / 1_000).magnitude
  }

  @Test func pairsHaveTheirCorrelation() throws {
    let basket = try Basket(
      members(3), correlation: .pairs([.init(0, 1, percent(85)), .init(2, 0, percent(-40))]))
    #expect(try isNear(correlation(basket, 0, 1), percent(85)))
    #expect(try isNear(correlation(basket, 0, 2), percent(-40)))
    #expect(try isNear(correlation(basket, 1, 2), 0))
  }

  @Test func theCommonFactorMultipliesLoadings() throws {
    let basket = try Basket(
      members(2),
      correlation: .commonFactor(loadings: [percent(80), percent(-50)], purpose: 99))
    #expect(try isNear(correlation(basket, 0, 1), percent(-40)))
  }

  @Test func correlationRisesInACrash() throws {
    let stress = Basket.Stress(
      member: 0, fall: percent(10), steps: 6, correlation: .pairs([.init(0, 1, percent(95))]))
    let basket = try Basket(
      members(2), correlation: .pairs([.init(0, 1, percent(40))]), stress: stress)
    #expect(try isNear(correlation(basket, 0, 1), percent(40)))
    #expect(try isNear(correlation(basket, 0, 1, isStressed: true), percent(95)))
    #expect(stress.holds(move: percent(-10) - 1))
    #expect(!stress.holds(move: percent(-10)))
  }

  /// A market added behind the others changes no path, nor does any with a common factor.
  @Test func aMarketMoreChangesNothing() throws {
    func path(_ basket: Basket, _ count: Int) throws -> [PathState] {
      var states = try basket.begin(seed: 4, path: 2)
      for _ in 0..<50 { try basket.advance(&states, seed: 4, path: 2) }
      return Array(states[..<count])
    }
    let pair = Correlation.Pair(0, 1, percent(70))
    let two = try Basket(members(2), correlation: .pairs([pair]))
    let three = try Basket(
      members(3), correlation: .pairs([pair, .init(1, 2, percent(30)), .init(0, 2, percent(5))]))
    #expect(try path(two, 2) == path(three, 2))
    let alone = try Basket(members(1))
    #expect(try path(alone, 1) == path(two, 1))
    let loadings = [percent(60), percent(70), percent(80)]
    let front = try Basket(
      Array(members(3).reversed()),
      correlation: .commonFactor(loadings: loadings.reversed(), purpose: 99))
    let back = try Basket(
      members(2), correlation: .commonFactor(loadings: Array(loadings[..<2]), purpose: 99))
    #expect(try path(front, 3).reversed().prefix(2) == path(back, 2)[...])
    // And one that stands alone draws the same numbers.
    let single = try model()
    #expect(
      try path(alone, 1)[0].price == prices(single, steps: 50, seed: 4, purpose: 1, path: 2)[50])
  }

  /// A correlation of 100% leaves nothing of one's own, and makes twins.
  @Test func twins() throws {
    let all = percent(100)
    let basket = try Basket(
      members(3), correlation: .matrix([[all, all, -all], [all, all, -all], [-all, -all, all]]))
    var states = try basket.begin(seed: 4, path: 2)
    for _ in 0..<50 { try basket.advance(&states, seed: 4, path: 2) }
    #expect(states[0].price == states[1].price)
    #expect(states[0].price != states[2].price)
  }

  @Test func refusesImpossibleCorrelations() throws {
    let members = try members(3)
    let one = percent(100)
    let high = percent(90)
    #expect(throws: MarketError.self) {
      try Basket(
        members, correlation: .pairs([.init(0, 1, high), .init(1, 2, high), .init(0, 2, -high)]))
    }
    // Two twins that a third tells apart.
    #expect(throws: MarketError.correlationImpossible(member: 2, excess: high)) {
      try Basket(
        members, correlation: .pairs([.init(0, 1, one), .init(0, 2, high), .init(1, 2, 0)]))
    }
    #expect(throws: MarketError.correlationRange(first: 0, second: 1, value: one + 1)) {
      try Basket(members, correlation: .pairs([.init(0, 1, one + 1)]))
    }
    #expect(throws: MarketError.unknownMember(3, count: 3)) {
      try Basket(members, correlation: .pairs([.init(0, 3, high)]))
    }
    #expect(throws: MarketError.correlationAsymmetric(first: 0, second: 1)) {
      try Basket(members, correlation: .pairs([.init(0, 1, high), .init(1, 0, one)]))
    }
    #expect(throws: MarketError.correlationSize(wanted: 3, found: 1)) {
      try Basket(members, correlation: .matrix([[one]]))
    }
    #expect(throws: MarketError.sharedPurpose(first: 0, second: 1)) {
      try Basket([members[0], members[0]])
    }
    let still = Basket.Member(model: try .steady(start: unit, step: hour), purpose: 8)
    #expect(throws: MarketError.correlationWithoutDraws(member: 1)) {
      try Basket([members[0], still], correlation: .pairs([.init(0, 1, high)]))
    }
  }

  /// Random matrices made of real factors are accepted, and pushed past their limit refused.
  @Test func acceptsExactlyWhatIsPossible() throws {
    var stream = RandomStream(seed: 1, purpose: 1, path: 1, step: 1)
    for _ in 0..<200 {
      let a = stream.uniform(in: -unit...unit)
      let b = stream.uniform(in: -unit...unit)
      // Between a b -+ sqrt((1 - a^2)(1 - b^2)) lies what the third may be.
      let rest = try Fixed.multiply(
        Fixed.sqrt(unit - Fixed.multiply(a, a)), Fixed.sqrt(unit - Fixed.multiply(b, b)))
      let centre = try Fixed.multiply(a, b)
      for (third, isPossible) in [
        (centre + rest - unit / 100_000, true), (centre + rest + unit / 10_000, false),
        (centre - rest + unit / 100_000, true), (centre - rest - unit / 10_000, false),
      ] where third.magnitude <= unit.magnitude && rest > unit / 100 {
        let basket = try? Basket(
          members(3),
          correlation: .pairs([.init(0, 1, a), .init(0, 2, b), .init(1, 2, third)]))
        #expect((basket != nil) == isPossible, "\(a) \(b) \(third)")
      }
    }
  }
}
