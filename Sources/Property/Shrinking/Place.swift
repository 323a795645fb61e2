/// Where a draw stands in a run.
struct Place: Hashable {
  var step: Int
  var draw: Int
}

extension Failure {
  /// Every draw of the run, in order.
  var places: [Place] {
    draws.indices.flatMap { step in
      draws[step].indices.map { Place(step: step, draw: $0) }
    }
  }

  /// Nil where a run that became shorter has no such draw any more.
  subscript(place: Place) -> Draw? {
    guard place.step < draws.count, place.draw < draws[place.step].count else { return nil }
    return draws[place.step][place.draw]
  }

  /// The words of the run with some draws spelled to have other values.
  func setting(_ values: [(place: Place, value: Int128)]) -> [ChoiceSequence.Step] {
    var steps = sequence.steps
    // From the back, so that a longer or shorter spelling moves no words that are still to change.
    let sorted = values.sorted { ($0.place.step, $0.place.draw) > ($1.place.step, $1.place.draw) }
    for (place, value) in sorted {
      guard let draw = self[place] else { continue }
      steps[place.step].replace(draw.words, with: draw.domain.words(for: value))
    }
    return steps
  }
}

extension ChoiceSequence.Step {
  /// Replaces words, some of which may be zeros that were left out at the end.
  mutating func replace(_ words: Range<Int>, with others: [UInt64]) {
    if count < words.upperBound {
      append(contentsOf: repeatElement(0, count: words.upperBound - count))
    }
    replaceSubrange(words, with: others)
  }
}

extension Draw {
  /// Its values can be told smaller from greater: an amount, a price, a time.
  var isQuantity: Bool { kind == .amount || kind == .gap }

  var bounds: ClosedRange<Int128> {
    switch domain {
    case .below(let bound): 0...max(0, Int128(bound) - 1)
    case .span(let range): range
    case .number(let number): number.range
    }
  }

  /// Values nearer zero that have fewer binary digits: its first digits, and ones alone.
  var lighter: [Int128] {
    let size = value.magnitude
    let shifts = 1..<max(1, UInt128(Int128.bitWidth - size.leadingZeroBitCount))
    let sizes =
      shifts.prefix(16).map { size >> $0 } + shifts.suffix(4).map { (UInt128(1) << $0) - 1 }
    return sizes.map { Int128(clamping: $0) * value.signum() }
  }

  var simplest: Int128 { min(max(0, bounds.lowerBound), bounds.upperBound) }
}

extension Draw.Domain {
  /// What people would call one of it.
  var unit: Int128 { if case .number(let domain) = self { domain.unit } else { 1 } }
}

/// A sum that stops at the ends of the numbers there are.
func saturatingSum(_ one: Int128, _ other: Int128) -> Int128 {
  let (sum, overflows) = one.addingReportingOverflow(other)
  return overflows ? (other < 0 ? .min : .max) : sum
}

func saturatingDifference(_ one: Int128, _ other: Int128) -> Int128 {
  let (difference, overflows) = one.subtractingReportingOverflow(other)
  return overflows ? (other > 0 ? .min : .max) : difference
}
