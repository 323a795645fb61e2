import Campaign
import Diagnostics
import Reference
import Semantics

/// A break that the proposal brings about, in a few lines: when, at which prices, after which call,
/// the values on both sides of what must hold, and what the accounts have that are involved.
struct VoteStory {
  let path: UInt64
  let promise: Promise
  /// The step of the story; where the path was shrunk, earlier than on the path of the run.
  let step: Int
  let lines: [String]
  /// By market, the prices of the story, that of the setup first.
  let prices: [[Int128]]
  let balances: [Balance]
  /// How the path was made simpler, where it was.
  let steering: Steering?
  /// What a law is asked, where that was made simpler.
  let question: PathRunner.LawQuestion?

  /// What is broken, by number.
  enum Promise: Hashable {
    case invariant(Int)
    case law(Int)

    func name(_ words: SpecWords) -> String {
      switch self {
      case .invariant(let number): words.name(ofInvariant: number)
      case .law(let number): "law \"\(words.name(ofLaw: number))\""
      }
    }
  }

  /// The most breaks that are told.
  private static let most = 3

  /// One for each invariant and law that newly breaks, the first few, each as short as it can be made.
  static func all(
    of outcome: PairedRun.Outcome, _ run: PairedRun, _ words: SpecWords, _ sources: SourceMap
  ) -> [VoteStory] {
    let invariants = outcome.pairs.newlyBroken.compactMap { $0 }.map { witness in
      (
        promise: Promise.invariant(witness.break.invariant), path: witness.path,
        step: witness.break.step, followsCall: witness.break.action != nil
      )
    }
    let laws = words.program.spec.contract.laws.indices.compactMap {
      outcome.pairs.newlyBroken(law: $0)
    }.map { broken in
      (
        promise: Promise.law(broken.break.law), path: broken.path, step: broken.break.step,
        followsCall: false
      )
    }
    return (invariants + laws).prefix(most).compactMap { found in
      let shrunk = VoteShrink(
        found.promise, found.path, step: found.step, base: run.base, proposed: run.proposed)?
        .shrunk()
      var question: PathRunner.LawQuestion?
      if case .law(let law) = found.promise, let shrunk {
        question = LawShrink(law, base: run.base, proposed: run.proposed)?.shrunk(shrunk)
      }
      return VoteStory(
        found.promise, found.path, step: found.step, run.proposed, words, sources, shrunk,
        question, followsCall: found.followsCall)
    }
  }

  /// - Parameters:
  ///   - steered: the path with simpler prices, if it was shrunk.
  ///   - followsCall: whether a call breaks it, and not the time that passes.
  private init?(
    _ promise: Promise, _ path: UInt64, step original: Int, _ world: World, _ words: SpecWords,
    _ sources: SourceMap, _ steered: SteeredPath?, _ question: PathRunner.LawQuestion?,
    followsCall: Bool
  ) {
    guard let runner = try? PathRunner(world) else { return nil }
    runner.question = question
    self.question = question
    let last = steered?.prices.count ?? original
    let route =
      steered
      ?? SteeredPath(
        path: path,
        prices: Array(
          repeating: Array(repeating: nil, count: world.program.spec.markets.count), count: last))
    var seen: ReplayStep?
    let failed = withoutActuallyEscaping({ (told: ReplayStep) in seen = told }) { tell in
      let walk = PathWalk(runner, words, sources, shown: last...last, tell: tell)
      do throws(PathProblem) {
        try walk.walk(route)
        return false
      } catch { return true }
    }
    guard !failed, let seen else { return nil }
    self.path = path
    self.promise = promise
    step = last
    steering = steered.flatMap { Steering($0, runner) }
    let course = Course(route, runner)
    prices = course.prices
    balances = Balance.all(course, seen, route, runner, words)
    let isShorter = steered.map { _ in last < original || !words.program.spec.markets.isEmpty }
    lines =
      (isShorter == true ? VoteStory.head(path, original, last, course, words) : [])
      + VoteStory.lines(seen, promise, world, words, sources, followsCall)
  }

  /// How the path was made shorter, and the moves of prices that are left.
  private static func head(
    _ path: UInt64, _ original: Int, _ last: Int, _ course: Course, _ words: SpecWords
  ) -> [String] {
    let spec = words.program.spec
    var moves: [String] = []
    for (market, prices) in zip(spec.markets, course.prices) {
      for step in prices.indices.dropFirst() where prices[step] != prices[step - 1] {
        moves.append(
          "\(market.name) \(words.printer.text(prices[step - 1], market.type)) to "
            + "\(words.printer.text(prices[step], market.type)) in step \(grouped(step))")
      }
    }
    let most = 6
    let shown = moves.prefix(most).joined(separator: ", ")
    let rest = moves.count > most ? " and \(moves.count - most) more" : ""
    return [
      "shrunk from path \(path), \(counted(original, "step")), to "
        + counted(last, "step")
        + (spec.markets.isEmpty ? "" : moves.isEmpty ? ": no price moves" : ": " + shown + rest)
    ]
  }

  private static func lines(
    _ step: ReplayStep, _ promise: Promise, _ world: World, _ words: SpecWords,
    _ sources: SourceMap, _ followsCall: Bool
  ) -> [String] {
    let prices = zip(words.program.spec.markets, step.prices)
      .map { "\($0.name) at \(words.printer.text($1, $0.type))" }
    let name =
      if case .invariant = promise { "`\(promise.name(words))`" } else { promise.name(words) }
    let head =
      (["step \(grouped(step.number)), \(timeText(step.time))"] + prices)
      .joined(separator: ", ") + ": \(name) breaks"
    var last: String?
    for entry in step.entries {
      switch entry {
      case .call(let call):
        last = "after \(words.text(of: call.call.origin, world)): \(words.text(call))"
      case .broke(let broken) where promise == .invariant(broken.number):
        return [head] + (followsCall ? [last].compactMap { $0 } : [])
          + FindingWriter(sources, words.printer).lines(broken).dropFirst()
      case .brokeLaw(let broken) where promise == .law(broken.law):
        return [head] + words.lines(broken, sources)
      case .broke, .brokeLaw, .changes: continue
      }
    }
    return [head]
  }
}
