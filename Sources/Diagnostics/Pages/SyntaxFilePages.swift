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

  static var onlyInSpec: ExplainPage {
    ExplainPage(
      .onlyInSpec,
      title: "this stands in a spec, not in a contract",
      summary: """
        `draw`, `some`, `choose`, `try`, `flow`, `after` as a statement and `skip` describe the \
        world around a contract: chance, callers, markets, waiting. A contract has none of them, so \
        that the same call on the same state always does the same. What chance decides comes in as \
        an argument; what waits is a time in a `state`.
        """,
      wrong: .source(
        """
        contract Lottery {
          unit USD
          table Player { held : USD }
          action pay(prize: USD in 0..1_000) by anyone {
            let lucky = some Player
            lucky.held += prize
          }
        }
        """),
      right: .source(
        """
        contract Lottery {
          unit USD
          table Player { held : USD }
          action pay(lucky: Player, prize: USD in 0..1_000) by anyone {
            lucky.held += prize
          }
        }
        """))
  }
}
