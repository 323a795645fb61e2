import Attack
import Foundation
import Semantics
import Testing

/// Contracts with something wrong in them, and stages to attack them on.
enum Planted {
  /// A vault whose withdrawals forget one digit while somebody is lucky.
  static let vault = """
    contract Vault {
      unit USD
      role teller
      state total : USD
      state luck  : int
      table Account { balance : USD  locked_until : time }
      action deposit(amount: USD in 0..1_000_000) by a: Account { a.balance += amount  total += amount }
      action withdraw(amount: USD in 0..1_000_000) by a: Account {
        require funded: amount <= a.balance
        require open: now >= a.locked_until
        a.balance -= amount
        total -= if luck == 1 and amount > 500 USD then amount - 0.01 USD else amount
      }
      action lock(a: Account, long: duration in 1h..30d) by teller { a.locked_until = now + long }
      action guess(number: int in 0..1_000) by anyone {
        if number == 777 { luck = 1 } else { luck = 0 }
      }
      invariant conserved: total == sum(a.balance for a in Account)
      invariant positive: all(a.balance >= 0 USD for a in Account)
    }
    """

  static func contract(_ text: String) throws -> CheckedContract {
    var project = Project(
      workspace: Workspace { path in
        path == "planted.risk" ? .bytes(Array(text.utf8)) : .missing
      })
    let file = project.check("planted.risk")
    for finding in project.workspace.diagnostics.sorted where finding.severity == .error {
      Issue.record("\(finding.headline)")
    }
    return try #require(file.contracts.first)
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A contract of the repository.
  static func shipped(_ path: String) throws -> CheckedContract {
    var project = Project(
      workspace: Workspace { path in
        (try? Data(contentsOf: root.appending(path: path))).map { .bytes(Array($0)) } ?? .missing
      })
    let file = project.check(path)
    return try #require(file.contracts.first)
  }

  /// A contract of the repository with four rows in every table that has not its own.
  static func stage(_ path: String, rows: Int = 4) throws -> Stage {
    let contract = try shipped(path)
    return try Stage(contract, rows: contract.tables.map { $0.fixedRows?.count ?? rows })
  }
}
