import Numerics

extension Variant {
  /// Looks at so many rows with what is the same for all of them anywhere in its interval; the bits are
  /// of rows of which it is not proved that they go this way then, and come to one word. The rows have
  /// gone this way before, so that what does not move is known. The results of the others are words.
  func prove(
    _ rows: Rows, count: Int, common: UnsafePointer<WordInterval>, _ arena: UnsafePointer<Int128>,
    _ memory: LaneMemory, into results: UnsafeMutablePointer<Int128>
  ) -> UInt32 {
    let all = Variant.all(count)
    var open: UInt32 = 0
    for step in moving {
      let target = memory.intervals + step.number * LaneMemory.lanes
      switch step.opcode {
      case .load:
        for lane in 0..<count {
          target[lane] = WordInterval(arena[step.first &+ step.stride &* Int(rows[lane])])
        }
      case .copy:
        for lane in 0..<count {
          target[lane] = WordInterval(Int128(step.first &+ step.stride &* Int(rows[lane])))
        }
      case .jump:
        let truth = LaneSource(step.a, common, memory.intervals)
        for lane in 0..<count {
          let truth = truth[lane]
          let isProved = step.expected ? !truth.contains(0) : truth == WordInterval(0)
          if !isProved { open |= 1 << UInt32(lane) }
        }
        if open == all { return all }
      default: open |= step.bound(target, count: count, common, memory, unless: open)
      }
    }
    let result = LaneSource(result, common, memory.intervals)
    for lane in 0..<count {
      results[lane] = result[lane].low
      if !result[lane].isPoint { open |= 1 << UInt32(lane) }
    }
    return open
  }
}

extension LaneStep {
  /// The intervals of the lanes that are not done with; the bits are of those where it might stop.
  fileprivate func bound(
    _ target: UnsafeMutablePointer<WordInterval>, count: Int, _ common: UnsafePointer<WordInterval>,
    _ memory: LaneMemory, unless done: UInt32
  ) -> UInt32 {
    var stopped: UInt32 = 0
    @inline(__always)
    func each(_ work: (WordInterval, WordInterval) -> (low: Int128, high: Int128, overflow: Bool)) {
      let a = LaneSource(a, common, memory.intervals)
      let b = LaneSource(b, common, memory.intervals)
      for lane in 0..<count {
        let (low, high, overflow) = work(a[lane], b[lane])
        target[lane] = WordInterval(low, high)
        if overflow { stopped |= 1 << UInt32(lane) }
      }
    }
    /// Products of what is not negative; all others the long way.
    @inline(__always)
    func product(_ rounding: Rounding) {
      each { a, b in
        guard a.low >= 0, b.low >= 0 else {
          return WordInterval.product(opcode, mode, a, b).map { ($0.low, $0.high, false) } ?? (
            0, 0, true
          )
        }
        let (low, _) = Fixed.multiplyReportingOverflow(a.low, b.low, rounding)
        let (high, overflow) = Fixed.multiplyReportingOverflow(a.high, b.high, rounding)
        return (low, high, overflow)
      }
    }
    switch opcode {
    case .add:
      each { a, b in
        let (low, below) = a.low.addingReportingOverflow(b.low)
        let (high, above) = a.high.addingReportingOverflow(b.high)
        return (low, high, below || above)
      }
    case .subtract:
      each { a, b in
        let (low, below) = a.low.subtractingReportingOverflow(b.high)
        let (high, above) = a.high.subtractingReportingOverflow(b.low)
        return (low, high, below || above)
      }
    case .multiply: product(.toZero)
    case .multiplyRounded where mode == UInt16(Rounding.up.rawValue): product(.up)
    case .negate: each { a, _ in (0 &- a.high, 0 &- a.low, a.low == .min) }
    case .less: each { a, b in (a.high < b.low ? 1 : 0, a.low < b.high ? 1 : 0, false) }
    case .lessOrEqual: each { a, b in (a.high <= b.low ? 1 : 0, a.low <= b.high ? 1 : 0, false) }
    case .minimum: each { a, b in (min(a.low, b.low), min(a.high, b.high), false) }
    case .maximum: each { a, b in (max(a.low, b.low), max(a.high, b.high), false) }
    default: stopped = boundInFull(target, count: count, common, memory, unless: done)
    }
    return stopped
  }

  private func boundInFull(
    _ target: UnsafeMutablePointer<WordInterval>, count: Int, _ common: UnsafePointer<WordInterval>,
    _ memory: LaneMemory, unless done: UInt32
  ) -> UInt32 {
    var stopped: UInt32 = 0
    let a = LaneSource(a, common, memory.intervals)
    let b = LaneSource(b, common, memory.intervals)
    let c = LaneSource(c, common, memory.intervals)
    let d = LaneSource(d, common, memory.intervals)
    withUnsafeTemporaryAllocation(of: WordInterval.self, capacity: 4) { block in
      guard let base = UnsafePointer(block.baseAddress) else { return }
      for lane in 0..<count where done >> UInt32(lane) & 1 == 0 {
        (block[0], block[1], block[2], block[3]) = (a[lane], b[lane], c[lane], d[lane])
        if let interval = WordInterval.of(opcode, mode, base) {
          target[lane] = interval
        } else {
          stopped |= 1 << UInt32(lane)
        }
      }
    }
    return stopped
  }
}
