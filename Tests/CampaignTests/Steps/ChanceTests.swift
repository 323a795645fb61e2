import Campaign
import Foundation
import Numerics
import Semantics
import Statistics
import Testing

/// Draws, and what is said of chances whose truth is known.
@Suite struct ChanceTests {
  static let full = ProcessInfo.processInfo.environment["PLIMSOLL_VECTORS"] == "full"

  @Test func `one more draw shifts nobody`() throws {
    let parts = """
      agent noisy { repeat extra times { add(draw uniform(0, 1)) } }
      agent watched as keeper {
        keep(Account[0], draw uniform(0, 1))
        for a in Account where a.id > 0 { keep(a, draw normal(mean 0, deviation 1)) }
      }
      measure first = Account[0].word, second = Account[1].word, third = Account[2].word, total
      expect invariants
      """
    let few = try Trial(parts)
    let many = try Trial(parts, setting: ["extra": 7])
    for path in 0..<20 as Range<UInt64> {
      let (left, right) = (try few.measures(path), try many.measures(path))
      #expect(left[..<3] == right[..<3])
      #expect(left[3] == 0 && right[3] > 0)
      #expect(left[1] != left[2])
    }
  }

  @Test func `paths, steps, rows and repetitions draw words of their own`() throws {
    let trial = try Trial(
      """
      state words : ratio
      agent drawing as keeper {
        for a in Account { repeat 3 times { keep(a, draw uniform(0, 1)) } }
      }
      measure a = Account[0].word, b = Account[1].word, c = Account[2].word
      expect invariants
      """)
    var seen: Set<Int128> = []
    for path in 0..<50 as Range<UInt64> { seen.formUnion(try trial.measures(path)) }
    #expect(seen.count == 150)
  }

  @Test func `choices follow their weights, and rows their condition`() throws {
    let trial = try Trial(
      """
      population Account = 5
      agent chooser as keeper {
        choose { 3: try keep(some(a in Account where a.id > 2), 1)  1: try note(0)  0: refuse() }
        try keep(some(a in Account where a.id > 9), 1)
      }
      measure nobody = Account[2].calls, some_calls = Account[3].calls, others = Account[4].calls
      expect invariants
      """, clock: "every 1min for 4_000min")
    let found = try trial.measures()
    #expect(found[0] == 0)
    // Three of four, half to each: 1,500, with a standard deviation of 31.
    #expect((1_380...1_620).contains(found[1]))
    #expect((1_380...1_620).contains(found[2]))
  }

  @Test func `distributions have their means`() throws {
    let trial = try Trial(
      """
      agent drawing as keeper {
        keep(Account[0], Account[0].word + draw exponential(mean 2))
        keep(Account[1], Account[1].word + draw lognormal(median 1, sigma 0.5))
        keep(Account[2], Account[2].word + draw pareto(minimum 1, alpha 3))
        keep(Account[3], Account[3].word + draw normal(mean -1, deviation 2))
        if draw chance(25%) { add(1) }
      }
      measure a = Account[0].word / 4_000, b = Account[1].word / 4_000,
              c = Account[2].word / 4_000, d = Account[3].word / 4_000, e = total / 4_000
      expect invariants
      """, clock: "every 1min for 4_000min")
    let found = try trial.measures().map { Double($0) / 1e18 }
    #expect(abs(found[0] - 2) < 0.13)
    #expect(abs(found[1] - 1.1331) < 0.04)
    #expect(abs(found[2] - 1.5) < 0.06)
    #expect(abs(found[3] + 1) < 0.13)
    #expect(abs(found[4] - 0.25) < 0.03)
  }

  /// The claim stands exactly at the truth, so no run may decide it early, and the interval read at
  /// the end has been looked at all along.
  @Test func `intervals contain a truth that is known exactly`() throws {
    let seeds = ChanceTests.full ? 1_000 : 60
    let budget: UInt64 = 512
    let truth = Fixed.unit * 3 / 100
    var covered = 0
    var width: Int128 = 0
    var plain: Int128 = 0
    let trial = try Trial(
      """
      setup { if draw chance(3%) { note(1) } }
      expect P(order > 0) < 3%
      """, clock: "every 1min for 1min")
    for seed in 1...seeds {
      let world = try World(trial.program, seed: UInt64(seed))
      let outcome = try Campaign(world, budget: budget).run(workers: 1)
      let found = try #require(outcome.judgements.first)
      let low = found.interval.low ?? 0
      let high = found.interval.high ?? Fixed.unit
      if (low...high).contains(truth) { covered += 1 }
      let paths = found.paths
      let hits = UInt64(Double(found.estimate ?? 0) / 1e18 * Double(paths) + 0.5)
      let one = Interval.proportion(
        successes: hits, trials: paths, confidence: 99 * Fixed.unit / 100)
      width += high - low
      plain += (one.high ?? Fixed.unit) - (one.low ?? 0)
    }
    #expect(covered * 100 >= seeds * 98)
    #expect(width * 10 <= plain * 13)
  }
}
