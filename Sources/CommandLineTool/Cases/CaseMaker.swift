import Attack
import Property
import Deployment
import Reference
import Semantics

/// Shrinks what an attack has found, and writes it down.
package struct CaseMaker {
  let target: CaseTarget
  let seed: UInt64

  package init(target: CaseTarget, seed: UInt64) {
    self.target = target
    self.seed = seed
  }

  /// Replays that shrinking may take.
  static let budget = 20_000

  /// The smallest run, and the worst where that is another.
  package func cases(of finding: Finding) -> [(file: CaseFile, replay: CaseReplay)] {
    guard let player = try? Player(target.stage) else { return [] }
    let claim = finding.invariant
    let scale = LossScale(target, player)
    let result = player.shrink(
      finding.sequence, breaking: claim, budget: CaseMaker.budget,
      measuring: { scale.loss($0, claim) })
    guard let result else { return [] }
    let smallest = [make(result.smallest, claim, .smallest)]
    let worst =
      result.worst.sequence == result.smallest.sequence
      ? [] : [make(result.worst, claim, .worst)]
    return (smallest + worst).compactMap { $0 }
  }

  private func make(
    _ failure: Failure, _ claim: Int, _ result: CaseFile.Result
  ) -> (file: CaseFile, replay: CaseReplay)? {
    let target = withFewestRows(failure, claim)
    guard let replay = try? CaseReplay(target, failure.sequence) else { return nil }
    let story = CaseStory(target: target, replay: replay, claim: claim)
    let printer = target.printer
    let steps = zip(failure.sequence.steps, replay.steps).map { words, step in
      CaseFile.Step(words: words, text: printer.text(step.call, gap: step.gap))
    }
    let file = CaseFile(
      file: CaseStore.name(of: target.path), name: target.contract.name,
      claim: target.contract.invariants[claim].name, result: result,
      sources: target.sourceDigest, program: target.programDigest, seed: seed, rows: target.rows,
      steps: steps, story: story.lines)
    return (file, replay)
  }

  /// No more rows than the run needs: the highest one it names is the last.
  private func withFewestRows(_ failure: Failure, _ claim: Int) -> CaseTarget {
    let contract = target.contract
    var named = Array(repeating: 0, count: contract.tables.count)
    for draw in failure.draws.joined() {
      if case .row(let table) = draw.kind, named.indices.contains(table) {
        named[table] = max(named[table], Int(clamping: draw.value) + 1)
      }
    }
    var best = target
    for table in contract.tables.indices where contract.hasFreeRows(table) {
      for count in Set([1, 2, max(1, named[table])]).sorted()
      where count >= named[table] && count < best.population.counts[table] {
        var given: [TableID: CheckedExample.Population] = [:]
        for other in contract.tables.indices where contract.hasFreeRows(other) {
          given[other] = .init(count: other == table ? count : best.population.counts[other])
        }
        guard let population = try? Population(of: contract, given: given),
          let smaller = best.with(population), let player = try? Player(smaller.stage),
          player.failure(of: failure.sequence, breaking: claim)?.sequence == failure.sequence
        else { continue }
        best = smaller
        break
      }
    }
    return best
  }
}

/// How far from the truth a broken invariant is: the distance of the two sides that should compare.
private struct LossScale {
  private let player: Player
  private let interpreter: Interpreter

  init(_ target: CaseTarget, _ player: Player) {
    self.player = player
    interpreter = Interpreter(target.contract, target.population, limits: Limits())
  }

  /// Of a run whose last move breaks the invariant.
  func loss(_ sequence: ChoiceSequence, _ claim: Int) -> Int128 {
    player.begin()
    let weights = player.stage.evenWeights
    var before = player.machine.presentState
    var last: CompletedCall?
    for step in sequence.steps {
      before = player.machine.presentState
      var reader = ChoiceReader(replaying: step)
      let played = player.play(&reader, weights: weights)
      last =
        played.committed
        ? player.call(of: played).map { CompletedCall($0.action, $0.arguments) } : nil
    }
    let broken = interpreter.brokenInvariants(
      in: player.machine.presentState, before: before, after: last)
    guard case .isFalse(let evidence?) = broken.first(where: { $0.number == claim })?.cause else {
      return 0
    }
    let (distance, overflow) = evidence.left.word.subtractingReportingOverflow(evidence.right.word)
    return overflow ? .max : Int128(clamping: distance.magnitude)
  }
}
