import Campaign
import Diagnostics
import Reference
import Semantics

/// A break that the proposal brings about, in a few lines: when, at which prices, after which call,
/// and the values on both sides of the invariant.
struct VoteStory {
  let path: UInt64
  let invariant: Int
  let step: Int
  let lines: [String]
  /// By market, the prices of the path, that of the setup first.
  let prices: [[Int128]]

  /// The most breaks that are told.
  private static let most = 3

  /// One for each invariant that newly breaks, the first few.
  static func all(
    of outcome: PairedRun.Outcome, _ proposed: World, _ words: SpecWords, _ sources: SourceMap
  ) -> [VoteStory] {
    outcome.pairs.newlyBroken.compactMap { $0 }.prefix(most).compactMap {
      VoteStory($0, proposed, words, sources)
    }
  }

  private init?(
    _ witness: PairFindings.Witness, _ proposed: World, _ words: SpecWords, _ sources: SourceMap
  ) {
    guard let runner = try? PathRunner(proposed) else { return nil }
    var seen: ReplayStep?
    let step = witness.break.step
    let failed = withoutActuallyEscaping({ (told: ReplayStep) in seen = told }) { tell in
      let walk = PathWalk(runner, words, sources, shown: step...step, tell: tell)
      do throws(PathProblem) {
        try walk.walk(witness.path)
        return false
      } catch { return true }
    }
    guard !failed, let seen else { return nil }
    path = witness.path
    invariant = witness.break.invariant
    self.step = step
    prices = VoteStory.prices(ofPath: witness.path, proposed)
    lines = VoteStory.lines(seen, witness, proposed, words, FindingWriter(sources, words.printer))
  }

  private static func prices(ofPath path: UInt64, _ world: World) -> [[Int128]] {
    guard let runner = try? PathRunner(world) else { return [] }
    let markets = world.program.spec.markets.indices
    var prices = markets.map { _ in [Int128]() }
    func look() { for market in markets { prices[market].append(runner.price(ofMarket: market)) } }
    do throws(PathProblem) {
      try runner.begin(path)
      look()
      while try runner.advance() { look() }
      look()
    } catch { return [] }
    return prices
  }

  private static func lines(
    _ step: ReplayStep, _ witness: PairFindings.Witness, _ world: World, _ words: SpecWords,
    _ writer: FindingWriter
  ) -> [String] {
    let prices = zip(words.program.spec.markets, step.prices)
      .map { "\($0.name) at \(words.printer.text($1, $0.type))" }
    let name = words.name(ofInvariant: witness.break.invariant)
    var lines = [
      (["path \(witness.path), step \(grouped(step.number)), \(timeText(step.time))"] + prices)
        .joined(separator: ", ") + ": `\(name)` breaks"
    ]
    var lastCall: ReplayStep.Call?
    for entry in step.entries {
      switch entry {
      case .call(let call): lastCall = call
      case .broke(let broken) where broken.number == witness.break.invariant:
        if witness.break.action != nil, let lastCall {
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
