/// What the first steps of a run come to: a run begins as all do, so steps that are made again from its
/// beginning come to the same calls, and need not be decided again.
struct KnownCalls: Sendable {
  /// Of how many steps; what is kept beyond belongs to steps that were cut off, and saves a copy.
  private(set) var count: Int
  /// By step, which move.
  private(set) var moves: [Int32] = []
  /// By step, whether it changes something.
  private(set) var stands: [Bool] = []
  /// By step, the time that passes before, the arguments, and a row that calls.
  private(set) var values: [Int128] = []
  /// Values of a step.
  let width: Int

  init(moves: [Int32] = [], stands: [Bool] = [], values: [Int128] = [], width: Int = 1) {
    count = moves.count
    self.moves = moves
    self.stands = stands
    self.values = values
    self.width = width
  }

  /// The moves, and behind each other the values of each of them; not where there is none.
  func withValues(
    _ body: (_ moves: UnsafePointer<Int32>, _ values: UnsafePointer<Int128>) -> Void
  ) {
    moves.withUnsafeBufferPointer { moves in
      values.withUnsafeBufferPointer { values in
        guard count > 0, let first = moves.baseAddress, let value = values.baseAddress else {
          return
        }
        body(first, value)
      }
    }
  }

  mutating func keepFirst(_ steps: Int) { count = min(count, max(0, steps)) }

  /// Those of the steps that are marked.
  func standing(_ marks: [Bool]) -> KnownCalls {
    var kept = KnownCalls(width: width)
    for step in 0..<count where marks[step] {
      kept.moves.append(moves[step])
      kept.stands.append(true)
      kept.values += values[width * step..<width * (step + 1)]
    }
    kept.count = kept.moves.count
    return kept
  }
}
