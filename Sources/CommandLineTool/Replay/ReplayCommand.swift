extension Command {
  /// `plimsoll replay`: a path of a simulation, step by step.
  static let replay = Command(
    description: CommandDescription(
      name: "replay", summary: "walk one path of a simulation, or a kept case, step by step",
      positionals: "FILE.spec|FILE.case", positionalLimits: 1...1,
      options: [
        .path, .seed, .steps, .spec, .proposal, .state, .still, .move, .law, .given, .page, .json,
        .colour,
      ],
      details: """
        Walks a path that `test` has named again, exactly: of each step the time, the prices, every
        call with who made it, what it changed or why it was refused, and every invariant that broke
        with the values of both sides; at the end the measures. Refused calls of one kind share a
        line unless --step picks some steps; step 0 is the setup.

        With --proposal the path is walked with what that proposal of the file changes, as `vote`
        walks it, and with --state from the accounts of a file. With --move a price is held from a step
        on, and with --still every price stands where it is first but for such moves, and the path
        ends after so many steps: so what `vote` has made simple and `sweep --stress` has shocked is
        walked again. With --law that law is asked what is --given after the last step, and nothing
        else.

        Of a case that `fuzz` has kept: every call with who made it, what it changed and what it cost,
        the invariant that broke with the values of both sides, and the whole story in sentences.
        Cases take no option but --html and --json. A case still fails, now passes, or no longer
        applies, and then why; that is status 1, 0 or 2.

        With --html the path or case becomes a page to show to others: the story, the prices with the
        moment of the break, both sides of what broke, what the accounts involved have, each step.

        The status is 1 when the path breaks an invariant, a law or a claim about every path, and 2 when it
        cannot be walked to its end.
        """,
      examples: [
        "replay Specs/crash-week.spec --path 17",
        "replay Specs/crash-week.spec --path 17 --seed 7 --step 300..310",
        "replay Specs/crash-week.spec --path 17 --still 20 --move ETH=1_900@3 --html path.html",
        "replay Contracts/.plimsoll/cases/solvent-1a2b3c4d.case",
      ]),
    run: { arguments, session throws(UsageError) in
      if arguments.positionals[0].hasSuffix(".case") {
        let run = CaseRun(
          path: arguments.positionals[0], arguments: arguments, session: session)
        return run.run()
      }
      let options = try ReplayOptions(arguments)
      var run = ReplayRun(options, arguments, session)
      return run.run()
    })
}

extension CommandDescription.Option {
  static let path = Self("path", value: "N", "the number of the path, counted from 0")
  static let steps = Self("step", value: "A..B", "show only these steps; one number for one step")
  static let spec = Self("spec", value: "NAME", "which spec of the file, where it holds several")
  static let proposal = Self("proposal", value: "TITLE", "walk it with the changes of a proposal")
  static let still = Self("still", value: "N", "let prices stand for N steps, and end there")
  static let move = Self(
    "move", value: "MARKET=PRICE@STEP", "hold a price from that step on; again for more")
}

/// Which path `replay` walks, and what it shows of it.
struct ReplayOptions {
  let path: UInt64
  let seed: UInt64
  let steps: ClosedRange<Int>?

  /// No run has more paths.
  private static let paths: ClosedRange<UInt64> = 0...999_999_999

  init(_ arguments: ParsedArguments) throws(UsageError) {
    guard let path = try SimulationOptions.number("path", arguments, Self.paths) else {
      throw .missingArgument("--path N")
    }
    self.path = path
    seed = try SimulationOptions.seed(arguments)
    steps = try arguments.value("step").map { text throws(UsageError) in try Self.range(text) }
  }

  private static func range(_ text: String) throws(UsageError) -> ClosedRange<Int> {
    let ends = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = [ends.first, ends.last].compactMap { $0 }.map { WholeNumber($0) }
    if ends.count == 1 || ends.count == 3 && ends[1].isEmpty,
      case .number(let first) = numbers[0], case .number(let last) = numbers[1], first <= last
    {
      return first...last
    }
    throw .badValue(
      what: "range of steps", found: text, wanted: "write `--step 300` or `--step 300..310`")
  }
}
