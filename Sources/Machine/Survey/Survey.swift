/// One thing asked of every row of a table again and again, such as whether somebody can be
/// liquidated: what it was for each row, and for how long that is known to stay so.
///
/// # Narrowing
/// A row is looked at by the straight line it went last time (`Variant`). What that line computes that
/// is the same for every row, such as prices and the rates made of them, is computed once. Then the row
/// is *proved*: with these numbers anywhere in a `Box` around what they are, in interval arithmetic
/// that rounds as the contract does, every condition on the line comes out as it did, nothing stops,
/// and the result is one word. As long as the numbers are in the box and no cell that the line reads
/// is written, the row is not looked at again. Cells are followed through the undo log.
///
/// Where anything does not fit (a row that stops, a state shown as it was, a line that is too long)
/// the survey gives up, and the code behind it finds out row by row.
struct Survey {
  let rowCount: Int
  var common: CommonGraph
  var variants: [Variant] = []
  /// By variant: what no market moves, as it was when rows were last looked at in full.
  var steadyWords: [[Int128]] = []
  var boxes: [Box?] = []
  /// How many boxes there are, those that stand empty not counted.
  private var boxCount = 0
  /// Cells of rows that some variant reads: where that of row 0 lies, and how far apart they are.
  private var cells: Set<Cell> = []
  private var cellList: [Cell] = []
  /// By row: the variant it went last, its box, how narrow that has to be, how many looks are not worth
  /// a proof, and how many will not be when the next one fails.
  let way: UnsafeMutablePointer<UInt8>
  let box: UnsafeMutablePointer<UInt8>
  let level: UnsafeMutablePointer<UInt8>
  let rest: UnsafeMutablePointer<UInt8>
  let pause: UnsafeMutablePointer<UInt8>
  let words: UnsafeMutablePointer<Int128>
  /// Rows to look at: those written since the last look, and those in no box.
  let stale: UnsafeMutablePointer<UInt64>
  /// Rows written since they were looked at last: of the others only what moves is computed again.
  let dirty: UnsafeMutablePointer<UInt64>
  /// Rows written since the machine was given a whole state.
  private let written: UnsafeMutablePointer<UInt64>
  /// Rows whose word is not zero.
  let chosen: UnsafeMutablePointer<UInt64>
  let bitWords: Int
  var total = WideSum()
  var memory = LaneMemory()
  /// Whether what is kept is of the present state, but for what the log says.
  var isWhole = false
  private(set) var place = 0
  /// Whether it will never do.
  var isHopeless = false
  /// Looks at rows that were asked for, and that a proof spared.
  var counts = SurveyCounts()
  /// Whether rows that a proof spares are looked at all the same, and compared: for tests.
  var isChecking = false
  /// How fast what is the same for every row moves.
  private var paces = Paces()
  /// Whether the state is the first one again, which nothing has moved to.
  private var isBack = false
  /// Surveys so far.
  var round = 0

  struct Cell: Hashable {
    let first: Int
    let stride: Int
  }

  /// Numbers that stand for no variant and no box.
  static let none: UInt8 = 255
  static let mostVariants = 48
  static let mostBoxes = 250
  static let mostCommon = 4_096
  /// How many looks at a row go by before a proof that has failed is tried again: twice as many every
  /// time, up to a limit.
  static let firstPause: UInt8 = 8
  static let longestPause: UInt8 = 128

