/// Pages about types: rows, truths, enums, numbers and the arguments of calls.
enum SemanticTypePages {
  static var noOrder: ExplainPage {
    ExplainPage(
      .noOrder,
      title: "values without an order are compared or sorted",
      summary: """
        Numbers and times come before one another. Enums, truths and rows are only equal or not; \
        their place in the file is no rank to base a rule on. Rows can be ordered by a field, or \
        by `id` where any fixed order will do.
        """,
      wrong: .source(
        """
        contract Breaker {
          enum Mode { normal, reduce_only, halted }
          state mode : Mode
          state volume : ratio
          action trade(size: ratio in 0..100) by anyone {
            require mode < halted, "the market is {mode}"
            volume += size
          }
        }
        """),
      right: .source(
        """
        contract Breaker {
          enum Mode { normal, reduce_only, halted }
          state mode : Mode
          state volume : ratio
          action trade(size: ratio in 0..100) by anyone {
            require mode != halted, "the market is {mode}"
            volume += size
          }
        }
        """))
  }

  static var notARow: ExplainPage {
    ExplainPage(
      .notARow,
      title: "a field is asked of something that is no row",
      summary: """
        Only rows have fields, can be `reset`, or can be written with braces. What stands before \
        the point is a single value. A row itself is written field by field or with `= { .. }`; it \
        cannot be copied with `=`.
        """,
      wrong: .source(
        """
        contract Bank {
          unit USD
          state reserve : USD
          table Account { cash : USD }
          action pay(amount: USD in 0..1_000) by a: Account { a.cash += min(amount, reserve.cash) }
        }
        """),
      right: .source(
        """
        contract Bank {
          unit USD
          state reserve : USD
          table Account { cash : USD }
          action pay(amount: USD in 0..1_000) by a: Account { a.cash += min(amount, reserve) }
        }
        """))
  }

  static var numberOutOfReach: ExplainPage {
    ExplainPage(
      .numberOutOfReach,
      title: "a number that cannot be held exactly",
      summary: """
        Fixed point has 18 decimals in 128 bits, so it ends near 170 billion billion and resolves \
        0.000000000000000001; an `int` is whole and ends near 1.7e38. A number beyond that, or a \
        fraction where a whole number is wanted, is refused rather than rounded.
        """,
      wrong: .source(
        """
        contract Dust {
          unit USD
          const DUST : USD = 0.0000000000000000005
          state swept : USD
          action sweep(amount: USD in 0..1) by anyone { if amount > DUST { swept += amount } }
        }
        """),
      right: .source(
        """
        contract Dust {
          unit USD
          const DUST : USD = 0.000000000000000005
          state swept : USD
          action sweep(amount: USD in 0..1) by anyone { if amount > DUST { swept += amount } }
        }
        """))
  }

  static var typeMismatch: ExplainPage {
    ExplainPage(
      .typeMismatch,
      title: "a value of another type is wanted here",
      summary: """
        Conditions want true or false, calculations want numbers, and a place declared as a time, \
        an enum or a row takes nothing else. Nothing is converted in silence: a size is not true \
        because it is not zero, so say what is asked about it.
        """,
      wrong: .source(
        """
        contract Bank {
          unit BTC
          table Account { size : BTC }
          action close() by a: Account {
            require a.size, "{a} has no position"
            a.size = 0
          }
        }
        """),
      right: .source(
        """
        contract Bank {
          unit BTC
          table Account { size : BTC }
          action close() by a: Account {
            require a.size != 0, "{a} has no position"
            a.size = 0
          }
        }
        """))
  }

  static var wrongArgumentCount: ExplainPage {
    ExplainPage(
      .wrongArgumentCount,
      title: "a call has too many or too few arguments",
      summary: """
        Every declared parameter needs its argument, in order; there are no defaults and no names \
        at the call. The same goes for the brackets of a table with keys: one row for each key.
        """,
      wrong: .source(
        """
        contract Bank {
          unit USD
          table Account { cash : USD }
          fn free(a: Account, haircut: ratio) -> USD = a.cash * (1 - haircut)
          action withdraw(amount: USD in 0..1_000) by a: Account {
            require amount <= free(a), "too much"
            a.cash -= amount
          }
        }
        """),
      right: .source(
        """
        contract Bank {
          unit USD
          table Account { cash : USD }
          fn free(a: Account, haircut: ratio) -> USD = a.cash * (1 - haircut)
          action withdraw(amount: USD in 0..1_000) by a: Account {
            require amount <= free(a, 10%), "too much"
            a.cash -= amount
          }
        }
        """))
  }

  static var wrongRow: ExplainPage {
    ExplainPage(
      .wrongRow,
      title: "a row of another table",
      summary: """
        A row belongs to its table: an account is not a market, though both may be number 3. \
        Passing one for the other would read a field of whatever row happens to have that number.
        """,
      wrong: .source(
        """
        contract Lending {
          unit USD
          table Market { fee : ratio }
          table Account { debt : USD }
          fn cost(m: Market, amount: USD) -> USD = amount * m.fee
          action borrow(m: Market, amount: USD in 0..1_000) by a: Account {
            m.fee = 1%
            a.debt += amount + cost(a, amount)
          }
        }
        """),
      right: .source(
        """
        contract Lending {
          unit USD
          table Market { fee : ratio }
          table Account { debt : USD }
          fn cost(m: Market, amount: USD) -> USD = amount * m.fee
          action borrow(m: Market, amount: USD in 0..1_000) by a: Account {
            m.fee = 1%
            a.debt += amount + cost(m, amount)
          }
        }
        """))
  }
}
