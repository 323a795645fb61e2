import Campaign
import Synchronization

/// Attacks a stage until everything that must hold has been broken, or the budget is used up.
///
/// The work is cut into 64 shards and epochs. In an epoch every shard makes the same number of
/// actions; after it, what the shards found is put together in the order of the shards, and offered to
/// all. So what is found does not depend on how many workers there are.
package struct Attack: Sendable {
  package let stage: Stage
  package let seed: UInt64
  /// Actions of all shards together; rounded up to whole epochs.
  package let budget: Int
  /// Claims that are looked at; all, where nothing is said.
  package let only: Set<Int>?

  package init(_ stage: Stage, seed: UInt64, budget: Int, only: Set<Int>? = nil) {
    self.stage = stage
    self.seed = seed
    self.budget = max(1, budget)
    self.only = only
  }

  package static let shards = 64
  /// Actions of a shard in each epoch, the last of them in all that follow: a third of what it has
  /// made before, so that what one has found is soon known to all, and a finding soon after it was
  /// made.
  private static let shares: [Int] = {
    var (shares, total) = ([64], 64)
    while let last = shares.last, last < 4_096 {
      let next = min(4_096, max(64, total / 3))
      shares.append(next)
      total += next
    }
    return shares
  }()

  static func share(ofEpoch epoch: Int) -> Int {
    shares[min(max(0, epoch), shares.count - 1)]
  }

  /// How it stands, for whoever watches.
  package struct Progress: Sendable {
    package let actions: Int
    package let budget: Int
    package let entries: Int
    package let reached: Int
    package let findings: Int
  }

  package struct Outcome: Sendable {
    /// The earliest break of each claim, in the order of their numbers.
    package let findings: [Finding]
    /// What broke the canary; nil where nothing did, and the search has seen nothing.
    package let canary: Finding?
    /// The most the adversary of a spec gains; nil where it gains nothing, or wants nothing.
    package let gain: Gain?
    /// Claims about some cases only, of which none was met.
    package let vacuous: [Int]
    package let tally: AttackTally
    package let epochs: Int
    package let entries: Int
    package let features: Int
    package let reached: Int
    /// By feature, how many runs reached it, as far as that was counted; the machine's notes come
    /// first.
    package let hits: [UInt32]
    package let wasInterrupted: Bool
  }

  /// Runs to the end; `watch` is called now and then, and says whether to go on. A trace is kept of
  /// one worker alone.
  package func run(
    workers: Int, tracing trace: AttackTrace? = nil,
    watching watch: (Progress) -> Bool = { _ in true }
  ) throws(StageProblem) -> Outcome {
    let first = try Player(stage)
    let crew = Crew(
      self, first, Features(stage, first.machine), trace: workers == 1 ? trace : nil)
    Threads.run(min(workers, Attack.shards)) {
      crew.work()
    } watching: {
      if !watch(crew.progress) { crew.interrupt() }
    }
    return crew.outcome
  }
}

extension Attack {
  /// Whether some claim that the machine does not enforce is still unbroken, or the adversary may
  /// gain more.
  fileprivate func isAnythingLeft(_ knowledge: ShardRun.Knowledge) -> Bool {
    if only == nil, stage.profit != nil { return true }
    return stage.claims.contains { number in
      knowledge.isWatched[number] && !stage.isEnforced(number)
    }
  }
}

/// What the workers share: the epoch that is going on, and what was known when it began.
private final class Crew: Sendable {
  private let attack: Attack
  private let trace: AttackTrace?
  private let shared: Mutex<Shared>

  private struct Shared {
    var knowledge: ShardRun.Knowledge
    var tally: AttackTally
    var findings: [Finding] = []
    var gain: Gain?
    var epoch = 0
    var next = 0
    var results: [Int: ShardRun.Result] = [:]
    var isOver = false
    var wasInterrupted = false
  }

  init(_ attack: Attack, _ player: Player, _ features: borrowing Features, trace: AttackTrace?) {
    self.attack = attack
    self.trace = trace
    let stage = attack.stage
    let watched = (0..<stage.claimLimit).map { number in
      !stage.isClaim(number) || attack.only?.contains(number) ?? true
    }
    var begun = Shared(
      knowledge: ShardRun.Knowledge(
        corpus: Corpus(features: features.count, climbing: features.climbs), isWatched: watched,
        commits: Array(repeating: 0, count: stage.choices),
        recent: Array(repeating: (0, 0), count: stage.choices)),
      tally: AttackTally(stage))
    player.isWatched = watched
    for number in player.brokenAtBeginning() {
      begun.knowledge.isWatched[number] = false
      begun.findings.append(
        Finding(
          invariant: number, sequence: .init(), actions: 0, known: 0, epoch: 0, shard: 0))
    }
    begun.tally.count(asked: player.takeAsked())
    begun.isOver = !attack.isAnythingLeft(begun.knowledge)
    shared = Mutex(begun)
  }

  private enum Task {
    case shard(ShardRun)
    case wait
  }

