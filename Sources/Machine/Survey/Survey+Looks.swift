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
    guard var (buckets, lost) = rowsToLookAt(rows) else {
      isWhole = true
      return isChecking ? check(question.arena) : true
    }
    for variant in variants.indices {
      // What is proved need not be looked at: the proof says what it comes to.
      let unproved =
        rows == nil ? prove(buckets[variant].same, variant, question.arena) : buckets[variant].same
      look(at: unproved, by: variant, onlyMoving: true, question.arena, &lost)
      look(at: buckets[variant].changed, by: variant, question.arena, &lost)
    }
    buckets = []
    tryOthers(&lost, question.arena)
    while let row = lost.first {
      // Rows of one kind often lie apart: each variant that is found is tried on all that are left.
      guard let variant = variant(for: Int(row), question) else { return false }
      var rest: [UInt32] = []
      look(at: lost, by: variant, question.arena, &rest)
      guard rest.count < lost.count else { return false }
      lost = rest
    }
    isWhole = true
    return isChecking ? check(question.arena) : true
  }

  /// Tries rows that go another way than last time on all ways that are known.
  private mutating func tryOthers(
    _ lost: inout [UInt32], _ arena: UnsafeMutablePointer<Int128>
  ) {
    for variant in variants.indices where !lost.isEmpty && variants[variant].isOpen(common) {
      var rest: [UInt32] = []
      look(at: lost, by: variant, arena, &rest)
      lost = rest
    }
  }

  /// Rows that may go a variant: as they were when they went it last, and others.
  private struct Bucket {
    var same: [UInt32] = []
    var changed: [UInt32] = []
  }

  /// By variant the rows that may still go it and are not proved, and those that cannot; nothing
  /// where all are proved.
  private mutating func rowsToLookAt(
    _ rows: RowList?
  ) -> (buckets: [Bucket], lost: [UInt32])? {
    let asked = rows?.count ?? rowCount
    counts.looks += asked
    counts.spared += asked
    var index = 0
    while index < bitWords, stale[index] == 0 { index += 1 }
    guard index < bitWords else { return nil }
    let open = variants.map { $0.isOpen(common) }
    var isSame: [Bool] = []
    for (number, variant) in variants.enumerated() {
      let words = variant.steadyWords(common)
      isSame.append(words == steadyWords[number])
      steadyWords[number] = words
    }
    // Whoever is not asked about would not hear that everything has to be looked at.
    if rows != nil, isSame.contains(false) { dirty.update(repeating: .max, count: bitWords) }
    var buckets = [Bucket](repeating: Bucket(), count: variants.count)
    var lost: [UInt32] = []
    func sort(_ row: Int) {
      counts.spared -= 1
      let way = Int(way[row])
      let number = UInt32(truncatingIfNeeded: row)
      if way >= open.count || !open[way] {
        lost.append(number)
      } else if isSame[way], dirty[row >> 6] >> UInt64(row & 63) & 1 == 0 {
        buckets[way].same.append(number)
      } else {
        buckets[way].changed.append(number)
      }
      dirty[row >> 6] &= ~(1 << UInt64(row & 63))
    }
    if let rows {
      for place in 0..<rows.count {
        let row = rows.row(at: place)
        if stale[row >> 6] >> UInt64(row & 63) & 1 != 0 { sort(row) }
      }
      return (buckets, lost)
    }
    while index < bitWords {
      var rest = stale[index]
      while rest != 0 {
        let row = index &* 64 &+ rest.trailingZeroBitCount
        rest &= rest &- 1
        if row < rowCount { sort(row) }
      }
      index += 1
    }
    // Bits beyond the last row stand for nothing.
    stale[bitWords - 1] &= rowCount & 63 == 0 ? .max : 1 << UInt64(rowCount & 63) &- 1
    return (buckets, lost)
  }

  /// Looks at rows by a variant: those that go it have their words for the state as it is, the others are
  /// lost.
  private mutating func look(
    at rows: [UInt32], by variant: Int, onlyMoving: Bool = false,
    _ arena: UnsafeMutablePointer<Int128>,
    _ lost: inout [UInt32]
  ) {
    guard !rows.isEmpty else { return }
    let point = boxNow(of: variant, level: Box.point)
    withUnsafeTemporaryAllocation(of: Int128.self, capacity: LaneMemory.lanes) { results in
      guard let base = results.baseAddress else { return }
      rows.withUnsafeBufferPointer { rows in
        var next = 0
        while next < rows.count {
          let count = min(LaneMemory.lanes, rows.count - next)
          guard let first = rows.baseAddress.map({ $0 + next }) else { return }
          let gone = common.values.withUnsafeBufferPointer { words in
            words.baseAddress.map {
              variants[variant].look(
                first, count: count, onlyMoving: onlyMoving, common: $0, arena, memory, into: base)
            } ?? .max
          }
          for lane in 0..<count {
            let row = first[lane]
            if gone >> UInt32(lane) & 1 != 0 {
              lost.append(row)
            } else {
              keep(base[lane], of: Int(row), variant)
              if let point { enter(point, Int(row)) }
            }
          }
          next += count
        }
      }
    }
  }

  private mutating func keep(_ word: Int128, of row: Int, _ variant: Int) {
    if words[row] != word {
      total.subtract(words[row])
      total.add(word)
      words[row] = word
      let bit: UInt64 = 1 << UInt64(row & 63)
      if word == 0 { chosen[row >> 6] &= ~bit } else { chosen[row >> 6] |= bit }
    }
    if way[row] != UInt8(truncatingIfNeeded: variant) {
      way[row] = UInt8(truncatingIfNeeded: variant)
      rest[row] = 0
      pause[row] = Survey.firstPause
    }
    leaveBox(row)
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

  // MARK: - Proofs

  /// Tries to prove rows that are as they were when they went the variant last, in the widest boxes
  /// first that they may fit; gives those back for which it fails, or is not worth trying.
  private mutating func prove(
    _ rows: [UInt32], _ variant: Int, _ arena: UnsafeMutablePointer<Int128>
  ) -> [UInt32] {
    guard !rows.isEmpty else { return [] }
    var unproved: [UInt32] = []
    var atLevel = [[UInt32]](repeating: [], count: Box.levels)
    for row in rows {
      if rest[Int(row)] > 0 {
        rest[Int(row)] -= 1
        unproved.append(row)
      } else {
        atLevel[Int(level[Int(row)])].append(row)
        counts.tried += 1
      }
    }
    var sides = [WordInterval](repeating: WordInterval(0), count: common.count)
    for number in 0..<Box.levels where !atLevel[number].isEmpty {
      var failed = atLevel[number]
      if let box = boxNow(of: variant, level: number) {
        for (node, side) in zip(variants[variant].dimensions, boxes[Int(box)]?.sides ?? []) {
          sides[node] = side
        }
        failed = prove(atLevel[number], variant, box, sides, arena)
      }
      if number + 1 < Box.levels {
        atLevel[number + 1] += failed
        continue
      }
      for row in failed {
        rest[Int(row)] = pause[Int(row)]
        pause[Int(row)] = min(Survey.longestPause / 2, pause[Int(row)]) * 2
        level[Int(row)] = UInt8(Box.levels - 1)
      }
      unproved += failed
    }
    return unproved
  }

  /// The rows that cannot be proved in a box; the others are in it from here on.
  private mutating func prove(
    _ rows: [UInt32], _ variant: Int, _ number: UInt8, _ sides: [WordInterval],
    _ arena: UnsafeMutablePointer<Int128>
  ) -> [UInt32] {
    var failed: [UInt32] = []
    let reached = boxes[Int(number)]?.level ?? 0
    withUnsafeTemporaryAllocation(of: Int128.self, capacity: LaneMemory.lanes) { results in
      guard let base = results.baseAddress else { return }
      rows.withUnsafeBufferPointer { rows in
        var next = 0
        while next < rows.count {
          let count = min(LaneMemory.lanes, rows.count - next)
          guard let first = rows.baseAddress.map({ $0 + next }) else { return }
          let open = sides.withUnsafeBufferPointer { sides in
            sides.baseAddress.map {
              variants[variant].prove(
                first, count: count, common: $0, arena, memory, into: base)
            } ?? .max
          }
          for lane in 0..<count {
            let row = Int(first[lane])
            if open >> UInt32(lane) & 1 != 0 {
              failed.append(first[lane])
              continue
            }
            counts.proved += 1
            keep(base[lane], of: row, variant)
            enter(number, row)
            pause[row] = Survey.firstPause
            // A wider one is tried now and then.
            let isBold = (row &+ round) & 3 == 0
            level[row] = UInt8(isBold ? max(0, reached - 1) : reached)
          }
          next += count
        }
      }
    }
    return failed
  }

  /// Looks at every row that a proof spares, by its own variant, and notes where the word is another.
  private mutating func check(_ arena: UnsafeMutablePointer<Int128>) -> Bool {
    withUnsafeTemporaryAllocation(of: Int128.self, capacity: LaneMemory.lanes) { results in
      guard let base = results.baseAddress else { return }
      for row in 0..<rowCount where stale[row >> 6] >> UInt64(row & 63) & 1 == 0 {
        let only = [UInt32(truncatingIfNeeded: row)]
        let gone = common.values.withUnsafeBufferPointer { words in
          only.withUnsafeBufferPointer { rows in
            guard let words = words.baseAddress, let rows = rows.baseAddress else {
              return .max as UInt32
            }
            return variants[Int(way[row])].look(
              rows, count: 1, onlyMoving: false, common: words, arena, memory, into: base)
          }
        }
        if gone != 0 || base[0] != words[row] { counts.wrong += 1 }
      }
    }
    return true
  }
}
