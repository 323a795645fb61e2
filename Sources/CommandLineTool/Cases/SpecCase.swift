import Attack
import Campaign
import Diagnostics
import Machine
import Property
import Reference
import Semantics

/// The attack of a spec that a case is about, as it is today.
struct SpecTarget {
  let path: String
  let stage: Stage
  let world: World
  let words: SpecWords
  let sources: SourceMap

  /// `nil` for the stage of a contract alone.
  init?(path: String, stage: Stage, sources: SourceMap) {
    guard let world = stage.world, let words = SpecWords(world) else { return nil }
    self.path = path
    self.stage = stage
    self.world = world
    self.words = words
    self.sources = sources
  }

  var spec: CheckedSpec { world.program.spec }
  var printer: ValuePrinter { words.printer }

  /// Stands for the text of every file the spec is made of.
  var sourceDigest: String {
    var hash = SHA256()
    for file in spec.files {
      hash.update(sources[file].bytes)
      hash.update([0])
    }
    return hash.finish().description
  }

  /// Stands for what it was compiled to.
  var programDigest: String {
    var hash = SHA256()
    hash.update(Array(Disassembly(stage.compiled.program.program).text.utf8))
    return hash.finish().description
  }
}

/// A run of the adversary of a spec again, slowly: every move, and what the world did meanwhile.
struct SpecReplay {
  let target: SpecTarget
  /// The state after setup, and the prices.
  let beginning: State
  let firstPrices: [Int128]
  private(set) var steps: [Step] = []

  struct Step {
    let move: Move
    /// Calls that were made, the adversary's own among them, and what they changed.
    let told: ReplayStep
    /// By market.
    let prices: [Int128]
    let time: Int128
    let after: State
    /// Claims that broke here first.
    let broken: [Int]
  }

  /// What the adversary did.
  enum Move {
    case call(Player.Call, Stop?, Player.Played.Transaction)
    /// Time passed, and prices moved; the rest of the step may wait for the next one.
    case step(gap: Int128, isBetween: Bool)
  }

  init(_ target: SpecTarget, _ sequence: ChoiceSequence) throws(StageProblem) {
    self.target = target
    let player = try Player(target.stage)
    player.begin()
    beginning = player.machine.presentState
    firstPrices = player.prices
    guard let runner = player.runner else { return }
    let weights = target.stage.evenWeights
    let planted = target.stage.invariants.upperBound
    var heard = ReplayStep(number: 0, time: 0)
    let walk = PathWalk(runner, target.words, target.sources, shown: 0...Int.max) { heard = $0 }
    for (number, words) in sequence.steps.enumerated() {
      var reader = ChoiceReader(replaying: words)
      var made: Player.Played?
      walk.follow(number + 1) { made = player.play(&reader, weights: weights) }
      guard let made else { break }
      // What is planted to see whether the search sees is nobody's business here.
      heard.entries.removeAll { entry in
        if case .broke(let broken) = entry { broken.number >= planted } else { false }
      }
      let move: Move
      switch made.what {
      case .call:
        guard let call = player.call(of: made) else { return }
        move = .call(call, made.run?.stop, made.transaction)
      case .step(let isBetween): move = .step(gap: made.gap, isBetween: isBetween)
      }
      steps.append(
        Step(
          move: move, told: heard, prices: player.prices, time: player.machine.clock,
          after: player.machine.presentState,
          broken: player.broken.filter { target.stage.claims.contains($0) }))
      if made.isOver { break }
    }
  }

  var end: State { steps.last?.after ?? beginning }

  /// The step that breaks the claim first.
  func breaking(_ claim: Int) -> Int? { steps.firstIndex { $0.broken.contains(claim) } }

  /// Prices before a step.
  func prices(before step: Int) -> [Int128] { step == 0 ? firstPrices : steps[step - 1].prices }

  /// `withdraw(5 USD) as Account[0]`, `10min pass; BTC is 51_000 USD/BTC`
  func text(_ number: Int) -> String {
    let step = steps[number]
    switch step.move {
    case .call(let call, _, let transaction):
      return target.printer.text(call) + transaction.words
    case .step(let gap, let isBetween):
      let prices = zip(target.spec.markets, step.prices)
        .map { "; \($0.name) is \(target.printer.text($1, $0.type))" }.joined()
      return "\(target.printer.text(gap, .duration)) pass\(prices)"
        + (isBetween ? ", not yet published" : "")
    }
  }

  /// Why the claim is false after a step: the lines behind its name.
  func reasons(_ claim: Int, at step: Int) -> [String] {
    let writer = FindingWriter(target.sources, target.printer)
    for case .broke(let broken) in steps[step].told.entries where broken.number == claim {
      return Array(writer.lines(broken).dropFirst())
    }
    return []
  }
}

extension SpecTarget {
  /// How far the sides of a broken invariant are apart after a run; what else breaks has no measure.
  func loss(_ sequence: ChoiceSequence, _ claim: Int) -> Int128 {
    guard claim < stage.contract.invariants.count,
      let replay = try? SpecReplay(self, sequence), let last = replay.steps.last
    else { return 0 }
    for case .broke(let broken) in last.told.entries where broken.number == claim {
      guard case .isFalse(let evidence?) = broken.cause else { return 0 }
      let (distance, overflow) = evidence.left.word
        .subtractingReportingOverflow(evidence.right.word)
      return overflow ? .max : Int128(clamping: distance.magnitude)
    }
    return 0
  }
}

extension CaseMaker {
  /// Of a spec: the smallest run, and the worst where that is another.
  static func cases(
    of finding: Finding, in target: SpecTarget, seed: UInt64
  ) -> [(file: CaseFile, replay: SpecReplay)] {
    let claim = finding.invariant
    guard let player = try? Player(target.stage),
      let result = player.shrink(
        finding.sequence, breaking: claim, budget: specBudget,
        measuring: { target.loss($0, claim) })
    else { return [] }
    var found = [(result.smallest, CaseFile.Result.smallest)]
    if result.worst.sequence != result.smallest.sequence {
      found.append((result.worst, .worst))
    }
    return found.compactMap { failure, result in
      guard let replay = try? SpecReplay(target, failure.sequence) else { return nil }
      let file = CaseFile(
        file: CaseStore.name(of: target.path), name: target.spec.name,
        claim: target.stage.name(of: claim), result: result, sources: target.sourceDigest,
        program: target.programDigest, seed: seed, rows: [],
        steps: zip(failure.sequence.steps, replay.steps.indices).map { words, step in
          CaseFile.Step(words: words, text: replay.text(step))
        }, story: SpecStory(replay: replay, claim: claim).lines)
      return (file, replay)
    }
  }

  /// A replay of a world costs far more than one of a contract.
  private static let specBudget = 2_000
}
