import Numerics

/// The random actions on the books of somebody who programmed them by hand: an action first works
/// out what it would store, and stores when all conditions hold. Overflow ends the process.
package enum NativeLedger {
  package static func run(seed: UInt64, actions: Int = Ledger.actions) -> Ledger.Result {
    var books = Books()
    var generator = Ledger.Generator(seed: seed)
    var result = Ledger.Result()
    for _ in 0..<actions where !books.perform(generator.next()) { result.reverts += 1 }
    result.digest = books.digest
    return result
  }

  private struct Books {
    var price = Ledger.firstPrice
    var vault: Int128 = 0
    var collateral = [Int128](repeating: Ledger.firstCollateral, count: Ledger.accounts)
    var size = [Int128](repeating: 0, count: Ledger.accounts)
    var entry = [Int128](repeating: 0, count: Ledger.accounts)

    @inline(__always)
    mutating func perform(_ action: Ledger.Action) -> Bool {
      switch action {
      case .publish(let at):
        guard Fixed.unit...10_000_000 * Fixed.unit ~= at else { return false }
        price = at
      case .deposit(let account, let amount):
        guard 0...1_000_000_000 * Fixed.unit ~= amount else { return false }
        collateral[account] += amount
        vault += amount
      case .withdraw(let account, let amount):
        guard 0...1_000_000_000 * Fixed.unit ~= amount else { return false }
        let rest = collateral[account] - amount
        guard rest >= 0, isCovered(rest, size[account], entry[account]) else { return false }
        collateral[account] = rest
        vault -= amount
      case .trade(let account, let change):
        guard -1000 * Fixed.unit...1000 * Fixed.unit ~= change else { return false }
        let profit = Native.multiply(size[account], price - entry[account])
        let worth = collateral[account] + profit
        let position = size[account] + change
        guard isCovered(worth, position, price) else { return false }
        collateral[account] = worth
        size[account] = position
        entry[account] = price
      }
      return true
    }

    @inline(__always)
    func isCovered(_ collateral: Int128, _ size: Int128, _ entry: Int128) -> Bool {
      let equity = collateral + Native.multiply(size, price - entry)
      let notional = Native.multiply(abs(size), price)
      return equity >= Native.multiply(notional, Fixed.unit / 10)
    }

    var digest: UInt64 {
      var digest = Checksum()
      for word in [price, vault] + collateral + size + entry { digest.fold(both: word) }
      return digest.value
    }
  }
}
