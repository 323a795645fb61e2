import Campaign
import Foundation
import Semantics
import Statistics
import Testing

/// A walk that rises with a chance of 156 in 1,000 and falls otherwise, never below zero, for 50
/// steps; the rare event is that it has reached ten.
private struct Walk {
  static let top = 10
  static let steps = 50
  static let rise = 0.156

  /// The chance of the top, by going backwards through the steps.
  static var chance: Double {
    var chance = [Double](repeating: 0, count: top + 1)
    chance[top] = 1
    for _ in 0..<steps {
      let after = chance
      for height in 0..<top {
        chance[height] = rise * after[height + 1] + (1 - rise) * after[max(0, height - 1)]
      }
    }
    return chance[0]
  }

  /// The chance that the walk ends at two or above.
  static var chanceOfTwo: Double {
    var share = [Double](repeating: 0, count: top + 1)
    share[0] = 1
    for _ in 0..<steps {
      let before = share
      share = share.map { _ in 0 }
      share[top] = before[top]
      for height in 0..<top {
        share[height + 1] += rise * before[height]
        share[max(0, height - 1)] += (1 - rise) * before[height]
      }
    }
    return share[2...].reduce(0, +)
  }

  static let contract = """
    contract Walk {
      state height : int
      action rise() by anyone { require low: height < 10  height += 1 }
      action fall() by anyone { require low: height < 10  height = max(0, height - 1) }
    }
    """

  static let spec = """
    spec Climb {
      use Walk from "walk.risk"
      clock every 1h for 50h
      agent walker every 1 step { choose { 156: try rise()  844: try fall() } }
      measure height
      severity height
      expect P(height >= 10) < 1e-5 by splitting
    }
    """

