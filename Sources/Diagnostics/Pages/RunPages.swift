/// Pages about what comes to light only when an example or a script runs. `plimsoll test` raises
/// these ids on the wrong examples, and on the right ones none.
enum RunPages {
  /// The contract the examples below use.
  private static let vault = """
    contract Vault {
      unit USD
      role teller
      param most : USD = 100 in 1..1_000
      state held : USD
      state owed : USD
      event Paid(amount: USD)

      action deposit(amount: USD in 0..1_000) by anyone {
        require small: amount <= most, "{amount} is more than {most}"
        held += amount  owed += amount
      }
      action pay(amount: USD in 0..1_000) by anyone {
        require covered: amount <= held, "only {held} is there"
        held -= amount  owed -= amount
        emit Paid(amount)
      }
      action lose(amount: USD in 0..1_000) by teller { held -= amount }

      invariant covered "what is owed is there": held >= owed
    }

    """

  /// An example on the vault, with this population, given, when and then.
  private static func onVault(_ body: String) -> ExplainPage.Example {
    .source(
      "example \"the vault\" {\n  use Vault from \"vault.risk\"\n  \(body)\n}\n", kind: .spec,
      beside: [ExplainPage.Companion(path: "vault.risk", text: vault)])
  }

  static var brokenInvariant: ExplainPage {
    ExplainPage(
      .brokenInvariant,
      title: "an invariant of the contract does not hold",
      summary: """
        Invariants are checked on the given state of an example and after every step that \
        succeeds. One that traps is broken too. The finding shows the two sides of the comparison \
        that failed and, inside `all`, the first row for which it failed.

        Either the contract lets something happen that must not, or the given state is one it \
        could never be in.
        """,
      wrong: onVault("given held = 50, owed = 50  when lose(10)  then held == 40"),
      right: onVault("given held = 50, owed = 40  when lose(10)  then held == 40"))
  }

  static var claimFailed: ExplainPage {
    ExplainPage(
      .claimFailed,
      title: "what a line of a script or of the prompt claims is not so",
      summary: """
        A claim after `then` is false. For a comparison the finding shows both sides, exactly, and \
        how far they are apart. The lines after it run all the same, and the status is 1.
        """,
      wrong: .situation("set held = 50, and on the next line then held == 51"),
      right: .situation("set held = 50, and on the next line then held == 50"))
  }

  static var exampleFailed: ExplainPage {
    ExplainPage(
      .exampleFailed,
      title: "what an example claims is not so",
      summary: """
        A claim after `then` is false. For a comparison the finding shows both sides, exactly, and \
        how far they are apart; results that round are compared with `+-`.
        """,
      wrong: onVault("when deposit(50)  then held == 51"),
      right: onVault("when deposit(50)  then held == 50"))
  }

  static var exampleNotComputed: ExplainPage {
    ExplainPage(
      .exampleNotComputed,
      title: "a value an example needs cannot be computed",
      summary: """
        A given value, an argument of a step or a claim ends in an overflow, a division by zero, a \
        row that is not there, or a value outside the range of its parameter. Nothing the contract \
        does is to blame: the example asks for something that has no answer.
        """,
      wrong: onVault("given most = 5_000  when deposit(50)  then held == 50"),
      right: onVault("given most = 500  when deposit(50)  then held == 50"))
  }

  static var missingBreak: ExplainPage {
    ExplainPage(
      .missingBreak,
      title: "an invariant an example expects to break holds",
      summary: """
        `breaks solvent` says that the last step succeeds and leaves the invariant false. It is \
        true after that step, or the step reverted, which leaves everything as it was. Examples \
        say `breaks` about rules that are known to be wrong, to show how.
        """,
      wrong: onVault("given held = 50, owed = 40  when lose(10)  then breaks covered"),
      right: onVault("given held = 50, owed = 50  when lose(10)  then breaks covered"))
  }

  static var missingEvent: ExplainPage {
    ExplainPage(
      .missingEvent,
      title: "an event an example expects was not emitted",
      summary: """
        `emits` looks at the events of the last step. None of them has this name with these \
        values; `_` stands for a value that does not matter.
        """,
      wrong: onVault("given held = 50, owed = 50  when pay(20)  then emits Paid(30)"),
      right: onVault("given held = 50, owed = 50  when pay(20)  then emits Paid(20)"))
  }

  static var missingRevert: ExplainPage {
    ExplainPage(
      .missingRevert,
      title: "a step an example expects to revert succeeds",
      summary: """
        `reverts` says that the last step of its round fails and leaves everything as it was. It \
        did not fail. Behind a value, as in `ln(0) reverts`, it says that the value cannot be \
        computed; it was.
        """,
      wrong: onVault("given held = 50, owed = 50  when pay(20)  then reverts"),
      right: onVault("given held = 50, owed = 50  when pay(60)  then reverts"))
  }

  static var notComputed: ExplainPage {
    ExplainPage(
      .notComputed,
      title: "a value that a line of a script or of the prompt needs cannot be computed",
      summary: """
        A value that is set or printed, an argument of an action, or a claim ends in an overflow, a \
        division by zero, a row that is not there, or a value outside the range of its parameter. \
        The state stays as it was.
        """,
      wrong: .situation("print exp(1_000)"),
      right: .situation("print exp(10)"))
  }

  static var otherRevert: ExplainPage {
    ExplainPage(
      .otherRevert,
      title: "a step reverts, but not for the reason an example gives",
      summary: """
        `reverts covered` expects the `require` or `ensure` of that name to fail. Something else \
        failed first. The machine's own reasons have names as well: overflow, division_by_zero, \
        domain, range, caller, none_row, row_out_of_range, no_rows, gas.
        """,
      wrong: onVault("when deposit(200)  then reverts covered"),
      right: onVault("when deposit(200)  then reverts small"))
  }

  static var populationTooLarge: ExplainPage {
    ExplainPage(
      .populationTooLarge,
      title: "the tables would not fit in memory",
      summary: """
        All tables together hold at most 16,777,216 values. A keyed table has one row for every \
        combination of its keys, so its size is a product.
        """,
      wrong: .situation(
        "population Account = 100_000, Market = 1_000 for a table Position[account: Account, market: Market]"
      ),
      right: .situation("population Account = 1_000, Market = 10"))
  }

  static var populationTooLate: ExplainPage {
    ExplainPage(
      .populationTooLate,
      title: "a script sizes its tables after it has used them",
      summary: """
        The rows of all tables exist from the first command of a script to the last, so \
        `population` stands before whatever sets a value, takes a step or asks a question.
        """,
      wrong: .situation("deposit(50) as Account[0], and on the next line population Account = 3"),
      right: .situation("population Account = 3, and on the next line deposit(50) as Account[0]"))
  }

  static var unexpectedRevert: ExplainPage {
    ExplainPage(
      .unexpectedRevert,
      title: "a step of an example reverts",
      summary: """
        Every step is expected to succeed, but for the last of a round whose `then` says \
        `reverts`. The finding shows the `require`, `ensure` or operation that failed, with its \
        values.
        """,
      wrong: onVault("when deposit(200)  then held == 200"),
      right: onVault("when deposit(100)  then held == 100"))
  }

  static var unwantedEvent: ExplainPage {
    ExplainPage(
      .unwantedEvent,
      title: "an event an example says is not emitted was",
      summary: """
        `not emits` looks at the events of the last step. One of them has this name with these \
        values; `_` stands for any value.
        """,
      wrong: onVault("given held = 50, owed = 50  when pay(20)  then not emits Paid(_)"),
      right: onVault("given held = 50, owed = 50  when pay(20)  then not emits Paid(30)"))
  }
}
