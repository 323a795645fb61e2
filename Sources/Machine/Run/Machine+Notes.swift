// What the probes of a program under attack have noted: a byte for each mark, and for each comparison
// one for every distance its two sides can be apart.
extension Machine {
  /// All notes since they were cleared. The memory is the machine's and lives as long as it does.
  package var notes: UnsafeMutableBufferPointer<UInt8> {
    UnsafeMutableBufferPointer(start: core.pointee.notes, count: core.pointee.noteCount)
  }

  package func clearNotes() {
    core.pointee.notes.update(repeating: 0, count: core.pointee.noteCount)
  }

  /// Notes in which of the distances from zero every state lies, and the least and the greatest of
  /// every column of state: `Program.distances` bytes for each of `Program.quantities`.
  package func noteState(in bins: UnsafeMutablePointer<UInt8>) {
    var bins = bins
    func note(_ word: Int128) {
      bins[Program.distance(word, 0)] = 1
      bins += Program.distances
    }
    for word in core.pointee.stateWords { note(core.pointee.arena[word]) }
    for column in 0..<core.pointee.stateColumnCount {
      let (least, greatest) = extremes(ofColumn: column) ?? (0, 0)
      note(least)
      note(greatest)
    }
  }
}

extension Program {
  /// What `noteState` looks at.
  package var quantities: Int { clock - firstState + 2 * stateColumnCount }

  /// How many distances of two words are told apart: up to seven each by itself, then powers of two,
  /// on either side.
  package static let distances = 265

  /// Which of them it is.
  package static func distance(_ left: Int128, _ right: Int128) -> Int {
    let (difference, overflow) = left.subtractingReportingOverflow(right)
    if overflow { return left < right ? 264 : 132 }
    let magnitude = difference.magnitude
    let size =
      magnitude < 8
      ? Int(truncatingIfNeeded: magnitude) : 132 &- magnitude.leadingZeroBitCount
    return left < right ? 132 &+ size : size
  }
}

extension UnsafeMutablePointer<Core> {
  /// Notes how far apart the words are, and on which side.
  @inline(__always)
  func note(_ left: Int128, _ right: Int128, at site: Int) {
    let index = pointee.markCount &+ site &* Program.distances
    pointee.notes[index &+ Program.distance(left, right)] = 1
  }
}
