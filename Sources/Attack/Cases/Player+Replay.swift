import Machine
import Property

extension Player {
  /// Replays a run up to the move that breaks the invariant, and notes what was decided; nil where
  /// it holds to the end. Other invariants are not looked at.
  package func failure(_ sequence: ChoiceSequence, breaking claim: Int) -> Failure? {
    for number in isWatched.indices { isWatched[number] = number == claim }
    begin()
    var used: [ChoiceSequence.Step] = []
    var draws: [[Draw]] = []
    var reader = ChoiceReader(noting: true)
    let weights = stage.evenWeights
    for step in sequence.steps {
      reader.restart(replaying: step)
      let played = play(&reader, weights: weights)
      used.append(reader.step)
      draws.append(reader.draws)
      if broken.contains(claim) {
        return Failure(sequence: ChoiceSequence(steps: used), draws: draws)
      }
      if played.isOver { return nil }
    }
    return nil
  }
}
