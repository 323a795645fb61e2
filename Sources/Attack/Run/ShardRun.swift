/// What a shard does in one epoch: runs that go on from the corpus, until its share of actions is
/// used up. It depends on nothing but the seed, the numbers of epoch and shard, and what was known
/// when the epoch began, so it does not matter who does it, or when.
struct ShardRun {
  let seed: UInt64
  let epoch: Int
  let shard: Int
  /// Actions to make.
  let share: Int
  /// What was known when the epoch began.
  let knowledge: Knowledge

  /// What shards tell each other between epochs.
  struct Knowledge: Sendable {
    var corpus: Corpus
    var isWatched: [Bool]
    /// By choice.
    var commits: [Int]
    /// The calls and those of them that stood, by choice, each half as much as one an epoch later.
    var recent: [(calls: Int, commits: Int)]
    /// The most the adversary is known to gain; what is no gain is not looked for.
    var profit: Int128 = 0
  }

  struct Result: Sendable {
    /// What its runs reached first, as far as it knew.
    var entries: [Corpus.Entry] = []
    var hits: [(feature: Int32, runs: UInt32)]
    /// Each after so many actions of this shard.
    var findings: [Finding] = []
    /// The greatest gain that was not known when the epoch began.
    var gain: Gain?
    var tally: AttackTally
  }

  func run(on player: Player, _ features: inout Features) -> Result {
    var work = ShardWork(self, player)
    return work.run(&features)
  }
}
