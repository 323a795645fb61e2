/// Pages about declarations and types.
enum SyntaxDeclarationPages {
  static var expectedDeclaration: ExplainPage {
    ExplainPage(
      .expectedDeclaration,
      title: "what stands here declares nothing",
      summary: """
        A contract is a list of declarations: `unit`, `role`, `const`, `param`, `enum`, `state`, \
        `table`, `event`, `fn`, `action`, `invariant`, `import`. Statements stand inside \
        functions and actions. A file is a list of contracts, libraries, laws and examples.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          held = 100
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD = 100
        }
        """))
  }

  static var expectedName: ExplainPage {
    ExplainPage(
      .expectedName,
      title: "a name is missing",
      summary: """
        Something is declared or used by name here, and no name stands there. A list may also \
        have one comma too many at its end.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state : USD
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

  static var expectedType: ExplainPage {
    ExplainPage(
      .expectedType,
      title: "a type is missing",
      summary: """
        Behind the colon stands a type: `bool`, `int`, `ratio`, `duration`, `time`, an enum, a \
        table, or units such as `USD/BTC`. Units take no parentheses.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD, BTC
          state rate : USD/
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD, BTC
          state rate : USD/BTC
        }
        """))
  }

  static var missingCallers: ExplainPage {
    ExplainPage(
      .missingCallers,
      title: "an action does not say who may call it",
      summary: """
        Who may act is part of the rules, so every action says it: `by anyone`, `by governance` \
        for a role, or `by a: Account`, where the caller is a row of a table.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held : USD
          action clear() { held = 0 }
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          role owner
          state held : USD
          action clear() by owner { held = 0 }
        }
        """))
  }

  static var missingType: ExplainPage {
    ExplainPage(
      .missingType,
      title: "what is declared has no type",
      summary: """
        Whatever is stored or handed over says what it measures. That is how a price can never \
        be added to a balance.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          state held = 100
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          state held : USD = 100
        }
        """))
  }

  static var reservedWord: ExplainPage {
    ExplainPage(
      .reservedWord,
      title: "a word of the language is used as a name",
      summary: """
        Some words hold programs together and cannot name things: `event`, `unit`, `state`, \
        `table` .. Behind a dot, and as the field of a row that is written, they may stand, \
        since nothing else can be meant there.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          param event : USD = 100 in 1..1_000
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD
          param credit_limit : USD = 100 in 1..1_000
          action lend(amount: USD in 0..1_000) by anyone { require amount <= credit_limit }
        }
        """))
  }

  static var unitExponent: ExplainPage {
    ExplainPage(
      .unitExponent,
      title: "the power of a unit is no small whole number",
      summary: """
        Behind `^` stands a whole number from 1 to 16. A unit below one is written with `/`.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD, BTC
          state curvature : USD*BTC^-2
        }
        """),
      right: .source(
        """
        contract Vault {
          unit USD, BTC
          state curvature : USD/BTC^2
        }
        """))
  }

  static var unknownDeclaration: ExplainPage {
    ExplainPage(
      .unknownDeclaration,
      title: "a word begins no declaration",
      summary: """
        The word is read as the one it most likely stands for, misspelt or from another \
        language, and the rest of the file is checked as if that stood there.
        """,
      wrong: .source(
        """
        contract Vault {
          unit USD
          stat held : USD
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
}
