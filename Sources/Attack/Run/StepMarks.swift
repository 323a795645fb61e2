/// What the steps of a run came to, in memory of its own: where they end among the words, which of
/// them changed something, and what was called.
struct StepMarks: ~Copyable {
  private let base: UnsafeMutablePointer<RunWords.Step>
  /// Of the steps behind those the run began with: the time that passed before, and the arguments.
  private let values: UnsafeMutablePointer<Int128>
  private let limit: Int
  private(set) var count = 0
  /// Steps and words the run began with, which are those of another.
  private var begun = 0
  private var begunWords = 0
  /// Where the values end, and where those in memory here begin.
  private var lastValue = 0
  private var firstOwnValue = 0

  /// - Parameter arguments: the most any call has, a row that calls included.
  init(limit: Int, arguments: Int) {
    self.limit = limit
    base = .allocate(capacity: limit)
    values = .allocate(capacity: limit * (1 + arguments))
  }

  deinit {
    base.deallocate()
    values.deallocate()
  }

  /// The first steps of a run that are known, in the place of all there were.
  mutating func begin(with run: RunWords, count known: Int) {
    count = max(0, min(known, limit, run.known))
    run.withKnown { steps, _ in
      if let first = steps.baseAddress { base.update(from: first, count: count) }
    }
    (begun, begunWords) = (count, run.end(ofFirst: count))
    firstOwnValue = run.lastValue(ofFirst: count)
    lastValue = firstOwnValue
  }

  /// Notes a step that comes after so much time, with as many arguments as given.
  @inline(__always)
  mutating func append(
    end: Int, stands: Bool, isFree: Bool, move: Int, gap: Int128,
    _ arguments: UnsafeBufferPointer<Int128>
  ) {
    guard count < limit else { return }
    let place = values + (lastValue &- firstOwnValue)
    place.pointee = gap
    // A few words: a copy in one piece would be a call.
    for word in 0..<arguments.count { place[word &+ 1] = arguments[word] }
    base[count] = RunWords.Step(
      end: Int32(truncatingIfNeeded: end), firstValue: Int32(truncatingIfNeeded: lastValue),
      valueCount: Int32(truncatingIfNeeded: arguments.count &+ 1),
      move: Int32(truncatingIfNeeded: move), stands: stands, isFree: isFree)
    lastValue &+= arguments.count &+ 1
    count &+= 1
  }

  /// The first so many stay.
  mutating func keepFirst(_ steps: Int) { count = min(count, max(0, steps)) }

  /// The words of a step that has been made.
  func part(_ step: Int) -> Range<Int> {
    (step == 0 ? 0 : Int(base[step - 1].end))..<Int(base[step].end)
  }

  /// Whether it is one of those the run began with.
  func isBegun(_ step: Int) -> Bool { step < begun }

  /// The run so far.
  /// - Parameters:
  ///   - words: of the steps behind those it began with.
  ///   - first: the run it began with.
  ///   - areKnown: whether its calls can be made again without reading the words.
  func run(words: [UInt64], after first: RunWords, areKnown: Bool) -> RunWords {
    let steps = Array(UnsafeBufferPointer(start: base, count: count))
    let all = first.words(0..<begunWords) + words
    guard areKnown else { return RunWords(words: Array(all), steps: steps, values: [], known: 0) }
    let own = UnsafeBufferPointer(start: values, count: lastValue - firstOwnValue)
    return RunWords(
      words: Array(all), steps: steps, values: Array(first.values(ofFirst: begun)) + own,
      known: count)
  }
}