  init(_ program: Program, rows: Int) {
    rowCount = rows
    common = CommonGraph(parameterCount: program.parameters.count)
    bitWords = (rows + 63) / 64
    func bytes(_ word: UInt8) -> UnsafeMutablePointer<UInt8> {
      let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, rows))
      bytes.initialize(repeating: word, count: max(1, rows))
      return bytes
    }
    way = bytes(Survey.none)
    box = bytes(Survey.none)
    level = bytes(1)
    rest = bytes(0)
    pause = bytes(Survey.firstPause)
    words = .allocate(capacity: max(1, rows))
    words.initialize(repeating: 0, count: max(1, rows))
    func bits(_ count: Int) -> UnsafeMutablePointer<UInt64> {
      let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, count))
      bits.initialize(repeating: 0, count: max(1, count))
      return bits
    }
    (stale, dirty) = (bits(bitWords), bits(bitWords))
    (written, chosen) = (bits(bitWords), bits(bitWords))
  }

  func deallocate() {
    for bytes in [way, box, level, rest, pause] { bytes.deallocate() }
    for bits in [stale, dirty, written, chosen] { bits.deallocate() }
    words.deallocate()
    memory.deallocate()
  }

  // MARK: - What was written

  mutating func add(_ variant: Variant) -> Int {
    for step in variant.steps where step.opcode == .load {
      let cell = Cell(first: step.first, stride: step.stride)
      if cells.insert(cell).inserted { cellList.append(cell) }
    }
    // What of these cells was written before is not known.
    written.update(repeating: .max, count: bitWords)
    memory.reserve(variant.steps.count)
    variants.append(variant)
    steadyWords.append(variant.steadyWords(common))
    return variants.count - 1
  }

  /// Marks the rows of which cells were written since it looked last; all, if it cannot know.
  mutating func recall(_ log: borrowing UndoLog, _ arena: UnsafeMutablePointer<Int128>) {
    if isWhole { return follow(log, arena) }
    place = log.count
    stale.update(repeating: .max, count: bitWords)
    dirty.update(repeating: .max, count: bitWords)
    written.update(repeating: .max, count: bitWords)
  }

  mutating func follow(_ log: borrowing UndoLog, _ arena: UnsafeMutablePointer<Int128>) {
    while place < log.count {
      let address = log.entries[place].place - arena
      place += 1
      for cell in cellList {
        let distance = address &- cell.first
        guard distance >= 0, distance < rowCount &* cell.stride, distance % cell.stride == 0 else {
          continue
        }
        let row = distance / cell.stride
        stale[row >> 6] |= 1 << UInt64(row & 63)
        dirty[row >> 6] |= 1 << UInt64(row & 63)
        written[row >> 6] |= 1 << UInt64(row & 63)
      }
    }
  }

  /// The log begins anew, and all of it has been seen.
  mutating func rewind() { place = 0 }

  /// The state is again the one the machine was given last, as a whole: what was found for rows that
  /// nobody has written since is as true as before.
  mutating func goBack(_ log: borrowing UndoLog, _ arena: UnsafeMutablePointer<Int128>) {
    if isWhole { follow(log, arena) }
    for index in 0..<bitWords {
      stale[index] |= written[index]
      dirty[index] |= written[index]
      written[index] = 0
    }
    place = 0
    isBack = true
  }

  // MARK: - Boxes

  /// Computes what is the same for every row, and empties the boxes that the state is not in any more.
  mutating func orient(_ arena: UnsafeMutablePointer<Int128>) {
    let before = common.values
    common.update(arena)
    if isBack { isBack = false } else { paces.note(before, common.values) }
    guard boxCount > 0 else { return }
    var isLost = [Bool](repeating: false, count: Int(Survey.none) + 1)
    var anyIsLost = false
    for (number, box) in boxes.enumerated() {
      guard let box, !box.holds(variants[box.variant], common) else { continue }
      boxes[number] = nil
      boxCount -= 1
      isLost[number] = true
      anyIsLost = true
    }
    guard anyIsLost else { return }
    isLost.withUnsafeBufferPointer { isLost in
      for row in 0..<rowCount where isLost[Int(box[row])] { leaveBox(row) }
    }
  }

  func leaveBox(_ row: Int) {
    box[row] = Survey.none
    stale[row >> 6] |= 1 << UInt64(row & 63)
  }

  func enter(_ number: UInt8, _ row: Int) {
    box[row] = number
    stale[row >> 6] &= ~(1 << UInt64(row & 63))
  }

  /// A box of the level around the present state, made where there is none yet; nothing where there
  /// is no room for one.
  mutating func boxNow(of variant: Int, level: Int) -> UInt8? {
    for (number, box) in boxes.enumerated() {
      guard let box, box.variant == variant, box.level == level,
        box.isCentral(variants[variant], common)
      else { continue }
      return UInt8(number)
    }
    let free = boxes.firstIndex { $0 == nil } ?? boxes.count
    guard free < Survey.mostBoxes else { return nil }
    if free == boxes.count { boxes.append(nil) }
    boxes[free] = Box(variants[variant], number: variant, level: level, common, paces)
    boxCount += 1
    return UInt8(free)
  }
}

/// How many looks at rows were asked for, and how many of them a proof has spared.
package struct SurveyCounts: Hashable, Sendable {
  package internal(set) var looks = 0
  package internal(set) var spared = 0
  /// Rows of which a proof was tried, and for which it was found.
  package internal(set) var tried = 0
  package internal(set) var proved = 0
  /// Spared looks that were made all the same, as a test asks, and came to another word.
  package internal(set) var wrong = 0

  package init() {}

  package mutating func add(_ other: SurveyCounts) {
    looks += other.looks
    spared += other.spared
    tried += other.tried
    proved += other.proved
    wrong += other.wrong
  }
}
