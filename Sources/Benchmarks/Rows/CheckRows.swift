import Foundation
import Semantics

/// Text to findings, as `plimsoll check` does it once it has read the file.
func checkRows() -> [Row] {
  let written = ["perpetual", "lending"].compactMap { name in
    (try? Data(contentsOf: Package.root.appending(path: "Contracts/\(name).risk"))).map {
      row(name, Array($0))
    }
  }
  return written + [row("a generated contract", Array(generatedContract(markets: 500).utf8))]
}

private func row(_ name: String, _ bytes: [UInt8]) -> Row {
  Row(
    name: "check \(name), \(bytes.count { $0 == UInt8(ascii: "\n") }) lines", operations: 1,
    work: {
      var project = Project(workspace: Workspace { _ in .bytes(bytes) })
      let checked = project.check("Contracts/benchmark.risk")
      return Int128(checked.contracts.count)
    }, twin: nil)
}

/// One contract of many small markets, twenty lines each. Five hundred are as long as anyone will
/// ever write.
func generatedContract(markets: Int) -> String {
  let markets = (0..<markets).map { number in
    """

      param margin_\(number) : ratio = 5% in 1%..50%
      param penalty_\(number) : ratio = 1% in 0%..10%
      state insurance_\(number) : USD
      table Account\(number) {
        collateral : USD
        size : BTC
        entry : USD/BTC
      }
      fn pnl_\(number)(a: Account\(number)) -> USD = a.size * (mark - a.entry)
      fn equity_\(number)(a: Account\(number)) -> USD = a.collateral + pnl_\(number)(a)
      fn liquidatable_\(number)(a: Account\(number)) -> bool =
        a.size != 0 and equity_\(number)(a) < abs(a.size) * mark * margin_\(number)
      action liquidate_\(number)(a: Account\(number)) by anyone {
        require unhealthy: liquidatable_\(number)(a), "{a} is above its margin"
        let penalty = abs(a.size) * mark * penalty_\(number) rounding up
        a.collateral += pnl_\(number)(a) - penalty
        a.size = 0
        insurance_\(number) += penalty
      }

    """
  }
  return """
    contract Book {
      unit USD, BTC
      role oracle
      state mark : USD/BTC
      action publish(price: USD/BTC in 0.01..10_000_000) by oracle { mark = price }
    \(markets.joined())}

    """
}
