/// Pages about declarations: ranges, defaults, constants and keys.
enum SemanticDeclarationPages {
  static var constantCycle: ExplainPage {
    ExplainPage(
      .constantCycle,
      title: "a constant is defined by itself",
      summary: """
        Constants may use one another in any order, but following the definitions must end at \
        numbers. Here it comes back to where it began.
        """,
      wrong: .source(
        """
        contract Tiers {
          const SMALL : ratio = LARGE / 10
          const LARGE : ratio = SMALL * 10
          state tier : ratio
          action classify(size: ratio in 0..1_000) by anyone {
            tier = if size < SMALL then 1 else LARGE
          }
        }
        """),
      right: .source(
        """
        contract Tiers {
          const SMALL : ratio = LARGE / 10
          const LARGE : ratio = 100
          state tier : ratio
          action classify(size: ratio in 0..1_000) by anyone {
            tier = if size < SMALL then 1 else LARGE
          }
        }
        """))
  }

  static var constantTraps: ExplainPage {
    ExplainPage(
      .constantTraps,
      title: "a constant expression has no value",
      summary: """
        The expression divides by zero, overflows 128 bits, or asks a function for a value it does \
        not have, such as the logarithm of zero. In an action that would revert; a constant, a \
        default or a range would never have a value at all.
        """,
      wrong: .source(
        """
        contract Rates {
          const PERIODS : ratio = 0
          const STEP : ratio = 12% / PERIODS
          state rate : ratio
          action accrue() by anyone { rate += STEP }
        }
        """),
      right: .source(
        """
        contract Rates {
          const PERIODS : ratio = 12
          const STEP : ratio = 12% / PERIODS
          state rate : ratio
          action accrue() by anyone { rate += STEP }
        }
        """))
  }

  static var defaultOutsideRange: ExplainPage {
    ExplainPage(
      .defaultOutsideRange,
      title: "a default lies outside its own range",
      summary: """
        The range is what governance may ever choose, and the default is its first choice, so it \
        must lie inside. Often one of the two is written in another scale: `5` is 500 %.
        """,
      wrong: .source(
        """
        contract Exchange {
          unit USD
          param margin : ratio = 5 in 1%..50%
          state needed : USD
          action open(notional: USD in 0..1_000_000) by anyone { needed += notional * margin }
        }
        """),
      right: .source(
        """
        contract Exchange {
          unit USD
          param margin : ratio = 5% in 1%..50%
          state needed : USD
          action open(notional: USD in 0..1_000_000) by anyone { needed += notional * margin }
        }
        """))
  }

  static var emptyRange: ExplainPage {
    ExplainPage(
      .emptyRange,
      title: "a range ends before it begins",
      summary: """
        `a..b` holds everything from `a` to `b`, both included, so the smaller end stands first. \
        Mind the signs: `-10%..-20%` is empty.
        """,
      wrong: .source(
        """
        contract Exchange {
          unit USD
          param margin : ratio = 5% in 50%..1%
          state needed : USD
          action open(notional: USD in 0..1_000_000) by anyone { needed += notional * margin }
        }
        """),
      right: .source(
        """
        contract Exchange {
          unit USD
          param margin : ratio = 5% in 1%..50%
          state needed : USD
          action open(notional: USD in 0..1_000_000) by anyone { needed += notional * margin }
        }
        """))
  }

  static var keyOfKeyedTable: ExplainPage {
    ExplainPage(
      .keyOfKeyedTable,
      title: "a table with keys is used as a key",
      summary: """
        The rows of `Position[account: Account, market: Market]` are all pairs of an account and a \
        market. Keys are tables of plain numbered rows, so that it is always clear how many rows \
        there are; instead of a keyed table use its own keys. For the same reason the rows of a \
        keyed table cannot be written down with it.
        """,
      wrong: .source(
        """
        contract Orders {
          unit USD
          table Account { cash : USD }
          table Market { price : USD }
          table Position[account: Account, market: Market] { size : ratio }
          table Stop[position: Position] { price : USD }
          action trade(m: Market, size: ratio in 0..10) by a: Account {
            Position[a, m].size += size
          }
        }
        """),
      right: .source(
        """
        contract Orders {
          unit USD
          table Account { cash : USD }
          table Market { price : USD }
          table Position[account: Account, market: Market] { size : ratio }
          table Stop[account: Account, market: Market] { price : USD }
          action trade(m: Market, size: ratio in 0..10) by a: Account {
            Position[a, m].size += size
          }
        }
        """))
  }

