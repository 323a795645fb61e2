import Campaign
import Machine
import Semantics
import Testing

/// Looks at rows that a proof spares would have come to the same: paths are the same step by step, and
/// every look that was spared is made all the same and compared.
@Suite struct SurveyTests {
  @Test(arguments: ShippedTests.files)
  func `spare no look that matters`(file: String) throws {
    var counts = SurveyCounts()
    for spec in try Trial.checked(file) {
      let runners = try [true, false].map {
        try PathRunner(World(SpecProgram(spec, remembering: $0), seed: 3))
      }
      #expect(runners[1].machine.surveyCounts.isEmpty)
      runners[0].machine.checkSurveys(leastRows: 1)
      // The first path again, because what was found on one path is used on the next.
      for path in [0, 1, 0] as [UInt64] {
        for runner in runners { try runner.begin(path) }
        for _ in 0..<30 {
          for runner in runners { _ = try runner.advance() }
          #expect(runners[0].machine.digest == runners[1].machine.digest, "\(spec.name)")
        }
        #expect(runners[0].record == runners[1].record, "\(spec.name)")
      }
      counts = runners[0].machine.surveyCounts.reduce(into: counts) { $0.add($1) }
    }
    #expect(counts.wrong == 0)
    #expect(counts.spared <= counts.looks && counts.proved <= counts.tried)
    if file.contains("collateral") { #expect(counts.spared * 2 > counts.looks) }
  }

  @Test func `notice what is written, by whom and whenever`() throws {
    let files = ["book.risk": SurveyTests.contract, "days.spec": SurveyTests.days]
    var project = Project(
      workspace: Workspace { path in files[path].map { .bytes(Array($0.utf8)) } ?? .missing })
    let file = project.check("days.spec")
    for finding in project.workspace.diagnostics.sorted where finding.severity == .error {
      Issue.record("\(finding.headline)")
    }
    let spec = try #require(file.specs.first)
    let runners = try [true, false].map {
      try PathRunner(World(SpecProgram(spec, remembering: $0), seed: 11))
    }
    runners[0].machine.checkSurveys(leastRows: 1)
    for path in 0..<6 as Range<UInt64> {
      for runner in runners { try runner.begin(path) }
      var goesOn = true
      while goesOn {
        goesOn = try runners[0].advance()
        #expect(try runners[1].advance() == goesOn)
        #expect(runners[0].machine.digest == runners[1].machine.digest)
      }
      for runner in runners { try runner.finish() }
      #expect(runners[0].record == runners[1].record)
    }
    #expect(runners[0].tally == runners[1].tally)
    let counts = runners[0].machine.surveyCounts.reduce(into: SurveyCounts()) { $0.add($1) }
    #expect(counts.wrong == 0 && counts.spared > 10_000 && counts.proved > 1_000)
    #expect(runners[0].tally.commits.allSatisfy { $0 > 0 })
  }

  /// Rows that differ in kind, cells that are written in every way, prices that jump about, sums over
  /// tables of two keys, and a row whose look stops now and then.
  private static let contract = """
    contract Book {
      unit USD, COIN[Market]
      role oracle, desk
      param margin : ratio = 10% in 1%..90%
      state calm : bool = true
      table Market { price : USD/COIN = 1  moved : ratio  seen_at : time  open : COIN }
      table Account { cash : USD = 15  limit : USD  friend : Account  weight : ratio = 1 }
      table Position[account: Account, market: Market] { held : COIN  capped : bool }
      event Cut(account: Account)

      fn rate(m: Market) -> ratio = min(1, (if calm then margin else margin * 2) + m.moved)
      fn worth(a: Account, m: Market) -> USD = Position[a, m].held * m.price
      fn loss(a: Account, m: Market) -> USD {
        let all_of_it = worth(a, m)
        if Position[a, m].capped { return max(0, all_of_it - a.limit) }
        return abs(all_of_it) * rate(m) rounding up
      }
      fn equity(a: Account) -> USD {
        let l[m in Market where Position[a, m].held != 0] = loss(a, m)
        return a.cash + sum(worth(a, m) for m in Market) - sum(l[m] for m in Market)
          - sqrt(sum(l[m] * l[m] for m in Market))
      }
      fn weak(a: Account) -> bool = equity(a) < 0 and any(Position[a, m].held != 0 for m in Market)

      action quote(m: Market, price: USD/COIN[m] in 0.01..1_000_000) by oracle {
        m.moved = abs(price - m.price) / m.price
        m.price = price  m.seen_at = now
        calm = all(x.moved < 4% for x in Market)
      }
      action buy(m: Market, amount: COIN[m] in -1_000..1_000) by a: Account {
        a.cash -= amount * m.price
        Position[a, m].held += amount  m.open += amount
      }
      action cap(a: Account, m: Market, on: bool, limit: USD in 0..1_000) by desk {
        Position[a, m].capped = on  a.limit = limit
      }
      action befriend(a: Account, friend: Account) by desk { a.friend = friend }
      action weigh(a: Account, weight: ratio in 0..10) by desk { a.weight = weight }
      action raise(to: ratio in 1%..90%) by desk { margin = to }
      action cut(a: Account) by desk {
        require unhealthy: weak(a), "{a} has {equity(a)}"
        for m in Market where Position[a, m].held != 0 {
          a.cash += worth(a, m)  m.open -= Position[a, m].held
          Position[a, m].held = 0
        }
        emit Cut(a)
      }
      invariant booked: all(sum(Position[a, m].held for a in Account) == m.open for m in Market)
      invariant worthy: sum(p.held * p.market.price for p in Position) <= 40_000 USD
      invariant few "hardly anybody is weak": count(a in Account where weak(a)) <= 9
      invariant weighty: sum(a.weight / a.weight for a in Account) >= 0
    }
    """

  private static let days = """
    spec Days "A small book" {
      use Book from "book.risk"
      population Account = 130, Market = BTC, FAR
      clock every 1h for 40h
      market BTC {
        start 100
        path jumps { volatility 90% per 1y, jumps 200 per 1y, size -6% +- 6% }
      }
      market FAR {
        start 5
        path jumps { volatility 60% per 1y, jumps 90 per 1y, size 3% +- 9% }
      }
      oracle BTC -> quote(BTC, price)
      oracle FAR -> quote(FAR, price) { heartbeat 5h, deviation 2% }
      setup {
        for a in Account {
          buy(BTC, draw uniform(-2, 3)) as a
          try buy(FAR, if draw uniform(0, 1) < 0.4 then draw uniform(0, 40) else 0) as a
          befriend(a, Account[if a.id < 5 then 7 else 2])
        }
      }
      agent desk as desk {
        for a in Account where weak(a) and a.weight > 0 by equity(a) limit 3 { try cut(a) }
        for a in Account where a.friend.cash > 100 and worth(a, Market[FAR]) > 150 limit 2 {
          cap(a, Market[FAR], true, 120)
        }
      }
      agent crowd[3] as desk with chance 25% per step {
        choose {
          2: try buy(BTC, draw uniform(-1, 1)) as some Account
          2: try buy(FAR, draw uniform(-9, 9)) as some Account
          1: weigh(some Account, if draw uniform(0, 1) < 0.5 then 0 else 2)
          1: befriend(some Account, some Account)
          1: raise(draw uniform(0.08, 0.2))
        }
      }
      measure cuts = count(Cut), weakest = min(equity(a) for a in Account)
      expect invariants
    }
    """
}
