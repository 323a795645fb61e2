import Property

/// An invariant that was broken, and the run that broke it.
package struct Finding: Sendable {
  package let invariant: Int
  /// The move that broke it is the last. Without moves it is false from the beginning.
  package let sequence: ChoiceSequence
  /// About how many actions all shards together had made by then.
  package let actions: Int
  package let epoch: Int
  package let shard: Int
}
