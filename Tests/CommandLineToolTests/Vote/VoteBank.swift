import CommandLineTool
import Foundation

/// A bank that lends against a price, small enough for arithmetic to say what every vote must find.
struct VoteBank {
  static let contract = """
    contract Bank {
      unit USD, COIN
      role oracle
      param share : ratio = 50% in 10%..99%
      param limit : ratio = 80% in 10%..99%
      param fee   : ratio = 1% in 0%..10%
      state price : USD/COIN
      state lost  : USD
      table Asset { weight : ratio }
      table Account { coins : COIN  debt : USD }
      table Note[account: Account, asset: Asset] { owed : USD }
      event Lost(amount: USD)
      fn exposure(a: Account) -> USD = a.debt
      fn liquidatable(a: Account) -> bool = a.debt > a.coins * price * limit
      action tell(p: USD/COIN in 0.01..1_000_000) by oracle { price = p }
      action borrow(coins: COIN in 0..1_000) by a: Account {
        a.coins += coins
        a.debt += coins * price * share
      }
      action settle() by anyone {
        for a in Account where a.debt > a.coins * price {
          lost += a.debt - a.coins * price
          emit Lost(a.debt - a.coins * price)
          reset a
        }
      }
      invariant solvent: lost == 0
      invariant fees: fee >= 0%
    }

    """

  /// The price falls by 40% on every path, a tenth of it at each of so many steps.
  static func spec(_ proposal: String) -> String {
    """
    spec Fall {
      use Bank from "bank.risk"
      population Account = 4, Asset = ONE, TWO
      clock every 1h for 10h
      market COIN { start 100  path steady { }  shock { crash 40% over 5h, at 2h } }
      oracle COIN -> tell(price)
      setup { for a in Account { borrow(1) as a } }
      agent settler every 1 step { settle() }
      measure lost, losses = count(Lost), share_then = share, highest = peak(share)
      expect invariants
      expect mean(lost) < 1
    }
    \(proposal)

    """
  }

  let scratch: Scratch
  let file: String

  init(_ proposal: String) throws {
    scratch = try Scratch()
    try scratch.write("bank.risk", VoteBank.contract)
    file = try scratch.write("fall.spec", VoteBank.spec(proposal))
  }

  /// Paths of the folder are left out of what is printed.
  func vote(_ options: String..., paths: Int = 32) -> Transcript {
    run(["vote", file, "--paths", "\(paths)"] + options)
  }

  func run(_ arguments: [String]) -> Transcript {
    let run = plimsoll(arguments)
    return Transcript(
      status: run.status, output: run.output.replacing(scratch.path + "/", with: ""),
      errors: run.errors.replacing(scratch.path + "/", with: ""))
  }

  /// The document of the only vote.
  func document(_ options: String..., paths: Int = 32) throws -> [String: Any] {
    let run = run(["vote", file, "--paths", "\(paths)", "--json"] + options)
    let whole = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    return (whole?["votes"] as? [[String: Any]])?.first ?? [:]
  }
}
