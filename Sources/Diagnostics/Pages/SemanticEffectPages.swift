/// Pages about calls and what they may change.
enum SemanticEffectPages {
  static var actionCalledInside: ExplainPage {
    ExplainPage(
      .actionCalledInside,
      title: "an action is called from inside the contract",
      summary: """
        An action is a door: it is entered from outside, by a caller who was checked, and undone \
        as a whole when anything fails. Rules that several actions share stand in a function, \
        which `changes state` where it has to.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action deposit(amount: USD in 0..1_000) by anyone { held += amount }
          action deposit_twice(amount: USD in 0..1_000) by anyone {
            deposit(amount)
            deposit(amount)
          }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          fn take(amount: USD) changes state { held += amount }
          action deposit(amount: USD in 0..1_000) by anyone { take(amount) }
          action deposit_twice(amount: USD in 0..1_000) by anyone {
            take(amount)
            take(amount)
          }
        }
        """))
  }

  static var assignToFixedName: ExplainPage {
    ExplainPage(
      .assignToFixedName,
      title: "a name that has its value for good is assigned",
      summary: """
        `let`, parameters and the rows of loops keep the value they begin with, so a reader who \
        has seen the line knows the value. What changes on the way is a `var`. A column of values, \
        `let share[a in Account]`, is filled once.
        """,
      wrong: .source(
        """
        contract Waterfall {
          unit USD
          state insurance : USD
          state bad_debt : USD
          action absorb(deficit: USD in 0..1_000) by anyone {
            let left = deficit
            if insurance > 0 { left = max(0, deficit - insurance) }
            bad_debt += left
          }
        }
        """),
      right: .source(
        """
        contract Waterfall {
          unit USD
          state insurance : USD
          state bad_debt : USD
          action absorb(deficit: USD in 0..1_000) by anyone {
            var rest = deficit
            if insurance > 0 { rest = max(0, deficit - insurance) }
            bad_debt += rest
          }
        }
        """))
  }

  static var effectInExpression: ExplainPage {
    ExplainPage(
      .effectInExpression,
      title: "a function that changes state is called inside an expression",
      summary: """
        A call that changes state stands alone, or is all there is right of one `=`, `+=` or `-=`. \
        Inside an expression the order in which things happen would decide the result, and readers disagree \
        about that order. Name its result first.
        """,
      wrong: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          state paid : USD
          fn take(amount: USD) -> USD changes state {
            let taken = min(amount, held)
            held -= taken
            return taken
          }
          action pay(amount: USD in 0..1_000) by anyone { paid += 2 * take(amount) }
        }
        """),
      right: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          state paid : USD
          fn take(amount: USD) -> USD changes state {
            let taken = min(amount, held)
            held -= taken
            return taken
          }
          action pay(amount: USD in 0..1_000) by anyone {
            let taken = take(amount)
            paid += 2 * taken
          }
        }
        """))
  }

  static var effectNotAllowed: ExplainPage {
    ExplainPage(
      .effectNotAllowed,
      title: "something that may only compute changes state",
      summary: """
        A function changes nothing unless it says `changes state`, and invariants, constants and \
        examples never do. So a rule can ask `equity(a)` as often as it likes, in any order, and a \
        reader knows at the first line of a function whether it can move money.
        """,
      wrong: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          fn take(amount: USD) { held -= amount }
          action pay(amount: USD in 0..1_000) by anyone { held = max(0, held - amount) }
        }
        """),
      right: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          fn take(amount: USD) changes state { held -= amount }
          action pay(amount: USD in 0..1_000) by anyone { take(min(amount, held)) }
        }
        """))
  }

  static var missingReturn: ExplainPage {
    ExplainPage(
      .missingReturn,
      title: "a function can end without a result",
      summary: """
        A function that promises a result gives one back on every way through: after the last `if` \
        something must still be returned. A silent zero would be a price, a margin or a fee that \
        nobody decided.
        """,
      wrong: .source(
        """
        contract Tiers {
          state rate : ratio
          fn tier(size: ratio) -> ratio {
            if size < 100 { return 1% }
            if size < 1_000 { return 2% }
          }
          action classify(size: ratio in 0..10_000) by anyone { rate = tier(size) }
        }
        """),
      right: .source(
        """
        contract Tiers {
          state rate : ratio
          fn tier(size: ratio) -> ratio {
            if size < 100 { return 1% }
            if size < 1_000 { return 2% }
            return 5%
          }
          action classify(size: ratio in 0..10_000) by anyone { rate = tier(size) }
        }
        """))
  }

  static var noResult: ExplainPage {
    ExplainPage(
      .noResult,
      title: "a function without a result is used as a value",
      summary: """
        The function declares no result, so there is nothing to assign, compare or add. Call it \
        alone, or give it a result: `fn take(..) -> USD changes state`. A body written `= ..` \
        always needs one.
        """,
      wrong: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          state paid : USD
          fn take(amount: USD) changes state { held -= amount }
          action pay(amount: USD in 0..1_000) by anyone { paid = take(amount) }
        }
        """),
      right: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          state paid : USD
          fn take(amount: USD) changes state { held -= amount }
          action pay(amount: USD in 0..1_000) by anyone {
            take(amount)
            paid = amount
          }
        }
        """))
  }

  static var notAssignable: ExplainPage {
    ExplainPage(
      .notAssignable,
      title: "what stands left of `=` cannot be assigned",
      summary: """
        States, parameters of governance, fields of rows and `var`s can be assigned. A constant, \
        the clock, the key or the number of a row and the result of a calculation cannot.
        """,
      wrong: .source(
        """
        contract Fees {
          const FEE : ratio = 0.1%
          state charged : ratio
          action change(next: ratio in 0%..1%) by anyone {
            FEE = next
            charged += FEE
          }
        }
        """),
      right: .source(
        """
        contract Fees {
          param fee : ratio = 0.1% in 0%..1%
          state charged : ratio
          action change(next: ratio in 0%..1%) by anyone {
            fee = next
            charged += fee
          }
        }
        """))
  }

  static var severalResults: ExplainPage {
    ExplainPage(
      .severalResults,
      title: "a function with several results is used as one value",
      summary: """
        A function that declares `-> (paid: USD, rest: USD)` gives back both, and they are read by \
        name: `let r = settle(a)`, then `r.paid` and `r.rest`. There is no single value to \
        calculate with.
        """,
      wrong: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          state owed : USD
          fn settle(amount: USD) -> (paid: USD, rest: USD) {
            let paid = min(amount, held)
            return (paid, amount - paid)
          }
          action pay(amount: USD in 0..1_000) by anyone {
            let done = settle(amount)
            held -= done.paid
            owed += settle(amount)
          }
        }
        """),
      right: .source(
        """
        contract Fund {
          unit USD
          state held : USD
          state owed : USD
          fn settle(amount: USD) -> (paid: USD, rest: USD) {
            let paid = min(amount, held)
            return (paid, amount - paid)
          }
          action pay(amount: USD in 0..1_000) by anyone {
            let done = settle(amount)
            held -= done.paid
            owed += done.rest
          }
        }
        """))
  }

  static var unusedResult: ExplainPage {
    ExplainPage(
      .unusedResult,
      title: "a computation whose result goes nowhere",
      summary: """
        The function only computes, or the statement is an expression alone: it costs gas and \
        changes nothing. Either the result should be assigned or required, or the function was \
        meant to change state and does not.
        """,
      wrong: .source(
        """
        contract Bank {
          unit USD
          table Account { cash : USD }
          fn solvent(a: Account) -> bool = a.cash >= 0
          action withdraw(amount: USD in 0..1_000) by a: Account {
            a.cash -= amount
            solvent(a)
          }
        }
        """),
      right: .source(
        """
        contract Bank {
          unit USD
          table Account { cash : USD }
          fn solvent(a: Account) -> bool = a.cash >= 0
          action withdraw(amount: USD in 0..1_000) by a: Account {
            a.cash -= amount
            ensure solvent(a)
          }
        }
        """))
  }

  static var wrongResult: ExplainPage {
    ExplainPage(
      .wrongResult,
      title: "a `return` does not give what the function promises",
      summary: """
        A function gives back exactly the results it declares, in order; an action gives back \
        nothing, and its `return` stands alone. The value begins on the line of its `return`.
        """,
      wrong: .source(
        """
        contract Tiers {
          state rate : ratio
          fn tier(size: ratio) -> ratio {
            if size < 100 { return }
            return 2%
          }
          action classify(size: ratio in 0..10_000) by anyone { rate = tier(size) }
        }
        """),
      right: .source(
        """
        contract Tiers {
          state rate : ratio
          fn tier(size: ratio) -> ratio {
            if size < 100 { return 1% }
            return 2%
          }
          action classify(size: ratio in 0..10_000) by anyone { rate = tier(size) }
        }
        """))
  }
}
