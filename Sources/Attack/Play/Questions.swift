import Machine

/// The invariants to ask after each move and when time has passed, without those that nobody wants to
/// know of any more: plain memory, of one player.
struct Questions {
  /// By number.
  private let watched: UnsafeMutableBufferPointer<Bool>
  private let all: Block<MoveTable.Question>
  /// Which of all are asked after each move, and then when time has passed; the watched ones of them
  /// stand at the same place in `live`, as many as `counts` says.
  private let places: Block<Range<Int>>
  private let live: UnsafeMutablePointer<Asked>
  private let counts: UnsafeMutablePointer<Int>
  private let machine: Machine

  struct Asked {
    let what: MoveTable.Question
    /// Its answer, as soon as it has been asked.
    let answer: UnsafePointer<Int128>

    init(_ question: MoveTable.Question, _ machine: Machine) {
      what = question
      answer = machine.place(
        ofWord: machine.program.program.entries[question.entry].firstResult)
    }
  }

  init(_ table: MoveTable, _ machine: Machine, claims: Int) {
    watched = .allocate(capacity: claims)
    watched.initialize(repeating: true)
    all = table.questions
    places = Block(
      (0..<table.entries.count).map { table.entries[$0].pointee.questions } + [table.ofTime])
    live = .allocate(capacity: max(1, all.count))
    for place in 0..<all.count {
      (live + place).initialize(to: Asked(all[place].pointee, machine))
    }
    self.machine = machine
    counts = .allocate(capacity: places.count)
    for place in 0..<places.count { (counts + place).initialize(to: places[place].pointee.count) }
  }

  func deallocate() {
    watched.deallocate()
    places.deallocate()
    live.deallocate()
    counts.deallocate()
  }

  var isWatched: [Bool] { Array(watched) }

  @inline(__always)
  func isWatched(_ number: Int) -> Bool { watched[number] }

  func watch(_ wanted: [Bool]) {
    _ = watched.update(fromContentsOf: wanted)
    for place in 0..<places.count {
      let range = places[place].pointee
      var end = range.lowerBound
      for question in range where watched[all[question].pointee.number] {
        live[end] = Asked(all[question].pointee, machine)
        end += 1
      }
      counts[place] = end - range.lowerBound
    }
  }

  /// Those after a move.
  @inline(__always)
  func after(_ move: Int) -> UnsafeBufferPointer<Asked> {
    UnsafeBufferPointer(start: live + places[move].pointee.lowerBound, count: counts[move])
  }

  /// Those when time has passed.
  @inline(__always)
  var ofTime: UnsafeBufferPointer<Asked> { after(places.count - 1) }
}
