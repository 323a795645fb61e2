import Machine
import Semantics

/// PERP-STEP with the rule in the language: draws the prices and sizes, calls `mark`, opens again what
/// it has liquidated in the order of the accounts, and asks the invariant once a step.
package struct RulePerpStep<Rule: DrivenContract> {
  private var rule: Rule
  private let names: Names
  /// Kept, so that a call does not allocate its arguments.
  private var markArguments: [Int128] = [0]
  private var openArguments: [Int128] = [0, 0]

  private struct Names {
    let mark, open, price, total, insurance, ledger, closed, collateral, conserved: Int
    let oracle, matcher: RunCaller

    init(_ contract: CheckedContract) throws(MissingName) {
      let names = ContractNames(contract: contract)
      mark = try names.action("mark")
      open = try names.action("open")
      price = try names.state("price")
      total = try names.state("total")
      insurance = try names.state("insurance")
      ledger = try names.state("ledger")
      closed = try names.state("closed")
      collateral = try names.column("collateral")
      conserved = try names.invariant("conserved")
      oracle = .role(try names.role("oracle"))
      matcher = .role(try names.role("matcher"))
    }
  }

  /// `rule` is `Contracts/perp-step.risk` with `PerpStep.accounts` rows.
  package init(_ rule: Rule, _ contract: CheckedContract) throws(MissingName) {
    self.rule = rule
    names = try Names(contract)
  }

  package mutating func path(
    seed: UInt64, steps: Int = PerpStep.steps, into statistics: inout PerpStep.Statistics
  ) {
    var draws = SplitMix(seed: seed)
    var price = PerpStep.firstPrice
    begin(at: price)
    for account in 0..<PerpStep.accounts {
      open(account, draws.size(at: price), &statistics)
    }
    var checksum = Checksum()
    for _ in 0..<steps {
      price = draws.price(after: price)
      markArguments[0] = price
      if !rule.call(names.mark, markArguments, by: names.oracle) { statistics.reverts += 1 }
      openClosed(at: price, &draws, &statistics)
      if !rule.holds(invariant: names.conserved) { statistics.violations += 1 }
      let sum = rule[state: names.total] + rule[state: names.insurance] + price
      checksum.fold(UInt64(truncatingIfNeeded: sum))
    }
    statistics.checksum &+= checksum.value
  }

  /// Empties the books of the path before.
  private mutating func begin(at price: Int128) {
    rule[state: names.price] = price
    rule[state: names.insurance] = 0
    rule[state: names.ledger] = 0
    for account in 0..<PerpStep.accounts { rule[names.collateral, account] = 0 }
  }

  /// An account without collateral is one that `mark` has liquidated.
  private mutating func openClosed(
    at price: Int128, _ draws: inout SplitMix, _ statistics: inout PerpStep.Statistics
  ) {
    var left = Int(truncatingIfNeeded: rule[state: names.closed])
    statistics.liquidations += left
    var account = 0
    while left > 0, account < PerpStep.accounts {
      if rule[names.collateral, account] == 0 {
        open(account, draws.size(at: price), &statistics)
        left -= 1
      }
      account += 1
    }
  }

  private mutating func open(
    _ account: Int, _ size: Int128, _ statistics: inout PerpStep.Statistics
  ) {
    openArguments[0] = Int128(account)
    openArguments[1] = size
    if !rule.call(names.open, openArguments, by: names.matcher) { statistics.reverts += 1 }
  }
}
