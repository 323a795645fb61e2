import Market
import Numerics
import Property

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
    /// The most the adversary is known to gain; what is no gain is not looked for.
    var profit: Int128 = 0
  }

  struct Result: Sendable {
    /// What its runs reached first, as far as it knew.
    var entries: [Corpus.Entry] = []
    var hits: [UInt32]
    /// Each after so many actions of this shard.
    var findings: [Finding] = []
    /// The greatest gain that was not known when the epoch began.
    var gain: Gain?
    var tally: AttackTally
  }

  private static let purpose = StreamPurpose.named("attack", "run")

  func run(on player: Player, _ features: inout Features) -> Result {
    var corpus = knowledge.corpus
    var result = Result(
      hits: Array(repeating: 0, count: features.count), tally: AttackTally(player.stage))
    player.isWatched = knowledge.isWatched
    _ = player.takeAsked()
    var run: UInt64 = 0
    while result.tally.actions < share {
      var stream = RandomStream(
        seed: seed, purpose: ShardRun.purpose, path: UInt64(epoch) << 8 | UInt64(shard), step: run)
      let plan =
        Plan.below(4, &stream) == 0
        ? Plan.fresh(&stream) : Plan.changed(corpus, &stream)
      let weights = swarm(&stream)
      // What goes wrong between two goes wrong sooner where there are only two.
      player.rowsInUse = Plan.below(2, &stream) == 0 ? 2 : .max
      play(plan, weights, &stream, on: player, &features, &corpus, &result)
      run += 1
    }
    result.tally.count(asked: player.takeAsked())
    return result
  }

  /// Some of the moves, each as likely as it has seldom stood; in half of the runs all of them.
  private func swarm(_ stream: inout RandomStream) -> [UInt64] {
    let all = knowledge.commits.map { $0 + 1 }
    let most = all.max() ?? 1
    var weights = all.map { commits in
      // Sixteen times as likely at most.
      UInt64(4 * min(16, max(1, most / (8 * commits))))
    }
    guard Plan.below(2, &stream) == 0 else { return weights }
    let bits = stream.next()
    for move in weights.indices where bits >> UInt64(move & 63) & 1 == 0 { weights[move] = 0 }
    return weights
  }

  private func play(
    _ plan: Plan, _ weights: [UInt64], _ stream: inout RandomStream, on player: Player,
    _ features: inout Features, _ corpus: inout Corpus, _ result: inout Result
  ) {
    player.begin()
    features.clear()
    var reader = ChoiceReader(then: stream.split(1))
    reader.restart(replayingRun: plan.steps.words)
    var ends: [Int] = []
    ends.reserveCapacity(plan.steps.count)
    var stands: [Bool] = []
    stands.reserveCapacity(plan.steps.count)
    for place in 0..<min(plan.steps.count, share - result.tally.actions) {
      let part = plan.steps.part(place)
      // What was done once is done again now and then: small moves add up.
      if part.isEmpty, place > 0, Plan.below(8, &stream) == 0 {
        let earlier = Plan.below(place, &stream)
        reader.next(repeating: (earlier == 0 ? 0 : ends[earlier - 1])..<ends[earlier])
      } else {
        reader.next(replaying: part)
      }
      let isOpen = player.runner?.isInTransaction ?? false
      let played = player.play(&reader, weights: weights)
      ends.append(reader.count)
      // A call that is refused changes nothing; in a world it may be noticed.
      stands.append(played.committed || played.gap > 0 || player.stage.world != nil)
      result.tally.count(played.choice, played.run?.stop)
      if played.committed {
        features.committed(played.choice, together: isOpen && player.stage.isAtomic(played.choice))
        if place & 7 == 0 { features.sample() }
      }
      if let profit = player.profit {
        features.gained(profit)
        if profit > result.gain?.profit ?? knowledge.profit {
          result.gain = Gain(
            profit: profit,
            sequence: RunWords(words: reader.wordsOfRun, ends: ends).standing(stands).sequence
              .trimmed,
            actions: result.tally.actions)
        }
      }
      guard !player.broken.isEmpty else {
        if played.isOver { break }
        continue
      }
      for invariant in player.broken {
        player.isWatched[invariant] = false
        result.findings.append(
          Finding(
            invariant: invariant,
            sequence: RunWords(words: reader.wordsOfRun, ends: ends).standing(stands).sequence
              .trimmed,
            actions: result.tally.actions, known: result.tally.actions, epoch: epoch,
            shard: shard))
      }
      // What follows a break follows from it; what was planted is none.
      if played.isOver || player.broken.contains(where: { player.stage.isClaim($0) }) { break }
    }
    features.sample()
    result.tally.countRun()
    var found: [Int32] = []
    features.forEach { feature in
      if corpus.isNew(feature) { found.append(Int32(truncatingIfNeeded: feature)) }
      corpus.count(feature)
      result.hits[feature] &+= 1
    }
    guard !found.isEmpty else { return }
    let steps = RunWords(words: reader.wordsOfRun, ends: ends)
    let entry = Corpus.Entry(steps: steps, standing: steps.standing(stands), found: found)
    corpus.add(entry)
    result.entries.append(entry)
  }
}
