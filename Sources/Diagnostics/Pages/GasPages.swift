/// Pages about what actions may cost, which `plimsoll check --max-gas` looks at.
enum GasPages {
  static var gasOverLimit: ExplainPage {
    ExplainPage(
      .gasOverLimit,
      title: "an action can take more gas than it may",
      summary: """
        With `--max-gas` every action must stay below a limit, for the sizes of tables given with \
        `--rows`. The line shown is the one that takes most on the dearest way through the action; \
        `plimsoll gas` shows all of them, and the formula in table sizes behind the number.
        """,
      wrong: .situation(
        "check --max-gas 10_000 --rows Account=1000, where an action walks over all accounts twice"
      ),
      right: .situation(
        "the same action with a `limit` on its loop, or with a total kept in a `state`"))
  }

  static var gasUnbounded: ExplainPage {
    ExplainPage(
      .gasUnbounded,
      title: "the gas of an action has no bound",
      summary: """
        An enforced invariant that asks with `can` whether an action would succeed is itself part \
        of that action, so its cost contains itself. It still ends, when the gas does.
        """,
      wrong: .situation("invariant alive enforced: can pay(1)"),
      right: .situation("invariant alive: can pay(1), checked after actions instead of in them"))
  }
}
