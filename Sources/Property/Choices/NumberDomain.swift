import Numerics

/// Numbers of a range, spelled so that the simpler spelling is the rounder number.
///
/// A number is drawn in one of these forms, the first word, each followed by two more:
///
///     0        the number of the range nearest zero; nothing follows
///     1...18   that many digits, times a power of ten, times the unit: 7, 40, 0.003, 1250
///     2^32     a hint, or one of its neighbours: a balance, a threshold, an end of the range
///     2^32+1   any number of the range, the high and the low half of its rank
///
/// Digits are spelled by their place (units first, then tens, tenths, hundreds, ..) and themselves
/// less one, doubled and one more for a negative number where the range has both signs. Digits
/// beyond an end of the range mean that end. The last two forms are that high so that a number
/// people would write down weighs less than the hint it came from.
package struct NumberDomain: Hashable, Sendable {
  package let range: ClosedRange<Int128>
  /// What one is: `Fixed.unit` for decimals, 1 for integers, a minute for gaps of minutes.
  package let unit: Int128
  /// The part of the unit that is left when its zeros are taken off, and how many zeros.
  private let base: Int128
  private let decimals: Int
  /// The powers of ten a digit may stand at, relative to the unit.
  private let places: ClosedRange<Int>

  /// A unit below one counts as one.
  package init(_ range: ClosedRange<Int128>, unit: Int128) {
    self.range = range
    self.unit = max(1, unit)
    var (base, decimals) = (self.unit, 0)
    while base % 10 == 0 { (base, decimals) = (base / 10, decimals + 1) }
    (self.base, self.decimals) = (base, decimals)
    let farthest = max(range.lowerBound.magnitude, range.upperBound.magnitude)
    var digits = 0
    var rest = farthest / base.magnitude
    while rest >= 10 { (rest, digits) = (rest / 10, digits + 1) }
    places = -decimals...max(0, digits - decimals)
  }

  /// The number nearest zero.
  package var simplest: Int128 { min(max(0, range.lowerBound), range.upperBound) }

  var hasBothSigns: Bool { range.lowerBound < 0 && range.upperBound > 0 }

  var placeCount: Int { places.count }

  func clamped(_ value: Int128) -> Int128 { min(max(value, range.lowerBound), range.upperBound) }

  /// The digits at the place with the given index, as a number of the range.
  func value(digits: UInt64, placeIndex: Int, isNegative: Bool) -> Int128 {
    let power = place(at: placeIndex) + decimals
    var (size, overflows) = base.multipliedReportingOverflow(by: Int128(digits))
    for _ in 0..<power where !overflows {
      (size, overflows) = size.multipliedReportingOverflow(by: 10)
    }
    let down = isNegative || range.upperBound <= 0
    if overflows { return down ? range.lowerBound : range.upperBound }
    return clamped(down ? 0 - size : size)
  }

  /// The simplest words for a value that does not come from a hint.
  package func words(for value: Int128) -> [UInt64] {
    let value = clamped(value)
    if value == simplest { return [Form.simplest] }
    let quotient = value.magnitude.quotientAndRemainder(dividingBy: base.magnitude)
    if quotient.remainder == 0 {
      var digits = quotient.quotient
      var place = -decimals
      while place < places.upperBound {
        let (tenth, last) = digits.quotientAndRemainder(dividingBy: 10)
        guard last == 0 else { break }
        (digits, place) = (tenth, place + 1)
      }
      var (length, power): (UInt64, UInt128) = (1, 10)
      while digits >= power, length < Form.longest { (length, power) = (length + 1, power * 10) }
      if digits < power {
        let size = UInt64(clamping: digits - 1)
        let signed = hasBothSigns ? 2 * size + (value < 0 ? 1 : 0) : size
        return [length, UInt64(index(of: place)), signed]
      }
    }
    let rank = Span(range).rank(of: value)
    return [Form.anything, Wide.high(rank), Wide.low(rank)]
  }

  /// Places in the order of their simplicity: 0, 1, -1, 2, -2, .. and then what one side has left.
  private func place(at index: Int) -> Int {
    let balanced = min(-places.lowerBound, places.upperBound)
    if index <= 2 * balanced { return index % 2 == 1 ? (index + 1) / 2 : -index / 2 }
    return places.upperBound > balanced ? index - balanced : balanced - index
  }

  private func index(of place: Int) -> Int {
    let balanced = min(-places.lowerBound, places.upperBound)
    if abs(place) <= balanced { return place > 0 ? 2 * place - 1 : -2 * place }
    return balanced + abs(place)
  }

  /// The first word of a number.
  enum Form {
    static let simplest: UInt64 = 0
    /// The most digits a word has room for.
    static let longest: UInt64 = 18
    static let hint: UInt64 = 1 << 32
    static let anything: UInt64 = (1 << 32) + 1

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

  /// What becomes of a hint: itself, one lot above or below, its half, its double.
  enum Nudge: UInt64, CaseIterable {
    case none, above, below, half, double

    /// How often each is chosen while generating.
    static let weights: [UInt64] = [8, 2, 2, 1, 1]

    func apply(to value: Int128) -> Int128 {
      switch self {
      case .none: value
      case .above: value == .max ? value : value + 1
      case .below: value == .min ? value : value - 1
      case .half: value / 2
      case .double: value.multipliedReportingOverflow(by: 2).overflow ? value : value * 2
      }
    }
  }
}
