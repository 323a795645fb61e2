import Numerics

/// Where the truth lies, with what confidence, and who says so.
///
/// An end that is nil is not known: the truth may lie anywhere on that side. Words are those of what
/// was measured; proportions and confidences are fixed-point raw words.
package struct Interval: Hashable, Sendable {
  package var low: Int128?
  package var high: Int128?
  /// The share of runs whose interval contains the truth, at least, as far as the method can say.
  package var confidence: Int128
  package var method: Method

  package init(low: Int128?, high: Int128?, confidence: Int128, method: Method) {
    self.low = low
    self.high = high
    self.confidence = confidence
    self.method = method
  }

  package func contains(_ word: Int128) -> Bool {
    if let low, word < low { return false }
    if let high, word > high { return false }
    return true
  }

  /// High minus low; nil where an end is missing or the width is no word.
  package var width: Int128? {
    guard let low, let high else { return nil }
    let (width, overflow) = high.subtractingReportingOverflow(low)
    return overflow ? nil : width
  }
}

extension Interval {
  /// How an interval was made. The raw value is the name to print.
  package enum Method: String, Hashable, Sendable, CaseIterable {
    /// Exact for the proportion of a truth, whatever it is: never below its confidence.
    case clopperPearson = "Clopper-Pearson"
    /// For means of values known to lie between two bounds, from the bounds alone.
    case hoeffding = "Hoeffding"
    /// For means of values known to lie between two bounds, from the bounds and the variance seen.
    case empiricalBernstein = "empirical Bernstein"
    /// Means and tail means by resampling; right in the limit of many values.
    case bootstrap = "bootstrap"
    /// Means where nearly all values are alike: the exact chance that one differs, times the
    /// furthest that one did.
    case fewDiffer = "few paths differ"
    /// Exact for quantiles, whatever the distribution.
    case orderStatistics = "order statistics"
    /// Exact for what turned against what turned back, on the same paths.
    case exactPaired = "exact paired"
    /// Means of a few independent repetitions.
    case repetitions = "Student over repetitions"
    /// Nothing was computed: every value seen is the same one.
    case alike = "all paths alike"
  }
}

extension Interval {
  /// The confidence as an interval can use it: from zero up to what 18 decimals can tell from
  /// certainty.
  static func error(of confidence: Int128) -> Int128 {
    Fixed.unit - min(max(confidence, 0), Fixed.unit - 2)
  }
}
