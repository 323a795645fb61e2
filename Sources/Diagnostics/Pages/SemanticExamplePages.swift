/// Pages about worked examples.
enum SemanticExamplePages {
  static var caller: ExplainPage {
    ExplainPage(
      .caller,
      title: "a step does not say who calls, or not by someone who can",
      summary: """
        A step says `as` whom it calls: a role, or a row of a table. It may be left out where the \
        contract leaves no choice, for an action by anyone or by exactly one role.
        """,
      wrong: .source(
        """
        example "a holder takes money out" {
          use Vault from "vault.risk"
          given  held = 100, Account[0] = { cash: 100 }
          when   withdraw(40)
          then   held == 60
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        example "a holder takes money out" {
          use Vault from "vault.risk"
          given  held = 100, Account[0] = { cash: 100 }
          when   withdraw(40) as Account[0]
          then   held == 60
        }
        """, kind: .spec, beside: [vault]))
  }

  static var checkNeedsStep: ExplainPage {
    ExplainPage(
      .checkNeedsStep,
      title: "a check is about a step and there is none",
      summary: """
        `reverts`, `emits` and `breaks` speak of the last step of their `when`. Without a step \
        there is nothing that could have reverted, been emitted or been broken.
        """,
      wrong: .source(
        """
        example "nobody takes out what is not there" {
          use Vault from "vault.risk"
          given  held = 100, Account[0] = { cash: 10 }
          then   reverts funded
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        example "nobody takes out what is not there" {
          use Vault from "vault.risk"
          given  held = 100, Account[0] = { cash: 10 }
          when   withdraw(40) as Account[0]
          then   reverts funded
        }
        """, kind: .spec, beside: [vault]))
  }

  static var populationNotFree: ExplainPage {
    ExplainPage(
      .populationNotFree,
      title: "the number of rows is not the example's to choose",
      summary: """
        A table with keys has a row for every combination of them, and a table with written rows \
        has those. Populations are said of the other tables; one that is not named has 8 rows.
        """,
      wrong: .source(
        """
        example "positions start empty" {
          use Vault from "vault.risk"
          population Limit = 4
          then   held == 0
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        example "positions start empty" {
          use Vault from "vault.risk"
          population Account = 4
          then   held == 0
        }
        """, kind: .spec, beside: [vault]))
  }

  static var populationOutOfRange: ExplainPage {
    ExplainPage(
      .populationOutOfRange,
      title: "an example has too many rows, or fewer than none",
      summary: """
        An example shows one thing on a few rows, so the number of rows in a table is bounded. \
        What happens to thousands of accounts is for a simulation to find out.
        """,
      wrong: .source(
        """
        example "the vault starts empty" {
          use Vault from "vault.risk"
          population Account = 1_000_000_000
          then   held == 0
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        example "the vault starts empty" {
          use Vault from "vault.risk"
          population Account = 3
          then   held == 0
        }
        """, kind: .spec, beside: [vault]))
  }

  static var titleHole: ExplainPage {
    ExplainPage(
      .titleHole,
      title: "a title shows something that is no column",
      summary: """
        A title is read before anything runs, to name the case that failed; so `{ }` in it can \
        only show a column of `cases`.
        """,
      wrong: .source(
        """
        example "after {amount} the vault holds {held}" {
          use Vault from "vault.risk"
          cases  amount  rest
                 40      60
                 100     0
          given  held = 100, Account[0] = { cash: 100 }
          when   withdraw(amount) as Account[0]
          then   held == rest
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        example "after {amount} the vault holds {rest}" {
          use Vault from "vault.risk"
          cases  amount  rest
                 40      60
                 100     0
          given  held = 100, Account[0] = { cash: 100 }
          when   withdraw(amount) as Account[0]
          then   held == rest
        }
        """, kind: .spec, beside: [vault]))
  }

  static var tolerance: ExplainPage {
    ExplainPage(
      .tolerance,
      title: "a tolerance without an equality",
      summary: """
        `x == 1.5 +- 0.001` says how far the two sides may lie apart. A comparison with `<` or `>` \
        has its room already, so a tolerance there would say two different things.
        """,
      wrong: .source(
        """
        example "most of it stays" {
          use Vault from "vault.risk"
          given  held = 100, Account[0] = { cash: 100 }
          when   withdraw(33) as Account[0]
          then   held >= 66 +- 1
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        example "most of it stays" {
          use Vault from "vault.risk"
          given  held = 100, Account[0] = { cash: 100 }
          when   withdraw(33) as Account[0]
          then   held == 66 +- 1
        }
        """, kind: .spec, beside: [vault]))
  }

  static var unknownReason: ExplainPage {
    ExplainPage(
      .unknownReason,
      title: "nothing reverts for this reason",
      summary: """
        `reverts funded` expects that the `require` or `ensure` of that name failed. No demand of \
        the contract has this name, and it is none of the machine's own reasons such as `overflow` \
        or `range`, so the check could never come true.
        """,
      wrong: .source(
        """
        example "nobody takes out what is not there" {
          use Vault from "vault.risk"
          given  held = 100, Account[0] = { cash: 10 }
          when   withdraw(40) as Account[0]
          then   reverts founded
        }
        """, kind: .spec, beside: [vault]),
      right: .source(
        """
        example "nobody takes out what is not there" {
          use Vault from "vault.risk"
          given  held = 100, Account[0] = { cash: 10 }
          when   withdraw(40) as Account[0]
          then   reverts funded
        }
        """, kind: .spec, beside: [vault]))
  }
}

/// The contract the examples above are about.
private let vault = ExplainPage.Companion(
  path: "vault.risk",
  text: """
    contract Vault {
      unit USD
      state held : USD
      table Account { cash : USD }
      table Limit { most : USD } = { most: 1_000 USD }, { most: 10_000 USD }
      action withdraw(amount: USD in 0..1_000) by a: Account {
        require funded: amount <= a.cash, "{a} holds {a.cash}"
        a.cash -= amount
        held -= amount
      }
    }
    """)
