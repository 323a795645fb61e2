/// What the steps of a run came to, in memory of its own: where they end among the words, which of
/// them changed something, and what was called.
struct StepMarks: ~Copyable {
  private let base: UnsafeMutablePointer<Mark>
  /// By step, the time that passed before, and its arguments.
  private let values: UnsafeMutablePointer<Int128>
  private let width: Int
  private let limit: Int
  private(set) var count = 0

  private struct Mark {
    let end: Int
    let stands: Bool
    let move: Int32
  }

  /// - Parameter arguments: the most any call has, a row that calls included.
  init(limit: Int, arguments: Int) {
    self.limit = limit
    width = 1 + arguments
    base = .allocate(capacity: limit)
    values = .allocate(capacity: limit * width)
    values.initialize(repeating: 0, count: limit * width)
  }

  deinit {
    base.deallocate()
    values.deallocate()
  }

  mutating func clear() { count = 0 }

  @inline(__always)
  mutating func append(
    end: Int, stands: Bool, _ played: Player.Played, _ arguments: UnsafePointer<Int128>
  ) {
    guard count < limit else { return }
    base[count] = Mark(
      end: end, stands: stands, move: Int32(truncatingIfNeeded: played.choice))
    let place = values + count &* width
    place.pointee = played.gap
    // A few words: a copy in one piece would be a call.
    for word in 1..<width { place[word] = arguments[word &- 1] }
    count &+= 1
  }

  /// The first steps of a run that are known, in the place of all there were.
  mutating func begin(with steps: RunWords, count known: Int) {
    count = max(0, min(known, limit, steps.known.count))
    for step in 0..<count {
      base[step] = Mark(
        end: steps.ends[step], stands: steps.known.stands[step], move: steps.known.moves[step])
    }
    steps.known.values.withUnsafeBufferPointer { values in
      guard let first = values.baseAddress, steps.known.width == width else { return }
      self.values.update(from: first, count: min(count * width, values.count))
    }
  }

  /// The first so many stay.
  mutating func keepFirst(_ steps: Int) { count = min(count, max(0, steps)) }

  /// Where the last of them ends.
  var end: Int? { count == 0 ? nil : base[count - 1].end }

  /// The words of a step that has been made.
  func part(_ step: Int) -> Range<Int> { (step == 0 ? 0 : base[step - 1].end)..<base[step].end }

  var ends: [Int] { (0..<count).map { base[$0].end } }
  var stands: [Bool] { (0..<count).map { base[$0].stands } }

  var calls: KnownCalls {
    KnownCalls(
      moves: (0..<count).map { base[$0].move }, stands: stands,
      values: Array(UnsafeBufferPointer(start: values, count: count * width)), width: width)
  }
}