  static var missingDefault: ExplainPage {
    ExplainPage(
      .missingDefault,
      title: "a parameter has no default",
      summary: """
        A parameter has a value from the first moment on, before anybody has voted. Zero would be \
        a silent choice, and for a margin or a divisor a dangerous one, so it must be written.
        """,
      wrong: .source(
        """
        contract Exchange {
          unit USD
          param margin : ratio in 1%..50%
          state needed : USD
          action open(notional: USD in 0..1_000_000) by anyone { needed += notional * margin }
        }
        """),
      right: .source(
        """
        contract Exchange {
          unit USD
          param margin : ratio = 5% in 1%..50%
          state needed : USD
          action open(notional: USD in 0..1_000_000) by anyone { needed += notional * margin }
        }
        """))
  }

  static var missingRange: ExplainPage {
    ExplainPage(
      .missingRange,
      title: "a parameter has no range",
      summary: """
        The range says what a vote may choose; attacks on the contract and sweeps of its \
        parameters stay within it, and a value outside is refused. Without one any number could be \
        voted in. Truths, enums and rows need none.
        """,
      wrong: .source(
        """
        contract Exchange {
          unit USD
          param margin : ratio = 5%
          state needed : USD
          action open(notional: USD in 0..1_000_000) by anyone { needed += notional * margin }
        }
        """),
      right: .source(
        """
        contract Exchange {
          unit USD
          param margin : ratio = 5% in 1%..50%
          state needed : USD
          action open(notional: USD in 0..1_000_000) by anyone { needed += notional * margin }
        }
        """))
  }

  static var notConstant: ExplainPage {
    ExplainPage(
      .notConstant,
      title: "a default, a range or a constant depends on something that changes",
      summary: """
        Constants, defaults, ranges and the patterns of `match` are settled before anything runs, \
        from numbers and other constants. A parameter may be voted to another value and a state \
        moves all the time; what follows from them belongs into a function.
        """,
      wrong: .source(
        """
        contract Exchange {
          unit USD
          param margin : ratio = 5% in 1%..50%
          const WARNING : ratio = margin * 2
          state warned : bool
          action check(equity: USD in 0..1_000, notional: USD in 0..1_000) by anyone {
            warned = equity < notional * WARNING
          }
        }
        """),
      right: .source(
        """
        contract Exchange {
          unit USD
          param margin : ratio = 5% in 1%..50%
          fn warning() -> ratio = margin * 2
          state warned : bool
          action check(equity: USD in 0..1_000, notional: USD in 0..1_000) by anyone {
            warned = equity < notional * warning()
          }
        }
        """))
  }

  static var rangeOnFunction: ExplainPage {
    ExplainPage(
      .rangeOnFunction,
      title: "a parameter of a function has a range",
      summary: """
        Ranges guard the doors: arguments of actions and parameters of governance come from \
        outside and are checked there. A function is called from inside, by rules that were \
        checked already. Where it must insist all the same, it says `require`.
        """,
      wrong: .source(
        """
        contract Exchange {
          unit USD
          state fees : USD
          fn fee(amount: USD in 0..1_000) -> USD = amount * 0.1%
          action trade(amount: USD in 0..1_000) by anyone { fees += fee(amount) }
        }
        """),
      right: .source(
        """
        contract Exchange {
          unit USD
          state fees : USD
          fn fee(amount: USD) -> USD = amount * 0.1%
          action trade(amount: USD in 0..1_000) by anyone { fees += fee(amount) }
        }
        """))
  }
}
