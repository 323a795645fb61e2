import Property

/// The words of a run, step after step in one piece: what runs are kept as and made from, because
/// an array for each step would be counted and copied one by one.
///
/// Beside its words stands what a step came to: which call after which time, with which arguments. A
/// run begins as all do, so its first steps come to the same again and need not be decided again; nor
/// need later ones that took nothing from the state, whatever was changed before them.
struct RunWords: Sendable {
  struct Step {
    /// Where its words end.
    var end: Int32
    /// Where its values are: the time that passes before, the arguments, and a row that calls.
    var firstValue: Int32 = 0
    /// None, where what it comes to is not known.
    var valueCount: Int32 = 0
    var move: Int32 = 0
    /// Whether it changes something.
    var stands = false
    /// Whether it comes to the same in every state.
    var isFree = false
  }

  /// What was cut off may still be there, and empty steps at the end are only counted, which saves
  /// copies.
  private var words: [UInt64] = []
  private var values: [Int128] = []
  private var steps: [Step] = []
  private var kept = 0
  private var empty = 0
  /// How many of the first steps come to what they came to before.
  private(set) var known = 0

  init() {}

  /// So many steps without words, which are drawn when they are played.
  init(emptySteps count: Int) { empty = count }

  /// - Parameter known: how many of the first steps have values.
  init(words: [UInt64], steps: [Step], values: [Int128], known: Int) {
    self.words = words
    self.steps = steps
    self.values = values
    self.known = known
    kept = steps.count
  }

  var count: Int { kept + empty }

  /// Where the words of the first so many steps end.
  func end(ofFirst steps: Int) -> Int {
    let last = min(steps, kept)
    return last == 0 ? 0 : Int(self.steps[last - 1].end)
  }

  private var end: Int { end(ofFirst: kept) }

  func part(_ step: Int) -> Range<Int> { end(ofFirst: step)..<end(ofFirst: step + 1) }

  /// Words of its steps.
  func words(_ part: Range<Int>) -> ArraySlice<UInt64> { words[part] }

  subscript(step: Int) -> [UInt64] { Array(words[part(step)]) }

  var sequence: ChoiceSequence { ChoiceSequence(steps: (0..<count).map { self[$0] }) }

  /// Calls with the words of all steps.
  func withWords(_ body: (UnsafeBufferPointer<UInt64>) -> Void) {
    words.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0.prefix(end))) }
  }

  /// Calls with the known steps and the values of all; not where there are none.
  func withKnown(_ body: (UnsafeBufferPointer<Step>, UnsafePointer<Int128>) -> Void) {
    guard known > 0 else { return }
    steps.withUnsafeBufferPointer { steps in
      values.withUnsafeBufferPointer { values in
        guard let first = values.baseAddress else { return }
        body(UnsafeBufferPointer(rebasing: steps.prefix(known)), first)
      }
    }
  }

  /// Calls with a step and its values if it comes to the same in every state; whether it does.
  @inline(__always)
  func withFree(_ step: Int, _ body: (Step, UnsafePointer<Int128>) -> Void) -> Bool {
    guard step < kept, steps[step].isFree, steps[step].valueCount > 0 else { return false }
    values.withUnsafeBufferPointer { values in
      if let first = values.baseAddress { body(steps[step], first + Int(steps[step].firstValue)) }
    }
    return true
  }

  /// Where the values of the first so many of the known steps end, which begin the values.
  func lastValue(ofFirst steps: Int) -> Int {
    let count = min(steps, known)
    guard count > 0 else { return 0 }
    return Int(self.steps[count - 1].firstValue) + Int(self.steps[count - 1].valueCount)
  }

  func values(ofFirst steps: Int) -> ArraySlice<Int128> { values[..<lastValue(ofFirst: steps)] }

  /// The steps that change something.
  var standing: RunWords {
    guard empty > 0 || steps[..<kept].contains(where: { !$0.stands }) else { return self }
    var standing = RunWords()
    standing.words.reserveCapacity(end)
    standing.values.reserveCapacity(values.count)
    for place in 0..<kept where steps[place].stands {
      standing.append(place, of: self, staysKnown: place < known)
      if place < known { standing.known += 1 }
    }
    return standing
  }

  /// - Parameter staysKnown: though it takes something from the state.
  private mutating func append(_ place: Int, of other: RunWords, staysKnown: Bool) {
    for word in other.part(place) { words.append(other.words[word]) }
    var step = place < other.kept ? other.steps[place] : Step(end: 0)
    step.end = Int32(words.count)
    let first = Int(step.firstValue)
    step.firstValue = Int32(values.count)
    if step.isFree || staysKnown {
      for value in first..<first + Int(step.valueCount) { values.append(other.values[value]) }
    } else {
      step.valueCount = 0
    }
    steps.append(step)
    kept += 1
  }

  // MARK: - Changes

  mutating func keepFirst(_ count: Int) {
    guard count < self.count else { return }
    (kept, empty) = (min(kept, count), max(0, count - kept))
    known = min(known, count)
  }

  mutating func appendEmptySteps(_ count: Int) { empty += count }

  mutating func append(_ other: RunWords, from step: Int) {
    guard step < other.count else { return }
    settle()
    for place in step..<other.count { append(place, of: other, staysKnown: false) }
  }

  /// Puts other words in the place of those of a step.
  mutating func replace(_ step: Int, with new: [UInt64]) {
    settle()
    let part = part(step)
    words.replaceSubrange(part, with: new)
    (steps[step].valueCount, steps[step].isFree) = (0, false)
    move(step, by: new.count - part.count)
  }

  mutating func insert(_ new: [UInt64], before step: Int) {
    settle()
    let start = part(step).lowerBound
    words.insert(contentsOf: new, at: start)
    steps.insert(Step(end: Int32(start)), at: step)
    kept += 1
    move(step, by: new.count)
  }

  mutating func remove(_ step: Int) {
    settle()
    let part = part(step)
    words.removeSubrange(part)
    steps.remove(at: step)
    kept -= 1
    move(step, by: -part.count)
  }

  /// Drops what was cut off, and writes down the empty steps.
  private mutating func settle() {
    let end = end
    if words.count > end { words.removeLast(words.count - end) }
    if steps.count > kept { steps.removeLast(steps.count - kept) }
    steps.append(contentsOf: repeatElement(Step(end: Int32(end)), count: empty))
    (kept, empty) = (steps.count, 0)
  }

  /// From a step on words lie elsewhere, and what is met there is no longer known.
  private mutating func move(_ step: Int, by words: Int) {
    known = min(known, step)
    for later in step..<max(step, count) { steps[later].end += Int32(words) }
  }
}
