import Campaign
import Numerics
import Property
import Semantics

/// Finds the simplest rows and values for which a law breaks at the end of a path as proposed, and
/// does not as deployed.
struct LawShrink {
  private let law: Int
  private let checked: CheckedLaw
  private let base: PathRunner
  private let proposed: PathRunner

  init?(_ law: Int, base: World, proposed: World) {
    guard let before = try? PathRunner(base), let after = try? PathRunner(proposed) else {
      return nil
    }
    self.law = law
    checked = base.program.spec.contract.laws[law]
    self.base = before
    self.proposed = after
    for runner in [before, after] { runner.beginAskingLaws() }
  }

  private static let mostReplays = 400

  /// Nothing where it cannot be asked there, or is as simple as it gets.
  func shrunk(_ route: SteeredPath) -> PathRunner.LawQuestion? {
    do throws(PathProblem) {
      try route.walk(base)
      try route.walk(proposed)
    } catch { return nil }
    guard let drawn = proposed.record.lawBreaks.first(where: { $0.law == law }),
      drawn.step == route.prices.count
    else { return nil }
    // The state stays; only what is asked of it changes.
    let result = withoutActuallyEscaping({ self.failure($0, drawn.given) }) { test in
      Shrinker.shrink(
        ChoiceSequence(steps: [encoded(drawn.given)]), budget: LawShrink.mostReplays, test: test)
    }
    guard let result else { return nil }
    var found = drawn.given
    _ = failure(result.smallest.sequence, drawn.given) { found = $0 }
    return found == drawn.given
      ? nil : PathRunner.LawQuestion(law: law, step: drawn.step, given: found)
  }

  private func encoded(_ words: [Int128]) -> ChoiceSequence.Step {
    checked.given.flatMap { given -> [UInt64] in
      let word = words.indices.contains(given.slot) ? words[given.slot] : 0
      return switch given {
      case .row: [UInt64(clamping: word)]
      case .value(let slot, let range): domain(slot, range).words(for: word)
      }
    }
  }

  private func domain(_ slot: LocalID, _ range: WordRange) -> NumberDomain {
    let range = range.lowerBound...range.upperBound
    return switch checked.frame.locals[slot].type {
    case .fixed(.duration): NumberDomain(durations: range, second: Fixed.unit)
    case .fixed: NumberDomain(range, unit: Fixed.unit)
    case .integer, .time, .truth, .row, .enumeration, .unknown: NumberDomain(range, unit: 1)
    }
  }

  private func failure(
    _ run: ChoiceSequence, _ drawn: [Int128], noting note: ([Int128]) -> Void = { _ in }
  ) -> Failure? {
    var reader = ChoiceReader(replaying: run.steps.first ?? [], noting: true)
    var words = drawn
    for given in checked.given where words.indices.contains(given.slot) {
      switch given {
      case .row(let rows):
        let count = UInt64(clamping: proposed.world.rows[rows.table])
        words[rows.binder] = Int128(reader.draw(below: count, as: .row(table: rows.table)))
      case .value(let slot, let range): words[slot] = reader.draw(domain(slot, range))
      }
    }
    guard proposed.breaks(law: law, given: words), !base.breaks(law: law, given: words) else {
      return nil
    }
    note(words)
    return Failure(
      sequence: ChoiceSequence(steps: [reader.step]), draws: [reader.draws])
  }
}
