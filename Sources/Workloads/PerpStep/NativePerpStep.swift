import Numerics

/// PERP-STEP written for speed in Swift: what a rule in the language would cost if somebody had
/// programmed it by hand. Overflow ends the process.
package enum NativePerpStep {
  package static func path(
    seed: UInt64, steps: Int = PerpStep.steps, into statistics: inout PerpStep.Statistics
  ) {
    var market = Market(seed: seed)
    var checksum = Checksum()
    for _ in 0..<steps {
      let total = market.mark()
      if !market.isBalanced { statistics.violations += 1 }
      checksum.fold(UInt64(truncatingIfNeeded: total + market.insurance + market.price))
    }
    statistics.checksum &+= checksum.value
    statistics.liquidations += market.liquidations
  }

  private struct Market {
    var draws: SplitMix
    var price = PerpStep.firstPrice
    var insurance: Int128 = 0
    var ledger: Int128 = 0
    var size: [Int128]
    var entry: [Int128]
    var collateral: [Int128]
    var liquidations = 0

    init(seed: UInt64) {
      draws = SplitMix(seed: seed)
      let none = [Int128](repeating: 0, count: PerpStep.accounts)
      (size, entry, collateral) = (none, none, none)
      for i in 0..<PerpStep.accounts { open(i) }
    }

    @inline(never)
    mutating func open(_ i: Int) {
      size[i] = draws.size(at: price)
      entry[i] = price
      collateral[i] = PerpStep.stake
      ledger += PerpStep.stake
    }

    @inline(never)
    mutating func liquidate(_ i: Int, pnl: Int128, equity: Int128, notional: Int128) {
      let penalty = notional / 100
      let rest = equity - penalty
      liquidations += 1
      insurance += rest < 0 ? rest : penalty
      ledger += pnl - (rest < 0 ? penalty : rest)
      open(i)
    }

    /// Moves the price, liquidates, and gives back the sum of the positive equities.
    mutating func mark() -> Int128 {
      price = draws.price(after: price)
      let price = price
      var total: Int128 = 0
      for i in 0..<PerpStep.accounts {
        let size = size[i]
        let pnl = multiply(size, price - entry[i])
        var equity = collateral[i] + pnl
        let notional = multiply(abs(size), price)
        // `equity < notional * 5%` without the division.
        if 20 &* equity &+ 20 <= notional && size != 0 {
          liquidate(i, pnl: pnl, equity: equity, notional: notional)
          equity = PerpStep.stake
        }
        if equity > 0 { total += equity }
      }
      return total
    }

    var isBalanced: Bool {
      var sum = insurance
      for word in collateral { sum += word }
      return sum == ledger
    }

    /// Two 128-by-64 bit divisions, which here beat the reciprocal of `Fixed.multiply`: 15.1 against
    /// 17.7 ns for an account-step. A price difference has one limb or two as if by chance, so the
    /// reciprocal's short cut for one limb is a branch nobody can predict (16.1 ns without it).
    @inline(__always)
    func multiply(_ a: Int128, _ b: Int128) -> Int128 {
      let (high, low) = Wide.product(a.magnitude, b.magnitude)
      precondition(high < unit / 2)
      let (upper, rest) = limb.dividingFullWidth((Wide.low(high), Wide.high(low)))
      let (lower, _) = limb.dividingFullWidth((rest, Wide.low(low)))
      let mask = UInt128(truncatingIfNeeded: (a ^ b) >> 127)
      return Int128(truncatingIfNeeded: (Wide.join(upper, lower) ^ mask) &- mask)
    }

    private var limb: UInt64 { UInt64(unit) }
    private var unit: UInt128 { UInt128(Fixed.unit) }
  }
}
