import Campaign
import Machine
import Semantics
import Testing

/// Runs of a small exchange on which everything happens that a path has: flow, oracles, late calls,
/// handlers, draws, refusals and broken invariants.
@Suite struct CampaignTests {
  @Test("is the same for any number of workers")
  func workers() throws {
    let world = try World(SpecProgram(try Sample.spec()), seed: 5)
    let outcomes = try [1, 2, 7].map { try Campaign(world, budget: 96).run(workers: $0) }
    let first = Summary(outcomes[0])
    #expect(first.tally.paths > 0)
    for outcome in outcomes.dropFirst() { #expect(Summary(outcome) == first) }
  }

  /// Findings of a run, in words that can be compared.
  private struct Summary: Equatable {
    let tally: Tally
    let judgements: [Judgement]
    let worst: [PathFindings.Worst?]
    let measures: [[Int128?]]
    let claims: [[UInt64]]
    let witnesses: [[ClaimFindings.Witness]]

    init(_ outcome: Campaign.Outcome) {
      let findings = outcome.findings
      tally = findings.tally
      judgements = outcome.judgements
      worst = findings.worst
      measures = findings.measures.map { [$0.min, $0.mean(), $0.max] }
      claims = findings.claims.map { [$0.hits, $0.paths] }
      witnesses = findings.claims.map(\.against)
    }
  }

  @Test("exercises what it is for")
  func exercised() throws {
    let spec = try Sample.spec()
    let outcome = try Campaign(World(SpecProgram(spec), seed: 5), budget: 32).run(workers: 1)
    let tally = outcome.findings.tally
    for (action, shape) in spec.contract.actions.enumerated() {
      #expect(tally.commits[action] > 0, "\(shape.name)")
    }
    #expect(!tally.refusals.isEmpty)
    #expect(tally.events.allSatisfy { $0 > 0 })
    #expect(tally.asked.allSatisfy { $0 > 0 })
    #expect(tally.broken.contains { $0 > 0 })
  }

  @Test("is the same path by path whether scans and sums remember or not")
  func remembering() throws {
    let spec = try Sample.spec()
    let runners = try [true, false].map {
      try PathRunner(World(SpecProgram(spec, remembering: $0), seed: 5))
    }
    #expect(!runners[0].machine.program.program.memories.isEmpty)
    #expect(runners[1].machine.program.program.memories.isEmpty)
    for path in 0..<8 as Range<UInt64> {
      for runner in runners { try runner.begin(path) }
      var goesOn = true
      while goesOn {
        let advanced = try runners.map { try $0.advance() }
        #expect(runners[0].machine.digest == runners[1].machine.digest)
        goesOn = advanced[0]
      }
      for runner in runners { try runner.finish() }
      #expect(runners[0].record == runners[1].record)
    }
    #expect(runners[0].tally == runners[1].tally)
  }
}

/// The spec of these tests, and the contract it deploys.
enum Sample {
  static func spec() throws -> CheckedSpec {
    var project = Project(
      workspace: Workspace { path in
        switch path {
        case "exchange.risk": .bytes(Array(contract.utf8))
        case "week.spec": .bytes(Array(week.utf8))
        default: .missing
        }
      })
    let file = project.check("week.spec")
    for finding in project.workspace.diagnostics.sorted where finding.severity == .error {
      Issue.record("\(finding.headline)")
    }
    return try #require(file.specs.first)
  }

  private static let contract = """
    contract Exchange {
      unit USD, BTC
      role oracle, matcher
      param margin : ratio = 5% in 1%..50%
      state mark : USD/BTC = 1
      state vault : USD
      state losses : USD
      table Account { cash : USD  size : BTC }
      event Liquidated(account: Account, size: BTC)

      fn worth(a: Account) -> USD = a.cash + a.size * mark
      fn exposure(a: Account) -> USD = abs(a.size) * mark
      fn weak(a: Account) -> bool = a.size != 0 and worth(a) < exposure(a) * margin

      action publish(price: USD/BTC in 0.01..1_000_000) by oracle { mark = price }
      action deposit(amount: USD in 0..1_000_000) by a: Account {
        a.cash += amount  vault += amount
      }
      action trade(buyer: Account, seller: Account, size: BTC in 0..1_000) by matcher {
        require distinct: buyer != seller
        buyer.size += size  buyer.cash -= size * mark
        seller.size -= size  seller.cash += size * mark
        ensure able: worth(buyer) >= exposure(buyer) * margin
        ensure ready: worth(seller) >= exposure(seller) * margin
      }
      action liquidate(a: Account) by keeper: Account {
        require distinct: a != keeper
        require unhealthy: weak(a)
        let size = a.size
        let cash = a.cash
        a.size = 0  a.cash = 0
        keeper.size += size  keeper.cash += cash
        emit Liquidated(a, size)
      }
      invariant whole: abs(vault - sum(worth(a) for a in Account)) <= 0.000001 USD
      invariant paired: sum(a.size for a in Account) == 0
      invariant solvent: all(worth(a) >= 0 for a in Account)
      invariant few "hardly anyone is weak": count(a in Account where weak(a)) <= 2
    }
    """

  private static let week = """
    spec Week "The exchange on a bad week" {
      use Exchange from "exchange.risk"
      population Account = 150
      clock every 1h for 3d
      market BTC {
        start 1_000
        path jumps { volatility 150% per 1y, jumps 100 per 1y, size -12% +- 6% }
        depth 100_000 USD per 1%, recovers half in 2h
      }
      oracle BTC -> publish(price) { delay 1 steps, deviation 0.5%, heartbeat 4h }
      setup {
        for a in Account { deposit(draw lognormal(median 1_000, sigma 1)) as a }
        for a in Account where a.id < 60 {
          try trade(a, Account[a.id + 60], a.cash * draw uniform(1, 12) / mark)
        }
      }
      agent keepers as Account[140..141] every 1 step latency 1 step gas 100_000 {
        for a in Account where weak(a) by worth(a) limit 5 { try liquidate(a) }
      }
      agent crowd[5] as matcher with chance 20% per step {
        choose {
          3: try trade(some(a in Account where a.size <= 0), some Account, draw uniform(0, 0.5))
          1: skip
        }
      }
      on Liquidated(_, size) { flow BTC -= size }
      measure weakest = min(worth(a) for a in Account), caught = count(Liquidated)
      expect invariants
      expect P(caught > 3) < 50% confidence 95%
      expect mean(weakest) < 1_000_000 USD
    }
    """
}
