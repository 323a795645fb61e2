/// Pages about lints, and about the comments that silence them.
enum SemanticLintPages {
  static var allowWithoutReason: ExplainPage {
    ExplainPage(
      .allowWithoutReason,
      title: "a lint is allowed without saying why",
      summary: """
        A comment `// allow <lint>: reason` silences a warning where it stands. The reason is for \
        the next reader, who otherwise cannot tell a decision from a shortcut; without one the \
        comment silences nothing.
        """,
      wrong: .source(
        """
        contract Queue {
          unit USD
          state score : ratio
          action rank(profit: USD in 0..1_000, margin: USD in 1..1_000, leverage: ratio in 1..20)
              by anyone {
            // allow divide-before-multiply
            score = profit / margin * leverage
          }
        }
        """),
      right: .source(
        """
        contract Queue {
          unit USD
          state score : ratio
          action rank(profit: USD in 0..1_000, margin: USD in 1..1_000, leverage: ratio in 1..20)
              by anyone {
            // allow divide-before-multiply: the score only orders the queue
            score = profit / margin * leverage
          }
        }
        """))
  }

  static var divideBeforeMultiply: ExplainPage {
    ExplainPage(
      .divideBeforeMultiply,
      title: "a quotient is rounded before it is multiplied",
      summary: """
        A division rounds to 18 decimals, one of integers to whole numbers, and a product after it \
        multiplies what was lost: `1 / 3 * 3` is not 1. Multiplying first keeps the digits, and \
        `muldiv(a, c, b)` rounds once however large the product is. Small as it is, the difference \
        always falls to the same side, and whoever may repeat the action collects it.
        """,
      wrong: .source(
        """
        contract Payout {
          unit USD
          state paid : USD
          action pay(pool: USD in 0..1_000_000, shares: ratio in 1..1_000, mine: ratio in 0..1_000)
              by anyone {
            paid += pool / shares * mine
          }
        }
        """),
      right: .source(
        """
        contract Payout {
          unit USD
          state paid : USD
          action pay(pool: USD in 0..1_000_000, shares: ratio in 1..1_000, mine: ratio in 0..1_000)
              by anyone {
            paid += muldiv(pool, mine, shares)
          }
        }
        """),
      notes: ["`quotient(size, lot) * lot`, which rounds to whole lots, is not reported"])
  }

  static var loopGuardWritten: ExplainPage {
    ExplainPage(
      .loopGuardWritten,
      title: "a loop changes what its own guard reads",
      summary: """
        `for .. where .. by ..` evaluates its guard for every row, sorts, and only then runs the \
        bodies. What a body changes comes too late for the selection: below, every account that \
        was poor at the start is helped, also when the fund has long been empty. Test again inside \
        the loop where the change must be seen. A body may freely change its own row, on which no \
        other row's turn depends.
        """,
      wrong: .source(
        """
        contract Relief {
          unit USD
          state fund : USD = 100
          table Account { balance : USD }
          action help() by anyone {
            for a in Account where a.balance < 10 USD and fund > 0 {
              a.balance += 5 USD
              fund -= 5 USD
            }
          }
        }
        """),
      right: .source(
        """
        contract Relief {
          unit USD
          state fund : USD = 100
          table Account { balance : USD }
          action help() by anyone {
            for a in Account where a.balance < 10 USD {
              if fund < 5 USD { break }
              a.balance += 5 USD
              fund -= 5 USD
            }
          }
        }
        """))
  }

