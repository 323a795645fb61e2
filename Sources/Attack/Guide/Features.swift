import Machine

/// What a run has reached, a byte for each thing there is to reach: places of the code and how near
/// comparisons came (the machine's notes), which move followed which, and in which bin every quantity
/// of the state lay. What reaches something new is worth going on from.
struct Features: ~Copyable {
  private let machine: Machine
  private let moves: Int
  /// Which move followed which, and those that did so in one transaction.
  private let edges: Int
  private let pairs: Int
  private let states: Range<Int>
  private let columns: Int
  /// What a spec says rises towards the worst, as an entry to ask; less than zero for none.
  private let severity: Int
  /// Whether the adversary of a spec wants something; the more it has gained, the newer.
  private let hasProfit: Bool
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
    severity = stage.world?.program.severity ?? -1
    hasProfit = stage.profit != nil
    let quantities = states.count + 2 * columns
    edges = (moves + 1) * moves
    pairs = edges * (stage.moves.contains(where: \.isAtomic) ? 2 : 1)
    let bytes =
      pairs + quantities * Program.distances + (severity < 0 ? 0 : Features.grades)
      + (hasProfit ? Features.grades : 0)
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
  /// - Parameter together: in one transaction with the call before it, which is another thing.
  mutating func committed(_ choice: Int, together: Bool) {
    own[(together ? edges : 0) + last * moves + choice] = 1
    last = choice + 1
  }

  /// Looks at the state: every state, and the least and the greatest of every column.
  func sample() {
    var bins = pairs
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
    guard severity >= 0, machine.ask(severity, gas: Player.gasLimit).stop == nil else { return }
    own[bins + Features.grade(machine.result(0, of: severity))] = 1
  }

  /// The adversary has gained so much.
  func gained(_ profit: Int128) {
    guard hasProfit else { return }
    own[own.count - Features.grades + Features.grade(profit)] = 1
  }

  /// How many severities are told apart: eight between every two powers of two, so that a little
  /// worse is something new.
  private static let grades = 8 * 128

  private static func grade(_ severity: Int128) -> Int {
    guard severity >= 8 else { return Int(max(0, severity)) }
    let size = 127 - severity.leadingZeroBitCount
    return 8 * (size - 2) + Int(truncatingIfNeeded: severity >> Int128(size - 3)) & 7
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
