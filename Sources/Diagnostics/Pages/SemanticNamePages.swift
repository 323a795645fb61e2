/// Pages about names: what is declared twice, not at all, or for nothing.
enum SemanticNamePages {
  static var ambiguousName: ExplainPage {
    ExplainPage(
      .ambiguousName,
      title: "a name could mean more than one thing",
      summary: """
        Two enums have a member of this name, or two imported libraries declare it, and nothing at \
        this place says which is meant. Where a type is expected (`market = halted`) the expected \
        enum decides; elsewhere say it: `Market.halted`, or `oracle.price` for the name of a \
        library.
        """,
      wrong: .source(
        """
        contract Desk {
          enum Market { open, halted }
          enum Feed { live, halted }
          state market : Market
          state feed : Feed
          action stop() by anyone {
            let next = halted
            market = next
          }
        }
        """),
      right: .source(
        """
        contract Desk {
          enum Market { open, halted }
          enum Feed { live, halted }
          state market : Market
          state feed : Feed
          action stop() by anyone {
            let next = Market.halted
            market = next
          }
        }
        """))
  }

  static var duplicateName: ExplainPage {
    ExplainPage(
      .duplicateName,
      title: "two things have one name",
      summary: """
        Within its kind every name is declared once: two states, two functions, two fields of a \
        table, two members of an enum cannot share one, because a reader could not tell which of \
        them a rule is about. An action, an event and a state may share a name; they are never \
        confused.
        """,
      wrong: .source(
        """
        contract Fund {
          unit USD
          state insurance : USD
          state insurance : USD
          action pay(amount: USD in 0..1_000) by anyone { insurance += amount }
        }
        """),
      right: .source(
        """
        contract Fund {
          unit USD
          state insurance : USD
          state bad_debt : USD
          action pay(amount: USD in 0..1_000) by anyone { insurance += amount }
        }
        """))
  }

  static var nameIsBuiltIn: ExplainPage {
    ExplainPage(
      .nameIsBuiltIn,
      title: "a declaration takes a name the language uses itself",
      summary: """
        `abs`, `sum`, `muldiv` and the other built-in functions, the type words `ratio`, \
        `duration`, `time`, `bool` and `int`, and the `id` every row has mean the same in every \
        contract. A declaration may not give them another meaning.
        """,
      wrong: .source(
        """
        contract Auction {
          unit USD
          table Lot {
            id : int
            price : USD
          }
          action offer(l: Lot, price: USD in 1..1_000) by anyone { l.price = price }
        }
        """),
      right: .source(
        """
        contract Auction {
          unit USD
          table Lot {
            catalogue : int
            price : USD
          }
          action offer(l: Lot, price: USD in 1..1_000) by anyone { l.price = price }
        }
        """),
      notes: [
        "the number of a row is always there: `l.id`"
      ])
  }

  static var shadowedName: ExplainPage {
    ExplainPage(
      .shadowedName,
      title: "a local name hides another one",
      summary: """
        A `let`, a `var`, a parameter or a loop row has the name of something declared outside, \
        and from there on the name means the local one. The state keeps its old value while the \
        rule reads as if it had changed: below, the mark is never published.
        """,
      wrong: .source(
        """
        contract Desk {
          unit USD, BTC
          state mark : USD/BTC
          state highest : USD/BTC
          action publish(price: USD/BTC in 1..1_000_000) by anyone {
            let mark = price * 99%
            highest = max(highest, mark)
          }
        }
        """),
      right: .source(
        """
        contract Desk {
          unit USD, BTC
          state mark : USD/BTC
          state highest : USD/BTC
          action publish(price: USD/BTC in 1..1_000_000) by anyone {
            mark = price * 99%
            highest = max(highest, mark)
          }
        }
        """))
  }

  static var unknownAction: ExplainPage {
    ExplainPage(
      .unknownAction,
      title: "there is no action of this name",
      summary: """
        `after` in an invariant, `can`, and the steps of an example name an action of the \
        contract: what can be called from outside. This is none of them; functions do not count, \
        because nobody outside can call one.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action withdraw(amount: USD in 0..1_000) by anyone { held -= amount }
          invariant shrinks after withdrawal(_): held <= old(held)
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action withdraw(amount: USD in 0..1_000) by anyone { held -= amount }
          invariant shrinks after withdraw(_): held <= old(held)
        }
        """))
  }

  static var unknownContract: ExplainPage {
    ExplainPage(
      .unknownContract,
      title: "there is no contract of this name",
      summary: """
        A law names the contract it makes a claim about, which stands in the same file; an example \
        names the contract it uses and the file that holds it. No contract there has this name.
        """,
      wrong: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          fn take(amount: USD) changes state { held -= amount }
          action spend(amount: USD in 0..1_000) by anyone { take(amount) }
        }
        law "spending twice is spending more" for Fond {
          given amount : USD in 1..1_000
          left { take(amount) }
          right { take(amount)  take(amount) }
          then left(held) >= right(held)
        }
        """),
      right: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          fn take(amount: USD) changes state { held -= amount }
          action spend(amount: USD in 0..1_000) by anyone { take(amount) }
        }
        law "spending twice is spending more" for Fund {
          given amount : USD in 1..1_000
          left { take(amount) }
          right { take(amount)  take(amount) }
          then left(held) >= right(held)
        }
        """))
  }

  static var unknownEvent: ExplainPage {
    ExplainPage(
      .unknownEvent,
      title: "there is no event of this name",
      summary: """
        `emit` records something that simulations, examples and reports can count. What may be \
        recorded is declared once, with the types of its parts: `event Withdrawn(a: Account, \
        amount: USD)`.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          event Withdrawn(amount: USD)
          action withdraw(amount: USD in 0..1_000) by anyone {
            held -= amount
            emit Withdrawal(amount)
          }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          event Withdrawn(amount: USD)
          action withdraw(amount: USD in 0..1_000) by anyone {
            held -= amount
            emit Withdrawn(amount)
          }
        }
        """))
  }

  static var unknownField: ExplainPage {
    ExplainPage(
      .unknownField,
      title: "rows of this table have no such field",
      summary: """
        A row has the fields its table declares, the keys of its table, and its `id`. Most often \
        the name is misspelt, or the field stands in another table. After a call, the name must be \
        one of the results the function declares.
        """,
      wrong: .source(
        """
        contract Bank {
          unit USD
          table Account { collateral : USD }
          action deposit(amount: USD in 0..1_000) by a: Account { a.colateral += amount }
        }
        """),
      right: .source(
        """
        contract Bank {
          unit USD
          table Account { collateral : USD }
          action deposit(amount: USD in 0..1_000) by a: Account { a.collateral += amount }
        }
        """))
  }
}
