/// Pages about values and operators.
enum SyntaxValuePages {
  static var assignmentInExpression: ExplainPage {
    ExplainPage(
      .assignmentInExpression,
      title: "`=` stands where values are compared",
      summary: """
        `=` sets, `==` compares. Setting is a statement of its own and never part of a value, so \
        an `=` inside one can only be a slip.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          state empty : bool
          action look() by anyone {
            if held = 0 { empty = true }
          }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          state empty : bool
          action look() by anyone {
            if held == 0 { empty = true }
          }
        }
        """))
  }

  static var chainedComparison: ExplainPage {
    ExplainPage(
      .chainedComparison,
      title: "comparisons do not chain",
      summary: """
        A comparison gives true or false, so `a < b < c` would compare a truth with a number. \
        Say both comparisons.
        """,
      wrong: .source(
        """
        contract Vault {
          param fee : ratio = 1% in 0%..10%
          fn sensible(x: ratio) -> bool = 0 < x < fee
        }
        """),
      right: .source(
        """
        contract Vault {
          param fee : ratio = 1% in 0%..10%
          fn sensible(x: ratio) -> bool = 0 < x and x < fee
        }
        """))
  }

  static var expectedExpression: ExplainPage {
    ExplainPage(
      .expectedExpression,
      title: "a value is missing",
      summary: """
        A number, a name or a call was expected. Most often an operator has lost its right side, \
        or a bracket closes too early.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone { held = held - }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone { held = held - amount }
        }
        """))
  }

  static var foreignOperator: ExplainPage {
    ExplainPage(
      .foreignOperator,
      title: "an operator of another language",
      summary: """
        The language says `and`, `or`, `not` and `if c then x else y` in words, compares with \
        `==` and `!=`, and has functions for what is rare in rules: `remainder`, `pow`. Marks of \
        other languages are named with what to write instead.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          state open : bool
          invariant quiet: held >= 0 && not open
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          state open : bool
          invariant quiet: held >= 0 and not open
        }
        """),
      notes: ["powers of units are written `^`, in types only: `BTC^2/USD`"])
  }

  static var misplacedRow: ExplainPage {
    ExplainPage(
      .misplacedRow,
      title: "a row is written where it cannot be set",
      summary: """
        `{ size: 1, entry: 100 }` writes a row of a table, so it stands right of one `=`, and \
        nowhere inside a larger value.
        """,
      wrong: .source(
        """
        contract Book {
          unit USD
          table Account { cash : USD }
          fn double(a: Account) -> USD = 2 * { cash: a.cash }
        }
        """),
      right: .source(
        """
        contract Book {
          unit USD
          table Account { cash : USD }
          fn double(a: Account) -> USD = 2 * a.cash
          action open(a: Account) by anyone { a = { cash: 100 USD } }
        }
        """))
  }

  static var misplacedTuple: ExplainPage {
    ExplainPage(
      .misplacedTuple,
      title: "several values stand where one belongs",
      summary: """
        Only `return (a, b)` gives several values, in a function whose result names them. They \
        are read by name: `let f = split(x)`, then `f.paid`.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          fn split(x: USD) -> USD = (x / 2, x / 2)
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          fn split(x: USD) -> (paid: USD, left: USD) { return (x / 2, x - x / 2) }
          fn paid(x: USD) -> USD = split(x).paid
        }
        """))
  }

  static var misplacedWildcard: ExplainPage {
    ExplainPage(
      .misplacedWildcard,
      title: "`_` stands where a value belongs",
      summary: """
        `_` says that an argument does not matter, in `after liquidate(_)` and in `emits E(_, \
        100)`. It is no name and has no value.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone { held += _ }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone { held += amount }
          invariant grown after pay(_): held >= old(held)
        }
        """))
  }

  static var missingElse: ExplainPage {
    ExplainPage(
      .missingElse,
      title: "an `if` that gives a value has no `else`",
      summary: """
        `if c then x else y` is a value and needs one for either case. Without a second value \
        use the statement `if c { .. }`.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          fn positive(x: USD) -> USD = if x > 0 then x
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          fn positive(x: USD) -> USD = if x > 0 then x else 0
        }
        """))
  }

  static var nestingTooDeep: ExplainPage {
    ExplainPage(
      .nestingTooDeep,
      title: "something is nested more than 256 deep",
      summary: """
        Parentheses, blocks, calls and chains of operators together may be 256 deep. Nobody \
        writes that by hand; the bound lets every tool walk a program without running out of \
        stack. A long sum can be cut in parts with `let`.
        """,
      wrong: .source(
        """
        contract Vault {
          fn deep() -> ratio = \(String(repeating: "(", count: 300))1\(String(repeating: ")", count: 300))
        }
        """),
      right: .source(
        """
        contract Vault {
          fn deep() -> ratio = (((1)))
        }
        """))
  }

  static var noLists: ExplainPage {
    ExplainPage(
      .noLists,
      title: "there are no lists",
      summary: """
        Everything that comes in numbers is a row of a table, whose size is known before \
        anything runs; that is what makes every action end and its cost a formula. `min`, `max` \
        and `median` take several values side by side.
        """,
      wrong: .source(
        """
        contract Feed {
          unit USD
          fn middle(a: USD, b: USD) -> USD = [a, b]
        }
        """),
      right: .source(
        """
        contract Feed {
          unit USD
          table Source { price : USD }
          fn middle() -> USD = median(s.price for s in Source else 0)
        }
        """))
  }

  static var notCallable: ExplainPage {
    ExplainPage(
      .notCallable,
      title: "what is called is no function",
      summary: """
        Parentheses behind a name call it. A number or a value in parentheses cannot be called; \
        multiplication is written out.
        """,
      wrong: .source(
        """
        contract Vault {
          param fee : ratio = 1% in 0%..10%
          fn total(x: ratio) -> ratio = 2(x + fee)
        }
        """),
      right: .source(
        """
        contract Vault {
          param fee : ratio = 1% in 0%..10%
          fn total(x: ratio) -> ratio = 2 * (x + fee)
        }
        """))
  }

  static var roundingNeedsParentheses: ExplainPage {
    ExplainPage(
      .roundingNeedsParentheses,
      title: "arithmetic follows a `rounding` clause",
      summary: """
        The clause binds looser than arithmetic: `a / b rounding up` rounds all of what stands \
        before it. What comes behind would then be outside, which nobody sees at a glance, so \
        parentheses are asked for.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          fn fee(x: USD) -> USD = x / 3 rounding up + 1 USD
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          fn fee(x: USD) -> USD = (x / 3 rounding up) + 1 USD
        }
        """))
  }

  static var unknownRounding: ExplainPage {
    ExplainPage(
      .unknownRounding,
      title: "no such direction of rounding",
      summary: """
        There are five directions: `to zero` (the default), `from zero`, `down` (toward minus \
        infinity), `up` and `half up`. Which one a protocol takes decides who gains the last \
        unit.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          fn fee(x: USD) -> USD = x / 3 rounding ceiling
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          fn fee(x: USD) -> USD = x / 3 rounding up
        }
        """))
  }
}
