import Numerics
import Reference
import Semantics

/// A random contract full of questions for every row, and what words are like in it.
struct SurveyScenario {
  let scenario: Scenario
  let words: SurveyWords
  /// Actions that only ask, and are run as snippets and routines as well.
  let scans: [ActionID]

  var contract: CheckedContract { scenario.contract }
  var rows: [Int] { scenario.population.counts }

  /// Nothing where the checker refuses the text.
  init?(seed: UInt64, number: UInt64) {
    self.init(
      seed: seed, number: number, source: Writer.surveyed(Dice(seed: seed, program: number)))
  }

  init?(seed: UInt64, number: UInt64, source: String) {
    let writer = Writer(surveying: Dice(seed: seed, program: number))
    self.init(
      seed: seed, number: number, source: source,
      rows: ["T": writer.sizes[0], "U": writer.sizes[1]],
      words: writer.survey ?? SurveyWords(isDust: false, wildness: 0))
  }

  init?(
    seed: UInt64, number: UInt64, source: String, rows: [String: Int], words: SurveyWords
  ) {
    guard let scenario = Scenario(seed: seed, number: number, source: source, rows: rows)
    else { return nil }
    self.scenario = scenario
    self.words = words
    scans = scenario.contract.actions.indices.filter {
      scenario.contract.actions[$0].name.hasPrefix("scan")
    }
  }

  // MARK: - Words

  /// A word for an argument or a place of this type.
  func word(_ type: ValueType, _ range: WordRange?, _ dice: inout Dice) -> Int128 {
    if let range, dice.chance(94) {
      return dice.chance(15)
        ? dice.pick([range.lowerBound, range.upperBound]) : dice.integer(in: range)
    }
    switch type {
    case .truth: return Int128(dice.below(2))
    case .row(let table):
      // A row that is not there stops every look that goes through it.
      return dice.chance(words.wildness) || rows[table] == 0
        ? noRow : Int128(dice.below(dice.chance(96) ? min(3, rows[table]) : rows[table]))
    case .enumeration(let id): return Int128(dice.below(contract.enumerations[id].members.count))
    case .time: return Interpreter.start &+ Int128(dice.below(2_000)) * Fixed.unit
    case .fixed, .integer, .unknown: return words.word(kind(type), &dice)
    }
  }

  private func kind(_ type: ValueType) -> Kind {
    guard case .fixed(let dimension) = type else { return .count }
    let money = dimension.factors.first { $0.unit == .unit("USD") }?.exponent ?? 0
    return .fixed(Units(powers: [money, 0, 0, 0]))
  }

  /// A word near another: a little away, about as far as a proof reaches, or far.
  func word(near word: Int128, _ type: ValueType, _ dice: inout Dice) -> Int128 {
    let size = Int128(clamping: word.magnitude)
    let sign: Int128 = dice.chance(50) ? 1 : -1
    let step: Int128
    switch dice.below(5) {
    case 0: step = 1
    case 1: step = max(1, size / Int128(100 + dice.below(2_000)))
    case 2: step = max(1, size >> Int128(3 + dice.below(7))) + Int128(dice.below(3) - 1)
    case 3: step = Int128(1 + dice.below(12))
    default: step = max(1, size / Int128(8 + dice.below(60)))
    }
    let (near, overflow) = word.addingReportingOverflow(sign * step)
    return overflow ? word : near
  }
}
