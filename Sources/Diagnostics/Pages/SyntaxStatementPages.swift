/// Pages about statements.
enum SyntaxStatementPages {
  static var comparisonAsStatement: ExplainPage {
    ExplainPage(
      .comparisonAsStatement,
      title: "a comparison stands alone",
      summary: """
        `==` compares and gives true or false; as a statement nothing is done with that. To set \
        a value write one `=`; to insist on it write `require`.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action clear() by anyone { held == 0 }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action clear() by anyone { held = 0 }
        }
        """))
  }

  static var expectedStatement: ExplainPage {
    ExplainPage(
      .expectedStatement,
      title: "what stands here is no statement",
      summary: """
        A statement sets something, calls a function that changes state, or begins with a word \
        such as `let`, `if`, `for`, `require` or `emit`. A value alone does nothing. If the \
        first word is nearly one of those, it is suggested.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone {
            requires amount <= held
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
            require amount <= held
            held -= amount
          }
        }
        """))
  }

  static var expectedPattern: ExplainPage {
    ExplainPage(
      .expectedPattern,
      title: "an arm of a `match` begins with no pattern",
      summary: """
        The arms of a `match` are the members of an enum, by their names alone, or whole \
        numbers. For conditions there is `if`.
        """,
      wrong: .source(
        """
        contract Market {
          enum Mode { open, halted }
          state mode : Mode
          fn factor() -> ratio = match mode { Mode.open: 1  halted: 0 }
        }
        """),
      right: .source(
        """
        contract Market {
          enum Mode { open, halted }
          state mode : Mode
          fn factor() -> ratio = match mode { open: 1  halted: 0 }
        }
        """))
  }

  static var expectedTable: ExplainPage {
    ExplainPage(
      .expectedTable,
      title: "`for` walks over something that is no table",
      summary: """
        `for row in Table` does something for every row of a table, in the order of their ids. \
        There is no counting loop; to do something a number of times write `repeat`.
        """,
      wrong: .source(
        """
        contract Vault {
          state n : int
          action count_up() by anyone {
            for i in 0..10 { n = n + 1 }
          }
        }
        """),
      right: .source(
        """
        contract Vault {
          state n : int
          action count_up() by anyone {
            repeat 10 times { n = n + 1 }
          }
        }
        """))
  }

  static var foreignWord: ExplainPage {
    ExplainPage(
      .foreignWord,
      title: "a word of another language",
      summary: """
        Every loop here ends: `for` walks the rows of a table, `repeat n times` counts, and \
        `break` leaves early. There is no `while`. A second condition is `else if`.
        """,
      wrong: .source(
        """
        contract Vault {
          state n : int
          action halve() by anyone {
            while n > 1 { n = quotient(n, 2) }
          }
        }
        """),
      right: .source(
        """
        contract Vault {
          state n : int
          action halve() by anyone {
            repeat 128 times {
              if n <= 1 { break }
              n = quotient(n, 2)
            }
          }
        }
        """))
  }

  static var misplacedDeclaration: ExplainPage {
    ExplainPage(
      .misplacedDeclaration,
      title: "a declaration stands where it may not",
      summary: """
        `state`, `param`, `table`, `fn` and the like declare parts of a contract and stand side \
        by side in it, not in the block of a function. A value that lives only in a block begins \
        with `let` or, if it changes, `var`.

        A library declares no roles and no actions: who may do what is for the contract to say, \
        where everybody looks for it.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone {
            const half : USD = amount / 2
            held += half
          }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action pay(amount: USD in 0..1_000) by anyone {
            let half = amount / 2
            held += half
          }
        }
        """))
  }

  static var semicolon: ExplainPage {
    ExplainPage(
      .semicolon,
      title: "a statement ends with a semicolon",
      summary: """
        Statements are set side by side, on lines of their own or two blanks apart. Nothing \
        separates them.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action clear() by anyone { held = 0; }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action clear() by anyone { held = 0 }
        }
        """))
  }
}
