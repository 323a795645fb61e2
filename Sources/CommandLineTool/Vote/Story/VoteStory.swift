import Campaign
import Diagnostics
import Reference
import Semantics

/// A break that the proposal brings about, in a few lines: when, at which prices, after which call,
/// the values on both sides of the invariant, and what the accounts have that are involved.
struct VoteStory {
  let path: UInt64
  let invariant: Int
  /// The step of the story; where the path was shrunk, earlier than on the path of the run.
  let step: Int
  let lines: [String]
  /// By market, the prices of the story, that of the setup first.
  let prices: [[Int128]]
  let balances: [Balance]
  /// How the path was made simpler, where it was.
  let steering: Steering?

  /// The most breaks that are told.
  private static let most = 3

  /// One for each invariant that newly breaks, the first few, each as short as it can be made.
  static func all(
    of outcome: PairedRun.Outcome, _ run: PairedRun, _ words: SpecWords, _ sources: SourceMap
  ) -> [VoteStory] {
    outcome.pairs.newlyBroken.compactMap { $0 }.prefix(most).compactMap { witness in
      let shrunk = VoteShrink(witness, base: run.base, proposed: run.proposed)?.shrunk()
      return VoteStory(witness, run.proposed, words, sources, shrunk)
    }
  }

  /// - Parameter steered: the path with simpler prices, if it was shrunk.
  init?(
    _ witness: PairFindings.Witness, _ world: World, _ words: SpecWords, _ sources: SourceMap,
    _ steered: SteeredPath? = nil
  ) {
    guard let runner = try? PathRunner(world) else { return nil }
    let number = witness.break.invariant
    let last = steered?.prices.count ?? witness.break.step
    let route =
      steered
      ?? SteeredPath(
        path: witness.path,
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
    path = witness.path
    invariant = number
    step = last
    steering = steered.flatMap { Steering($0, runner) }
    let course = Course(route, runner)
    prices = course.prices
    balances = Balance.all(course, seen, world, words)
    lines =
      VoteStory.head(witness, steered, course, words)
      + VoteStory.lines(seen, witness, world, words, FindingWriter(sources, words.printer))
  }

  /// How the path was made shorter, and the moves of prices that are left.
  private static func head(
    _ witness: PairFindings.Witness, _ steered: SteeredPath?, _ course: Course, _ words: SpecWords
  ) -> [String] {
    guard steered != nil else { return [] }
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
      "shrunk from path \(witness.path), \(counted(witness.break.step, "step")), to "
        + "\(counted(course.prices.first.map { $0.count - 1 } ?? 0, "step")): "
        + (moves.isEmpty ? "no price moves" : shown + rest)
    ]
  }

  private static func lines(
    _ step: ReplayStep, _ witness: PairFindings.Witness, _ world: World, _ words: SpecWords,
    _ writer: FindingWriter
  ) -> [String] {
    let prices = zip(words.program.spec.markets, step.prices)
      .map { "\($0.name) at \(words.printer.text($1, $0.type))" }
    let name = words.name(ofInvariant: witness.break.invariant)
    var lines = [
      (["step \(grouped(step.number)), \(timeText(step.time))"] + prices)
        .joined(separator: ", ") + ": `\(name)` breaks"
    ]
    var lastCall: ReplayStep.Call?
    for entry in step.entries {
      switch entry {
      case .call(let call): lastCall = call
      case .broke(let broken) where broken.number == witness.break.invariant:
        if lastCall?.isBreaking(witness) ?? false, let lastCall {
          let who = words.text(of: lastCall.call.origin, world)
          lines.append("after \(who): \(words.text(lastCall))")
        }
        return lines + writer.lines(broken).dropFirst()
      case .broke, .brokeLaw, .changes: continue
      }
    }
    return lines
  }
}

extension ReplayStep.Call {
  fileprivate func isBreaking(_ witness: PairFindings.Witness) -> Bool {
    witness.break.action != nil
  }
}
