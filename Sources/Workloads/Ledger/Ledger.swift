import Numerics

/// Random actions of one account each, as a fuzzer performs them: deposits, withdrawals, trades and
/// now and then a new price, about three in a hundred of which revert.
package enum Ledger {
  package static let accounts = 64
  package static let actions = 16_384

  static let firstPrice = 50_000 * Fixed.unit
  static let firstCollateral = 10_000 * Fixed.unit

  /// How many actions reverted, and every word at the end folded into one.
  package struct Result: Hashable, Sendable {
    package var reverts = 0
    package var digest: UInt64 = 0
  }

  enum Action: Sendable {
    case publish(Int128)
    case deposit(Int, Int128)
    case withdraw(Int, Int128)
    case trade(Int, Int128)
  }

  /// The actions of a run, made up before it begins: neither side pays for the draws. There are more
  /// than the processor can learn by heart, so that it has to guess what comes next, as in a campaign.
  package struct Script: Sendable {
    let actions: [Action]

    package init(seed: UInt64, actions: Int = Ledger.actions) {
      var generator = Generator(seed: seed)
      self.actions = (0..<actions).map { _ in generator.next() }
    }
  }

  /// Makes actions up from the stream a fuzzer draws from.
  private struct Generator {
    private var draws: RandomStream
    private var price = firstPrice

    init(seed: UInt64) { draws = RandomStream(seed: seed, purpose: 0, path: 0, step: 0) }

    /// One withdrawal in 22 asks for more than there is, and one trade for more than the collateral
    /// carries.
    mutating func next() -> Action {
      let choice = UInt64(truncatingIfNeeded: draws.next(below: 64 * 32 * 22))
      let account = Int(truncatingIfNeeded: choice & 63)
      let isTooMuch = choice / (64 * 32) == 0
      let part = draws.integer(in: 0...Fixed.unit - 1)
      switch choice / 64 % 32 {
      case 0:
        price += (part - Fixed.unit / 2) * 100
        return .publish(price)
      case 1...10: return .deposit(account, part * 1000)
      case 11...20:
        return .withdraw(account, isTooMuch ? part + 10_000_000 * Fixed.unit : part * 1000)
      default:
        return .trade(account, isTooMuch ? part + 900 * Fixed.unit : (part - Fixed.unit / 2) / 10)
      }
    }
  }
}
