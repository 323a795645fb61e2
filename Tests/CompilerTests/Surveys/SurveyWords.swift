import Numerics

/// What numbers are like where surveys are tested.
///
/// A proof that is wrong by one in the last digit shows only where rows differ by one in the last
/// digit. So amounts of money are mostly dust, a few hundred of the smallest unit, while what they
/// are multiplied by stays near one; and rows are many on few different words.
struct SurveyWords {
  let isDust: Bool
  /// How many words of a hundred lie at an edge of what a word holds.
  let wildness: Int
  /// Whether there are so few words that most are met twice.
  var isCoarse = false

  func isDust(_ kind: Kind) -> Bool {
    guard case .fixed(let units) = kind else { return false }
    return isDust && units.powers[0] != 0
  }

  func word(_ kind: Kind, _ dice: inout Dice) -> Int128 {
    if dice.chance(wildness) { return wild(&dice) }
    switch kind {
    case .whole: return small(&dice)
    case .fixed where isDust(kind): return small(&dice)
    default: return ordinary(&dice)
    }
  }

  /// At an end, or not so near that the end is in sight but for a proof.
  private func wild(_ dice: inout Dice) -> Int128 {
    if dice.chance(50) { return dice.pick(Dice.edges) }
    let word = Int128.max - Int128.max / Int128(17 + dice.below(300))
    return dice.chance(50) ? word : -word
  }

  private func small(_ dice: inout Dice) -> Int128 {
    if isCoarse { return 100 * Int128(dice.below(4)) }
    return switch dice.below(8) {
    case 0: 0
    case 1: Int128(dice.below(6))
    case 2: -Int128(dice.below(200))
    case 3: Int128(dice.below(1_500))
    default: Int128(40 + dice.below(260))
    }
  }

  private func ordinary(_ dice: inout Dice) -> Int128 {
    let one = Fixed.unit
    switch dice.below(8) {
    case 0: return 0
    case 1: return one
    case 2: return one * Int128(dice.below(9) - 4)
    case 3: return one / 1_000 * Int128(dice.below(4_000))
    case 4: return dice.integer(in: 0...3 * one)
    case 5: return one * Int128(dice.below(1_000))
    default: return one / 8 * Int128(dice.below(40) - 6)
    }
  }
}
