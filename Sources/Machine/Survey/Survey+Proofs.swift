// Finding out for how long rows stay as they are.
extension Survey {
  /// Tries to prove rows that are as they were when they went the variant last, in the widest boxes
  /// first that they may fit; gives those back for which it fails, or is not worth trying.
  mutating func prove(
    _ rows: UnsafeBufferPointer<UInt32>, _ variant: Int, _ arena: UnsafeMutablePointer<Int128>
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
        for (node, side) in zip(variants[variant].dimensions, shelf.boxes[box]?.sides ?? []) {
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
    _ rows: [UInt32], _ variant: Int, _ box: Int, _ sides: [WordInterval],
    _ arena: UnsafeMutablePointer<Int128>
  ) -> [UInt32] {
    var failed: [UInt32] = []
    let reached = shelf.boxes[box]?.level ?? 0
    let (way, memory) = (variants[variant], memory)
    rows.withUnsafeBufferPointer { rows in
      sides.withUnsafeBufferPointer { sides in
        guard let sides = sides.baseAddress else { return }
        Survey.inLanes(rows) { first, count, found in
          let open = way.prove(first, count: count, common: sides, arena, memory, into: found)
          keep(found, of: first, count: count, but: open, variant, in: box)
          for lane in 0..<count {
            let row = Int(first[lane])
            guard open >> UInt32(lane) & 1 == 0 else {
              failed.append(first[lane])
              continue
            }
            pause[row] = Survey.firstPause
            // A wider one is tried now and then.
            let isBold = (row &+ round) & 3 == 0
            level[row] = UInt8(isBold ? max(0, reached - 1) : reached)
          }
        }
      }
    }
    counts.proved += rows.count - failed.count
    return failed
  }

  /// Looks at every row that a proof spares, and notes where the word is another.
  mutating func check(_ arena: UnsafeMutablePointer<Int128>) -> Bool {
    for row in 0..<rowCount where stale[row >> 6] >> UInt64(row & 63) & 1 == 0 {
      let word = wordByAnyWay(of: row, arena)
      let isSame =
        words.map { $0[row] == word }
        ?? (word.map { $0 != 0 } == (chosen[row >> 6] >> UInt64(row & 63) & 1 != 0))
      if word == nil || !isSame { counts.wrong += 1 }
    }
    return true
  }

  /// What a row comes to in the present state; nothing where it goes none of the ways.
  private func wordByAnyWay(of row: Int, _ arena: UnsafeMutablePointer<Int128>) -> Int128? {
    var word: Int128?
    withUnsafePointer(to: UInt32(truncatingIfNeeded: row)) { rows in
      common.values.withUnsafeBufferPointer { common in
        withUnsafeTemporaryAllocation(of: Int128.self, capacity: 1) { found in
          guard let common = common.baseAddress, let found = found.baseAddress else { return }
          for way in variants where word == nil && way.isOpen(self.common) {
            let gone = way.look(
              rows, count: 1, onlyMoving: false, common: common, arena, memory, into: found)
            if gone == 0 { word = found.pointee }
          }
        }
      }
    }
    return word
  }
}
