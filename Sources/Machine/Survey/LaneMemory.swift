import Numerics

/// Room for what the steps of a variant come to, for a few rows at a time: words, and intervals.
struct LaneMemory {
  /// Rows that go through a variant together: a bit each says which of them leave it.
  static let lanes = 32

  private(set) var words: UnsafeMutablePointer<Int128>
  private(set) var intervals: UnsafeMutablePointer<WordInterval>
  private var steps = 0

  init() {
    words = .allocate(capacity: 0)
    intervals = .allocate(capacity: 0)
  }

  func deallocate() {
    words.deallocate()
    intervals.deallocate()
  }

  mutating func reserve(_ needed: Int) {
    guard needed > steps else { return }
    deallocate()
    steps = needed
    let size = needed * LaneMemory.lanes
    words = .allocate(capacity: size)
    words.initialize(repeating: 0, count: size)
    intervals = .allocate(capacity: size)
    intervals.initialize(repeating: WordInterval(0), count: size)
  }
}

extension Variant {
  typealias Rows = UnsafePointer<UInt32>

  /// Where the words of an operand lie: one for each lane, or one for all.
  private struct Source<Word> {
    let base: UnsafePointer<Word>
    let stride: Int

    @inline(__always)
    subscript(lane: Int) -> Word { base[lane &* stride] }
  }

  private static func source<Word>(
    _ ref: Ref, _ common: UnsafePointer<Word>, _ memory: UnsafeMutablePointer<Word>
  ) -> Source<Word> {
    ref.isCommon
      ? Source(base: common + ref.number, stride: 0)
      : Source(base: UnsafePointer(memory) + ref.number * LaneMemory.lanes, stride: 1)
  }

  private static func all(_ count: Int) -> UInt32 {
    count < LaneMemory.lanes ? 1 << UInt32(count) &- 1 : .max
  }

  // MARK: - Words

  /// Looks at so many rows, and gives their results; the bits are of rows that go another way. Of rows
  /// that went this way before, only what moves is computed.
  func look(
    _ rows: Rows, count: Int, onlyMoving: Bool, common: UnsafePointer<Int128>,
    _ arena: UnsafePointer<Int128>,
    _ memory: LaneMemory, into results: UnsafeMutablePointer<Int128>
  ) -> UInt32 {
    let all = Variant.all(count)
    var gone: UInt32 = 0
    for place in 0..<(onlyMoving ? moving.count : steps.count) {
      let number = onlyMoving ? moving[place] : place
      let step = steps[number]
      let target = memory.words + number * LaneMemory.lanes
      switch step.opcode {
      case .load:
        for lane in 0..<count { target[lane] = arena[step.first &+ step.stride &* Int(rows[lane])] }
      case .copy:
        for lane in 0..<count {
          target[lane] = Int128(step.first &+ step.stride &* Int(rows[lane]))
        }
      case .jump:
        let truth = Variant.source(step.operands[0], common, memory.words)
        for lane in 0..<count where (truth[lane] != 0) != step.expected {
          gone |= 1 << UInt32(lane)
        }
        if gone == all { return all }
      default: gone |= step.compute(target, count: count, common, memory)
      }
    }
    let result = Variant.source(result, common, memory.words)
    for lane in 0..<count { results[lane] = result[lane] }
    return gone
  }

  // MARK: - Intervals

  /// Looks at so many rows with what is the same for all of them anywhere in its interval; the bits are
  /// of rows of which it is not proved that they go this way then, and come to one word. The rows have
  /// gone this way before, so that what does not move is known. The results of the others are words.
  func prove(
    _ rows: Rows, count: Int, common: UnsafePointer<WordInterval>, _ arena: UnsafePointer<Int128>,
    _ memory: LaneMemory, into results: UnsafeMutablePointer<Int128>
  ) -> UInt32 {
    let all = Variant.all(count)
    var open: UInt32 = 0
    for number in moving {
      let step = steps[number]
      let target = memory.intervals + number * LaneMemory.lanes
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
        let truth = Variant.source(step.operands[0], common, memory.intervals)
        for lane in 0..<count {
          let truth = truth[lane]
          let isProved = step.expected ? !truth.contains(0) : truth == WordInterval(0)
          if !isProved { open |= 1 << UInt32(lane) }
        }
        if open == all { return all }
      default: open |= step.bound(target, count: count, common, memory, unless: open)
      }
    }
    let result = Variant.source(result, common, memory.intervals)
    for lane in 0..<count {
      results[lane] = result[lane].low
      if !result[lane].isPoint { open |= 1 << UInt32(lane) }
    }
    return open
  }
}

