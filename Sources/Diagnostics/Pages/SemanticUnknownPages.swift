/// Pages about names nobody declares, or nobody uses.
enum SemanticUnknownPages {
  static var unknownFunction: ExplainPage {
    ExplainPage(
      .unknownFunction,
      title: "there is no function of this name",
      summary: """
        What is called must be a function of this contract, of a library it imports, or one of the \
        built-in ones. Only names can be called: there are no function values.
        """,
      wrong: .source(
        """
        contract Bank {
          unit USD
          table Account { cash : USD  owed : USD }
          fn equity(a: Account) -> USD = a.cash - a.owed
          action withdraw(amount: USD in 0..1_000) by a: Account {
            a.cash -= amount
            ensure equty(a) >= 0
          }
        }
        """),
      right: .source(
        """
        contract Bank {
          unit USD
          table Account { cash : USD  owed : USD }
          fn equity(a: Account) -> USD = a.cash - a.owed
          action withdraw(amount: USD in 0..1_000) by a: Account {
            a.cash -= amount
            ensure equity(a) >= 0
          }
        }
        """))
  }

  static var unknownMember: ExplainPage {
    ExplainPage(
      .unknownMember,
      title: "the enum has no such member",
      summary: """
        Where an enum is matched or a member is named with its enum in front, only its declared \
        members can stand. A misspelt member would otherwise be a case that never comes.
        """,
      wrong: .source(
        """
        contract Breaker {
          enum Mode { normal, reduce_only, halted }
          state mode : Mode
          state trading : bool
          action refresh() by anyone {
            trading = match mode { normal: true  reduce: true  halted: false }
          }
        }
        """),
      right: .source(
        """
        contract Breaker {
          enum Mode { normal, reduce_only, halted }
          state mode : Mode
          state trading : bool
          action refresh() by anyone {
            trading = match mode { normal: true  reduce_only: true  halted: false }
          }
        }
        """))
  }

  static var unknownName: ExplainPage {
    ExplainPage(
      .unknownName,
      title: "nothing of this name is declared",
      summary: """
        No local, state, parameter, constant, enum member or unit has this name. Names are told \
        apart by upper and lower case.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action withdraw(amount: USD in 0..1_000) by anyone {
            require amount <= hold, "only {held} are left"
            held -= amount
          }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action withdraw(amount: USD in 0..1_000) by anyone {
            require amount <= held, "only {held} are left"
            held -= amount
          }
        }
        """))
  }

  static var unknownRole: ExplainPage {
    ExplainPage(
      .unknownRole,
      title: "there is no role of this name",
      summary: """
        After `by` stand the roles that may call the action, declared with `role`; or a row that \
        calls for itself: `by a: Account`. A role nobody holds would close the action for good, so \
        a misspelt one is an error.
        """,
      wrong: .source(
        """
        contract Fees {
          role governance
          state fee : ratio
          action change(next: ratio in 0%..5%) by goverance { fee = next }
        }
        """),
      right: .source(
        """
        contract Fees {
          role governance
          state fee : ratio
          action change(next: ratio in 0%..5%) by governance { fee = next }
        }
        """))
  }

  static var unknownTable: ExplainPage {
    ExplainPage(
      .unknownTable,
      title: "there is no table of this name",
      summary: """
        `for`, `sum`, `count` and their kin run over the rows of a table, and brackets pick one of \
        its rows. What stands here is not declared, or it is declared as something else.
        """,
      wrong: .source(
        """
        contract Bank {
          unit USD
          table Account { cash : USD }
          state total : USD
          action recount() by anyone { total = sum(a.cash for a in Accounts) }
        }
        """),
      right: .source(
        """
        contract Bank {
          unit USD
          table Account { cash : USD }
          state total : USD
          action recount() by anyone { total = sum(a.cash for a in Account) }
        }
        """))
  }

  static var unknownType: ExplainPage {
    ExplainPage(
      .unknownType,
      title: "there is no type or unit of this name",
      summary: """
        A type is a product of declared units (`USD/BTC`), or `ratio`, `duration`, `time`, `bool`, \
        `int`, an enum or a table. Units are declared with `unit`, so that a misspelt one does not \
        become a currency of its own.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USDC
          action deposit(amount: USD in 0..1_000) by anyone { held += amount }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action deposit(amount: USD in 0..1_000) by anyone { held += amount }
        }
        """))
  }

  static var unusedName: ExplainPage {
    ExplainPage(
      .unusedName,
      title: "something is declared and never used",
      summary: """
        Nothing reads it, so either it can go, or the rule that should have read it is missing. \
        Below, the fee is computed and never taken. A local whose name begins with `_` is meant to \
        be unused. States, tables and fields are not reported: they may be there for those who \
        look from outside.
        """,
      wrong: .source(
        """
        contract Exchange {
          unit USD
          state vault : USD
          state fees : USD
          action deposit(amount: USD in 0..1_000) by anyone {
            let fee = amount * 0.1%
            vault += amount
          }
        }
        """),
      right: .source(
        """
        contract Exchange {
          unit USD
          state vault : USD
          state fees : USD
          action deposit(amount: USD in 0..1_000) by anyone {
            let fee = amount * 0.1%
            vault += amount - fee
            fees += fee
          }
        }
        """))
  }
}
