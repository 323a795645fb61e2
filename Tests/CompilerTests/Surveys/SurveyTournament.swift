import Reference

/// Many contracts played with surveys and without, and the first difference of each that shows one.
struct SurveyTournament {
  let seed: UInt64
  var paths = 6
  var steps = 10
  /// The interpreter, which is slow, judges one contract of so many.
  var judged: UInt64 = 4

  struct Result {
    var tally = SurveyTally()
    var reports: [String] = []
  }

  /// Plays contracts of these numbers one after the other, on one deep stack.
  func play(_ numbers: some Sequence<UInt64>, differences: Int = 1) -> Result {
    DeepStack.run {
      var result = Result()
      for number in numbers where result.reports.count < differences { play(number, &result) }
      return result
    } ?? Result(reports: ["the system has no stack"])
  }

  /// What no machine was made for.
  private let refused = "the compiler"

  private func play(_ number: UInt64, _ result: inout Result) {
    guard let scenario = SurveyScenario(seed: seed, number: number) else {
      result.tally.refused += 1
      return
    }
    let (difference, tally) = outcome(of: scenario)
    result.tally = result.tally + tally
    if let difference { result.reports.append(report(scenario, difference)) }
  }

  func outcome(of scenario: SurveyScenario) -> (Difference?, SurveyTally) {
    do {
      let isJudged = scenario.scenario.number % judged == 0
      var play = try SurveyPlay(scenario, judged: isJudged)
      let difference = play.play(paths: paths, steps: steps)
      return (difference, play.tally)
    } catch {
      return (Difference(refused, "a program", "\(error)"), SurveyTally())
    }
  }

  /// What went wrong, in the shortest text that shows it.
  private func report(_ scenario: SurveyScenario, _ original: Difference) -> String {
    func difference(_ source: String) -> Difference? {
      SurveyScenario(seed: seed, number: scenario.scenario.number, source: source)
        .flatMap { outcome(of: $0).0 }
    }
    var shrinker = Shrinker(tries: 400) { source in
      difference(source).map { ($0.title == refused) == (original.title == refused) } ?? false
    }
    let source = shrinker.shrink(scenario.scenario.source)
    let shown = difference(source) ?? original
    return """
      \(shown.title)
      \(shown.expected)
      \(shown.found)
      rows: \(scenario.rows)
      once more: PLIMSOLL_DIFFERENTIAL=surveys/\(seed)/\(scenario.scenario.number)
      \(source)
      """
  }
}
