/// Pages about what stands inside bodies: loops, matches, aggregates, rounding.
enum SemanticBodyPages {
  static var aggregateForm: ExplainPage {
    ExplainPage(
      .aggregateForm,
      title: "an aggregate is not written as it needs to be",
      summary: """
        `sum min max median any all` combine a value for each row: `sum(a.cash for a in Account)`. \
        `count` and `first` take rows alone: `count(a in Account where ..)`. Only `first` and \
        `for` know an order, and `else` belongs to those that have no value for no rows.
        """,
      wrong: .source(
        """
        contract Bank {
          unit USD
          table Account { cash : USD }
          state poor : int
          action survey() by anyone { poor = count(a.cash for a in Account where a.cash < 10 USD) }
        }
        """),
      right: .source(
        """
        contract Bank {
          unit USD
          table Account { cash : USD }
          state poor : int
          action survey() by anyone { poor = count(a in Account where a.cash < 10 USD) }
        }
        """))
  }

  static var cannotIndex: ExplainPage {
    ExplainPage(
      .cannotIndex,
      title: "brackets behind something that has no rows",
      summary: """
        Brackets pick a row of a table, `Account[3]`, or an element of a local column, `share[a]`. \
        A plain local has one value for all rows.
        """,
      wrong: .source(
        """
        contract Pool {
          unit USD
          state fund : USD
          table Account { cash : USD }
          action spread() by anyone {
            let share = fund / 10
            for a in Account { a.cash += share[a] }
          }
        }
        """),
      right: .source(
        """
        contract Pool {
          unit USD
          state fund : USD
          table Account { cash : USD }
          action spread() by anyone {
            let share = fund / 10
            for a in Account { a.cash += share }
          }
        }
        """))
  }

  static var cannotMatch: ExplainPage {
    ExplainPage(
      .cannotMatch,
      title: "a `match` over something that has no cases",
      summary: """
        `match` goes through the members of an enum, or through some whole numbers and `else`. \
        Amounts and ratios lie anywhere in between, and what is asked of them are limits: use \
        `if`.
        """,
      wrong: .source(
        """
        contract Tiers {
          unit USD
          state rate : ratio
          action classify(size: USD in 0..1_000) by anyone {
            rate = match size { 0: 0%  else: 1% }
          }
        }
        """),
      right: .source(
        """
        contract Tiers {
          unit USD
          state rate : ratio
          action classify(size: USD in 0..1_000) by anyone {
            rate = if size == 0 then 0% else 1%
          }
        }
        """))
  }

