import Numerics
import Reference
import Semantics

/// Numbers of a simulation: estimates, of which only the first digits mean anything.
enum RoundedNumber {
  /// Digits that are shown.
  static let digits = 5
  static let percentDigits = 3

  /// Which way a number may be off: the ends of an interval only outwards.
  enum Direction {
    case nearest, down, up
  }

  /// A number with its first digits: `597_340 USD`, `0.0042`.
  static func text(
    _ word: Int128, _ type: ValueType, _ printer: ValuePrinter, _ direction: Direction = .nearest,
    digits: Int = digits
  ) -> String {
    switch type {
    case .time, .truth, .row, .enumeration, .unknown: printer.text(word, type)
    case .fixed(.duration):
      // Units of time are no powers of ten: whole seconds, and below one its first digits.
      printer.text(
        word.magnitude < Fixed.unit.magnitude
          ? rounded(word, digits, direction)
          : rounded(word, to: Fixed.unit.magnitude, direction) ?? word, type)
    case .fixed, .integer: printer.text(rounded(word, digits, direction), type)
    }
  }

  /// A share as a percentage: `0.31%`.
  static func percent(
    _ share: Int128, _ direction: Direction = .nearest, digits: Int = percentDigits
  ) -> String {
    let (hundredfold, overflow) = share.multipliedReportingOverflow(by: 100)
    return overflow
      ? Fixed.text(share) : Fixed.text(rounded(hundredfold, digits, direction)) + "%"
  }

  /// How many digits, `least` at least, it takes until every number lies on the same side of the
  /// bound as it does exactly. An interval that holds would seem not to, were it rounded more.
  static func digits(
    _ words: [(word: Int128, direction: Direction)], apartFrom bound: Int128?, least: Int
  ) -> Int {
    guard let bound else { return least }
    return (least..<most).first { digits in
      words.allSatisfy { word, direction in
        let shown = rounded(word, digits, direction)
        return (shown < bound) == (word < bound) && (shown > bound) == (word > bound)
      }
    } ?? most
  }

  /// How many digits, `least` at least, it takes until no two of these look the same.
  static func digits(tellingApart words: [Int128], least: Int) -> Int {
    let count = Set(words).count
    return (least..<most).first { digits in
      Set(words.map { rounded($0, digits, .nearest) }).count == count
    } ?? most
  }

  /// As many digits as a word has.
  private static let most = 39

  /// Only the first digits, the rest zeros.
  private static func rounded(_ word: Int128, _ digits: Int, _ direction: Direction) -> Int128 {
    let length = String(word.magnitude).count
    guard length > digits else { return word }
    var scale: UInt128 = 1
    for _ in 0..<(length - digits) { scale *= 10 }
    return rounded(word, to: scale, direction) ?? word
  }

  /// A multiple of `scale`; halves go away from zero. `nil` where it is no word.
  private static func rounded(
    _ word: Int128, to scale: UInt128, _ direction: Direction
  ) -> Int128? {
    let (quotient, rest) = word.magnitude.quotientAndRemainder(dividingBy: scale)
    let isAway =
      switch direction {
      case .nearest: rest >= scale - scale / 2
      case .down: word < 0 && rest > 0
      case .up: word > 0 && rest > 0
      }
    let (whole, overflow) = quotient.addingReportingOverflow(isAway ? 1 : 0)
    let (magnitude, tooLarge) = whole.multipliedReportingOverflow(by: scale)
    guard !overflow, !tooLarge, let result = Int128(exactly: magnitude) else { return nil }
    return word < 0 ? -result : result
  }
}
