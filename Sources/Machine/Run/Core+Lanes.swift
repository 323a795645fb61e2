import Numerics

// Column code: an instruction is a kernel over the lanes in use.
extension Core {
  /// Performs one column instruction, and charges for every lane. The instruction after it is data for
  /// those that need a fourth operand.
  ///
  /// What it gives back as a stop only ends the column code: a kernel says no more than that some
  /// lane fails, or might.
  @inline(never)
  static func performOnLanes(
    _ instruction: UnsafePointer<Instruction>, _ core: UnsafeMutablePointer<Core>
  ) -> Stop? {
    let i = instruction.pointee
    let lanes = core.pointee.scratch.strip.lanes
    let (a, b, c) = (Int(i.a), Int(i.b), Int(i.c))
    // `select-all` and `use` come before there are lanes, and cost nothing.
    core.pointee.gas &-= Int(i.cost) &* (lanes.count &- 1)
    if core.pointee.gas < 0 { return .outOfGas }
    let m = core.pointee.arena
    switch i.opcode {
    case .columnCharge:
      core.pointee.gas &-= a &* lanes.count
      return core.pointee.gas < 0 ? .outOfGas : nil
    case .use: core.pointee.scratch.strip.use(a)
    case .columnAdd: return flag(Kernel.add(core.place(a), core.lane(b), core.lane(c), lanes))
    case .columnAddWord: return flag(Kernel.add(core.place(a), core.lane(b), m[c], lanes))
    case .columnSubtract:
      return flag(Kernel.subtract(core.place(a), core.lane(b), core.lane(c), lanes))
    case .columnSubtractWord:
      return flag(Kernel.subtract(core.place(a), core.lane(b), m[c], lanes))
    case .columnSubtractFrom:
      return flag(Kernel.subtract(core.place(a), core.lane(b), from: m[c], lanes))
    case .columnMultiply:
      return flag(Kernel.multiply(core.place(a), core.lane(b), core.lane(c), lanes))
    case .columnMultiplyWord:
      return flag(Kernel.multiply(core.place(a), core.lane(b), m[c], lanes))
    case .columnMultiplyAdd:
      return flag(
        Kernel.multiply(
          core.place(a), core.lane(b), core.lane(c), adding: core.lane(Int(instruction[1].a)),
          lanes))
    case .columnMultiplyMagnitude:
      return flag(Kernel.multiplyMagnitude(core.place(a), core.lane(b), m[c], lanes))
    case .columnMultiplyWords:
      return flag(Kernel.multiplyWords(core.place(a), core.lane(b), core.lane(c), lanes))
    case .columnMultiplyDivide:
      let second = instruction[1]
      return flag(
        Kernel.multiplyDivide(
          core.place(a), core.lane(b), core.lane(c), by: core.lane(Int(second.a)),
          Rounding(rawValue: UInt8(truncatingIfNeeded: second.b)) ?? .toZero, lanes))
    case .columnDivide:
      return flag(Kernel.divide(core.place(a), core.lane(b), core.lane(c), lanes))
    case .columnNegate: return flag(Kernel.negate(core.place(a), core.lane(b), lanes))
    case .columnAbsolute: return flag(Kernel.absolute(core.place(a), core.lane(b), lanes))
    case .columnNot: Kernel.not(core.place(a), core.lane(b), lanes)
    case .columnMinimum: Kernel.minimum(core.place(a), core.lane(b), core.lane(c), lanes)
    case .columnMaximum: Kernel.maximum(core.place(a), core.lane(b), core.lane(c), lanes)
    case .columnMinimumWord: Kernel.minimum(core.place(a), core.lane(b), m[c], lanes)
    case .columnMaximumWord: Kernel.maximum(core.place(a), core.lane(b), m[c], lanes)
    case .columnCopy: Kernel.copy(core.place(a), core.lane(b), lanes)
    case .columnBroadcast: Kernel.broadcast(core.place(a), m[b], lanes)
    case .columnRows:
      Kernel.rows(core.place(a), firstRow: core.pointee.scratch.strip.firstRow, lanes)
    case .columnKey:
      let key = core.pointee.layout.keys[c]
      return flag(
        Kernel.key(
          core.place(a), core.lane(b), rowCount: key.rows, divisor: key.divisor,
          modulus: key.modulus, lanes))
    case .columnLoad:
      let column = core.pointee.columns[c]
      return flag(
        Kernel.load(
          core.place(a), column: column.base, rowCount: column.cells, at: core.lane(b), lanes))
    case .columnTruth: Kernel.truth(core.place(a), core.pointee.scratch.strip.chosen(b), lanes)
    case .columnCheckRange:
      return flag(Kernel.checkRange(core.lane(a), least: m[b], greatest: m[b + 1], lanes))
    case .columnSum: Kernel.sum(&core.pointee.scratch.sums[a], core.lane(b), lanes)
    case .columnLeast: m[a] = Kernel.least(m[a], core.lane(b), lanes)
    case .columnGreatest: m[a] = Kernel.greatest(m[a], core.lane(b), lanes)
    case .columnCount: m[a] = m[a] &+ Int128(lanes.count)
    case .columnAppend:
      let list = core.pointee.scratch.lists + a
      Kernel.append(
        list.pointee.end(forMore: lanes.count), firstRow: core.pointee.scratch.strip.firstRow,
        lanes)
      list.pointee.count += lanes.count
    case .columnAppendKey: gather(core.lane(b), lanes, core.pointee.scratch.lists[a].keys + c)
    case .columnValues: gather(core.lane(b), lanes, core.pointee.scratch.values + a)
    case .keepValues:
      core.pointee.memories[a].keep(
        core.lane(b), lanes, firstRow: core.pointee.scratch.strip.firstRow)
    default: return choose(instruction, lanes, core)
    }
    return nil
  }

