/// Pages about how files and functions hang together: imports and calls.
enum SemanticProgramPages {
  static var callTooDeep: ExplainPage {
    ExplainPage(
      .callTooDeep,
      title: "a chain of calls is longer than 64 functions",
      summary: """
        Every action must end with a cost that is known before it runs, and calls stay within 64 \
        levels so that any machine has the room. Real rules need five or six.
        """,
      wrong: .situation(
        "`fn f1() -> ratio = f2()`, `fn f2() -> ratio = f3()`, and so on to `f65`"),
      right: .situation(
        "one function that does in a loop, or in one expression, what the chain did step by step"))
  }

  static var importCycle: ExplainPage {
    ExplainPage(
      .importCycle,
      title: "an import leads back to where it began",
      summary: """
        Libraries may import libraries, but not each other: what either one means would hang on \
        the other. What both need belongs into a third.
        """,
      wrong: .source(
        """
        contract Exchange {
          import "margin.risk"
          state needed : ratio
          action open(size: ratio in 0..100) by anyone { needed += required(size) }
        }
        """, beside: [marginOnFees, feesOnMargin]),
      right: .source(
        """
        contract Exchange {
          import "margin.risk"
          state needed : ratio
          action open(size: ratio in 0..100) by anyone { needed += required(size) }
        }
        """, beside: [marginOnFees, feesAlone]))
  }

  static var importNotFound: ExplainPage {
    ExplainPage(
      .importNotFound,
      title: "there is no file under an imported path",
      summary: """
        A path is looked up beside the importing file, then in each folder above it. Paths that \
        begin with `std/` name the standard library, which is built in.
        """,
      wrong: .source(
        """
        contract Exchange {
          import "fee.risk"
          state paid : ratio
          action open(size: ratio in 0..100) by anyone { paid += size * 0.1% }
        }
        """, beside: [feesAlone]),
      right: .source(
        """
        contract Exchange {
          import "fees.risk"
          state paid : ratio
          action open(size: ratio in 0..100) by anyone { paid += fee(size) }
        }
        """, beside: [feesAlone]))
  }

  static var importOfNoLibrary: ExplainPage {
    ExplainPage(
      .importOfNoLibrary,
      title: "an imported file is no library",
      summary: """
        An imported file holds exactly one `library`: declarations to share, without roles and \
        actions. Importing a contract would bring its state along, and two contracts never share \
        state.
        """,
      wrong: .source(
        """
        contract Exchange {
          import "vault.risk"
          state held : ratio
          action open(size: ratio in 0..100) by anyone { held += size * 0.1% }
        }
        """, beside: [vaultContract]),
      right: .source(
        """
        contract Exchange {
          import "fees.risk"
          state held : ratio
          action open(size: ratio in 0..100) by anyone { held += fee(size) }
        }
        """, beside: [feesAlone]))
  }

  static var importTooDeep: ExplainPage {
    ExplainPage(
      .importTooDeep,
      title: "imports nest more than 64 deep",
      summary: """
        A library imports a library that imports a library, more than 64 times. No shared rule is \
        so far away; such a chain is made by a program, or by mistake.
        """,
      wrong: .situation(
        "`l1.risk` imports `l2.risk`, which imports `l3.risk`, and so on to `l66.risk`"),
      right: .situation(
        "a contract that imports the library it needs directly"))
  }

  static var recursion: ExplainPage {
    ExplainPage(
      .recursion,
      title: "a function calls itself",
      summary: """
        Every action must end, and its cost must be known before it runs, so no function may call \
        itself, not even by way of others. Repetition is written `for row in T`, over rows, or \
        `repeat n times`.
        """,
      wrong: .source(
        """
        contract Interest {
          state grown : ratio
          fn compound(rate: ratio, years: int) -> ratio =
            if years <= 0 then 1 else (1 + rate) * compound(rate, years - 1)
          action grow(rate: ratio in 0%..20%) by anyone { grown = compound(rate, 10) }
        }
        """),
      right: .source(
        """
        contract Interest {
          state grown : ratio
          fn compound(rate: ratio) -> ratio {
            var result = 100%
            repeat 10 times { result *= 1 + rate }
            return result
          }
          action grow(rate: ratio in 0%..20%) by anyone { grown = compound(rate) }
        }
        """))
  }
}

// Files that the examples above import.

private let marginOnFees = ExplainPage.Companion(
  path: "margin.risk",
  text: """
    library Margin {
      import "fees.risk"
      fn required(size: ratio) -> ratio = size * 5% + fee(size)
    }
    """)

private let feesOnMargin = ExplainPage.Companion(
  path: "fees.risk",
  text: """
    library Fees {
      import "margin.risk"
      fn fee(size: ratio) -> ratio = size * 0.1%
    }
    """)

private let feesAlone = ExplainPage.Companion(
  path: "fees.risk",
  text: """
    library Fees {
      fn fee(size: ratio) -> ratio = size * 0.1%
    }
    """)

private let vaultContract = ExplainPage.Companion(
  path: "vault.risk",
  text: """
    contract Vault {
      state held : ratio
      action deposit(amount: ratio in 0..100) by anyone { held += amount }
    }
    """)
