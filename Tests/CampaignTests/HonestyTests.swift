import Campaign
import Foundation
import Numerics
import Semantics
import Statistics
import Testing

/// A gambler who begins with three coins and bets one in each of twelve rounds, until he has none.
private struct Gambler {
  static let purse = 3
  static let rounds = 12
  /// Chances in a thousand to win a bet.
  let win: Int

  /// The chance of ruin, by going forward through the rounds.
  var ruin: Double {
    let win = Double(win) / 1_000
    var share = [Double](repeating: 0, count: Self.purse + Self.rounds + 1)
    share[Self.purse] = 1
    for _ in 0..<Self.rounds {
      var next = [Double](repeating: 0, count: share.count)
      next[0] = share[0]
      for coins in 1..<share.count where share[coins] > 0 {
        next[coins + 1] += win * share[coins]
        next[coins - 1] += (1 - win) * share[coins]
      }
      share = next
    }
    return share[0]
  }

  private static let contract = """
    contract Casino {
      state purse : int = \(purse)
      action win() by anyone { require solvent: purse > 0  purse += 1 }
      action lose() by anyone { require solvent: purse > 0  purse -= 1 }
    }
    """

  func program(below bound: String) throws -> SpecProgram {
    let spec = """
      spec Evening {
        use Casino from "casino.risk"
        clock every 1h for \(Self.rounds)h
        agent gambler every 1 step { choose { \(win): try win()  \(1_000 - win): try lose() } }
        measure purse
        expect P(purse == 0) < \(bound) confidence 99%
      }
      """
    var project = Project(
      workspace: Workspace { path in
        switch path {
        case "casino.risk": .bytes(Array(Self.contract.utf8))
        case "evening.spec": .bytes(Array(spec.utf8))
        default: .missing
        }
      })
    let file = project.check("evening.spec")
    let findings = project.workspace.diagnostics.sorted.filter { $0.severity == .error }
    #expect(findings.map(\.headline) == [])
    return try SpecProgram(try #require(file.specs.first))
  }
}

/// The interval of Clopper and Pearson by bisection on binomial tails in floating point, which the
/// one under test shares nothing with.
private struct ClopperPearson {
  private var known: [[UInt64]: Double] = [:]

  mutating func width(_ hits: UInt64, of trials: UInt64) -> Double {
    if let width = known[[hits, trials]] { return width }
    let low = hits == 0 ? 0 : Self.root { 1 - Self.cumulative(hits - 1, trials, $0) >= 0.005 }
    let high = hits == trials ? 1 : Self.root { Self.cumulative(hits, trials, $0) <= 0.005 }
    known[[hits, trials]] = high - low
    return high - low
  }

  /// Where a condition begins to be true.
  private static func root(_ isAbove: (Double) -> Bool) -> Double {
    var range = (low: 0.0, high: 1.0)
    for _ in 0..<40 {
      let middle = (range.low + range.high) / 2
      if isAbove(middle) { range.high = middle } else { range.low = middle }
    }
    return range.low
  }

  /// The chance of at most so many.
  private static func cumulative(_ hits: UInt64, _ trials: UInt64, _ chance: Double) -> Double {
    var term = Double(trials) * log1p(-chance)
    var sum = exp(term)
    for hit in 0..<hits {
      term += log(Double(trials - hit) / Double(hit + 1) * chance / (1 - chance))
      sum += exp(term)
    }
    return sum
  }
}

/// What a run says of a chance that is known exactly, from base seed 1 on; a thousand seeds with
/// `PLIMSOLL_FULL=1`.
@Suite struct HonestyTests {
  static let seeds: UInt64 =
    ProcessInfo.processInfo.environment["PLIMSOLL_FULL"] != nil ? 1_000 : fewSeeds
  #if DEBUG
    private static let fewSeeds: UInt64 = 3
  #else
    private static let fewSeeds: UInt64 = 25
  #endif

  /// - Parameters:
  ///   - win: chances in a thousand to win a bet.
  ///   - bound: what the chance of ruin is expected to stay below.
  ///   - budget: 256 paths are one look, and more are judged as they come.
  @Test(arguments: [
    (win: 500, bound: "40%", budget: 256 as UInt64), (win: 860, bound: "2%", budget: 256),
    (win: 500, bound: "45%", budget: 10_000), (win: 700, bound: "10%", budget: 10_000),
    (win: 860, bound: "2%", budget: 10_000),
  ])
  func coverage(win: Int, bound: String, budget: UInt64) throws {
    let gambler = Gambler(win: win)
    let program = try gambler.program(below: bound)
    let truth = Int128(gambler.ruin * 1e18)
    let seeds = Self.seeds
    var reference = ClopperPearson()
    var covered: UInt64 = 0
    var width = 0.0
    var plainWidth = 0.0
    var paths: UInt64 = 0
    for seed in 1...seeds {
      let outcome = try Campaign(World(program, seed: seed), budget: budget).run(workers: 1)
      let judgement = try #require(outcome.judgements.first)
      covered += judgement.interval.contains(truth) ? 1 : 0
      width += Double(judgement.interval.width ?? .max) / 1e18
      plainWidth += reference.width(outcome.findings.claims[0].hits, of: judgement.paths)
      paths += judgement.paths
    }
    print(
      "ruin \(gambler.ruin) below \(bound), \(budget) paths at most: \(covered) of \(seeds)",
      "intervals contain it, \(width / plainWidth) times as wide, \(paths / seeds) paths a run")
    #expect(covered * 100 >= seeds * 98)
    #expect(width <= 1.3 * plainWidth)
  }
}
