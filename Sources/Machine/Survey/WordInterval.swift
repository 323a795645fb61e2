import Numerics

/// All words from one to another: where a word lies when what it is made of is known as roughly.
///
/// An operation on intervals gives one that holds what the operation gives for any words in them,
/// rounded as the operation rounds; or nothing, where it might stop or nothing is known.
package struct WordInterval: Hashable, Sendable {
  package var low: Int128
  package var high: Int128

  package init(_ low: Int128, _ high: Int128) {
    self.low = low
    self.high = high
  }

  init(_ word: Int128) { self.init(word, word) }

  var isPoint: Bool { low == high }

  package func contains(_ word: Int128) -> Bool { low <= word && word <= high }

  private static let either = WordInterval(0, 1)

  private static func truth(_ isTrue: Bool, or isFalse: Bool) -> WordInterval {
    isTrue ? WordInterval(1) : isFalse ? WordInterval(0) : either
  }
}

extension WordInterval {
  /// What the opcode makes of any words in the intervals, in order.
  package static func of(_ opcode: Opcode, _ mode: UInt16, _ x: UnsafePointer<WordInterval>)
    -> WordInterval?
  {
    switch opcode {
    case .add:
      let (low, below) = x[0].low.addingReportingOverflow(x[1].low)
      let (high, above) = x[0].high.addingReportingOverflow(x[1].high)
      return below || above ? nil : WordInterval(low, high)
    case .subtract:
      let (low, below) = x[0].low.subtractingReportingOverflow(x[1].high)
      let (high, above) = x[0].high.subtractingReportingOverflow(x[1].low)
      return below || above ? nil : WordInterval(low, high)
    case .negate:
      return x[0].low == .min ? nil : WordInterval(-x[0].high, -x[0].low)
    case .absolute:
      guard x[0].low != .min else { return nil }
      if x[0].low >= 0 { return x[0] }
      return WordInterval(x[0].high <= 0 ? -x[0].high : 0, max(-x[0].low, x[0].high))
    case .sign: return WordInterval(x[0].low.signum(), x[0].high.signum())
    case .not:
      return truth(x[0] == WordInterval(0), or: !x[0].contains(0))
    case .minimum: return WordInterval(min(x[0].low, x[1].low), min(x[0].high, x[1].high))
    case .maximum: return WordInterval(max(x[0].low, x[1].low), max(x[0].high, x[1].high))
    case .less: return truth(x[0].high < x[1].low, or: x[0].low >= x[1].high)
    case .lessOrEqual: return truth(x[0].high <= x[1].low, or: x[0].low > x[1].high)
    case .equal:
      return truth(
        x[0].isPoint && x[0] == x[1], or: x[0].high < x[1].low || x[1].high < x[0].low)
    case .notEqual:
      return truth(
        x[0].high < x[1].low || x[1].high < x[0].low, or: x[0].isPoint && x[0] == x[1])
    case .multiply, .multiplyRounded, .multiplyWords: return product(opcode, mode, x)
    case .divide, .divideRounded, .divideWords, .divideWordsRounded, .quotient, .ratio:
      return x[1].contains(0) ? nil : corners(opcode, mode, x, count: 2)
    case .multiplyDivide: return x[2].contains(0) ? nil : corners(opcode, mode, x, count: 3)
    case .squareRoot where !x[0].isPoint:
      guard x[0].low >= 0 else { return nil }
      return WordInterval(Fixed.sqrtBounds(x[0].low).low, Fixed.sqrtBounds(x[0].high).high)
    case .squareRootInteger:
      // Exact until it is rounded, so it never turns.
      return corners(opcode, mode, x, count: 1)
    default: return points(opcode, mode, x)
    }
  }

  /// Of two words of one sign the extremes are at two corners.
  @inline(__always)
  private static func product(
    _ opcode: Opcode, _ mode: UInt16, _ x: UnsafePointer<WordInterval>
  ) -> WordInterval? {
    guard x[0].low >= 0, x[1].low >= 0 else { return corners(opcode, mode, x, count: 2) }
    return withUnsafeTemporaryAllocation(of: Int128.self, capacity: 2) { block in
      guard let base = UnsafePointer(block.baseAddress) else { return nil }
      (block[0], block[1]) = (x[0].high, x[1].high)
      guard let high = opcode.word(mode, base) else { return nil }
      if x[0].isPoint, x[1].isPoint { return WordInterval(high) }
      (block[0], block[1]) = (x[0].low, x[1].low)
      return opcode.word(mode, base).map { WordInterval($0, high) }
    }
  }

  /// The same of two intervals that lie apart.
  @inline(never)
  static func product(
    _ opcode: Opcode, _ mode: UInt16, _ a: WordInterval, _ b: WordInterval
  ) -> WordInterval? {
    withUnsafeTemporaryAllocation(of: WordInterval.self, capacity: 2) { block in
      (block[0], block[1]) = (a, b)
      return UnsafePointer(block.baseAddress).flatMap { product(opcode, mode, $0) }
    }
  }

  /// The extremes of an operation that, in each operand alone, only grows or only falls: it takes them
  /// where every operand is at one of its ends. Rounding keeps the order.
  private static func corners(
    _ opcode: Opcode, _ mode: UInt16, _ x: UnsafePointer<WordInterval>, count: Int
  ) -> WordInterval? {
    withUnsafeTemporaryAllocation(of: Int128.self, capacity: 4) { block in
      guard let base = UnsafePointer(block.baseAddress) else { return nil }
      var all: WordInterval?
      corner: for corner in 0..<1 << count {
        for place in 0..<count {
          let isHigh = corner >> place & 1 != 0
          if isHigh, x[place].isPoint { continue corner }
          block[place] = isHigh ? x[place].high : x[place].low
        }
        guard let word = opcode.word(mode, base) else { return nil }
        all = WordInterval(min(all?.low ?? word, word), max(all?.high ?? word, word))
      }
      return all
    }
  }

  /// What nothing is known of but what it makes of words.
  private static func points(
    _ opcode: Opcode, _ mode: UInt16, _ x: UnsafePointer<WordInterval>
  ) -> WordInterval? {
    withUnsafeTemporaryAllocation(of: Int128.self, capacity: 4) { block in
      guard let base = UnsafePointer(block.baseAddress) else { return nil }
      for place in 0..<opcode.operandCount {
        guard x[place].isPoint else { return nil }
        block[place] = x[place].low
      }
      return opcode.word(mode, base).map { WordInterval($0) }
    }
  }
}

extension Opcode {
  /// How many words `word` makes one of.
  package var operandCount: Int { Opcode.operandCounts[Int(rawValue)] }

  private static let operandCounts = allCases.map { opcode in
    switch (opcode.row.operands.b, opcode.row.operands.c) {
    case (.block(let count), _): count
    case (.read, .read): 2
    default: 1
    }
  }
}
