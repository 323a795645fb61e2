import Foundation
import Numerics

/// A vote from a snapshot of 10,000 accounts of the collateral system, over a day of 144 steps in which
/// a keeper looks at every account in every step: what a pair of paths takes, reading included.
func voteRows() -> [Row] {
  let folder = FileManager.default.temporaryDirectory
  let spec = folder.appending(path: "plimsoll-benchmark-day.spec")
  let snapshot = folder.appending(path: "plimsoll-benchmark-accounts.csv")
  guard let tool = plimsollTool,
    (try? Data(day.utf8).write(to: spec, options: .atomic)) != nil,
    (try? Data(accounts().utf8).write(to: snapshot, options: .atomic)) != nil
  else { return [] }
  func vote(workers: Int) -> Int128 {
    run([
      tool, "vote", spec.path, "--state", snapshot.path, "--paths", "\(pairs)",
      "--workers", "\(workers)",
    ])
  }
  return [
    Row(
      name: "vote on 10,000 accounts, a pair of 144 steps", operations: pairs, clock: .wall,
      work: { vote(workers: 2) },
      twin: Row.Twin(name: "one worker", isExact: true) { vote(workers: 1) },
      difference: { vote(workers: 2) == undecided ? nil : "it does not end with status 3" })
  ]
}

private let pairs = 32
/// So few pairs are not enough evidence, which is status 3 as `waitpid` tells it.
private let undecided: Int128 = 3 << 8

/// Everybody owes up to 85 % of what he has; the keeper has lent it.
private func accounts() -> String {
  var stream = RandomStream(seed: 1, purpose: 1, path: 0, step: 0)
  var rows = ""
  var (owed, bitcoins, others) = (0 as UInt128, 0 as UInt128, 0 as UInt128)
  for number in 1..<10_000 {
    let (held, more) = (stream.next(below: 1_000), stream.next(below: 4_000))
    // The first kind is counted in thousandths, at 60,000 dollars each; the other is worth 10 dollars.
    let debt = (held * 60 + more * 10) * stream.next(below: 850) / 1_000
    owed += debt
    bitcoins += held
    others += more
    rows += "a\(number),-\(debt),\(thousandths(held)),\(more),\n"
  }
  return """
    Account,signed cash,"Position[BTC].held","Position[FAR].held",value
    state:Market[BTC].tokens,,,,\(thousandths(bitcoins))
    state:Market[FAR].tokens,,,,\(others)
    state:fund,,,,50000
    state:vault,,,,1000
    keeper,\(owed - 49_000),0,0,

    """ + rows
}

private func thousandths(_ count: UInt128) -> String {
  "\(count / 1_000).\(String(1_000 + count % 1_000).dropFirst())"
}

private let day = """
  spec Day {
    use Collateral from "\(Package.root.appending(path: "Contracts/collateral.risk").path)"
    population Account = 10, Asset = BTC, FAR, Feed = 3, Slot = 4
    set fresh_for = 5h, max_price_age = 6h, observe_every = 2h, trip_window = 4h, quorum = 2,
      trip = 80%, caution = 60%
    clock every 10min for 1d
    market BTC {
      start 60_000
      path jumps { volatility 70% per 1y, jumps 30 per 1y, size -5% +- 3% }
      depth 50_000_000 USD per 1%, recovers half in 2h
    }
    market FAR {
      start 10
      path jumps { volatility 100% per 1y, jumps 30 per 1y, size -8% +- 4% }
      depth 10_000_000 USD per 1%, recovers half in 2h
    }
    correlation BTC FAR = 60% rising to 90% when BTC falls 3% in 2h
    oracle BTC -> report(BTC, price, now) as each Feed { noise 5bps }
    oracle FAR -> report(FAR, price, now) as each Feed { noise 10bps }
    agent keeper as Account[0] {
      for a in Account where a.id > 0 and liquidatable(a) by health(a) limit 8 { try liquidate(a) }
    }
    on Sold(_, asset, amount, _) {
      if asset == Asset[BTC] { flow BTC -= amount } else { flow FAR -= amount }
    }
    measure bad_debt, spent = max(0, 50_000 - fund - buffer), liquidations = count(Liquidated)
    expect invariants
    expect P(bad_debt > 0) < 2%
  }
  proposal "a larger buffer" for Collateral { safety_buffer : 5% -> 8% }

  """
