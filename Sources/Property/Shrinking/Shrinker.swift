/// What a run that fails looked like from inside.
package struct Failure: Hashable, Sendable {
  /// The words the run used, up to the step at which it failed.
  package var sequence: ChoiceSequence
  /// What was decided at each of the steps.
  package var draws: [[Draw]]
  /// How bad it is: the loss, the depth, whatever a reader would call the worse one.
  package var score: Int128

  package init(sequence: ChoiceSequence, draws: [[Draw]], score: Int128 = 0) {
    self.sequence = sequence.trimmed
    self.draws = draws
    self.score = score
  }
}

/// Looks for the simplest run that still fails, by changing choices and running again.
///
/// Nothing but choices is ever changed, so whatever the shrinker proposes is a run that could have
/// been drawn. The test says whether a run fails *in the same way*, and what it used and decided:
///
///     let result = Shrinker.shrink(sequence, budget: 5_000) { replay($0) }
///     print(result?.smallest.sequence, result?.worst.score)
///
/// Every proposal is simpler than the best run so far (see `ChoiceSequence`'s order), so the search
/// ends by itself: when a whole round of passes changes nothing. It draws no random numbers: the
/// same run and the same test give the same result.
package struct Shrinker {
  package typealias Test = (ChoiceSequence) -> Failure?

  package struct Result {
    /// The simplest failing run found.
    package var smallest: Failure
    /// The simplest one found that is no less bad than the run it all began with.
    package var worst: Failure
    package var replays: Int
    /// Whether both searches ended by themselves rather than with the budget.
    package var isComplete: Bool
  }

  /// Nil where the run does not fail. The budget counts replays; a third of it is kept for the
  /// worst run.
  package static func shrink(
    _ sequence: ChoiceSequence, budget: Int, test: @escaping Test
  ) -> Result? {
    guard let original = test(sequence) else { return nil }
    var first = Shrinker(from: original, floor: .min, witness: original, test: test)
    first.replaysLeft = max(0, budget - 1 - budget / 3)
    let firstEnded = first.run()
    let used = max(0, budget - 1 - budget / 3) - first.replaysLeft
    // A smallest run that is as bad as any needs no second search.
    if first.best.score >= original.score {
      return Result(
        smallest: first.best, worst: first.best, replays: used + 1, isComplete: firstEnded)
    }
    var second = Shrinker(
      from: first.witness, floor: original.score, witness: first.witness, test: test)
    let left = max(0, budget - 1 - used)
    second.replaysLeft = left
    let secondEnded = second.run()
    return Result(
      smallest: first.best, worst: second.best, replays: used + 1 + left - second.replaysLeft,
      isComplete: firstEnded && secondEnded)
  }

  let test: Test
  /// What a failure must score at least to be accepted.
  let floor: Int128
  /// The score of the original, and the simplest run seen that reaches it.
  private let originalScore: Int128
  private(set) var witness: Failure
  var best: Failure
  var replaysLeft = 0
  /// Everything that was proposed since the search, or a detour, began: a test that repeats itself
  /// need not.
  var proposed: Set<ChoiceSequence> = []

  private init(from start: Failure, floor: Int128, witness: Failure, test: @escaping Test) {
    self.test = test
    self.floor = floor
    originalScore = witness.score
    self.witness = witness
    best = start
  }

  var steps: [ChoiceSequence.Step] { best.sequence.steps }

  /// Tries a run and moves to it if it is simpler and fails. Says whether it did.
  mutating func propose(_ candidate: ChoiceSequence) -> Bool {
    let candidate = candidate.trimmed
    guard candidate < best.sequence, replaysLeft > 0, proposed.insert(candidate).inserted else {
      return false
    }
    replaysLeft -= 1
    guard let failure = test(candidate) else { return false }
    if failure.score >= originalScore, failure.sequence < witness.sequence { witness = failure }
    // The run may have used the words otherwise than they were meant.
    guard failure.score >= floor, failure.sequence < best.sequence else { return false }
    best = failure
    return true
  }

  mutating func propose(steps: [ChoiceSequence.Step]) -> Bool {
    propose(ChoiceSequence(steps: steps))
  }

  /// Runs all passes, the dear ones only when the cheap ones find nothing more, until none does.
  /// Says whether it came to that end.
  private mutating func run() -> Bool {
    while replaysLeft > 0 {
      let before = best.sequence
      deleteSteps()
      foldGaps()
      mergeSteps()
      renameRows()
      lowerEach()
      lowerTogether()
      if best.sequence < before { continue }
      deletePairs()
      reorderSteps()
      moveBetweenDraws()
      swapDraws()
      lowerThoroughly()
      if best.sequence < before { continue }
      tradeDraws()
      tradeSteps()
      if best.sequence < before || takeDetours() { continue }
      return replaysLeft > 0
    }
    return false
  }
}
