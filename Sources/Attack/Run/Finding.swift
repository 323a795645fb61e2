import Property

/// The most that an adversary was seen to gain, and the run after which it has it.
package struct Gain: Sendable {
  package let profit: Int128
  package let sequence: ChoiceSequence
  /// As in a finding.
  package let actions: Int
}

/// An invariant that was broken, and the run that broke it.
package struct Finding: Sendable {
  package let invariant: Int
  /// The move that broke it is the last. Without moves it is false from the beginning.
  package let sequence: ChoiceSequence
  /// How many actions all shards together make until then, when they make them in turn.
  package let actions: Int
  /// How many they had made when they told each other what they found, which is when it was known.
  package let known: Int
  package let epoch: Int
  package let shard: Int

  package init(
    invariant: Int, sequence: ChoiceSequence, actions: Int, known: Int = 0, epoch: Int = 0,
    shard: Int = 0
  ) {
    self.invariant = invariant
    self.sequence = sequence
    self.actions = actions
    self.known = known
    self.epoch = epoch
    self.shard = shard
  }
}