extension Variant.Step {
  /// The words of the lanes; the bits are of lanes where it stops.
  fileprivate func compute(
    _ target: UnsafeMutablePointer<Int128>, count: Int, _ common: UnsafePointer<Int128>,
    _ memory: LaneMemory
  ) -> UInt32 {
    var stopped: UInt32 = 0
    @inline(__always)
    func each(_ work: (Int128, Int128) -> (partialValue: Int128, overflow: Bool)) {
      let (a, b) = (
        source(0, common, memory.words), source(operands.count - 1, common, memory.words)
      )
      for lane in 0..<count {
        let (word, overflow) = work(a.base[lane &* a.stride], b.base[lane &* b.stride])
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
      stopped = multiplyDivide(target, count: count, common, memory)
    default:
      withUnsafeTemporaryAllocation(of: Int128.self, capacity: 4) { block in
        guard let base = UnsafePointer(block.baseAddress) else { return }
        for lane in 0..<count {
          for place in operands.indices {
            let source = source(place, common, memory.words)
            block[place] = source.base[lane &* source.stride]
          }
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

  /// Most indices begin at one, and then it is a product of fixed-point numbers.
  private func multiplyDivide(
    _ target: UnsafeMutablePointer<Int128>, count: Int, _ common: UnsafePointer<Int128>,
    _ memory: LaneMemory
  ) -> UInt32 {
    var stopped: UInt32 = 0
    let a = source(0, common, memory.words)
    let b = source(1, common, memory.words)
    let c = source(2, common, memory.words)
    for lane in 0..<count {
      let (x, y) = (a.base[lane &* a.stride], b.base[lane &* b.stride])
      let divisor = c.base[lane &* c.stride]
      if divisor == Fixed.unit {
        let (word, overflow) = Fixed.multiplyReportingOverflow(x, y, .up)
        target[lane] = word
        if overflow { stopped |= 1 << UInt32(lane) }
      } else if let word = try? Integer.muldiv(x, y, divisor, .up) {
        target[lane] = word
      } else {
        stopped |= 1 << UInt32(lane)
      }
    }
    return stopped
  }

  /// The intervals of the lanes that are not done with; the bits are of those where it might stop.
  fileprivate func bound(
    _ target: UnsafeMutablePointer<WordInterval>, count: Int, _ common: UnsafePointer<WordInterval>,
    _ memory: LaneMemory, unless done: UInt32
  ) -> UInt32 {
    var stopped: UInt32 = 0
    @inline(__always)
    func each(_ work: (WordInterval, WordInterval) -> (low: Int128, high: Int128, overflow: Bool)) {
      let a = source(0, common, memory.intervals)
      let b = source(operands.count - 1, common, memory.intervals)
      for lane in 0..<count {
        let (low, high, overflow) = work(a.base[lane &* a.stride], b.base[lane &* b.stride])
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
    withUnsafeTemporaryAllocation(of: WordInterval.self, capacity: 4) { block in
      guard let base = UnsafePointer(block.baseAddress) else { return }
      for lane in 0..<count where done >> UInt32(lane) & 1 == 0 {
        for place in operands.indices {
          let source = source(place, common, memory.intervals)
          block[place] = source.base[lane &* source.stride]
        }
        if let interval = WordInterval.of(opcode, mode, base) {
          target[lane] = interval
        } else {
          stopped |= 1 << UInt32(lane)
        }
      }
    }
    return stopped
  }

  @inline(__always)
  private func source<Word>(
    _ place: Int, _ common: UnsafePointer<Word>, _ memory: UnsafeMutablePointer<Word>
  ) -> (base: UnsafePointer<Word>, stride: Int) {
    let ref = operands[place]
    return ref.isCommon
      ? (common + ref.number, 0)
      : (UnsafePointer(memory) + ref.number * LaneMemory.lanes, 1)
  }
}
