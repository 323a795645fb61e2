import Compiler
import Foundation
import Reference
import Semantics
import Testing

/// The table of gas in `Specs/README.md` says what the formulas say, and every action fits a block or
/// has another that does. `PLIMSOLL_RECORD=1` writes the table.
@Suite("Gas of the systems")
struct SystemGasTests {
  static let block = 150_000
  static let rows = [
    "Account": 1_000, "Asset": 2, "Feed": 3, "Slot": 4, "Listing": 2, "Signer": 3, "Change": 3,
  ]
  /// What to call where an action does not fit.
  static let instead = [
    "collateral.liquidate": "`liquidate_step`, then `write_down`",
    "liquidate": "`liquidate_step`, then `deleverage_step`",
    "deleverage_account": "`deleverage_step`",
    "maintain": "`maintain_step`; `liquidate_step`, then `deleverage_step`",
    "liquidate_isolated": "`liquidate_isolated_step`, or `deleverage_step`",
    "settle_options": "`settle_account`, one at a time",
  ]

  @Test("the table is what the formulas say")
  func table() throws {
    let file = SystemFiles.root.appending(path: "Specs/README.md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let head = try #require(text.range(of: "Feed=3,Slot=4\n```\n"))
    let expected = try text[..<head.upperBound] + "\n" + Self.tables()
    if ProcessInfo.processInfo.environment["PLIMSOLL_RECORD"] == "1" {
      try expected.write(to: file, atomically: true, encoding: .utf8)
    } else {
      #expect(text == expected, "write it anew with PLIMSOLL_RECORD=1")
    }
  }

  static func tables() throws -> String {
    try SystemFiles.checked.map { name in
      let contract = try SystemFiles(name).contract
      let sizes = contract.tables.indices.compactMap { table in
        rows[contract.tables[table].name].map { (table, CheckedExample.Population(count: $0)) }
      }
      let population = try Population(of: contract, given: Dictionary(uniqueKeysWithValues: sizes))
      let bounds = GasBounds(contract)
      let lines = try contract.actions.indices.map { action in
        let gas = try #require(bounds.worst(action, rows: population.counts)).total
        let formula = try #require(bounds.formula(of: action)).text(in: contract)
        let action = contract.actions[action].name
        let fits = gas <= block
        let other = instead["\(name).\(action)"] ?? instead[action]
        #expect(fits || other != nil, "\(name).\(action) takes \(gas)")
        return "| `\(action)` | \(grouped(gas)) | \(fits ? "yes" : other ?? "") | `\(formula)` |"
      }
      return
        "### \(contract.name)\n\n| action | gas | fits a block | formula |\n|---|---:|---|---|\n"
        + lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  /// What the page tells readers to run, of one system: it names the actions that do not fit, and
  /// no others.
  @Test("check --max-gas says which actions do not fit a block", arguments: SystemFiles.checked)
  func checked(_ name: String) throws {
    let file = SystemFiles.root.appending(path: "Contracts/\(name).risk").path
    let tables = try SystemFiles(name).contract.tables.map(\.name)
    let rows = Self.rows.filter { tables.contains($0.key) }.map { "\($0.key)=\($0.value)" }
    let run = plimsoll([
      "check", file, "--max-gas", "\(Self.block)", "--rows", rows.sorted().joined(separator: ","),
    ])
    let named = run.output.split(separator: "\n").filter { $0.contains("error[gas-over-limit]") }
      .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    let page = try Self.tables().split(separator: "### ").map(String.init)
    let table = try #require(page.first { $0.lowercased().hasPrefix("\(name)\n") })
    let listed = table.split(separator: "\n").filter {
      $0.hasPrefix("| `") && !$0.contains("| yes |")
    }
    .compactMap { $0.split(separator: "`").dropFirst().first.map(String.init) }
    #expect(Set(named) == Set(listed) && !named.isEmpty)
  }

  /// With `_` between thousands, as contracts write it.
  private static func grouped(_ number: Int) -> String {
    number < 1_000
      ? "\(number)"
      : grouped(number / 1_000) + "_" + String(number % 1_000 + 1_000).dropFirst()
  }
}
