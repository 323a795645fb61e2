import Market
import Numerics
import Property

/// One shard at work in one epoch: what it knows meanwhile, and what it has found.
struct ShardWork: ~Copyable {
  private let task: ShardRun
  private let player: Player
  private var corpus: Corpus
  private var result: ShardRun.Result
  /// Actions so far.
  private var actions = 0
  private var endings: Endings
  /// Of the run that is played.
  private var reader = ChoiceReader()
  private var marks = StepMarks(limit: Plan.longest)

  private static let purpose = StreamPurpose.named("attack", "run")

  init(_ task: ShardRun, _ player: Player) {
    self.task = task
    self.player = player
    corpus = task.knowledge.corpus
    endings = Endings(player.stage)
    result = ShardRun.Result(hits: [], tally: AttackTally(player.stage))
    player.isWatched = task.knowledge.isWatched
    _ = player.takeAsked()
  }

  mutating func run(_ features: inout Features) -> ShardRun.Result {
    var runs = 0
    while actions < task.share {
      var streams = RandomStream(
        seed: task.seed, purpose: ShardWork.purpose,
        path: UInt64(task.epoch) << 8 | UInt64(task.shard), step: UInt64(runs))
      var stream = QuickStream(streams.next())
      reader.draw(from: QuickStream(streams.next()))
      let plan =
        Plan.below(4, &stream) == 0
        ? Plan.fresh(&stream) : Plan.changed(corpus, &stream)
      let weights = swarm(&stream)
      // What goes wrong between two goes wrong sooner where there are only two.
      player.rowsInUse = Plan.below(2, &stream) == 0 ? 2 : .max
      play(plan, weights, &stream, &features)
      keepWhatIsNew(&features)
      runs += 1
    }
    result.tally.add(endings, runs: runs, asked: player.takeAsked())
    result.hits = features.takeHits()
    return result
  }

  /// Some of the moves, each as likely as it has seldom stood; in half of the runs all of them.
  private func swarm(_ stream: inout QuickStream) -> Weights {
    let all = task.knowledge.commits.map { $0 + 1 }
    let most = all.max() ?? 1
    var weights = all.map { commits in
      // Sixteen times as likely at most.
      UInt64(4 * min(16, max(1, most / (8 * commits))))
    }
    guard Plan.below(2, &stream) == 0 else { return Weights(weights) }
    let bits = stream.next()
    for move in weights.indices where bits >> UInt64(move & 63) & 1 == 0 { weights[move] = 0 }
    return Weights(weights)
  }

  private mutating func play(
    _ plan: Plan, _ weights: Weights, _ stream: inout QuickStream, _ features: inout Features
  ) {
    player.begin()
    features.clear()
    marks.clear()
    reader.restart(replayingRun: plan.steps.words)
    let (player, isWorld) = (player, player.stage.world != nil)
    for place in 0..<min(plan.steps.count, task.share - actions) {
      let part = plan.steps.part(place)
      // What was done once is done again now and then: small moves add up.
      if part.isEmpty, place > 0, Plan.below(4, &stream) == 0 {
        reader.next(repeating: marks.part(Plan.below(place, &stream)))
      } else {
        reader.next(replaying: part)
      }
      let isOpen = player.isInTransaction
      let played = player.play(&reader, weights: weights)
      let committed = played.committed
      // A call that is refused changes nothing; in a world it may be noticed.
      marks.append(end: reader.count, stands: committed || played.gap > 0 || isWorld)
      actions &+= 1
      endings.count(played.choice, played.run?.stop)
      if committed {
        features.committed(played.choice, together: isOpen && player.stage.isAtomic(played.choice))
        if place & 15 == 0 { features.sample() }
      }
      if isWorld, let profit = player.profit {
        features.gained(profit)
        note(gain: profit)
      }
      if player.hasBroken, noteBreaks() { break }
      if played.isOver { break }
    }
    features.sample()
  }

  private mutating func note(gain profit: Int128) {
    guard profit > result.gain?.profit ?? task.knowledge.profit else { return }
    result.gain = Gain(profit: profit, sequence: run, actions: actions)
  }

  /// Whether nothing more is to be learnt from the run: what follows a break follows from it. What
  /// was planted is none.
  private mutating func noteBreaks() -> Bool {
    for invariant in player.broken {
      player.isWatched[invariant] = false
      result.findings.append(
        Finding(
          invariant: invariant, sequence: run, actions: actions, known: actions,
          epoch: task.epoch, shard: task.shard))
    }
    return player.broken.contains { player.stage.isClaim($0) }
  }

  /// The run so far, without the steps that changed nothing.
  private var run: ChoiceSequence {
    RunWords(words: reader.wordsOfRun, ends: marks.ends).standing(marks.stands).sequence.trimmed
  }

  /// A run that was the first to reach something is worth going on from.
  private mutating func keepWhatIsNew(_ features: inout Features) {
    let found = features.count(among: corpus.rare).filter { corpus.isNew(Int($0)) }
    guard !found.isEmpty else { return }
    let steps = RunWords(words: reader.wordsOfRun, ends: marks.ends)
    let entry = Corpus.Entry(steps: steps, standing: steps.standing(marks.stands), found: found)
    corpus.add(entry)
    result.entries.append(entry)
  }
}

/// Where the steps of a run end among its words, and which of them changed something.
private struct StepMarks: ~Copyable {
  private let base: UnsafeMutablePointer<(end: Int, stands: Bool)>
  private let limit: Int
  private var count = 0

  init(limit: Int) {
    self.limit = limit
    base = .allocate(capacity: limit)
  }

  deinit { base.deallocate() }

  mutating func clear() { count = 0 }

  @inline(__always)
  mutating func append(end: Int, stands: Bool) {
    guard count < limit else { return }
    base[count] = (end, stands)
    count &+= 1
  }

  /// The step has been made.
  func part(_ step: Int) -> Range<Int> { (step == 0 ? 0 : base[step - 1].end)..<base[step].end }

  var ends: [Int] { (0..<count).map { base[$0].end } }
  var stands: [Bool] { (0..<count).map { base[$0].stands } }
}
