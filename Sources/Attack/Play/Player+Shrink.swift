import Property

extension Player {
  /// Looks for the simplest run that breaks the same claim; `nil` where the run does not break it.
  package func shrink(_ run: ChoiceSequence, breaking claim: Int, budget: Int)
    -> Shrinker.Result?
  {
    let watched = isWatched
    defer { isWatched = watched }
    return Shrinker.shrink(run, budget: budget) { self.failure($0, breaking: claim) }
  }
}
