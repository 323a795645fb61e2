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
  private let quantities: Int
  /// What a spec says rises towards the worst, as an entry to ask; less than zero for none.
  private let severity: Int
  /// Whether the adversary of a spec wants something; the more it has gained, the newer.
  private let hasProfit: Bool
  /// Everything but the machine's notes.
  private let own: UnsafeMutableBufferPointer<UInt8>
  private let noteCount: Int
  private var last = 0
  /// How many runs have reached each feature, and which of them any has.
  private let hits: UnsafeMutableBufferPointer<UInt32>
  private var touched: [Int32] = []

  /// How many there are.
  let count: Int
  /// Those that stand for more and more of what a spec calls severe, and of what its adversary wants.
  let climbs: [Range<Int>]

  init(_ stage: Stage, _ machine: Machine) {
    self.machine = machine
    let program = stage.compiled.program.program
    moves = stage.choices
    quantities = program.quantities * Program.distances
    severity = stage.world?.program.severity ?? -1
    hasProfit = stage.profit != nil
    edges = (moves + 1) * moves
    pairs = edges * (stage.moves.contains(where: \.isAtomic) ? 2 : 1)
    let bytes =
      pairs + quantities + (severity < 0 ? 0 : Features.grades)
      + (hasProfit ? Features.grades : 0)
    own = .allocate(capacity: bytes)
    own.initialize(repeating: 0)
    noteCount = machine.notes.count
    count = noteCount + bytes
    climbs = stride(from: noteCount + pairs + quantities, to: count, by: Features.grades)
      .map { $0..<$0 + Features.grades }
    hits = .allocate(capacity: count)
    hits.initialize(repeating: 0)
  }

  deinit {
    own.deallocate()
    hits.deallocate()
  }

  /// - Parameter choice: the move that stood last, if any.
  mutating func clear(after choice: Int? = nil) {
    machine.clearNotes()
    own.update(repeating: 0)
    last = choice.map { $0 + 1 } ?? 0
  }

  /// A move has been made and stands.
  /// - Parameter together: in one transaction with the call before it, which is another thing.
  mutating func committed(_ choice: Int, together: Bool) {
    own[(together ? edges : 0) + last * moves + choice] = 1
    last = choice + 1
  }

  /// Looks at the state: every state, and the least and the greatest of every column.
  func sample() {
    guard let base = own.baseAddress else { return }
    machine.noteState(in: base + pairs)
    guard severity >= 0, machine.ask(severity, gas: Player.gasLimit).stop == nil else { return }
    own[pairs + quantities + Features.grade(machine.result(0, of: severity))] = 1
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

  // MARK: - What has been reached

  func hasReached(_ feature: Int32) -> Bool {
    let place = Int(feature)
    return (place < noteCount ? machine.notes[place] : own[place - noteCount]) != 0
  }

  /// Counts what the run has reached, and says what no run of this shard had.
  /// - Parameter rare: what is still counted.
  mutating func count(among rare: [UInt8]) -> [Int32] {
    let before = touched.count
    rare.withUnsafeBufferPointer { rare in
      guard rare.count == count else { return }
      scan(machine.notes, 0, rare)
      scan(own, noteCount, rare)
    }
    return Array(touched[before...])
  }

  /// How many runs reached each feature since this was asked last.
  mutating func takeHits() -> [(feature: Int32, runs: UInt32)] {
    defer {
      for feature in touched { hits[Int(feature)] = 0 }
      touched.removeAll(keepingCapacity: true)
    }
    return touched.map { ($0, hits[Int($0)]) }
  }

  /// Most bytes are zero or common, so 64 are looked at at once.
  private mutating func scan(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, _ first: Int, _ rare: UnsafeBufferPointer<UInt8>
  ) {
    guard let base = bytes.baseAddress, let mask = rare.baseAddress else { return }
    let (raw, wanted) = (UnsafeRawPointer(base), UnsafeRawPointer(mask + first))
    func word(_ place: Int) -> UInt64 {
      raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        & wanted.loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
    func pair(_ place: Int) -> SIMD2<UInt64> {
      raw.loadUnaligned(fromByteOffset: place, as: SIMD2<UInt64>.self)
        & wanted.loadUnaligned(fromByteOffset: place, as: SIMD2<UInt64>.self)
    }
    var place = 0
    while place &+ 64 <= bytes.count {
      let any = pair(place) | pair(place &+ 16) | pair(place &+ 32) | pair(place &+ 48)
      if any[0] | any[1] != 0 {
        for part in stride(from: place, to: place + 64, by: 8) {
          reached(word(part).littleEndian, first + part)
        }
      }
      place &+= 64
    }
    while place < bytes.count {
      if bytes[place] & mask[first + place] != 0 { reached(1, first + place) }
      place += 1
    }
  }

  @inline(__always)
  private mutating func reached(_ bytes: UInt64, _ first: Int) {
    var rest = bytes
    while rest != 0 {
      let byte = rest.trailingZeroBitCount >> 3
      let feature = first + byte
      if hits[feature] == 0 { touched.append(Int32(truncatingIfNeeded: feature)) }
      hits[feature] &+= 1
      rest &= ~(0xff << UInt64(byte << 3))
    }
  }
}
