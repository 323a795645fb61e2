// Looking at all rows, or at those for which nothing is proved.
extension Survey {
  /// Where a survey's code is, and what it is asked of.
  struct Question {
    let program: Program
    let layout: Layout
    let arena: UnsafeMutablePointer<Int128>
    let entry: Program.Entry
    /// What the parameters after the row are.
    let parameters: [Parameter]

    enum Parameter {
      case constant(Int128)
      /// A word that may be another at the next survey.
      case word(Int)
    }
  }

  /// Brings the words of all rows up to date, or of those of a list, of which nothing is proved; whether
  /// it could.
  mutating func look(
    _ question: Question, _ log: borrowing UndoLog, only rows: RowList? = nil
  ) -> Bool {
    guard !isHopeless else { return false }
    recall(log, question.arena)
    isWhole = false
    round &+= 1
    orient(question.arena)
    guard let queue = queueStale(rows) else {
      isWhole = true
      return isChecking ? check(question.arena) : true
    }
    var lost = Array(slice(queue.lost))
    for variant in variants.indices {
      let same = slice(queue.same[variant])
      // What is proved need not be looked at: the proof says what it comes to.
      if rows == nil {
        prove(same, variant, question.arena).withUnsafeBufferPointer {
          look(at: $0, by: variant, onlyMoving: true, question.arena, &lost)
        }
      } else {
        look(at: same, by: variant, onlyMoving: true, question.arena, &lost)
      }
      look(at: slice(queue.changed[variant]), by: variant, question.arena, &lost)
    }
    tryOthers(&lost, question.arena)
    while let row = lost.first {
      // Rows of one kind often lie apart: each variant that is found is tried on all that are left.
      guard let variant = variant(for: Int(row), question) else { return false }
      let before = lost.count
      look(atLost: &lost, by: variant, question.arena)
      guard lost.count < before else { return false }
    }
    isWhole = true
    return isChecking ? check(question.arena) : true
  }

  /// Tries rows that go another way than last time on all ways that are known.
  private mutating func tryOthers(
    _ lost: inout [UInt32], _ arena: UnsafeMutablePointer<Int128>
  ) {
    for variant in variants.indices where !lost.isEmpty && variants[variant].isOpen(common) {
      look(atLost: &lost, by: variant, arena)
    }
  }

  private mutating func look(
    atLost lost: inout [UInt32], by variant: Int, _ arena: UnsafeMutablePointer<Int128>
  ) {
    var rest: [UInt32] = []
    lost.withUnsafeBufferPointer { look(at: $0, by: variant, arena, &rest) }
    lost = rest
  }

  /// Looks at rows by a variant: those that go it have their words for the state as it is, the others are
  /// lost.
  private mutating func look(
    at rows: UnsafeBufferPointer<UInt32>, by variant: Int, onlyMoving: Bool = false,
    _ arena: UnsafeMutablePointer<Int128>, _ lost: inout [UInt32]
  ) {
    guard !rows.isEmpty else { return }
    let point = boxNow(of: variant, level: Box.point)
    let (way, common, memory) = (variants[variant], common.values, memory)
    common.withUnsafeBufferPointer { common in
      guard let common = common.baseAddress else { return }
      Survey.inLanes(rows) { first, count, found in
        let gone = way.look(
          first, count: count, onlyMoving: onlyMoving, common: common, arena, memory, into: found)
        keep(found, of: first, count: count, but: gone, variant, in: point)
        for lane in 0..<count where gone >> UInt32(lane) & 1 != 0 { lost.append(first[lane]) }
      }
    }
  }

  /// Goes through rows as many at a time as there are lanes, with room for a word of each.
  static func inLanes(
    _ rows: UnsafeBufferPointer<UInt32>,
    _ body: (UnsafePointer<UInt32>, Int, UnsafeMutablePointer<Int128>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Int128.self, capacity: LaneMemory.lanes) { found in
      guard let first = rows.baseAddress, let found = found.baseAddress else { return }
      var next = 0
      while next < rows.count {
        let count = min(LaneMemory.lanes, rows.count - next)
        body(first + next, count, found)
        next += count
      }
    }
  }

  /// The variant that a row goes, followed if nobody has gone it before.
  private mutating func variant(
    for row: Int, _ question: Question
  ) -> Int? {
    var tracer = Tracer(
      question.program, question.layout, question.arena, row: row, of: rowCount, common)
    let entry = question.entry
    tracer.registers[entry.firstParameter] = .line(first: 0, stride: 1)
    for (place, parameter) in question.parameters.enumerated() {
      let ref: Ref
      switch parameter {
      case .constant(let word): ref = tracer.constant(word)
      case .word(let word):
        ref = .common(tracer.touch(tracer.common.leaf(word, question.arena)))
      }
      tracer.registers[entry.firstParameter + 1 + place] = .value(ref)
    }
    do throws(Tracer.Dead) {
      let variant = try tracer.follow(from: entry.start, result: entry.firstResult)
      common = tracer.common
      if let known = variants.firstIndex(where: { $0 == variant }) { return known }
      guard variants.count < Survey.mostVariants, common.count < Survey.mostCommon else {
        isHopeless = true
        return nil
      }
      return add(variant)
    } catch {
      if error == .unsuitable { isHopeless = true }
      return nil
    }
  }
}
