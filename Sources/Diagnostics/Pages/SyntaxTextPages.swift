/// Pages about characters, numbers and texts.
enum SyntaxTextPages {
  static var blockComment: ExplainPage {
    ExplainPage(
      .blockComment,
      title: "there are no block comments",
      summary: """
        A comment begins with `//` and ends with its line; one that documents a declaration \
        begins with `///`. Comments that span lines hide code too easily: a reader in the middle \
        of one cannot tell.
        """,
      wrong: .source(
        """
        contract Vault {
          /* what the vault holds */
          unit USD
          state held : USD
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          /// What the vault holds.
          state held : USD
        }
        """))
  }

  static var curlyQuote: ExplainPage {
    ExplainPage(
      .curlyQuote,
      title: "a typographic quote does not begin a text",
      summary: """
        Texts stand between plain quotes, `"`. Word processors and chats turn them into \
        typographic ones, which look alike and are other characters. Inside a text and in \
        comments they are fine.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          invariant solvent “never below zero”: held >= 0
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          invariant solvent "never below zero": held >= 0
        }
        """))
  }

  static var unknownCharacter: ExplainPage {
    ExplainPage(
      .unknownCharacter,
      title: "a character has no meaning in a program",
      summary: """
        Programs are written in ASCII: letters, digits and the marks of the grammar. Anything \
        else may stand in texts and comments only, so that no two names look alike and are \
        different. Common look-alikes, such as a long dash for a minus, are named with what to \
        write instead.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          invariant solvent: held ≥ 0
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          invariant solvent: held >= 0
        }
        """))
  }

  static var unknownEscape: ExplainPage {
    ExplainPage(
      .unknownEscape,
      title: "a text holds an escape nobody knows",
      summary: """
        In a text a backslash begins one of five escapes: `\\"`, `\\\\`, `\\{`, `\\}` and `\\n`. \
        Any other is a slip, and dropping the backslash silently would change the text.
        """,
      wrong: .source(
        #"""
        contract Vault {
          unit USD
          state held : USD
          action withdraw(amount: USD in 0..1_000) by anyone {
            require amount <= held, "held:\t{held}"
            held -= amount
          }
        }
        """#),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action withdraw(amount: USD in 0..1_000) by anyone {
            require amount <= held, "held: {held}"
            held -= amount
          }
        }
        """))
  }

  static var unterminatedString: ExplainPage {
    ExplainPage(
      .unterminatedString,
      title: "a text is not closed on its line",
      summary: """
        A text begins and ends with `"` on one line. The closing quote is missing, and what \
        follows on the line was read as part of the text.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action withdraw(amount: USD in 0..1_000) by anyone {
            require amount <= held, "only {held} is left
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
            require amount <= held, "only {held} is left"
            held -= amount
          }
        }
        """))
  }

  static var unclosedHole: ExplainPage {
    ExplainPage(
      .unclosedHole,
      title: "a hole in a message has lost a brace",
      summary: """
        In a message `{expression}` shows a value. Every `{` needs its `}` within the text; a \
        brace that is only text is written `\\{` or `\\}`.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action withdraw(amount: USD in 0..1_000) by anyone {
            require amount <= held, "only {held is left"
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
            require amount <= held, "only {held} is left"
            held -= amount
          }
        }
        """))
  }

  static var unknownSuffix: ExplainPage {
    ExplainPage(
      .unknownSuffix,
      title: "letters stick to a number and are no suffix",
      summary: """
        A suffix is attached to its number: `%`, `bps`, `x`, and the times `s`, `min`, `h`, `d`, \
        `y`. A unit stands apart from it: `100 USD`. The exponent of a number is a lowercase \
        `e`.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          param wait : duration = 10sec in 1s..1h
          state asked_at : time
          fn ready() -> bool = now - asked_at >= wait
          action pay() by anyone {
            require ready()
            held = 0  asked_at = now
          }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          param wait : duration = 10s in 1s..1h
          state asked_at : time
          fn ready() -> bool = now - asked_at >= wait
          action pay() by anyone {
            require ready()
            held = 0  asked_at = now
          }
        }
        """),
      notes: ["a year is 365 days, `1y`; there is no suffix for months or weeks"])
  }
}
