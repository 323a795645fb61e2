import Numerics

/// Numbers of a range, spelled so that the simpler spelling is the rounder number.
///
/// A number is drawn in one of these forms, the first word, each followed by two more:
///
///     0        the number of the range nearest zero; nothing follows
///     1...18   that many digits, times a lot: 7, 40, 0.003, 1250, 3 weeks
///     2^32     a hint, or one of its neighbours: a balance, a threshold, an end of the range
///     2^32+1   any number of the range, the high and the low half of its rank
///
/// Digits are spelled by the lot (ones first, then tens, tenths, hundreds, ..) and themselves less one, doubled and one more for a negative number where the range has both signs. Digits
/// beyond an end of the range mean that end. The last two forms are that high so that a number
/// people would write down weighs less than the hint it came from.
package struct NumberDomain: Hashable, Sendable {
  package let range: ClosedRange<Int128>
  /// What one is: `Fixed.unit` for decimals, 1 for integers.
  package let unit: Int128
  /// What a digit may be worth, the simplest first; all above zero.
  private let lots: [Int128]

  /// Decimals: the lots are the unit times powers of ten. A unit below one counts as one.
  package init(_ range: ClosedRange<Int128>, unit: Int128) {
    let unit = max(1, unit)
    let farthest = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    var (lots, larger, smaller) = ([unit], unit, unit)
    var isGrowing = true
    while isGrowing || smaller % 10 == 0 {
      let (next, overflows) = larger.multipliedReportingOverflow(by: 10)
      isGrowing = isGrowing && !overflows && next.magnitude <= farthest
      if isGrowing {
        larger = next
        lots.append(larger)
      }
      if smaller % 10 == 0 {
        smaller /= 10
        lots.append(smaller)
      }
    }
    self.init(range, unit: unit, lots: lots)
  }

  /// Times and durations: people count them in hours, days, minutes, weeks and so on.
  package init(durations range: ClosedRange<Int128>, second: Int128) {
    let second = max(1, second)
    let seconds: [Int128] = [3_600, 86_400, 60, 604_800, 2_592_000, 1, 31_536_000]
    let lots = seconds.compactMap { lot -> Int128? in
      let (product, overflows) = second.multipliedReportingOverflow(by: lot)
      return overflows ? nil : product
    }
    self.init(range, unit: second, lots: lots)
  }

  private init(_ range: ClosedRange<Int128>, unit: Int128, lots: [Int128]) {
    self.range = range
    self.unit = unit
    self.lots = lots
  }

  /// The same in memory of its own, for one of several threads.
  package var separate: NumberDomain {
    NumberDomain(range, unit: unit, lots: lots.map { $0 })
  }

  /// The number nearest zero.
  package var simplest: Int128 { min(max(0, range.lowerBound), range.upperBound) }

  var hasBothSigns: Bool { range.lowerBound < 0 && range.upperBound > 0 }

  var lotCount: Int { lots.count }

  func clamped(_ value: Int128) -> Int128 { min(max(value, range.lowerBound), range.upperBound) }

  /// So many of the lot with the given index, as a number of the range.
  func value(digits: UInt64, lot index: Int, isNegative: Bool) -> Int128 {
    let (size, overflows) = lots[index].multipliedReportingOverflow(by: Int128(digits))
    let down = isNegative || range.upperBound <= 0
    if overflows { return down ? range.lowerBound : range.upperBound }
    return clamped(down ? 0 - size : size)
  }

  /// The simplest words for a value that does not come from a hint.
  package func words(for value: Int128) -> [UInt64] {
    let value = clamped(value)
    if value == simplest { return [Form.simplest] }
    var best: ChoiceSequence?
    for (index, lot) in lots.enumerated() {
      let (digits, rest) = value.magnitude.quotientAndRemainder(dividingBy: lot.magnitude)
      guard rest == 0, let length = Form.length(of: digits) else { continue }
      let size = UInt64(clamping: digits - 1)
      let signed = hasBothSigns ? 2 * size + (value < 0 ? 1 : 0) : size
      let words = ChoiceSequence(steps: [[length, UInt64(index), signed]])
      if best.map({ words < $0 }) ?? true { best = words }
    }
    if let best { return best.steps[0] }
    let rank = Span(range).rank(of: value)
    return [Form.anything, Wide.high(rank), Wide.low(rank)]
  }

  /// The simplest words of every number that takes at most so many binary digits, without hints and
  /// numbers too long to be written down.
  package func words(weighing most: Int) -> [[UInt64]] {
    var found = [[Form.simplest]]
    func room(_ rest: Int, after word: UInt64) -> Int { rest - (64 - word.leadingZeroBitCount) }
    var power: UInt64 = 1
    for length in 1...Form.longest {
      power *= 10
      for index in lots.indices {
        let rest = room(room(most, after: length), after: UInt64(index))
        guard rest >= 0 else { continue }
        let sizes = min(rest >= 62 ? .max : UInt64(1) << UInt64(rest), 2 * power)
        for signed in 0..<sizes {
          let digits = hasBothSigns ? signed / 2 + 1 : signed + 1
          let value = value(
            digits: digits, lot: index, isNegative: hasBothSigns && signed % 2 == 1)
          let words = [length, UInt64(index), signed]
          if self.words(for: value) == words { found.append(words) }
        }
      }
    }
    return found
  }

  /// The first word of a number.
  enum Form {
    static let simplest: UInt64 = 0
    /// The most digits a word has room for.
    static let longest: UInt64 = 18
    static let hint: UInt64 = 1 << 32
    static let anything: UInt64 = (1 << 32) + 1

    /// How many digits a number has; nil for none and for too many.
    static func length(of digits: UInt128) -> UInt64? {
      var (length, power): (UInt64, UInt128) = (1, 10)
      while digits >= power, length <= longest { (length, power) = (length + 1, power * 10) }
      return digits > 0 && length <= longest ? length : nil
    }

    /// The form any word stands for.
    static func reduced(_ word: UInt64) -> UInt64 {
      word <= longest ? word : word % 2 == 0 ? hint : anything
    }

    /// How often the first is chosen while generating, if nobody says otherwise.
    static let weightOfSimplest: UInt64 = 6
    /// How often the others are: the lengths, a hint, any number. Short numbers are what people and
    /// thresholds use; long ones hit nothing on purpose.
    private static let weights: [UInt64] =
      [18, 10, 6, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] + [60, 4]
    static let weightOfOthers = weights.reduce(0, +)

    /// The form of a draw below `weightOfOthers`.
    static func chosen(by draw: UInt64) -> UInt64 {
      var rest = draw
      for (index, weight) in weights.enumerated() {
        let length = UInt64(index) + 1
        if rest < weight { return length <= longest ? length : hint + length - longest - 1 }
        rest -= weight
      }
      return simplest
    }
  }

  /// So many hundredths of a number, as far as it can be computed.
  static func share(_ hundredths: UInt64, of value: Int128) -> Int128 {
    let (whole, rest) = value.quotientAndRemainder(dividingBy: 100)
    let (high, overflow) = whole.multipliedReportingOverflow(by: Int128(hundredths))
    let (sum, tooLarge) = high.addingReportingOverflow(rest * Int128(hundredths) / 100)
    return overflow || tooLarge ? value : sum
  }

  /// What becomes of a hint: itself, one lot above or below, its half, its double.
  enum Nudge: UInt64, CaseIterable {
    case none, above, below, half, double, share

    /// How often each is chosen while generating.
    static let weights: [UInt64] = [8, 2, 2, 1, 1, 4]

    func apply(to value: Int128) -> Int128 {
      switch self {
      case .none, .share: value
      case .above: value == .max ? value : value + 1
      case .below: value == .min ? value : value - 1
      case .half: value / 2
      case .double: value.multipliedReportingOverflow(by: 2).overflow ? value : value * 2
      }
    }
  }
}
