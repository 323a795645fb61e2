import Market
import Numerics
import Property

/// One shard at work in one epoch: what it knows meanwhile, and what it has found.
struct ShardWork: ~Copyable {
  private let task: ShardRun
  private let player: Player
  private let isWorld: Bool
  private var corpus: Corpus
  private var result: ShardRun.Result
  /// Actions so far.
  private var actions = 0
  private var endings: Endings
  /// Of the run that is played.
  private var reader = ChoiceReader()
  private var marks: StepMarks

  private static let few = 8
  private static let purpose = StreamPurpose.named("attack", "run")

  init(_ task: ShardRun, _ player: Player) {
    self.task = task
    self.player = player
    isWorld = player.stage.world != nil
    corpus = task.knowledge.corpus
    endings = Endings(player.stage)
    marks = StepMarks(limit: Plan.longest, arguments: player.table.width)
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
        Plan.below(corpus.count < 64 ? 4 : 8, &stream) == 0
        ? Plan.fresh(&stream) : Plan.changed(corpus, &stream)
      let weights = swarm(&stream)
      // What goes wrong between two goes wrong sooner where there are only two.
      player.rowsInUse = Plan.below(2, &stream) == 0 ? 2 : .max
      // What has to happen within a minute does not where hours pass between calls.
      player.patience = Player.usualPatience * (Plan.below(2, &stream) == 0 ? 1 : 20)
      play(plan, weights, &stream, &features)
      keepWhatIsNew(&features)
      runs += 1
    }
    result.tally.add(endings, runs: runs, asked: player.takeAsked())
    result.hits = features.takeHits()
    return result
  }

  /// Some of the moves, each as likely as it has seldom stood, unless it is refused all the time
  /// however often it is tried; in half of the runs all of them.
  private func swarm(_ stream: inout QuickStream) -> Weights {
    let knowledge = task.knowledge
    let most = (knowledge.commits.max() ?? 0) + 1
    var weights = zip(knowledge.commits, knowledge.recent).map { commits, recent -> UInt64 in
      if recent.calls >= 64, recent.commits < recent.calls / 64 { return 1 }
      // Sixteen times as likely at most.
      return UInt64(4 * min(16, max(1, most / (8 * (commits + 1)))))
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
    marks.clear()
    plan.steps.withWords { reader.restart(replayingRun: $0) }
    let limit = min(plan.steps.count, task.share - actions)
    guard playKnown(plan.steps, upTo: limit, &features) else { return }
    for place in marks.count..<limit {
      let part = plan.steps.part(place)
      // What was done once is done again now and then: small moves add up.
      if part.isEmpty, place > 0, Plan.below(4, &stream) == 0 {
        reader.next(repeating: marks.part(Plan.below(place, &stream)))
      } else {
        reader.next(replaying: part)
      }
      let played = make(weights, &features, samples: place & 15 == 0)
      if player.hasBroken, noteBreaks() { break }
      if played.isOver { break }
    }
    features.sample()
  }

  /// The steps that are known, up to a limit; false where nothing more is to be learnt from the run.
  /// What they reach is nothing new, so it is not looked at.
  private mutating func playKnown(
    _ steps: RunWords, upTo limit: Int, _ features: inout Features
  ) -> Bool {
    let known = steps.known
    let count = min(known.count, limit)
    marks.begin(with: steps, count: count)
    var last: Int?
    var goesOn = true
    known.withValues { moves, values in
      var next = values
      for step in 0..<count {
        let played = player.play(Int(moves[step]), after: next[0], with: next + 1)
        next += known.width
        actions &+= 1
        endings.count(played.choice, played.run?.stop)
        if played.committed { last = played.choice }
        guard player.hasBroken else { continue }
        marks.keepFirst(step + 1)
        reader.skip(to: steps.ends[step])
        if noteBreaks() {
          goesOn = false
          return
        }
        marks.begin(with: steps, count: count)
      }
    }
    if let end = marks.end { reader.skip(to: end) }
    features.clear(after: last)
    return goesOn
  }

  /// Makes one step, and notes where it led.
  @discardableResult @inline(__always)
  private mutating func make(
    _ weights: Weights, _ features: inout Features, samples: Bool
  ) -> Player.Played {
    let isOpen = player.isInTransaction
    let played = player.play(&reader, weights: weights)
    actions &+= 1
    endings.count(played.choice, played.run?.stop)
    if played.committed {
      features.committed(played.choice, together: isOpen && player.stage.isAtomic(played.choice))
      if samples { features.sample() }
    }
    // A call that is refused changes nothing; in a world it may be noticed.
    marks.append(
      end: reader.count, stands: played.committed || played.gap > 0 || isWorld, played,
      player.arguments)
    if isWorld, let profit = player.profit {
      features.gained(profit)
      note(gain: profit)
    }
    return played
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

  private var stepsOfRun: RunWords {
    // In a world calls are part of steps of their own.
    RunWords(
      words: reader.wordsOfRun, ends: marks.ends, known: isWorld ? KnownCalls() : marks.calls)
  }

  /// The run so far, without the steps that changed nothing.
  private var run: ChoiceSequence {
    stepsOfRun.standing(marks.stands).sequence.trimmed
  }

  /// A run that was the first to reach something is worth going on from: from the step at which the
  /// last of it was reached, because what was near there may be far away at the end. Where that is
  /// takes another run to see, which is not worth it where much was reached at once.
  private mutating func keepWhatIsNew(_ features: inout Features) {
    let found = features.count(among: corpus.rare).filter { corpus.isNew(Int($0)) }
    guard !found.isEmpty else { return }
    var steps = stepsOfRun
    let stands = marks.stands
    if found.count <= ShardWork.few { steps.keepFirst(replay(steps, until: found, &features)) }
    let entry = Corpus.Entry(
      steps: steps, standing: steps.standing(Array(stands.prefix(steps.count))), found: found)
    corpus.add(entry)
    result.entries.append(entry)
  }
}

extension ShardWork {
  /// Plays a run again; after how many steps all that it found has been reached.
  private mutating func replay(
    _ steps: RunWords, until found: [Int32], _ features: inout Features
  ) -> Int {
    player.begin()
    features.clear()
    marks.clear()
    steps.withWords { reader.restart(replayingRun: $0) }
    var rest = found
    for step in 0..<steps.count where !rest.isEmpty {
      reader.next(replaying: steps.part(step))
      make(Weights([]), &features, samples: true)
      rest.removeAll { features.hasReached($0) }
    }
    return marks.count
  }
}