  /// The instructions that choose lanes.
  private static func choose(
    _ instruction: UnsafePointer<Instruction>, _ lanes: Lanes,
    _ core: UnsafeMutablePointer<Core>
  ) -> Stop? {
    let i = instruction.pointee
    let m = core.pointee.arena
    let strip = core.pointee.scratch.strip
    let (a, b, c) = (Int(i.a), Int(i.b), Int(i.c))
    let chosen = strip.target(a)
    let count: Int
    switch i.opcode {
    case .selectAll:
      Kernel.all(chosen, stripLength: strip.length)
      count = strip.length
    case .selectStale: count = core.pointee.memories[b].forget(chosen, strip)
    case .keepChosen: count = core.pointee.memories[b].keep(lanes, chosen, strip)
    case .selectUnion: count = Kernel.union(chosen, strip.chosen(b), strip.chosen(c))
    case .selectExcept: count = Kernel.except(chosen, strip.chosen(b), strip.chosen(c))
    case .selectTrue: count = Kernel.whereTrue(chosen, core.lane(b), lanes)
    case .selectLess: count = Kernel.less(chosen, core.lane(b), core.lane(c), lanes)
    case .selectLessOrEqual: count = Kernel.lessOrEqual(chosen, core.lane(b), core.lane(c), lanes)
    case .selectEqual: count = Kernel.equal(chosen, core.lane(b), core.lane(c), lanes)
    case .selectNotEqual: count = Kernel.notEqual(chosen, core.lane(b), core.lane(c), lanes)
    case .selectBelow: count = Kernel.less(chosen, core.lane(b), m[c], lanes)
    case .selectAtMost: count = Kernel.lessOrEqual(chosen, core.lane(b), m[c], lanes)
    case .selectAbove: count = Kernel.greater(chosen, core.lane(b), m[c], lanes)
    case .selectAtLeast: count = Kernel.greaterOrEqual(chosen, core.lane(b), m[c], lanes)
    case .selectIs: count = Kernel.equal(chosen, core.lane(b), m[c], lanes)
    case .selectIsNot: count = Kernel.notEqual(chosen, core.lane(b), m[c], lanes)
    case .selectBelowProduct:
      let below = Kernel.belowProduct(
        chosen, core.lane(b), core.lane(c), m[Int(instruction[1].a)], lanes)
      if let stop = flag(below.flags) { return stop }
      count = below.count
    default: return .failure(.unproved)
    }
    strip.set(a, count: count)
    if i.opcode == .selectAll || i.opcode == .selectStale { core.pointee.scratch.strip.use(a) }
    return nil
  }

  private static func flag(_ flags: UInt64) -> Stop? { flags == 0 ? nil : .overflow }

  private static func gather(
    _ source: UnsafePointer<Int128>, _ lanes: Lanes, _ words: UnsafeMutablePointer<Words>
  ) {
    Kernel.gather(words.pointee.end(forMore: lanes.count), source, lanes)
    words.pointee.count += lanes.count
  }
}

extension UnsafeMutablePointer<Core> {
  /// The lanes of the present strip in a column.
  @inline(__always)
  fileprivate func lane(_ number: Int) -> UnsafePointer<Int128> { UnsafePointer(place(number)) }

  @inline(__always)
  fileprivate func place(_ number: Int) -> UnsafeMutablePointer<Int128> {
    let column = pointee.columns[number]
    return column.isTemporary ? column.base : column.base + pointee.scratch.strip.firstRow
  }
}
