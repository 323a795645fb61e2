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
  var shelf: BoxShelf
  /// Cells of rows that some variant reads: where that of row 0 lies, and how far apart they are.
  private var cells: Set<Cell> = []
  private var cellList: [Cell] = []
  /// Where these lie, and what is between them.
  private var reads = 0..<0
  /// By row: the variant it went last, how narrow a box has to be for it, how many looks are not worth
  /// a proof, and how many will not be when the next one fails.
  let way: UnsafeMutablePointer<UInt8>
  let level: UnsafeMutablePointer<UInt8>
  let rest: UnsafeMutablePointer<UInt8>
  let pause: UnsafeMutablePointer<UInt8>
  /// By row what it came to, where that is more than yes or no.
  let words: UnsafeMutablePointer<Int128>?
  /// Rows to look at: those written since the last look, and those in no box.
  let stale: UnsafeMutablePointer<UInt64>
  /// Rows written since they were looked at last: of the others only what moves is computed again.
  let dirty: UnsafeMutablePointer<UInt64>
  /// Rows written since the machine was given a whole state.
  private let written: UnsafeMutablePointer<UInt64>
  /// Rows that the log has just named, and the words of bits they are in.
  private let named: UnsafeMutablePointer<UInt64>
  /// Room for the numbers of all rows, twice, and for the part of the queue that each is in.
  var queue: UnsafeMutablePointer<UInt32>
  var spare: UnsafeMutablePointer<UInt32>
  let parts: UnsafeMutablePointer<UInt8>
  private var namedWords: [Int] = []
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
  var paces = Paces()
  /// Whether the state is the first one again, which nothing has moved to.
  private var isBack = false
  /// Surveys so far.
  var round = 0

  struct Cell: Hashable {
    let first: Int
    let stride: Int
    let end: Int
  }

  /// The number that stands for no variant.
  static let none: UInt8 = 255
  static let mostVariants = 48
  static let mostCommon = 4_096
  /// How many looks at a row go by before a proof that has failed is tried again: twice as many every
  /// time, up to a limit.
  static let firstPause: UInt8 = 8
  static let longestPause: UInt8 = 128

  init(_ program: Program, rows: Int, areTruths: Bool) {
    rowCount = rows
    common = CommonGraph(parameterCount: program.parameters.count)
    bitWords = (rows + 63) / 64
    shelf = BoxShelf(bitWords: bitWords, keepsLeft: areTruths)
    func bytes(_ word: UInt8) -> UnsafeMutablePointer<UInt8> {
      let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, rows))
      bytes.initialize(repeating: word, count: max(1, rows))
      return bytes
    }
    way = bytes(Survey.none)
    level = bytes(1)
    rest = bytes(0)
    pause = bytes(Survey.firstPause)
    words = areTruths ? nil : .allocate(capacity: max(1, rows))
    words?.initialize(repeating: 0, count: max(1, rows))
    parts = bytes(0)
    func numbers() -> UnsafeMutablePointer<UInt32> {
      let numbers = UnsafeMutablePointer<UInt32>.allocate(capacity: max(1, rows))
      numbers.initialize(repeating: 0, count: max(1, rows))
      return numbers
    }
    (queue, spare) = (numbers(), numbers())
    func bits(_ count: Int) -> UnsafeMutablePointer<UInt64> {
      let bits = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, count))
      bits.initialize(repeating: 0, count: max(1, count))
      return bits
    }
    (stale, dirty) = (bits(bitWords), bits(bitWords))
    (written, named) = (bits(bitWords), bits(bitWords))
    chosen = bits(bitWords)
  }

  func deallocate() {
    for bytes in [way, level, rest, pause, parts] { bytes.deallocate() }
    for bits in [stale, dirty, written, named, chosen] { bits.deallocate() }
    words?.deallocate()
    for numbers in [queue, spare] { numbers.deallocate() }
    memory.deallocate()
    shelf.deallocate()
  }

  // MARK: - What was written

  mutating func add(_ variant: Variant) -> Int {
    for step in variant.steps where step.opcode == .load {
      let cell = Cell(
        first: step.first, stride: step.stride, end: step.first + rowCount * step.stride)
      guard cells.insert(cell).inserted else { continue }
      cellList.append(cell)
      reads =
        reads.isEmpty
        ? cell.first..<cell.end
        : min(reads.lowerBound, cell.first)..<max(reads.upperBound, cell.end)
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
    for index in 0..<bitWords { forget(index, .max) }
  }

  mutating func follow(_ log: borrowing UndoLog, _ arena: UnsafeMutablePointer<Int128>) {
    while place < log.count {
      let address = log.entries[place].place - arena
      place += 1
      guard reads.contains(address) else { continue }
      for cell in cellList {
        guard cell.first <= address, address < cell.end else { continue }
        let distance = address &- cell.first
        guard distance % cell.stride == 0 else { continue }
        let row = distance / cell.stride
        if named[row >> 6] == 0 { namedWords.append(row >> 6) }
        named[row >> 6] |= 1 << UInt64(row & 63)
      }
    }
    for index in namedWords {
      forget(index, named[index])
      named[index] = 0
    }
    namedWords.removeAll(keepingCapacity: true)
  }

  /// Nothing is known of these rows of a word of bits.
  private func forget(_ index: Int, _ rows: UInt64) {
    stale[index] |= rows
    dirty[index] |= rows
    written[index] |= rows
    shelf.forget(index, rows)
  }

  /// The log begins anew, and all of it has been seen.
  mutating func rewind() { place = 0 }

  /// The log is about to be taken back to a mark: what it names from there on is written once more, what
  /// has been looked at since too.
  mutating func takeBack(
    to mark: Int, _ log: borrowing UndoLog, _ arena: UnsafeMutablePointer<Int128>
  ) {
    guard place > mark else { return }
    place = mark
    if isWhole { follow(log, arena) }
    place = mark
  }

  /// The state is again the one the machine was given last, as a whole: what was found for rows that
  /// nobody has written since is as true as before.
  mutating func goBack(_ log: borrowing UndoLog, _ arena: UnsafeMutablePointer<Int128>) {
    if isWhole { follow(log, arena) }
    for index in 0..<bitWords where written[index] != 0 {
      forget(index, written[index])
      written[index] = 0
    }
    place = 0
    isBack = true
  }

  // MARK: - Where the state is

  /// Computes what is the same for every row, and finds the boxes that the state is in.
  mutating func orient(_ arena: UnsafeMutablePointer<Int128>) {
    let before = common.values
    common.update(arena)
    if isBack { isBack = false } else { paces.note(before, common.values) }
    guard shelf.orient(variants, common) else { return }
    shelf.cover(stale, words == nil ? chosen : nil)
  }

  mutating func boxNow(of variant: Int, level: Int) -> Int? {
    shelf.box(of: variant, level: level, variants, common, paces)
  }

  /// Notes what was found for so many rows, but for some of them; in a box, if there is one.
  mutating func keep(
    _ found: UnsafePointer<Int128>, of rows: UnsafePointer<UInt32>, count: Int, but gone: UInt32,
    _ variant: Int, in box: Int?
  ) {
    let (variant, box) = (
      UInt8(truncatingIfNeeded: variant), box.flatMap { shelf.enter($0, count) }
    )
    for lane in 0..<count where gone >> UInt32(lane) & 1 == 0 {
      let row = Int(rows[lane])
      let bit: UInt64 = 1 << UInt64(row & 63)
      if let words {
        if words[row] != found[lane] {
          total.subtract(words[row])
          total.add(found[lane])
          words[row] = found[lane]
        }
      } else if found[lane] == 0 {
        chosen[row >> 6] &= ~bit
      } else {
        chosen[row >> 6] |= bit
      }
      if way[row] != variant {
        way[row] = variant
        rest[row] = 0
        pause[row] = Survey.firstPause
      }
      guard let box else { continue }
      box.rows[row >> 6] |= bit
      if found[lane] != 0 { box.chosen[row >> 6] |= bit }
      stale[row >> 6] &= ~bit
    }
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
