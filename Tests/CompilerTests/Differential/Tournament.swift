import Numerics
import Reference

/// Many matches, with what they saw and the first that went wrong.
struct Tournament {
  let seed: UInt64
  let calls: Int

  struct Result {
    var tally = Tally()
    var report: String?
  }

  /// Plays the matches of these numbers one after the other, on one deep stack.
  func play(_ numbers: Range<UInt64>) -> Result {
    DeepStack.run {
      var result = Result()
      for number in numbers where result.report == nil { play(number, &result) }
      return result
    } ?? Result(report: "the system has no stack")
  }

  private func play(_ number: UInt64, _ result: inout Result) {
    guard let scenario = Scenario(seed: seed, number: number) else {
      result.tally.refused += 1
      return
    }
    let (difference, tally) = outcome(of: scenario)
    result.tally = result.tally + tally
    if let difference { result.report = report(difference, scenario) }
  }

  /// The first difference, if any, and what was seen.
  func outcome(of scenario: Scenario) -> (Difference?, Tally) {
    var match = Match(scenario, against: InterpreterSide(scenario))
    if let difference = match.play(calls: calls) { return (difference, match.tally) }
    return (nil, match.tally)
  }

  private func report(_ difference: Difference, _ scenario: Scenario) -> String {
    """
    \(difference.title)
    the interpreter: \(difference.expected)
    the machine:     \(difference.found)
    rows: \(scenario.population.counts)
    once more: PLIMSOLL_DIFFERENTIAL=\(seed):\(scenario.number) swift test --filter Differential
    \(scenario.source)
    """
  }
}