  func work() {
    guard let player = try? Player(attack.stage) else { return }
    player.trace = trace
    var features = Features(attack.stage, player.machine)
    while let task = take() {
      switch task {
      case .wait: Threads.pause()
      case .shard(let run): deliver(run.run(on: player, &features), run.shard)
      }
    }
  }

  private func take() -> Task? {
    shared.withLock { shared in
      guard !shared.isOver else { return nil }
      guard shared.next < Attack.shards else { return .wait }
      shared.next += 1
      return .shard(
        ShardRun(
          seed: attack.seed, epoch: shared.epoch, shard: shared.next - 1,
          share: Attack.share(ofEpoch: shared.epoch), knowledge: shared.knowledge))
    }
  }

  private func deliver(_ result: ShardRun.Result, _ shard: Int) {
    shared.withLock { shared in
      shared.results[shard] = result
      guard shared.results.count == Attack.shards, !shared.isOver else { return }
      finishEpoch(&shared)
    }
  }

  /// Puts together what the shards found, in their order.
  private func finishEpoch(_ shared: inout Shared) {
    var findings: [Finding] = []
    let (before, callsBefore) = (shared.tally.actions, shared.tally.calls)
    for shard in 0..<Attack.shards {
      guard let result = shared.results[shard] else { continue }
      for entry in result.entries {
        let found = entry.found.filter { shared.knowledge.corpus.isNew(Int($0)) }
        guard !found.isEmpty else { continue }
        for feature in found { shared.knowledge.corpus.count(Int(feature), runs: 1) }
        shared.knowledge.corpus.add(
          Corpus.Entry(steps: entry.steps, standing: entry.standing, found: found))
      }
      for (feature, runs) in result.hits {
        shared.knowledge.corpus.count(Int(feature), runs: runs)
      }
      shared.tally.add(result.tally)
      findings += result.findings
    }
    shared.knowledge.corpus.weigh()
    let (calls, commits) = (shared.tally.calls, shared.tally.commits)
    for choice in commits.indices {
      let recent = shared.knowledge.recent[choice]
      shared.knowledge.recent[choice] = (
        recent.calls / 2 + calls[choice] - callsBefore[choice],
        recent.commits / 2 + commits[choice] - shared.knowledge.commits[choice]
      )
    }
    shared.knowledge.commits = commits
    // Shards make their actions side by side: the earliest is the one after the fewest of its own.
    for finding in findings.sorted(by: { $0.actions < $1.actions })
    where shared.knowledge.isWatched[finding.invariant] {
      shared.knowledge.isWatched[finding.invariant] = false
      shared.findings.append(
        Finding(
          invariant: finding.invariant, sequence: finding.sequence,
          actions: before + (finding.actions - 1) * Attack.shards + finding.shard + 1,
          known: shared.tally.actions, epoch: finding.epoch, shard: finding.shard))
    }
    takeGain(&shared, after: before)
    shared.results = [:]
    shared.next = 0
    shared.epoch += 1
    shared.isOver =
      shared.tally.actions >= attack.budget
      || !attack.isAnythingLeft(shared.knowledge)
  }

  /// The greatest gain of all shards, and of equal ones the earliest.
  private func takeGain(_ shared: inout Shared, after before: Int) {
    for shard in 0..<Attack.shards {
      guard let gain = shared.results[shard]?.gain else { continue }
      let actions = before + (gain.actions - 1) * Attack.shards + shard + 1
      if let known = shared.gain,
        (known.profit, -known.actions) >= (gain.profit, -actions)
      {
        continue
      }
      shared.gain = Gain(profit: gain.profit, sequence: gain.sequence, actions: actions)
      shared.knowledge.profit = gain.profit
    }
  }

  var progress: Attack.Progress {
    shared.withLock { shared in
      Attack.Progress(
        actions: shared.tally.actions, budget: attack.budget,
        entries: shared.knowledge.corpus.count, reached: shared.knowledge.corpus.reached,
        findings: shared.findings.count { attack.stage.isClaim($0.invariant) })
    }
  }

  /// What shards are still at is thrown away.
  func interrupt() {
    shared.withLock { shared in
      guard !shared.isOver else { return }
      shared.isOver = true
      shared.wasInterrupted = true
    }
  }

  var outcome: Attack.Outcome {
    shared.withLock { shared in
      let canary = attack.stage.canary
      return Attack.Outcome(
        findings: shared.findings.filter { attack.stage.isClaim($0.invariant) }
          .sorted { $0.invariant < $1.invariant },
        canary: shared.findings.first { $0.invariant == canary }, gain: shared.gain,
        vacuous: attack.stage.invariants.filter { claim in
          guard let premise = attack.stage.premise(of: claim) else {
            return shared.tally.asked[claim] == 0
          }
          return !shared.findings.contains { $0.invariant == premise }
        }, tally: shared.tally,
        epochs: shared.epoch, entries: shared.knowledge.corpus.count,
        features: shared.knowledge.corpus.hits.count, reached: shared.knowledge.corpus.reached,
        hits: shared.knowledge.corpus.hits, wasInterrupted: shared.wasInterrupted)
    }
  }
}
