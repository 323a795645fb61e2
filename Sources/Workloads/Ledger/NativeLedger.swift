import Numerics

/// The random actions on the books of somebody who programmed them by hand: an action first works
/// out what it would store, and stores when all conditions hold and nothing overflowed, so that one
/// that fails leaves nothing behind.
package enum NativeLedger {
  package static func run(_ script: Ledger.Script) -> Ledger.Result {
    var books = Books()
    var result = Ledger.Result()
    for action in script.actions where !books.perform(action) { result.reverts += 1 }
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
      do throws(ArithmeticError) { return try attempt(action) } catch { return false }
    }

    @inline(__always)
    private mutating func attempt(_ action: Ledger.Action) throws(ArithmeticError) -> Bool {
      switch action {
      case .publish(let at):
        guard Fixed.unit...10_000_000 * Fixed.unit ~= at else { return false }
        price = at
      case .deposit(let account, let amount):
        guard 0...1_000_000_000 * Fixed.unit ~= amount else { return false }
        let sum = try Integer.add(collateral[account], amount)
        vault = try Integer.add(vault, amount)
        collateral[account] = sum
      case .withdraw(let account, let amount):
        guard 0...1_000_000_000 * Fixed.unit ~= amount else { return false }
        let rest = try Integer.subtract(collateral[account], amount)
        guard rest >= 0 else { return false }
        let worth = try Integer.add(rest, Self.profit(size[account], entry[account], at: price))
        guard try Self.isCovered(worth, size[account], at: price) else { return false }
        vault = try Integer.subtract(vault, amount)
        collateral[account] = rest
      case .trade(let account, let change):
        guard -1000 * Fixed.unit...1000 * Fixed.unit ~= change else { return false }
        let worth = try Integer.add(
          collateral[account], Self.profit(size[account], entry[account], at: price))
        let position = try Integer.add(size[account], change)
        // Just entered at the price, the position has made no profit.
        guard try Self.isCovered(worth, position, at: price) else { return false }
        collateral[account] = worth
        size[account] = position
        entry[account] = price
      }
      return true
    }

    /// Of words alone, as the next: a method would count references to the columns at every call.
    @inline(__always)
    private static func profit(
      _ size: Int128, _ entry: Int128, at price: Int128
    ) throws(ArithmeticError) -> Int128 {
      try Fixed.multiply(size, Integer.subtract(price, entry))
    }

    /// `worth` is collateral with the profit.
    @inline(__always)
    private static func isCovered(
      _ worth: Int128, _ size: Int128, at price: Int128
    ) throws(ArithmeticError) -> Bool {
      let notional = try Fixed.multiply(Integer.absolute(size), price)
      return try worth >= Fixed.multiply(notional, Fixed.unit / 10)
    }

    var digest: UInt64 {
      var digest = Checksum()
      for word in [price, vault] + collateral + size + entry { digest.fold(both: word) }
      return digest.value
    }
  }
}
