import Campaign
import Numerics
import Property
import Semantics

/// Makes a path that newly breaks an invariant short and calm: fewer steps, prices that stand still
/// but for the moves that matter. What is found still breaks it as proposed, and not as deployed.
///
/// The choices are the moves of prices, in thousandths of the price before; a word of zero is a price
/// that stays. The shrinker of attacks does the rest.
struct VoteShrink {
  private let promise: VoteStory.Promise
  private let path: UInt64
  private let steps: Int
  private let base: PathRunner?
  private let proposed: PathRunner

  /// - Parameters:
  ///   - step: after which it breaks.
  ///   - base: how it must hold; `nil` where nothing is compared.
  init?(
    _ promise: VoteStory.Promise, _ path: UInt64, step: Int, base: World?, proposed: World
  ) {
    guard let runner = try? PathRunner(proposed) else { return nil }
    self.promise = promise
    self.path = path
    steps = max(1, step)
    self.proposed = runner
    self.base = base.flatMap { try? PathRunner($0) }
    // Which states a law is asked of is drawn by path and step, whatever the prices are.
    guard case .law = promise else { return }
    self.proposed.beginAskingLaws()
    self.base?.beginAskingLaws()
  }

  /// Rows and steps that shrinking may take, so that it never takes longer than the vote.
  private static let budget = 20_000_000
  private static let mostReplays = 400
  private static let rises: UInt64 = 1_000
  private static let moves: UInt64 = 4_000

  /// `nil` where the moves, rounded as they are, do not break it.
  func shrunk() -> SteeredPath? {
    let rows = max(1, proposed.world.rows.max() ?? 1)
    let (size, overflow) = rows.multipliedReportingOverflow(by: 2 * steps)
    let replays = overflow ? 0 : min(VoteShrink.mostReplays, VoteShrink.budget / size)
    guard replays > 1, let original = encoded() else { return nil }
    let result = withoutActuallyEscaping({ self.failure($0) }) { test in
      Shrinker.shrink(original, budget: replays, test: test)
    }
    guard let result else { return nil }
    var prices: [[Int128?]] = []
    _ = failure(result.smallest.sequence) { prices.append($0) }
    return SteeredPath(path: path, prices: prices)
  }

  /// The moves of the path as it was.
  private func encoded() -> ChoiceSequence? {
    let markets = proposed.world.program.spec.markets.indices
    var sequence: [ChoiceSequence.Step] = []
    do throws(PathProblem) {
      try proposed.begin(path)
      var now = markets.map { proposed.untouchedPrice(ofMarket: $0) }
      for _ in 0..<steps {
        _ = try proposed.advance()
        var step: ChoiceSequence.Step = []
        for market in markets {
          let word = VoteShrink.word(
            from: now[market], to: proposed.untouchedPrice(ofMarket: market))
          now[market] = VoteShrink.price(now[market], moved: word)
          step.append(word)
        }
        sequence.append(step)
      }
    } catch { return nil }
    return ChoiceSequence(steps: sequence)
  }

  /// Nearest in thousandths: 0 stays, and a smaller word is a smaller fall; rises come after all falls,
  /// so that between two falls there is nothing else.
  private static func word(from old: Int128, to new: Int128) -> UInt64 {
    guard let ratio = try? Fixed.divide(new, old) else { return 0 }
    let thousandth = Fixed.unit / 1_000
    let move =
      (ratio - Fixed.unit + (ratio < Fixed.unit ? -thousandth : thousandth) / 2)
      / thousandth
    let size = UInt64(clamping: move.magnitude)
    return move > 0 ? rises + min(size, moves - rises - 1) : min(size, rises - 1)
  }

  private static func price(_ old: Int128, moved word: UInt64) -> Int128 {
    let factor = word < rises ? max(1, 1_000 - Int128(word)) : 1_000 + Int128(word - rises)
    let (product, overflow) = old.multipliedReportingOverflow(by: factor)
    return overflow ? old : max(1, product / 1_000)
  }

  /// What a run of moves decided up to the break, if it breaks as it should.
  private func failure(
    _ run: ChoiceSequence, noting note: ([Int128]) -> Void = { _ in }
  ) -> Failure? {
    let markets = proposed.world.program.spec.markets.indices
    var steps: [ChoiceSequence.Step] = []
    var draws: [[Draw]] = []
    do throws(PathProblem) {
      try proposed.begin(path)
      try base?.begin(path)
      var now = markets.map { proposed.untouchedPrice(ofMarket: $0) }
      for step in run.steps {
        var reader = ChoiceReader(replaying: step, noting: true)
        for market in markets {
          let word = reader.draw(below: VoteShrink.moves, as: .amount)
          now[market] = VoteShrink.price(now[market], moved: word)
          proposed.heldPrices[market] = now[market]
          base?.heldPrices[market] = now[market]
        }
        steps.append(reader.step)
        draws.append(reader.draws)
        note(now)
        let goesOn = try proposed.advance()
        _ = try base?.advance()
        guard !breaks(base) else { return nil }
        if breaks(proposed) {
          return Failure(sequence: ChoiceSequence(steps: steps), draws: draws)
        }
        guard goesOn else { return nil }
      }
    } catch { return nil }
    return nil
  }

  private func breaks(_ runner: PathRunner?) -> Bool {
    guard let record = runner?.record else { return false }
    return switch promise {
    case .invariant(let number): record.breaks.contains { $0.invariant == number }
    case .law(let number): record.lawBreaks.contains { $0.law == number }
    }
  }
}
