/// Pages about what votes read and leave behind.
enum VotePages {
  static var evidence: ExplainPage {
    ExplainPage(
      .evidence,
      title: "a file of evidence is not what it says",
      summary: """
        Evidence ends with a digest of all its lines, so a file that was changed, cut or put together \
        from two is refused before anything is computed. So is one of another version of Plimsoll: it \
        would compare numbers that were never meant to be equal.
        """,
      wrong: .situation("plimsoll verify leverage.evidence    # a line of it was edited"),
      right: .situation("plimsoll vote Specs/leverage.spec --evidence leverage.evidence"))
  }

  static var snapshot: ExplainPage {
    ExplainPage(
      .snapshot,
      title: "accounts of a snapshot do not fit the contract",
      summary: """
        The first column is called as the table whose rows the accounts are, and each other column as \
        a field of it, or of a table that has it for a key: `Holding[ETH].tokens`. A number has the \
        unit of its field or none; it is below zero only in a column called `signed NAME`; no account \
        is there twice. A row `state:NAME` gives a state of the contract its `value`. What does not \
        fit is refused with its row and column: a vote on half of the accounts is none.
        """,
      wrong: .situation(
        """
        Account,collateral,size
        alice,5_000 EUR,-1
        alice,800,2
        """),
      right: .situation(
        """
        Account,collateral,signed size
        alice,5_000 USD,-1
        bob,800,2
        """))
  }
}
