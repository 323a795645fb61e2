import Numerics

extension Variant {
  /// Looks at so many rows, and gives their results; the bits are of rows that go another way. Of rows
  /// that went this way before, only what moves is computed.
  func look(
    _ rows: Rows, count: Int, onlyMoving: Bool, common: UnsafePointer<Int128>,
    _ arena: UnsafePointer<Int128>,
    _ memory: LaneMemory, into results: UnsafeMutablePointer<Int128>
  ) -> UInt32 {
    let all = Variant.all(count)
    var gone: UInt32 = 0
    for step in onlyMoving ? moving : line {
      let target = memory.words + step.number * LaneMemory.lanes
      switch step.opcode {
      case .load:
        for lane in 0..<count { target[lane] = arena[step.first &+ step.stride &* Int(rows[lane])] }
      case .copy:
        for lane in 0..<count {
          target[lane] = Int128(step.first &+ step.stride &* Int(rows[lane]))
        }
      case .jump:
        let truth = LaneSource(step.a, common, memory.words)
        for lane in 0..<count where (truth[lane] != 0) != step.expected {
          gone |= 1 << UInt32(lane)
        }
        if gone == all { return all }
      default: gone |= step.compute(target, count: count, common, memory)
      }
    }
    let result = LaneSource(result, common, memory.words)
    for lane in 0..<count { results[lane] = result[lane] }
    return gone
  }
}

extension LaneStep {
  /// The words of the lanes; the bits are of lanes where it stops.
  fileprivate func compute(
    _ target: UnsafeMutablePointer<Int128>, count: Int, _ common: UnsafePointer<Int128>,
    _ memory: LaneMemory
  ) -> UInt32 {
    var stopped: UInt32 = 0
    @inline(__always)
    func each(_ work: (Int128, Int128) -> (partialValue: Int128, overflow: Bool)) {
      let a = LaneSource(a, common, memory.words)
      let b = LaneSource(b, common, memory.words)
      for lane in 0..<count {
        let (word, overflow) = work(a[lane], b[lane])
        target[lane] = word
        if overflow { stopped |= 1 << UInt32(lane) }
      }
    }
    switch opcode {
    case .add: each { $0.addingReportingOverflow($1) }
    case .subtract: each { $0.subtractingReportingOverflow($1) }
    case .multiply: each { Fixed.multiplyReportingOverflow($0, $1) }
    case .multiplyRounded where mode == UInt16(Rounding.up.rawValue):
      each { Fixed.multiplyReportingOverflow($0, $1, .up) }
    case .negate: each { (word, _) in (0 as Int128).subtractingReportingOverflow(word) }
    case .minimum: each { (min($0, $1), false) }
    case .maximum: each { (max($0, $1), false) }
    case .less: each { ($0 < $1 ? 1 : 0, false) }
    case .lessOrEqual: each { ($0 <= $1 ? 1 : 0, false) }
    case .equal: each { ($0 == $1 ? 1 : 0, false) }
    case .multiplyDivide where mode == UInt16(Rounding.up.rawValue):
      let c = LaneSource(c, common, memory.words)
      var lane = 0
      each { x, y in
        defer { lane += 1 }
        // Done in place for what `muldiv` does in a call: indices begin at one, and many stay there.
        if c[lane] == Fixed.unit { return Fixed.multiplyReportingOverflow(x, y, .up) }
        guard let word = try? Integer.muldiv(x, y, c[lane], .up) else { return (0, true) }
        return (word, false)
      }
    default:
      let a = LaneSource(a, common, memory.words)
      let b = LaneSource(b, common, memory.words)
      let c = LaneSource(c, common, memory.words)
      let d = LaneSource(d, common, memory.words)
      withUnsafeTemporaryAllocation(of: Int128.self, capacity: 4) { block in
        guard let base = UnsafePointer(block.baseAddress) else { return }
        for lane in 0..<count {
          (block[0], block[1], block[2], block[3]) = (a[lane], b[lane], c[lane], d[lane])
          if let word = opcode.word(mode, base) {
            target[lane] = word
          } else {
            stopped |= 1 << UInt32(lane)
          }
        }
      }
    }
    return stopped
  }
}
