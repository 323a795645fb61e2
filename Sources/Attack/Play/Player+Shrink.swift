import Property

extension Player {
  /// Looks for the simplest run that breaks the same claim; `nil` where the run does not break it.
  package func shrink(_ run: ChoiceSequence, breaking claim: Int, budget: Int)
    -> Shrinker.Result?
  {
    let watched = isWatched
    defer { isWatched = watched }
    for number in isWatched.indices { isWatched[number] = number == claim }
    return Shrinker.shrink(run, budget: budget) { self.failure(of: $0, breaking: claim) }
  }

  /// What a run decided up to where it breaks the claim.
  private func failure(of run: ChoiceSequence, breaking claim: Int) -> Failure? {
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
