/// The contract and the spec that `plimsoll new` writes: small enough to read at once, and complete
/// enough to run, break and extend.
struct Starter {
  /// `my-vault`: the name of the files.
  let fileName: String
  /// `MyVault`: the name of the contract.
  let contractName: String

  /// `nil` unless the name is made of letters, digits, `-` and `_`, beginning with a letter.
  init?(name: String) {
    let words = name.split(omittingEmptySubsequences: true) { $0 == "-" || $0 == "_" }
    guard let first = name.unicodeScalars.first, first.properties.isAlphabetic,
      name.utf8.count <= 60, !words.isEmpty,
      name.utf8.allSatisfy({ Starter.isAllowed($0) })
    else { return nil }
    fileName = name
    contractName = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  var contractPath: String { "Contracts/\(fileName).risk" }
  var specPath: String { "Specs/\(fileName).spec" }

  var contract: String {
    """
    /// Accounts deposit coins and borrow dollars against them.
    contract \(contractName) {
      unit USD, COIN
      role oracle
      // What a vote may change, and how far.
      param minimum_margin : ratio = 150% in 100%..500%

      state price : USD/COIN
      state lent  : USD

      table Account {
        collateral : COIN
        debt       : USD
      }

      fn safe(a: Account) -> bool = a.collateral * price >= a.debt * minimum_margin

      action publish(new_price: USD/COIN in 0.01..1_000_000) by oracle { price = new_price }
      action deposit(amount: COIN in 0..1_000_000) by a: Account { a.collateral += amount }
      action borrow(amount: USD in 0..1_000_000) by a: Account {
        a.debt += amount  lent += amount
        ensure covered: safe(a), "{a} would owe {a.debt} against {a.collateral}"
      }
      invariant ledger "what is lent is what is owed": lent == sum(a.debt for a in Account)
    }

    """
  }

  var spec: String {
    """
    example "10 coins at {price} against a loan of 1_000: {ok}" {
      use \(contractName) from "../\(contractPath)"
      cases  price  ok
             150    true
             149    false
      given  Account[0] = { collateral: 10, debt: 1_000 }, lent = 1_000
      when   publish(price)
      then   safe(Account[0]) == ok
    }

    example "nobody borrows more than the collateral carries" {
      use \(contractName) from "../\(contractPath)"
      when   publish(150), deposit(10) as Account[0], borrow(1_000) as Account[0]
      then   Account[0].debt == 1_000, lent == 1_000
      when   borrow(1) as Account[0]
      then   reverts covered, lent == 1_000
    }

    """
  }
}
