/// The words a value may be: both ends included, zero perhaps left out. Never empty.
///
/// The ends of `Int128` stand for "no bound known", so nothing is ever concluded from them. All
/// operations are safe for any word; what overflows traps at run time, so a result that would lie
/// beyond an end needs no place in the interval.
package struct Interval: Hashable {
  package let lower: Int128
  package let upper: Int128
  /// A range in which zero lies strictly inside and yet is excluded.
  private(set) var skipsZero = false
  /// Every value in it can really occur: it comes from one declared range, perhaps moved or
  /// stretched by constants, and not from what the analysis merely failed to exclude.
  private(set) var isDeclared = false

  package static let any = Interval(.min, .max)
  static let truth = Interval(0, 1)

  package init(_ lower: Int128, _ upper: Int128, isDeclared: Bool = false) {
    self.lower = lower
    self.upper = Swift.max(lower, upper)
    self.isDeclared = isDeclared
  }

  init(_ range: WordRange) {
    self.init(range.lowerBound, range.upperBound, isDeclared: true)
  }

  package static func only(_ word: Int128) -> Interval { Interval(word, word, isDeclared: true) }

  package static func truth(_ value: Bool) -> Interval { only(value ? 1 : 0) }

  /// The one word it can be.
  var single: Int128? { lower == upper ? lower : nil }

  /// What a truth is known to be.
  var asTruth: Bool? { single.map { $0 != 0 } }

  package var containsZero: Bool { lower <= 0 && 0 <= upper && !skipsZero }
  var isNeverNegative: Bool { lower >= 0 }
  var isNeverPositive: Bool { upper <= 0 }
}

extension Interval {
  /// The smallest interval that covers both.
  func hull(_ other: Interval) -> Interval {
    var result = Interval(
      Swift.min(lower, other.lower), Swift.max(upper, other.upper),
      isDeclared: isDeclared && other.isDeclared)
    if !containsZero && !other.containsZero { result.excludeZero() }
    return result
  }

  /// What lies in both; this interval when nothing does, because such a place is never reached.
  package func narrowed(to other: Interval) -> Interval {
    let lower = Swift.max(self.lower, other.lower)
    let upper = Swift.min(self.upper, other.upper)
    guard lower <= upper else { return self }
    var result = Interval(lower, upper, isDeclared: isDeclared || other.isDeclared)
    if skipsZero || other.skipsZero { result.excludeZero() }
    return result
  }

  /// The same without zero.
  package func withoutZero() -> Interval {
    var result = self
    result.excludeZero()
    return result
  }

  private mutating func excludeZero() {
    if lower > 0 || upper < 0 || lower == upper { return }
    if lower == 0 {
      self = Interval(1, upper, isDeclared: isDeclared)
    } else if upper == 0 {
      self = Interval(lower, -1, isDeclared: isDeclared)
    } else {
      skipsZero = true
    }
  }

  /// Without its claim to occur in full.
  func assumed() -> Interval {
    var result = self
    result.isDeclared = false
    return result
  }
}
