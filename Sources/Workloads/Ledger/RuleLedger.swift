import Machine
import Semantics

/// The random actions with the rules in the language.
package struct RuleLedger<Rule: DrivenContract> {
  private var rule: Rule
  private let names: Names

  private struct Names {
    let publish, deposit, withdraw, trade, price, vault, collateral, size, entry: Int
    let oracle: RunCaller

    init(_ contract: CheckedContract) throws(MissingName) {
      let names = ContractNames(contract: contract)
      publish = try names.action("publish")
      deposit = try names.action("deposit")
      withdraw = try names.action("withdraw")
      trade = try names.action("trade")
      price = try names.state("price")
      vault = try names.state("vault")
      collateral = try names.column("collateral")
      size = try names.column("size")
      entry = try names.column("entry")
      oracle = .role(try names.role("oracle"))
    }
  }

  /// `rule` is `Tests/Fixtures/workloads/ledger.risk` with `Ledger.accounts` rows.
  package init(_ rule: Rule, _ contract: CheckedContract) throws(MissingName) {
    self.rule = rule
    names = try Names(contract)
  }

  package mutating func run(_ script: Ledger.Script) -> Ledger.Result {
    begin()
    var result = Ledger.Result()
    for action in script.actions where !perform(action) { result.reverts += 1 }
    result.digest = digest
    return result
  }

  @inline(__always)
  private mutating func perform(_ action: Ledger.Action) -> Bool {
    switch action {
    case .publish(let word): call(names.publish, word, by: names.oracle)
    case .deposit(let account, let word): call(names.deposit, word, by: Self.caller(account))
    case .withdraw(let account, let word): call(names.withdraw, word, by: Self.caller(account))
    case .trade(let account, let word): call(names.trade, word, by: Self.caller(account))
    }
  }

  @inline(__always)
  private mutating func call(_ action: Int, _ word: Int128, by caller: RunCaller) -> Bool {
    rule.call(action, word, by: caller)
  }

  @inline(__always)
  private static func caller(_ account: Int) -> RunCaller { .row(table: 0, Int128(account)) }

  private mutating func begin() {
    rule[state: names.price] = Ledger.firstPrice
    rule[state: names.vault] = 0
    for account in 0..<Ledger.accounts {
      rule[names.collateral, account] = Ledger.firstCollateral
      rule[names.size, account] = 0
      rule[names.entry, account] = 0
    }
  }

  private var digest: UInt64 {
    var digest = Checksum()
    for state in [names.price, names.vault] { digest.fold(both: rule[state: state]) }
    for column in [names.collateral, names.size, names.entry] {
      for account in 0..<Ledger.accounts { digest.fold(both: rule[column, account]) }
    }
    return digest.value
  }
}
