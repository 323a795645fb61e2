// Passes that make a run shorter, or bring its steps into their simplest order.
extension Shrinker {
  /// Leaves out blocks of steps, long ones first, from the back: what comes last matters to least.
  mutating func deleteSteps() {
    var size = max(1, steps.count / 2)
    while true {
      var end = steps.count
      while end > 0, replaysLeft > 0 {
        let start = max(0, end - size)
        if start < end { _ = deleteSteps(start..<end) }
        end = min(start, steps.count)
      }
      if size == 1 { return }
      size /= 2
    }
  }

  /// Leaves out some steps; where time passed in them, once without and once with that time given
  /// to a neighbour.
  private mutating func deleteSteps(_ range: Range<Int>) -> Bool {
    var shorter = steps
    shorter.removeSubrange(range)
    if propose(steps: shorter) { return true }
    let removed = best.draws[range].joined().filter { $0.kind == .gap }
      .reduce(Int128(0)) { saturatingSum($0, $1.value) }
    guard removed != 0 else { return false }
    let gaps = best.places.filter { best[$0]?.kind == .gap && !range.contains($0.step) }
    let neighbours = [
      gaps.first { $0.step >= range.upperBound }, gaps.last { $0.step < range.lowerBound },
    ]
    for case let place? in neighbours {
      guard let gap = best[place] else { continue }
      var folded = best.setting([(place, saturatingSum(gap.value, removed))])
      folded.removeSubrange(range)
      if propose(steps: folded) { return true }
    }
    return false
  }

  /// Leaves out two steps that only make sense together, like opening and closing.
  mutating func deletePairs() {
    var first = 0
    while first + 1 < steps.count, replaysLeft > 0 {
      var second = first + 1
      while second < steps.count, replaysLeft > 0 {
        var shorter = steps
        shorter.remove(at: second)
        shorter.remove(at: first)
        if !propose(steps: shorter) { second += 1 }
      }
      first += 1
    }
  }

  /// Lets one step do what two like ones do: leaves one out and adds its amounts to the other.
  mutating func mergeSteps() {
    var first = 0
    while first < steps.count, replaysLeft > 0 {
      let merged = steps.indices.contains { second in
        second != first && merge(first, into: second)
      }
      if !merged { first += 1 }
    }
  }

  private mutating func merge(_ removed: Int, into kept: Int) -> Bool {
    let (gone, stays) = (best.draws[removed], best.draws[kept])
    guard gone.count == stays.count, gone.map(\.kind) == stays.map(\.kind) else { return false }
    let alike = zip(gone, stays).allSatisfy { $0.isQuantity || $0.value == $1.value }
    guard alike, gone.contains(where: \.isQuantity) else { return false }
    let sums = gone.indices.compactMap { index -> (place: Place, value: Int128)? in
      guard gone[index].isQuantity else { return nil }
      let sum = saturatingSum(gone[index].value, stays[index].value)
      return (Place(step: kept, draw: index), sum)
    }
    var merged = best.setting(sums)
    merged.remove(at: removed)
    return propose(steps: merged)
  }

  /// Brings steps whose order does not matter into one order, the simplest step first.
  mutating func reorderSteps() {
    var index = 1
    while index < steps.count, replaysLeft > 0 {
      var target = 0
      while target < index {
        var moved = steps
        moved.insert(moved.remove(at: index), at: target)
        if propose(steps: moved) { break }
        var swapped = steps
        swapped.swapAt(index, target)
        if propose(steps: swapped) { break }
        target += 1
      }
      index += 1
    }
  }

  /// Leaves out a step and lets one number elsewhere make up for it; lowering follows.
  mutating func tradeSteps() {
    var index = 0
    while index < steps.count, replaysLeft > 0 {
      let found = best.places.contains { place in
        guard place.step != index, let draw = best[place], draw.isQuantity else { return false }
        return replacements(of: draw).contains { value in
          var shorter = best.setting([(place, value)])
          shorter.remove(at: index)
          return propose(steps: shorter)
        }
      }
      if !found { index += 1 }
    }
  }

  /// Values far from the one a quantity has: its ends, and ten and a hundred times as much.
  func replacements(of draw: Draw) -> [Int128] {
    let scaled = [2, 10, 100].map { factor in
      draw.value.multipliedReportingOverflow(by: factor).overflow
        ? draw.bounds.upperBound : draw.value * factor
    }
    let all = scaled + [draw.bounds.upperBound, draw.simplest, draw.bounds.lowerBound]
    return all.map { min(max($0, draw.bounds.lowerBound), draw.bounds.upperBound) }
      .filter { $0 != draw.value }
  }
}
