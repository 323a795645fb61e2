import Property

extension Player {
  /// Looks for the simplest run that breaks the same claim, and for the simplest that is no less bad
  /// by the measure given; `nil` where the run does not break it.
  package func shrink(
    _ run: ChoiceSequence, breaking claim: Int, budget: Int,
    measuring badness: (ChoiceSequence) -> Int128 = { _ in 0 }
  ) -> Shrinker.Result? {
    withoutActuallyEscaping(badness) { badness in
      Shrinker.shrink(run, budget: budget) { run in
        var failure = self.failure(of: run, breaking: claim)
        if let found = failure { failure?.score = badness(found.sequence) }
        return failure
      }
    }
  }

  /// What a run decided up to where it breaks the claim. No other is looked at.
  package func failure(of run: ChoiceSequence, breaking claim: Int) -> Failure? {
    let watched = isWatched
    defer { isWatched = watched }
    for number in isWatched.indices { isWatched[number] = number == claim }
    begin()
    var steps: [ChoiceSequence.Step] = []
    var draws: [[Draw]] = []
    let weights = stage.evenWeights
    for step in run.steps {
      var reader = ChoiceReader(replaying: step, noting: true)
      let played = play(&reader, weights: weights)
      steps.append(reader.step)
      draws.append(reader.draws)
      if broken.contains(claim) {
        return Failure(sequence: ChoiceSequence(steps: steps), draws: draws)
      }
      if played.isOver { return nil }
    }
    return nil
  }
}
