// Which rows are to be looked at, and by which way.
extension Survey {
  /// Parts of the queue: by variant rows that went it last and may still go it, as they were then or
  /// changed since; and those that cannot.
  struct Queue {
    var same: [Range<Int>] = []
    var changed: [Range<Int>] = []
    var lost = 0..<0
  }

  func slice(_ part: Range<Int>) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: queue + part.lowerBound, count: part.count)
  }

  /// Puts the rows in the queue of which nothing is proved, all or those of a list; nothing where all
  /// are proved.
  mutating func queueStale(_ rows: RowList?) -> Queue? {
    let asked = rows?.count ?? rowCount
    counts.looks += asked
    counts.spared += asked
    guard (0..<bitWords).contains(where: { stale[$0] != 0 }) else { return nil }
    // Bits beyond the last row stand for nothing.
    if rowCount & 63 != 0 { stale[bitWords - 1] &= 1 << UInt64(rowCount & 63) &- 1 }
    noteSteadyWords()
    var sizes = [Int](repeating: 0, count: 2 * variants.count + 1)
    counts.spared -= gather(rows, &sizes)
    return sort(sizes)
  }

  /// Where what no market moves is other than it was, every row has to be looked at in full, and those
  /// too that nobody asks about now.
  private mutating func noteSteadyWords() {
    for (number, variant) in variants.enumerated() {
      let words = variant.steadyWords(common)
      guard words != steadyWords[number] else { continue }
      steadyWords[number] = words
      dirty.update(repeating: .max, count: bitWords)
    }
  }

  /// Puts the rows in the queue as they come, and beside them which part they belong to; how many.
  private func gather(_ rows: RowList?, _ sizes: inout [Int]) -> Int {
    var end = 0
    let open = variants.map { $0.isOpen(common) }
    sizes.withUnsafeMutableBufferPointer { sizes in
      open.withUnsafeBufferPointer { open in
        func add(_ row: Int, isDirty: Int) {
          let way = Int(way[row])
          let part = way < open.count && open[way] ? 2 * way + isDirty : 2 * open.count
          queue[end] = UInt32(truncatingIfNeeded: row)
          parts[end] = UInt8(truncatingIfNeeded: part)
          sizes[part] += 1
          end += 1
        }
        if let rows {
          for place in 0..<rows.count {
            let row = rows.row(at: place)
            let bit: UInt64 = 1 << UInt64(row & 63)
            guard stale[row >> 6] & bit != 0 else { continue }
            add(row, isDirty: dirty[row >> 6] & bit == 0 ? 0 : 1)
            dirty[row >> 6] &= ~bit
          }
          return
        }
        for index in 0..<bitWords where stale[index] != 0 {
          var rest = stale[index]
          let changed = dirty[index]
          dirty[index] &= ~rest
          while rest != 0 {
            let place = rest.trailingZeroBitCount
            rest &= rest &- 1
            add(index &* 64 &+ place, isDirty: Int(changed >> UInt64(place) & 1))
          }
        }
      }
    }
    return end
  }

  /// Brings the queue in the order of its parts.
  private mutating func sort(_ sizes: [Int]) -> Queue {
    var ends: [Int] = []
    var end = 0
    for size in sizes {
      ends.append(end)
      end += size
    }
    var sorted = Queue()
    for variant in variants.indices {
      let (same, changed) = (2 * variant, 2 * variant + 1)
      sorted.same.append(ends[same]..<ends[same] + sizes[same])
      sorted.changed.append(ends[changed]..<ends[changed] + sizes[changed])
    }
    sorted.lost = ends[sizes.count - 1]..<end
    // Often all are of one kind.
    guard !sizes.contains(end) else { return sorted }
    ends.withUnsafeMutableBufferPointer { ends in
      for place in 0..<end {
        let part = Int(parts[place])
        spare[ends[part]] = queue[place]
        ends[part] += 1
      }
    }
    swap(&queue, &spare)
    return sorted
  }
}
