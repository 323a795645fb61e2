/// Everything a run was free to decide, and all that is needed to run it again.
///
/// A run is cut into steps, and each step reads a few words: which action, whose row, how much. What
/// a word means is the reader's business; to everything that changes, orders, stores or shrinks
/// runs, they are numbers of which zero is the simplest.
///
///     let run = ChoiceSequence(steps: [[2, 0, 5], [1]])
package struct ChoiceSequence: Hashable, Sendable {
  /// The words of one step. Words left out at the end count as zeros.
  package typealias Step = [UInt64]

  package var steps: [Step]

  package init(steps: [Step] = []) { self.steps = steps }

  /// How many binary digits it takes to write its words; a zero takes none.
  package var weight: Int {
    steps.reduce(0) { sum, step in
      step.reduce(sum) { $0 + UInt64.bitWidth - $1.leadingZeroBitCount }
    }
  }

  /// The same run with no zeros at the ends of its steps.
  package var trimmed: ChoiceSequence {
    ChoiceSequence(
      steps: steps.map { step in
        guard let last = step.lastIndex(where: { $0 != 0 }) else { return [] }
        return last == step.count - 1 ? step : Array(step[...last])
      })
  }
}

/// The simpler of two runs comes first: fewer steps, then less to write, then the lower words.
///
/// Weighing all words together keeps one of them from growing without bound for the sake of an
/// earlier one. Zeros at the ends of steps do not count, so runs that differ in those alone are
/// neither before nor after each other.
extension ChoiceSequence: Comparable {
  package static func < (left: ChoiceSequence, right: ChoiceSequence) -> Bool {
    if left.steps.count != right.steps.count { return left.steps.count < right.steps.count }
    let (leftWeight, rightWeight) = (left.weight, right.weight)
    if leftWeight != rightWeight { return leftWeight < rightWeight }
    for (one, other) in zip(left.steps, right.steps) where one != other {
      for index in 0..<max(one.count, other.count) {
        let (low, high) = (
          index < one.count ? one[index] : 0, index < other.count ? other[index] : 0
        )
        if low != high { return low < high }
      }
    }
    return false
  }
}
