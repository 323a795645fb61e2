import Machine

/// What a run has reached, a byte for each thing there is to reach: places of the code and how near
/// comparisons came (the machine's notes), which move followed which, and in which bin every quantity
/// of the state lay. What reaches something new is worth going on from.
struct Features: ~Copyable {
  private let machine: Machine
  private let moves: Int
  private let states: Range<Int>
  private let columns: Int
  /// Everything but the machine's notes.
  private let own: UnsafeMutableBufferPointer<UInt8>
  private let noteCount: Int
  private var last = 0

  /// How many there are.
  let count: Int

  init(_ stage: Stage, _ machine: Machine) {
    self.machine = machine
    let program = stage.compiled.program.program
    moves = stage.choices
    states = program.firstState..<program.clock
    columns = program.stateColumnCount
    let quantities = states.count + 2 * columns
    let bytes = (moves + 1) * moves + quantities * Program.distances
    own = .allocate(capacity: bytes)
    own.initialize(repeating: 0)
    noteCount = machine.notes.count
    count = noteCount + bytes
  }

  deinit { own.deallocate() }

  mutating func clear() {
    machine.clearNotes()
    own.update(repeating: 0)
    last = 0
  }

  /// A move has been made and stands.
  mutating func committed(_ choice: Int) {
    own[last * moves + choice] = 1
    last = choice + 1
  }

  /// Looks at the state: every state, and the least and the greatest of every column.
  func sample() {
    var bins = (moves + 1) * moves
    for word in states {
      own[bins + Program.distance(machine[word: word], 0)] = 1
      bins += Program.distances
    }
    for column in 0..<columns {
      if let (least, greatest) = machine.extremes(ofColumn: column) {
        own[bins + Program.distance(least, 0)] = 1
        own[bins + Program.distances + Program.distance(greatest, 0)] = 1
      }
      bins += 2 * Program.distances
    }
  }

  /// Calls for each that has been reached, in order.
  func forEach(_ body: (Int) -> Void) {
    Features.scan(machine.notes, from: 0, body)
    Features.scan(own, from: noteCount, body)
  }

  /// Most bytes are zero, so eight are looked at at once.
  private static func scan(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, from first: Int, _ body: (Int) -> Void
  ) {
    guard let base = bytes.baseAddress else { return }
    let raw = UnsafeRawPointer(base)
    var place = 0
    while place + 8 <= bytes.count {
      var word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
      while word != 0 {
        let byte = word.trailingZeroBitCount >> 3
        body(first + place + byte)
        word &= ~(0xff << UInt64(byte << 3))
      }
      place += 8
    }
    while place < bytes.count {
      if bytes[place] != 0 { body(first + place) }
      place += 1
    }
  }
}