  static func world(seed: UInt64, _ spec: String = spec) throws -> World {
    var project = Project(
      workspace: Workspace { path in
        switch path {
        case "walk.risk": .bytes(Array(contract.utf8))
        case "climb.spec": .bytes(Array(spec.utf8))
        default: .missing
        }
      })
    let file = project.check("climb.spec")
    let findings = project.workspace.diagnostics.sorted.filter { $0.severity == .error }
    #expect(findings.map(\.headline) == [])
    return try World(SpecProgram(try #require(file.specs.first)), seed: seed)
  }

  static func found(
    seed: UInt64, paths: UInt64, workers: Int = 1, top: Int = top
  ) throws -> RareFindings {
    let text = spec.replacingOccurrences(of: "height >= 10", with: "height >= \(top)")
    let outcome = try Campaign(world(seed: seed, text), budget: paths).run(workers: workers)
    return try #require(outcome.rare[0])
  }
}

/// Rare events of specs, by splitting, against a chance that is known exactly.
@Suite struct RareEventTests {
  /// The whole of it takes a release build and `PLIMSOLL_FULL=1`.
  @Test func hundredTimesFewerSteps() throws {
    let isWhole = ProcessInfo.processInfo.environment["PLIMSOLL_FULL"] != nil
    let seeds: UInt64 = isWhole ? 30 : 4
    let chance = Walk.chance
    #expect(abs(chance / 1e-6 - 1) < 0.02, "\(chance)")
    var sum = 0.0
    var squares = 0.0
    var steps = 0.0
    var covered = 0
    for seed in 1...seeds {
      let found = try Walk.found(seed: seed, paths: isWhole ? 10_000 : 256)
      let relative = Double(found.chance.chance) / 1e18 / chance
      sum += relative
      squares += relative * relative
      steps += Double(found.chance.steps)
      covered += found.chance.interval.contains(Int128(chance * 1e18)) ? 1 : 0
    }
    let mean = sum / Double(seeds)
    let variance = (squares - sum * mean) / Double(seeds - 1)
    let plain = (1 - chance) / chance / variance * Double(Walk.steps)
    let ratio = plain / (steps / Double(seeds))
    print(
      "p = \(chance): mean \(mean), error \(variance.squareRoot()), \(ratio) times fewer steps,",
      "\(Int(steps) / Int(seeds)) steps, \(covered) of \(seeds) intervals contain it")
    #expect(abs(mean - 1) <= 3 * (variance / Double(seeds)).squareRoot())
    #expect(ratio >= 100)
    #expect(covered >= Int(seeds) - 1)
  }

  @Test func sameForAnyNumberOfWorkers() throws {
    let alone = try Walk.found(seed: 7, paths: 256, top: 3)
    #expect(try Walk.found(seed: 7, paths: 256, workers: 2, top: 3) == alone)
    #expect(try Walk.found(seed: 7, paths: 256, workers: 7, top: 3) == alone)
    #expect(try Walk.found(seed: 8, paths: 256, top: 3) != alone)
  }

  /// A severity that says nothing of the event only costs steps.
  @Test func poorSeverityIsWithoutBias() throws {
    let spec = Walk.spec.replacingOccurrences(of: "height >= 10", with: "height >= 2")
    let outcome = try Campaign(
      Walk.world(
        seed: 3, spec.replacingOccurrences(of: "severity height", with: "severity 0 - height")),
      budget: 512
    ).run(workers: 1)
    let rare = try #require(outcome.rare[0])
    #expect(rare.levels <= 2)
    #expect(rare.chance.interval.contains(Int128(Walk.chanceOfTwo * 1e18)))
  }
}

/// Paths that are put away and gone on with.
@Suite struct PathSnapshotTests {
  /// A market with depth and jumps, a late oracle with noise and outages, and agents with latency and
  /// memory: everything a path may hold.
  static let contract = """
    contract Desk {
      unit USD
      unit COIN
      table Account { cash : USD  size : COIN }
      state mark : USD/COIN = 100
      state paid : USD
      event Traded(a: Account, size: COIN)
      invariant small: mark < 130 USD/COIN
      action publish(price: USD/COIN in 0.01..1_000_000) by anyone { mark = price }
      action trade(a: Account, amount: COIN in -100..100) by anyone {
        require room: abs(a.size + amount) <= 50 COIN
        a.size += amount  a.cash -= amount * mark  paid += 1 USD
        emit Traded(a, amount)
      }
    }
    """

  static let spec = """
    spec Busy {
      use Desk from "desk.risk"
      population Account = 6
      clock every 1h for 4d
      market COIN {
        start 100
        path  jumps { volatility 85% per 1y, jumps 200 per 1y, size -9% +- 6% }
        depth 40_000 USD per 1%, recovers half in 5h
      }
      oracle COIN -> publish(price) { delay 2 steps, noise 0.2%, heartbeat 3h, outage 30% per 1d lasting 4h }
      agent slow every 1 step latency 3 steps {
        state done : int
        if done < 60 { try trade(some Account, draw uniform(-5, 5))  done += 1 }
      }
      agent crowd[3] every 2 steps with chance 60% per step {
        choose { 3: try trade(some Account, draw uniform(-9, 9))  1: after 2 steps { try trade(some Account, 1) } }
      }
      on Traded(_, size) { flow COIN += size }
      measure paid, top = peak(price(COIN)), trades = count(Traded), far = sum(abs(e.size) for e in Traded)
      expect invariants
      expect eventually mark > 99 USD/COIN within 5 steps
      expect mean(top) < 1_000
    }
    """

  @Test func goesOnAsItDid() throws {
    var project = Project(
      workspace: Workspace { path in
        switch path {
        case "desk.risk": .bytes(Array(Self.contract.utf8))
        case "busy.spec":
          .bytes(Array(Self.spec.utf8))
        default: .missing
        }
      })
    let file = project.check("busy.spec")
    let findings = project.workspace.diagnostics.sorted.filter { $0.severity == .error }
    #expect(findings.map(\.headline) == [])
    let world = try World(SpecProgram(try #require(file.specs.first)), seed: 5)
    let whole = try PathRunner(world)
    let other = try PathRunner(world)
    var differ = 0
    for path in 0..<6 as Range<UInt64> {
      let record = try whole.run(path)
      for cut in [1, 17, 50, 95] {
        try other.begin(path)
        for _ in 0..<cut { _ = try other.advance() }
        let snapshot = other.snapshot
        // Something else happens on the machine meanwhile.
        _ = try other.run(path + 100)
        other.restore(snapshot, as: path)
        while try other.advance() {}
        try other.finish()
        #expect(other.record == record, "path \(path) cut at \(cut)")
        other.restore(snapshot, as: path + 1_000)
        while try other.advance() {}
        try other.finish()
        if other.record.measures != record.measures { differ += 1 }
      }
    }
    #expect(differ >= 18)
  }
}
