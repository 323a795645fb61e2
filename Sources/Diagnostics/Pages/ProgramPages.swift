/// Pages about contracts that are right and yet no programs of the machine.
enum ProgramPages {
  static var programRefused: ExplainPage {
    ExplainPage(
      .programRefused,
      title: "the machine refuses what a contract was compiled to",
      summary: """
        Every program is proved before it runs: that it reads only what was written, ends, and \
        stays in its memory. What the compiler makes of a contract always should be; that it was \
        not is a mistake of plimsoll, never of the contract. The finding says what was refused.
        """,
      wrong: .situation("a contract that checks, and that `plimsoll test` does not run"),
      right: .situation("the same contract in a version of plimsoll without the mistake"))
  }

  static var programTooLarge: ExplainPage {
    ExplainPage(
      .programTooLarge,
      title: "a contract is larger than the machine's instructions can say",
      summary: """
        An instruction names a value, a column, a function or a distance to jump by a number below \
        65,536. A contract written by people comes nowhere near; one written by a program can.
        """,
      wrong: .situation("an action of 20,000 lines"),
      right: .situation("the same lines in twenty functions, or a table in place of the lines"))
  }
}
