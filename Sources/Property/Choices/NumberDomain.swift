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
  /// What a digit may be worth.
  private let lots: Lots

  /// Decimals: the lots are the unit times powers of ten. A unit below one counts as one.
  package init(_ range: ClosedRange<Int128>, unit: Int128) {
    let unit = max(1, unit)
    self.init(range, unit: unit, lots: Lots(unit: unit, of: range))
  }

  /// Times and durations: people count them in hours, days, minutes, weeks and so on.
  package init(durations range: ClosedRange<Int128>, second: Int128) {
    let second = max(1, second)
    self.init(range, unit: second, lots: Lots(second: second))
  }

  private init(_ range: ClosedRange<Int128>, unit: Int128, lots: Lots) {
    self.range = range
    self.unit = unit
    self.lots = lots
  }

  /// The number nearest zero.
  package var simplest: Int128 { min(max(0, range.lowerBound), range.upperBound) }

  @inline(__always)
  var hasBothSigns: Bool { range.lowerBound < 0 && range.upperBound > 0 }

  @inline(__always)
  var lotCount: Int { lots.count }

  @inline(__always)
  func clamped(_ value: Int128) -> Int128 { min(max(value, range.lowerBound), range.upperBound) }

  /// So many of the lot with the given index, as a number of the range.
  func value(digits: UInt64, lot index: Int, isNegative: Bool) -> Int128 {
    let lot = lots[index].magnitude
    let low = Wide.limbProduct(Wide.low(lot), digits)
    let high = Wide.limbProduct(Wide.high(lot), digits) + UInt128(Wide.high(low))
    let overflows = high >> 63 != 0
    let down = isNegative || range.upperBound <= 0
    if overflows { return down ? range.lowerBound : range.upperBound }
    let magnitude = Int128(truncatingIfNeeded: Wide.join(Wide.low(high), Wide.low(low)))
    return clamped(down ? 0 - magnitude : magnitude)
  }

  /// The simplest words for a value that does not come from a hint.
  package func words(for value: Int128) -> [UInt64] {
    let value = clamped(value)
    if value == simplest { return [Form.simplest] }
    var best: ChoiceSequence?
    for index in 0..<lotCount {
      let lot = lots[index]
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
      for index in 0..<lotCount {
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

  /// How often the simplest number is chosen while generating, if nobody says otherwise.
  package static let usualRest: UInt64 = 6

  /// The first word of a number.
  enum Form {
    static var simplest: UInt64 { 0 }
    /// The most digits a word has room for.
    static var longest: UInt64 { 18 }
    static var hint: UInt64 { 1 << 32 }
    static var anything: UInt64 { (1 << 32) + 1 }

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

    /// How many numbers have at most so many digits, without zero.
    static func numbers(ofLength length: UInt64) -> UInt64 {
      var power: UInt64 = 1
      for _ in 0..<min(length, longest) { power &*= 10 }
      return power - 1
    }

    /// How often all but the first are chosen while generating.
    static var weightOfOthers: UInt64 { 117 }

    /// The form of a draw below `weightOfOthers`: hints most often, and of the lengths the short
    /// ones, which people and thresholds use; long ones hit nothing on purpose.
    static func chosen(by draw: UInt64) -> UInt64 {
      switch draw {
      case ..<60: hint
      case ..<64: anything
      case ..<82: 1
      case ..<92: 2
      case ..<98: 3
      case ..<101: 4
      case ..<103: 5
      case ..<105: 6
      default: min(longest, draw - 98)
      }
    }
  }

  /// So many hundredths of a number, cut off towards zero; at most 200 of them.
  static func share(_ hundredths: UInt64, of value: Int128) -> Int128 {
    // Limb by limb: a division of wide numbers would cost more than all the rest.
    let size = value.magnitude
    let low = Wide.limbProduct(Wide.low(size), hundredths)
    let high = Wide.limbProduct(Wide.high(size), hundredths) + UInt128(Wide.high(low))
    let (top, rest) = Wide.low(high).quotientAndRemainder(dividingBy: 100)
    let bottom = UInt64(100).dividingFullWidth((rest, Wide.low(low))).quotient
    guard Wide.high(high) == 0, top >> 63 == 0 else { return value }
    let share = Int128(truncatingIfNeeded: Wide.join(top, bottom))
    return value < 0 ? 0 - share : share
  }

  /// What becomes of a hint: itself, one lot above or below, its half, its double.
  enum Nudge: UInt64, CaseIterable {
    case none, above, below, half, double, share

    /// How often one of them is chosen while generating, and which by a draw below that.
    static var weight: UInt64 { 18 }

    static func chosen(by draw: UInt64) -> Nudge {
      switch draw {
      case ..<8: .none
      case ..<12: .share
      case ..<14: .above
      case ..<16: .below
      case 16: .half
      default: .double
      }
    }

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
