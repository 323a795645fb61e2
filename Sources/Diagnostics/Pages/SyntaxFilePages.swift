/// Pages about what holds a file together.
enum SyntaxFilePages {
  static var unclosedBrace: ExplainPage {
    ExplainPage(
      .unclosedBrace,
      title: "a `{` is never closed",
      summary: """
        The brace that is pointed at has no partner. Where it was noticed is pointed at too; \
        when an inner brace seems to have taken the partner of an outer one, the indentation \
        tells which of them lacks it.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action clear() by anyone {
            held = 0
          invariant solvent: held >= 0
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action clear() by anyone {
            held = 0
          }
          invariant solvent: held >= 0
        }
        """))
  }

  static var unclosedBracket: ExplainPage {
    ExplainPage(
      .unclosedBracket,
      title: "a `(` or `[` is never closed",
      summary: """
        The bracket that is pointed at has no partner before the next line begins something \
        else.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone {
            held = max(0, held - amount
          }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone {
            held = max(0, held - amount)
          }
        }
        """))
  }

  static var unexpectedBrace: ExplainPage {
    ExplainPage(
      .unexpectedBrace,
      title: "a `}` closes nothing",
      summary: """
        Everything is closed already. Either this brace is one too many, or one further up \
        closed more than it should.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
        }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
        }
        """))
  }

  static var outsideContract: ExplainPage {
    ExplainPage(
      .outsideContract,
      title: "a declaration stands outside of any contract",
      summary: """
        Declarations belong to a `contract` or a `library`. Often a `}` too many has ended the \
        contract early; its rest is then still read as part of it.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
        }
        state held : USD
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
        }
        """))
  }

  static var unexpectedToken: ExplainPage {
    ExplainPage(
      .unexpectedToken,
      title: "something else was expected here",
      summary: """
        The grammar allows only one or a few things at this place, and they are named. What \
        stands there instead may be right and what comes before it wrong: read the line from its \
        beginning.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone {
            require amount <= held "too much"
            held -= amount
          }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone {
            require amount <= held, "too much"
            held -= amount
          }
        }
        """))
  }

  static var notInThisVersion: ExplainPage {
    ExplainPage(
      .notInThisVersion,
      title: "this part of the language is not read yet",
      summary: """
        `spec` describes markets, agents and what is expected of them; `proposal` a change of \
        parameters and its evidence. This version reads contracts, libraries, laws and examples, \
        and skips those two as a whole, so their claims are not checked.
        """,
      wrong: .source(
        """
        spec Calm "nothing happens" {
          clock every 10min for 7d
        }
        """, kind: .spec),
      right: .source(
        """
        contract Counter {
          state n : int
          fn step() changes state { n = n + 1 }
          action count_on() by anyone { step() }
        }
        law "a step is never taken back" for Counter {
          given  a : int in 1..5
          left   { n = a  step() }
          right  { n = a }
          then   left(n) >= right(n)
        }
        """, kind: .spec))
  }
}
