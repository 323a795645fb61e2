/// What a region of column code knows of the rows of its table from its last run: which of them it
/// chose, or the value of each.
///
/// The columns it reads are followed through the undo log, which keeps what calls have stored until
/// every memory has seen it; the words it reads are compared. While a run is going on the memory
/// holds for nothing, so a run that falls back leaves no half of itself behind.
struct RowMemory {
  private let rows: Int
  /// Where the columns it depends on begin in the arena.
  private let columns: UnsafeMutableBufferPointer<Int>
  private let words: UnsafeMutableBufferPointer<Int>
  /// What the words were.
  private let seen: UnsafeMutablePointer<Int128>
  /// By strip, two words of a bit for each row.
  private let stale: UnsafeMutableBufferPointer<UInt64>
  private let chosen: UnsafeMutableBufferPointer<UInt64>
  /// Empty where no values are kept.
  private let values: UnsafeMutableBufferPointer<Int128>
  private(set) var total = WideSum()
  /// Whether the last run came to its end.
  var isWhole = false
  /// How much of the log it has seen.
  private(set) var place = 0

  init(_ memory: Program.Memory, _ layout: Layout) {
    rows = layout.rows[memory.table]
    columns = .allocate(capacity: memory.columns.count)
    _ = columns.initialize(from: memory.columns.map { layout.columns[$0].offset })
    words = .allocate(capacity: memory.words.count)
    _ = words.initialize(from: memory.words.map { Int($0) })
    seen = .allocate(capacity: max(1, memory.words.count))
    seen.initialize(repeating: 0, count: max(1, memory.words.count))
    let bits = (rows + Program.stripLength - 1) / Program.stripLength * (Program.stripLength / 64)
    stale = .allocate(capacity: bits)
    stale.initialize(repeating: 0)
    chosen = .allocate(capacity: bits)
    chosen.initialize(repeating: 0)
    values = .allocate(capacity: memory.hasValues ? rows : 0)
    values.initialize(repeating: 0)
  }

  func deallocate() {
    columns.deallocate()
    words.deallocate()
    seen.deallocate()
    stale.deallocate()
    chosen.deallocate()
    values.deallocate()
  }

  /// Marks the rows it does not hold for, which is all of them where something else has changed.
  mutating func recall(_ log: borrowing UndoLog, _ arena: UnsafeMutablePointer<Int128>) {
    var holds = isWhole
    isWhole = false
    for index in words.indices {
      let word = arena[words[index]]
      if seen[index] != word {
        holds = false
        seen[index] = word
      }
    }
    if holds { return follow(log, arena) }
    place = log.count
    total = WideSum()
    for index in stale.indices {
      stale[index] = .max
      chosen[index] = 0
    }
    values.update(repeating: 0)
  }

  /// Marks the rows that calls have written since it looked last.
  mutating func follow(_ log: borrowing UndoLog, _ arena: UnsafeMutablePointer<Int128>) {
    while place < log.count {
      let address = log.entries[place].place - arena
      place += 1
      for column in columns {
        let row = address &- column
        if row >= 0, row < rows { stale[row >> 6] |= 1 << UInt64(row & 63) }
      }
    }
  }

  /// The log begins anew, and all of it has been seen.
  mutating func rewind() { place = 0 }

  // MARK: - In a strip

  /// Lists the lanes it does not hold for, and forgets what it knew of them.
  mutating func forget(_ positions: Kernel.Positions, _ strip: Strip) -> Int {
    var count = 0
    for half in 0..<Program.stripLength / 64 {
      let index = strip.firstRow >> 6 &+ half
      let lanes = strip.length &- half &* 64
      guard lanes > 0 else { break }
      var rest = stale[index] & (lanes < 64 ? 1 << UInt64(lanes) &- 1 : .max)
      stale[index] = 0
      chosen[index] &= ~rest
      while rest != 0 {
        let position = half &* 64 &+ rest.trailingZeroBitCount
        rest &= rest &- 1
        positions[count] = UInt8(truncatingIfNeeded: position)
        count &+= 1
        guard values.count > 0 else { continue }
        total.subtract(values[strip.firstRow &+ position])
        values[strip.firstRow &+ position] = 0
      }
    }
    return count
  }

  /// Keeps the lanes as chosen, and lists all of the strip that are.
  func keep(_ lanes: Lanes, _ positions: Kernel.Positions, _ strip: Strip) -> Int {
    let first = strip.firstRow >> 6
    for index in 0..<lanes.count {
      let position = Int(lanes.positions[index])
      chosen[first &+ position >> 6] |= 1 << UInt64(position & 63)
    }
    var count = 0
    for half in 0..<Program.stripLength / 64 where strip.length > half &* 64 {
      var rest = chosen[first &+ half]
      while rest != 0 {
        positions[count] = UInt8(truncatingIfNeeded: half &* 64 &+ rest.trailingZeroBitCount)
        rest &= rest &- 1
        count &+= 1
      }
    }
    return count
  }

  /// Keeps the values of the lanes, of which it knows none.
  mutating func keep(_ lane: Kernel.Column, _ lanes: Lanes, firstRow: Int) {
    guard values.count > 0 else { return }
    for index in 0..<lanes.count {
      let position = Int(lanes.positions[index])
      total.add(lane[position])
      values[firstRow &+ position] = lane[position]
    }
  }
}

extension Core {
  /// What is remembered is of the present: in the past, and in what is only tried, it is of no use.
  static func recall(_ number: Int, _ core: UnsafeMutablePointer<Core>) -> Stop? {
    guard core.pointee.oldDepth == 0, core.pointee.trials == 0 else { return .failure(.unproved) }
    core.pointee.memories[number].recall(core.pointee.log, core.pointee.arena)
    return nil
  }

  /// Entries the log may have before it begins anew.
  private static let keptEntries = 1 << 12

  /// The log goes on, for those who follow it; what came before is no longer this call's.
  mutating func beginCall() {
    if memoryCount + surveyCount == 0 {
      log.clear()
    } else if log.count > Core.keptEntries {
      shortenLog()
    }
    callMark = log.count
    oldMark = callMark
    undoMark = callMark
  }

  private mutating func shortenLog() {
    for number in 0..<memoryCount {
      memories[number].follow(log, arena)
      memories[number].rewind()
    }
    for number in 0..<surveyCount { surveys[number].follow(log, arena) }
    log.clear()
  }

  /// Puts back what was stored since `mark`. Whoever has followed the log beyond it knows nothing.
  mutating func takeBack(to mark: Int) {
    guard log.count > mark else { return }
    for number in 0..<memoryCount where memories[number].place > mark {
      memories[number].isWhole = false
    }
    for number in 0..<surveyCount { surveys[number].takeBack(to: mark, log, arena) }
    log.revert(to: mark)
  }

  /// Ends a run that stopped as if it had not been.
  @inline(never)
  mutating func giveUp() {
    settle()
    takeBack(to: undoMark)
    events.count = 0
  }

  /// The state has been put in from outside: nothing is left of any call.
  mutating func forgetCalls(andSurveys: Bool = true) {
    log.clear()
    callMark = 0
    oldMark = 0
    events.count = 0
    forgetRows(andSurveys: andSurveys)
  }

  /// Columns have been written past the log.
  mutating func forgetRows(andSurveys: Bool = true) {
    for number in 0..<memoryCount { memories[number].isWhole = false }
    guard andSurveys else { return }
    for number in 0..<surveyCount { surveys[number].forget() }
  }

  /// The state is about to be what it was when it was last put in as a whole.
  func takeSurveysBack() {
    for number in 0..<surveyCount { surveys[number].goBack(log, arena) }
  }
}
