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
    isWatched = watched.indices.map { $0 == claim }
    return replay(run) { broken.contains(claim) }
  }

  /// What a run decided up to the step after which it fails.
  private func replay(_ run: ChoiceSequence, until fails: () -> Bool) -> Failure? {
    begin()
    var steps: [ChoiceSequence.Step] = []
    var draws: [[Draw]] = []
    let weights = stage.evenWeights
    for step in run.steps {
      var reader = ChoiceReader(replaying: step, noting: true)
      let played = play(&reader, weights: weights)
      steps.append(reader.step)
      draws.append(reader.draws)
      if fails() {
        return Failure(sequence: ChoiceSequence(steps: steps), draws: draws)
      }
      if played.isOver { return nil }
    }
    return nil
  }

  /// The simplest run found after which the adversary has gained as much, or more; `nil` where the
  /// run does not gain it.
  package func shrink(_ gain: Gain, budget: Int) -> Gain? {
    Shrinker.shrink(gain.sequence, budget: budget) { run in
      var profit: Int128 = 0
      var failure = self.replay(run) {
        profit = self.profit ?? .min
        return profit >= gain.profit
      }
      failure?.score = profit
      return failure
    }.map {
      Gain(profit: $0.smallest.score, sequence: $0.smallest.sequence, actions: gain.actions)
    }
  }
}