  static var claimWord: ExplainPage {
    ExplainPage(
      .claimWord,
      title: "a word of claims stands in a rule",
      summary: """
        `old(e)` is the value before the outermost call, `can action(..)` asks whether a call \
        would succeed, `left(e)` and `right(e)` are the two runs of a law. Claims look at runs \
        from outside; a rule is inside of one. To compare with the value before, keep it: `let \
        before = held`.
        """,
      wrong: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone {
            held -= amount
            ensure held >= old(held) * 50%
          }
        }
        """),
      right: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone {
            let before = held
            held -= amount
            ensure held >= before * 50%
          }
        }
        """))
  }

  static var duplicateArm: ExplainPage {
    ExplainPage(
      .duplicateArm,
      title: "a `match` has the same case twice",
      summary: """
        The first arm would always win and the second never run, so one of them says something its \
        author believes and the contract does not do.
        """,
      wrong: .source(
        """
        contract Breaker {
          enum Mode { normal, reduce_only, halted }
          state mode : Mode
          state limit_size : ratio
          action refresh() by anyone {
            limit_size = match mode { normal: 100  reduce_only: 10  normal: 50  halted: 0 }
          }
        }
        """),
      right: .source(
        """
        contract Breaker {
          enum Mode { normal, reduce_only, halted }
          state mode : Mode
          state limit_size : ratio
          action refresh() by anyone {
            limit_size = match mode { normal: 100  reduce_only: 10  halted: 0 }
          }
        }
        """))
  }

  static var matchNotExhaustive: ExplainPage {
    ExplainPage(
      .matchNotExhaustive,
      title: "a `match` does not say what happens in every case",
      summary: """
        Every member of the enum needs its arm, or `else` speaks for the rest; over whole numbers \
        `else` is always needed. Whoever adds a member later is then led to every rule that must \
        decide about it.
        """,
      wrong: .source(
        """
        contract Breaker {
          enum Mode { normal, reduce_only, halted }
          state mode : Mode
          state limit_size : ratio
          action refresh() by anyone {
            limit_size = match mode { normal: 100  reduce_only: 10 }
          }
        }
        """),
      right: .source(
        """
        contract Breaker {
          enum Mode { normal, reduce_only, halted }
          state mode : Mode
          state limit_size : ratio
          action refresh() by anyone {
            limit_size = match mode { normal: 100  reduce_only: 10  halted: 0 }
          }
        }
        """))
  }

  static var outOfPlace: ExplainPage {
    ExplainPage(
      .outOfPlace,
      title: "a piece of syntax stands where it has no meaning",
      summary: """
        `_` stands for an argument that does not matter, in `after liquidate(_)` and `emits \
        Paid(_, 5)`. `{ size: 1 }` stands right of `=` and writes a row. `(x, y)` stands right of \
        `return`. None of them is a value that could be passed on or calculated with.
        """,
      wrong: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          fn keep(amount: USD, least: USD) -> USD = max(amount, least)
          action pay(amount: USD in 0..1_000) by anyone { held = keep(held - amount, _) }
        }
        """),
      right: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          fn keep(amount: USD, least: USD) -> USD = max(amount, least)
          action pay(amount: USD in 0..1_000) by anyone { held = keep(held - amount, 0) }
        }
        """))
  }

  static var outsideLoop: ExplainPage {
    ExplainPage(
      .outsideLoop,
      title: "`break` or `continue` stands in no loop",
      summary: """
        `break` ends the `for` or `repeat` around it, `continue` goes on with its next row or \
        turn. To leave a function or an action early write `return`; to undo it, `require`.
        """,
      wrong: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone {
            if held == 0 { break }
            held -= min(held, amount)
          }
        }
        """),
      right: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone {
            if held == 0 { return }
            held -= min(held, amount)
          }
        }
        """))
  }

  static var roundingBothWays: ExplainPage {
    ExplainPage(
      .roundingBothWays,
      title: "one rounding clause would push a result both ways",
      summary: """
        A `rounding` clause covers every product and quotient written before it. Behind a minus \
        sign or in a divisor a larger value makes the result smaller, so `up` would push one part \
        up and the whole down. Give the part its own clause, in parentheses, and say what each is \
        for: here the fee is rounded up and what is paid out down.
        """,
      wrong: .source(
        """
        contract Redeem {
          unit USD
          param fee : ratio = 0.1% in 0%..1%
          state paid : USD
          action redeem(shares: ratio in 0..1_000, price: USD in 0..1_000) by anyone {
            paid = shares * price - price * fee rounding down
          }
        }
        """),
      right: .source(
        """
        contract Redeem {
          unit USD
          param fee : ratio = 0.1% in 0%..1%
          state paid : USD
          action redeem(shares: ratio in 0..1_000, price: USD in 0..1_000) by anyone {
            paid = (shares * price rounding down) - (price * fee rounding up)
          }
        }
        """))
  }

  static var roundingNothing: ExplainPage {
    ExplainPage(
      .roundingNothing,
      title: "a rounding clause covers nothing that rounds",
      summary: """
        Sums and differences are exact; `*`, `/`, `sqrt`, `muldiv`, `mulrem`, `quotient` and \
        `remainder` round. The clause covers those written right before it, and never one inside a \
        function that is called: its direction is the function's own affair.
        """,
      wrong: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone { held = held + amount rounding up }
        }
        """),
      right: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone { held = held + amount }
        }
        """))
  }

  static var unboundedRepeat: ExplainPage {
    ExplainPage(
      .unboundedRepeat,
      title: "how often a body repeats is not known",
      summary: """
        The cost of an action is a formula of table sizes, known before it runs, so `repeat` takes \
        a number, a parameter (its range bounds it) or `count(T)`. For a count that is only found \
        on the way, repeat the largest it can be and `break`.
        """,
      wrong: .source(
        """
        contract Interest {
          state grown : ratio = 100%
          action compound(rate: ratio in 0%..1%, periods: int in 0..365) by anyone {
            repeat periods times { grown *= 1 + rate }
          }
        }
        """),
      right: .source(
        """
        contract Interest {
          state grown : ratio = 100%
          action compound(rate: ratio in 0%..1%, periods: int in 0..365) by anyone {
            var done = quotient(0, 1)
            repeat 365 times {
              if done == periods { break }
              grown *= 1 + rate
              done += 1
            }
          }
        }
        """))
  }
}
