import Property

/// The words of a run, step after step in one piece: what runs are kept as and made from, because
/// an array for each step would be counted and copied one by one.
struct RunWords: Sendable {
  /// Beyond the end of the last step there may be words of steps that were cut off, which saves a copy.
  private var words: [UInt64] = []
  /// Where each step ends.
  private(set) var ends: [Int] = []
  /// What its first steps come to, as far as that is known.
  private(set) var known = KnownCalls()

  init() {}

  /// So many steps without words, which are drawn when they are played.
  init(emptySteps count: Int) { ends = Array(repeating: 0, count: count) }

  /// The words of a run with the places where its steps end.
  init(words: [UInt64], ends: [Int], known: KnownCalls = KnownCalls()) {
    self.words = words
    self.ends = ends
    self.known = known
  }

  var count: Int { ends.count }

  private var end: Int { ends.last ?? 0 }

  /// Drops what is left of steps that were cut off.
  private mutating func trim() {
    if words.count > end { words.removeLast(words.count - end) }
  }

  /// Calls with the words of all steps.
  func withWords(_ body: (UnsafeBufferPointer<UInt64>) -> Void) {
    words.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0.prefix(end))) }
  }

  func part(_ step: Int) -> Range<Int> { (step == 0 ? 0 : ends[step - 1])..<ends[step] }

  var sequence: ChoiceSequence {
    ChoiceSequence(steps: ends.indices.map { Array(words[part($0)]) })
  }

  mutating func append(_ step: some Collection<UInt64>) {
    trim()
    words += step
    ends.append(words.count)
  }

  mutating func appendEmptySteps(_ count: Int) {
    ends.append(contentsOf: repeatElement(end, count: count))
  }

  mutating func keepFirst(_ steps: Int) {
    guard steps < count else { return }
    ends.removeLast(count - steps)
    known.keepFirst(steps)
  }

  mutating func append(_ other: RunWords, from step: Int) {
    guard step < other.count else { return }
    let first = other.part(step).lowerBound
    trim()
    let shift = words.count - first
    words += other.words[first..<other.end]
    ends += other.ends[step...].lazy.map { $0 + shift }
  }

  /// Puts other words in the place of a step; none takes it out.
  mutating func replace(_ step: Int, with new: [[UInt64]]) {
    trim()
    known.keepFirst(step)
    let part = part(step)
    let shift = new.reduce(0) { $0 + $1.count } - part.count
    words.replaceSubrange(part, with: new.joined())
    for later in step + 1..<max(step + 1, count) { ends[later] += shift }
    var end = part.lowerBound
    ends.replaceSubrange(
      step...step,
      with: new.map { words in
        end += words.count
        return end
      })
  }

  /// The steps that are marked.
  func standing(_ marks: [Bool]) -> RunWords {
    guard marks.contains(false) else { return self }
    var kept = RunWords()
    for step in ends.indices where marks[step] { kept.append(words[part(step)]) }
    kept.known = known.standing(marks)
    return kept
  }

  subscript(step: Int) -> [UInt64] { Array(words[part(step)]) }
}