  static var requireNeverFails: ExplainPage {
    ExplainPage(
      .requireNeverFails,
      title: "a requirement is always met",
      summary: """
        The declared ranges already decide the condition, so the `require` costs gas and protects \
        nobody. Most often it repeats the range of an argument, which is checked before the body \
        runs; now and then the limit was meant to be tighter, and the contract is less safe than \
        it reads.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action deposit(amount: USD in 0..1_000) by anyone {
            require amount >= 0, "a deposit cannot be negative"
            held += amount
          }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action deposit(amount: USD in 0..1_000) by anyone {
            require amount > 0, "an empty deposit changes nothing"
            held += amount
          }
        }
        """))
  }

  static var requireNeverPasses: ExplainPage {
    ExplainPage(
      .requireNeverPasses,
      title: "a requirement can never be met",
      summary: """
        The declared ranges already rule the condition out, so every call that reaches it reverts: \
        the action is dead, and an attack on the contract would never see what lies behind it. \
        Usually a comparison points the wrong way, or a limit is written in another unit (`500` \
        for `5%`). `require false` says openly that a way must not be taken and is not reported.
        """,
      wrong: .source(
        """
        contract Fees {
          state fee : ratio
          action change(next: ratio in 0%..5%) by anyone {
            require next >= 10%, "a fee of {next} is too small"
            fee = next
          }
        }
        """),
      right: .source(
        """
        contract Fees {
          state fee : ratio
          action change(next: ratio in 0%..5%) by anyone {
            require next >= 0.1%, "a fee of {next} is too small"
            fee = next
          }
        }
        """))
  }

  static var unknownLint: ExplainPage {
    ExplainPage(
      .unknownLint,
      title: "a comment allows something that is no lint",
      summary: """
        `// allow <id>: reason` takes the id of a lint, as a warning shows it between brackets. \
        This one is misspelt, or it is the id of an error: errors cannot be allowed, only mended.
        """,
      wrong: .source(
        """
        contract Queue {
          unit USD
          state share : USD
          action split(pool: USD in 0..1_000, parts: ratio in 1..10) by anyone {
            // allow divide-before-multiplying: only shown, never paid
            share = pool / parts
          }
        }
        """),
      right: .source(
        """
        contract Queue {
          unit USD
          state share : USD
          action split(pool: USD in 0..1_000, parts: ratio in 1..10) by anyone {
            // allow divide-before-multiply: only shown, never paid
            share = pool / parts * 2
          }
        }
        """))
  }

  static var unreachableCode: ExplainPage {
    ExplainPage(
      .unreachableCode,
      title: "code that never runs",
      summary: """
        Every way to this place leaves before it, or the condition around it is always false. A \
        rule nobody can reach is a rule that is not there: a fee never taken, a breaker that never \
        trips.
        """,
      wrong: .source(
        """
        contract Breaker {
          param trip : ratio = 10% in 1%..50%
          state halted : bool
          action observe(move: ratio in 0..1) by anyone {
            if move < trip { return } else { halted = true  return }
            halted = false
          }
        }
        """),
      right: .source(
        """
        contract Breaker {
          param trip : ratio = 10% in 1%..50%
          state halted : bool
          action observe(move: ratio in 0..1) by anyone {
            halted = false
            if move < trip { return }
            halted = true
          }
        }
        """))
  }

  static var unusedAllow: ExplainPage {
    ExplainPage(
      .unusedAllow,
      title: "a comment allows what does not occur",
      summary: """
        The lint the comment speaks of is not raised on the line it covers: its own line when it \
        stands behind code, otherwise the next line with code. Most often the code was mended and \
        the comment stayed; left alone it would one day hide a new finding.
        """,
      wrong: .source(
        """
        contract Payout {
          unit USD
          state paid : USD
          action pay(pool: USD in 0..1_000, shares: ratio in 1..1_000, mine: ratio in 0..1_000)
              by anyone {
            // allow divide-before-multiply: the amounts are small
            paid += pool * mine / shares
          }
        }
        """),
      right: .source(
        """
        contract Payout {
          unit USD
          state paid : USD
          action pay(pool: USD in 0..1_000, shares: ratio in 1..1_000, mine: ratio in 0..1_000)
              by anyone {
            paid += pool * mine / shares
          }
        }
        """))
  }

  static var zeroDivisor: ExplainPage {
    ExplainPage(
      .zeroDivisor,
      title: "a divisor may be zero",
      summary: """
        The declared range of the divisor includes zero, and nothing on the way rules zero out. A \
        division by zero reverts the whole action, so one vote within the range, or one argument, \
        can close an action for everybody, liquidations included. Leave zero out of the range, or \
        say what happens then. A `require`, an `if` around it, `x != 0 and ..`, `max(1, x)` and an \
        invariant over parameters all count.
        """,
      wrong: .source(
        """
        contract Limits {
          unit USD
          param cap : USD = 1_000 in 0..1_000_000
          state used : USD
          state full : bool
          action report(amount: USD in 0..1_000) by anyone {
            used += amount
            full = used / cap > 90%
          }
        }
        """),
      right: .source(
        """
        contract Limits {
          unit USD
          param cap : USD = 1_000 in 0..1_000_000
          state used : USD
          state full : bool
          action report(amount: USD in 0..1_000) by anyone {
            used += amount
            full = cap == 0 or used / cap > 90%
          }
        }
        """))
  }
}
