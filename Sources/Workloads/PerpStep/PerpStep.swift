import Numerics

/// PERP-STEP: 64 leveraged accounts on a random price, liquidated and opened anew for 1000 steps.
///
/// One step moves the price by up to 3% either way, looks at every account, liquidates those whose
/// equity is below 5% of their notional, opens these again at once with the same stake and a drawn
/// leverage and side, checks that collateral and insurance are the ledger, and folds the sum of the
/// positive equities, the insurance and the price into a checksum. Amounts have 18 decimals; what is
/// divided rounds to zero.
///
/// The same rule exists three times: in C (`PerpStepPeer`), in Swift (`NativePerpStep`) and in the
/// rule language (`Contracts/perp-step.risk`, driven by `RulePerpStep`). All three must come to the
/// same checksums.
package enum PerpStep {
  package static let accounts = 64
  package static let steps = 1000

  static let stake = 10_000 * Fixed.unit
  static let firstPrice = 1_000 * Fixed.unit

  /// What paths came to.
  package struct Statistics: Hashable, Sendable {
    /// The wrapping sum of the checksums of the paths.
    package var checksum: UInt64 = 0
    package var liquidations = 0
    /// Steps at whose end collateral and insurance were not the ledger.
    package var violations = 0
    /// Calls that reverted; none does.
    package var reverts = 0

    package init() {}
  }
}

extension SplitMix {
  /// The price one step later: up to 3% away, and never below one.
  @inline(__always)
  mutating func price(after price: Int128) -> Int128 {
    let move = draw(60_000_000_000_000_001) - 30_000_000_000_000_000
    let (moved, overflow) = Fixed.multiplyReportingOverflow(price, Fixed.unit + move)
    precondition(!overflow)
    return max(Fixed.unit, moved)
  }

  /// The signed size a stake buys at a price: whole contracts at 2 to 27 times leverage.
  @inline(__always)
  mutating func size(at price: Int128) -> Int128 {
    let leverage = 2 + draw(26)
    let size = leverage * PerpStep.stake / price * Fixed.unit
    return draw(2) == 1 ? -size : size
  }
}
