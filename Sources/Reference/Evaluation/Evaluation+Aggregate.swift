import Diagnostics
import Machine
import Semantics

extension Evaluation {
  mutating func aggregate(
    _ aggregate: CheckedAggregate, _ span: Span, _ frame: inout Activation
  ) throws(Trap) -> Int128 {
    loops.append(span)
    defer { loops.removeLast() }
    let rows = try select(aggregate.rows, &frame)
    if rows.isEmpty, let otherwise = aggregate.otherwise { return try evaluate(otherwise, &frame) }
    var words: [Int128] = []
    if let body = aggregate.body {
      words.reserveCapacity(rows.count)
      for row in rows {
        frame.locals[aggregate.rows.binder] = Int128(row)
        try pay(.row, aggregate.rows.span)
        words.append(try evaluate(body, &frame))
        try pay(.reduce, span)
      }
    }
    let result: Int128?
    switch aggregate.function {
    case .count: return Int128(rows.count)
    case .any: return words.contains { $0 != 0 } ? 1 : 0
    case .all: return words.contains(0) ? 0 : 1
    case .sum:
      var sum = WideSum()
      for word in words { sum.add(word) }
      guard let total = sum.total else {
        throw trap(.overflow(words.extremes(of: aggregate, frame, self)), span)
      }
      return total
    case .first: result = rows.first.map { Int128($0) }
    case .min: result = words.min()
    case .max: result = words.max()
    case .median:
      try pay(sortCost(words.count), span)
      result = median(of: words)
    }
    guard let result else { throw trap(.noRow(aggregate.function, aggregate.rows.table), span) }
    return result
  }
}

/// The middle one in order of size; of an even number the mean of the two middle ones, rounded
/// toward zero.
func median(of words: [Int128]) -> Int128? {
  guard !words.isEmpty else { return nil }
  let sorted = words.sorted()
  let upper = sorted[sorted.count / 2]
  guard sorted.count % 2 == 0 else { return upper }
  let lower = sorted[sorted.count / 2 &- 1]
  let (sum, overflow) = lower.addingReportingOverflow(upper)
  // Where the sum overflows both have the same sign, and halves lose at most one together.
  return overflow ? lower / 2 + upper / 2 + (lower % 2 + upper % 2) / 2 : sum / 2
}

/// A sum that cannot overflow on the way: 192 bits, for at most 2^63 words.
struct WideSum {
  private var high: Int64 = 0
  private var low: UInt128 = 0

  mutating func add(_ word: Int128) {
    let (sum, carry) = low.addingReportingOverflow(UInt128(truncatingIfNeeded: word))
    low = sum
    high &+= (word < 0 ? -1 : 0) &+ (carry ? 1 : 0)
  }

  /// The sum, if it fits a word.
  var total: Int128? {
    let word = Int128(truncatingIfNeeded: low)
    return high == (word < 0 ? -1 : 0) ? word : nil
  }
}

extension [Int128] {
  /// The smallest and the largest term, to show what made a sum overflow.
  fileprivate func extremes(
    of aggregate: CheckedAggregate, _ frame: Activation, _ evaluation: Evaluation
  ) -> [Value] {
    guard let type = aggregate.body?.type, let least = self.min(), let greatest = self.max()
    else { return [] }
    return [least, greatest].map { evaluation.concrete(Value($0, type), frame) }
  }
}
