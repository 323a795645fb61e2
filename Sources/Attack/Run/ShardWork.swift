import Machine
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
  private var plan = Plan()
  private var marks: StepMarks
  /// By move, and the same as they are drawn by.
  private let weights: [UInt64]
  private let allMoves: Weights

  private static let few = 8
  private static let purpose = StreamPurpose.named("attack", "run")

  init(_ task: ShardRun, _ player: Player) {
    self.task = task
    self.player = player
    isWorld = player.stage.world != nil
    corpus = task.knowledge.corpus
    endings = Endings(player.stage)
    marks = StepMarks(limit: Plan.longest, arguments: player.table.width)
    weights = ShardWork.weights(task.knowledge)
    allMoves = Weights(weights)
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
      plan =
        Plan.below(corpus.count < 64 ? 4 : 8, &stream) == 0
        ? Plan.fresh(&stream) : Plan.changed(corpus, &stream)
      let weights = swarm(&stream)
      // What goes wrong between two goes wrong sooner where there are only two.
      player.rowsInUse = Plan.below(2, &stream) == 0 ? 2 : .max
      // What has to happen within a minute does not where hours pass between calls.
      player.patience = Player.usualPatience * (Plan.below(2, &stream) == 0 ? 1 : 20)
      play(weights, &stream, &features)
      keepWhatIsNew(&features)
      runs += 1
    }
    result.tally.add(endings, runs: runs, asked: player.takeAsked())
    result.hits = features.takeHits()
    return result
  }

  /// Each move as likely as it has seldom stood, unless it is refused all the time however often it is
  /// tried.
  private static func weights(_ knowledge: ShardRun.Knowledge) -> [UInt64] {
    let most = (knowledge.commits.max() ?? 0) + 1
    return zip(knowledge.commits, knowledge.recent).map { commits, recent in
      if recent.calls >= 64, recent.commits < recent.calls / 64 { return 1 }
      // Sixteen times as likely at most.
      return UInt64(4 * min(16, max(1, most / (8 * (commits + 1)))))
    }
  }

  /// Some of the moves; in half of the runs all of them.
  private func swarm(_ stream: inout QuickStream) -> Weights {
    guard Plan.below(2, &stream) == 0 else { return allMoves }
    let bits = stream.next()
    var some = weights
    for move in some.indices where bits >> UInt64(move & 63) & 1 == 0 { some[move] = 0 }
    return Weights(some)
  }

  private mutating func play(
    _ weights: Weights, _ stream: inout QuickStream, _ features: inout Features
  ) {
    player.begin()
    let steps = plan.steps
    let limit = min(steps.count, task.share - actions)
    guard playKnown(steps, upTo: limit, &features) else { return }
    for place in marks.count..<limit {
      let part = steps.part(place)
      let samples = place & 15 == 0
      let isFree = steps.withFree(place) { step, values in
        reader.next(replaying: part)
        reader.takeAll()
        make(step, values, &features, samples: samples)
      }
      if !isFree {
        // What was done once is done again now and then: small moves add up.
        if part.isEmpty, place > 0, Plan.below(4, &stream) == 0 {
          again(Plan.below(place, &stream), of: steps)
        } else {
          reader.next(replaying: part)
        }
        if make(weights, &features, samples: samples).isOver {
          if player.hasBroken { _ = noteBreaks() }
          break
        }
      }
      if player.hasBroken, noteBreaks() { break }
    }
    features.sample()
  }

  /// The next step replays one before it.
  private mutating func again(_ step: Int, of first: RunWords) {
    let part = marks.part(step)
    if marks.isBegun(step) {
      reader.next(replaying: first.words(part))
    } else {
      reader.next(repeating: part)
    }
  }

  /// The steps that are known, up to a limit; false where nothing more is to be learnt from the run.
  /// What they reach is nothing new, so it is not looked at.
  private mutating func playKnown(
    _ run: RunWords, upTo limit: Int, _ features: inout Features
  ) -> Bool {
    let count = min(run.known, limit)
    marks.begin(with: run, count: count)
    run.withWords { reader.restart(replayingRun: $0, after: run.end(ofFirst: count)) }
    var last: Int?
    var goesOn = true
    run.withKnown { steps, values in
      for place in 0..<count {
        let choice = Int(steps[place].move)
        let stop = play(steps[place], values + Int(steps[place].firstValue))
        if stop == nil { last = choice }
        guard player.hasBroken else { continue }
        marks.keepFirst(place + 1)
        if noteBreaks() {
          goesOn = false
          return
        }
        marks.begin(with: run, count: count)
      }
    }
    features.clear(after: last)
    return goesOn
  }

  /// Makes a step that is known.
  @inline(__always)
  private mutating func play(_ step: RunWords.Step, _ values: UnsafePointer<Int128>) -> Stop? {
    let choice = Int(step.move)
    let stop = player.play(choice, after: values[0], with: values + 1)
    actions &+= 1
    endings.count(choice, stop)
    return stop
  }

  /// Makes one step that is known, and notes where it led.
  private mutating func make(
    _ step: RunWords.Step, _ values: UnsafePointer<Int128>, _ features: inout Features,
    samples: Bool
  ) {
    let choice = Int(step.move)
    let stands = play(step, values) == nil
    if stands {
      features.committed(choice, together: false)
      if samples { features.sample() }
    }
    marks.append(
      end: reader.count, stands: stands || values[0] > 0, isFree: step.isFree, move: choice,
      gap: values[0],
      UnsafeBufferPointer(start: values + 1, count: Int(step.valueCount) &- 1))
  }

  /// Makes one step as the reader decides, and notes where it led.
  @inline(__always)
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
      end: reader.count, stands: played.committed || played.gap > 0 || isWorld,
      isFree: player.tookNothing && !isWorld, move: played.choice, gap: played.gap,
      isWorld ? player.noWords : player.wordsOfCall(played.choice))
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

  /// The run so far, without the steps that changed nothing.
  private var run: ChoiceSequence { steps.standing.sequence.trimmed }

  /// The run so far. In a world calls are part of steps of their own.
  private var steps: RunWords {
    marks.run(words: reader.wordsOfRun, after: plan.steps, areKnown: !isWorld)
  }

  /// A run that was the first to reach something is worth going on from: from the step at which the
  /// last of it was reached, because what was near there may be far away at the end. Where that is
  /// takes another run to see, which is not worth it where much was reached at once.
  private mutating func keepWhatIsNew(_ features: inout Features) {
    let found = features.count(among: corpus.rare).filter { corpus.isNew(Int($0)) }
    guard !found.isEmpty else { return }
    var steps = steps
    if found.count <= ShardWork.few { steps.keepFirst(replay(steps, until: found, &features)) }
    let entry = Corpus.Entry(steps: steps, standing: steps.standing, found: found)
    corpus.add(entry)
    result.entries.append(entry)
  }

  /// Plays a run again; after how many steps all that it found has been reached. It is decided again,
  /// because that reaches something too.
  private mutating func replay(
    _ steps: RunWords, until found: [Int32], _ features: inout Features
  ) -> Int {
    player.begin()
    features.clear()
    marks.begin(with: RunWords(), count: 0)
    steps.withWords { reader.restart(replayingRun: $0, after: 0) }
    var rest = found
    for step in 0..<steps.count where !rest.isEmpty {
      reader.next(replaying: steps.part(step))
      _ = make(Weights([]), &features, samples: true)
      rest.removeAll { features.hasReached($0) }
    }
    return marks.count
  }
}
