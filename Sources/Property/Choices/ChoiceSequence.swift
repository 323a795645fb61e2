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

  package var wordCount: Int { steps.reduce(0) { $0 + $1.count } }

  /// The same run with no zeros at the ends of its steps.
  package var trimmed: ChoiceSequence {
    ChoiceSequence(
      steps: steps.map { step in
        guard let last = step.lastIndex(where: { $0 != 0 }) else { return [] }
        return last == step.count - 1 ? step : Array(step[...last])
      })
  }
}

/// The simpler of two runs comes first: fewer steps, then fewer words, then the words in order. Of
/// two runs of the same length, the one whose first difference is the lower word is the simpler.
extension ChoiceSequence: Comparable {
  package static func < (left: ChoiceSequence, right: ChoiceSequence) -> Bool {
    if left.steps.count != right.steps.count { return left.steps.count < right.steps.count }
    let (leftWords, rightWords) = (left.wordCount, right.wordCount)
    if leftWords != rightWords { return leftWords < rightWords }
    for (one, other) in zip(left.steps, right.steps) where one != other {
      return one.lexicographicallyPrecedes(other)
    }
    return false
  }
}
