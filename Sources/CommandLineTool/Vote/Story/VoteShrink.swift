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
  private let witness: PairFindings.Witness
  private let base: PathRunner?
  private let proposed: PathRunner

  /// - Parameter base: how it must hold; `nil` where nothing is compared.
  init?(_ witness: PairFindings.Witness, base: World?, proposed: World) {
    guard let runner = try? PathRunner(proposed) else { return nil }
    self.witness = witness
    self.proposed = runner
    self.base = base.flatMap { try? PathRunner($0) }
  }

  /// Rows and steps that shrinking may take, so that it never takes longer than the vote.
  private static let budget = 20_000_000
  private static let mostReplays = 400
  private static let moves: UInt64 = 4_000

  /// `nil` where the moves, rounded as they are, do not break it.
  func shrunk() -> SteeredPath? {
    let steps = max(1, witness.break.step)
    let rows = max(1, proposed.world.rows.max() ?? 1)
    let (size, overflow) = rows.multipliedReportingOverflow(by: 2 * steps)
    let replays = overflow ? 0 : min(VoteShrink.mostReplays, VoteShrink.budget / size)
    guard replays > 1, let original = encoded(steps) else { return nil }
    let result = withoutActuallyEscaping({ self.failure($0) }) { test in
      Shrinker.shrink(original, budget: replays, test: test)
    }
    guard let result else { return nil }
    var prices: [[Int128?]] = []
    _ = failure(result.smallest.sequence) { prices.append($0) }
    return SteeredPath(path: witness.path, prices: prices)
  }

  /// The moves of the path as it was.
  private func encoded(_ steps: Int) -> ChoiceSequence? {
    let markets = proposed.world.program.spec.markets.indices
    var sequence: [ChoiceSequence.Step] = []
    do throws(PathProblem) {
      try proposed.begin(witness.path)
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

  /// Nearest in thousandths: 0 stays, 1 falls by one, 2 rises by one, and so on.
  private static func word(from old: Int128, to new: Int128) -> UInt64 {
    guard let ratio = try? Fixed.divide(new, old) else { return 0 }
    let thousandth = Fixed.unit / 1_000
    let move =
      (ratio - Fixed.unit + (ratio < Fixed.unit ? -thousandth : thousandth) / 2)
      / thousandth
    let size = UInt64(clamping: move.magnitude)
    return min(moves - 2, size * 2 - (move < 0 ? 1 : 0))
  }

  private static func price(_ old: Int128, moved word: UInt64) -> Int128 {
    let size = Int128((word + 1) / 2)
    let factor = max(1, 1_000 + (word % 2 == 1 ? -size : size))
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
      try proposed.begin(witness.path)
      try base?.begin(witness.path)
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
    runner?.record.breaks.contains { $0.invariant == witness.break.invariant } ?? false
  }
}
