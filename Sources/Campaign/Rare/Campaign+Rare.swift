import Semantics
import Statistics

// What is expected by splitting. Plain paths say nothing of it; it is settled when they are done.
extension Campaign {
  /// Whether plain paths have decided all that they are to decide.
  func isDecided(_ judgements: [Judgement]) -> Bool {
    zip(world.program.spec.expectations, judgements).allSatisfy { $0.isRare || $1.isDecided }
  }

  /// The outcome, with what splitting says of rare events in it.
  func settlingRare(
    _ outcome: Outcome, workers: Int, watching watch: (Progress) -> Bool
  ) throws(PathProblem) -> Outcome {
    var outcome = outcome
    for (number, expectation) in world.program.spec.expectations.enumerated()
    where expectation.isRare {
      guard !outcome.wasInterrupted,
        let run = RareRun(world, expectation: number, budget: budget)
      else { continue }
      let standing = progress(
        Standing(findings: outcome.findings, judgements: outcome.judgements))
      guard let found = try run.run(workers: workers, watching: { watch(standing) }) else {
        outcome.wasInterrupted = true
        continue
      }
      outcome.rare[number] = found
      if let judgement = world.judge(number, found) { outcome.judgements[number] = judgement }
    }
    return outcome
  }
}
