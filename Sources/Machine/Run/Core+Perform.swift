// The instructions that take long enough for a call not to matter, kept out of the run loop.
extension Core {
  @inline(never)
  static func perform(
    _ instruction: UnsafePointer<Instruction>, _ core: UnsafeMutablePointer<Core>
  ) -> Stop? {
    let i = instruction.pointee
    let m = core.pointee.arena
    let scratch = core.pointee.scratch
    let columns = core.pointee.columns
    let (a, b, c) = (Int(i.a), Int(i.b), Int(i.c))
    switch i.opcode {
    case .rowsAll: scratch.lists[a].becomeAll(m.low(core.pointee.firstRowCount + b))
    case .rowsNone: scratch.lists[a].becomeEmpty()
    case .appendKey: scratch.lists[a].keys[c].append(m[b])
    case .limit:
      scratch.lists[a].count = min(scratch.lists[a].count, Int(clamping: max(0, m[b])))
    case .rowCount: m[a] = Int128(scratch.lists[b].count)
    case .firstRow:
      guard scratch.lists[b].count > 0 else { return .failure(.noRows) }
      m[a] = Int128(scratch.lists[b].row(at: 0))
    case .sort, .pick:
      if let stop = charge(i.cost, comparisons(scratch.lists[a].count), core) {
        return stop
      }
      let isDone =
        i.opcode == .sort
        ? scratch.lists[a].sort(keyCount: b, descending: i.c)
        : scratch.lists[a].pick(keyCount: b, descending: i.c)
      guard isDone else { return .failure(.unproved) }

    case .sumStart: scratch.sums[a] = WideSum()
    case .sumAdd: scratch.sums[a].add(m[b])
    case .sumEnd:
      guard let total = scratch.sums[b].total else { return .overflow }
      m[a] = total
    case .valuesStart: scratch.values[a].count = 0
    case .valuesAdd: scratch.values[a].append(m[b])
    case .median:
      let words = scratch.values[b]
      if let stop = charge(i.cost, comparisons(words.count), core) { return stop }
      var buffer = UnsafeMutableBufferPointer(start: words.pointer, count: words.count)
      guard let value = median(&buffer) else { return .failure(.noRows) }
      m[a] = value

    case .fill:
      let number = a + core.pointee.firstLocalColumn
      guard !columns[number].isTooLarge else {
        // No cell is filled, so none is paid.
        core.pointee.gas &+= Int(i.cost)
        return .columnTooLarge
      }
      if let stop = charge(i.cost, columns[number].cells, core) { return stop }
      core.pointee.takeMemory(forColumn: number)
      let column = columns[number]
      if m.isZero(b) {
        // The usual word, and several times as fast.
        UnsafeMutableRawPointer(column.base).initializeMemory(
          as: UInt8.self, repeating: 0, count: column.cells * MemoryLayout<Int128>.stride)
      } else {
        column.base.initialize(repeating: m[b], count: column.cells)
      }
    case .loadCell:
      let column = columns[c + core.pointee.firstLocalColumn]
      guard m.isIndex(b, below: column.cells) else { return .rowOutOfRange }
      m[a] = column.base[m.low(b)]
    case .storeCell:
      let column = columns[b + core.pointee.firstLocalColumn]
      guard m.isIndex(a, below: column.cells) else { return .rowOutOfRange }
      column.base[m.low(a)] = m[c]
    case .swapColumns:
      // They have the same shape, so all but the memory is equal.
      let first = a + core.pointee.firstLocalColumn
      let second = b + core.pointee.firstLocalColumn
      let column = columns[first]
      columns[first] = columns[second]
      columns[second] = column

    case .emit:
      core.pointee.events.append(Int128(a))
      for word in 0..<core.pointee.program.events[a] { core.pointee.events.append(m[b + word]) }
    case .drawBetween, .drawNormal: return draw(i, core)
    case .recall: return recall(a, core)
    case .addKept: scratch.sums[a].add(core.pointee.memories[b].total)
    case .surveyRows, .surveySum, .surveyKeys: return survey(i, core)
    case .remember: core.pointee.memories[a].isWhole = true
    case .old:
      if core.pointee.oldDepth == 0 { core.pointee.log.showPast(since: core.pointee.oldMark) }
      core.pointee.oldDepth += 1
    case .present:
      core.pointee.oldDepth -= 1
      if core.pointee.oldDepth == 0 {
        core.pointee.log.showPresent(since: core.pointee.oldMark)
      }
    case .trial:
      core.pointee.gas += Int(i.cost)
      return tries(core.pointee.program.trials[c], Int(i.cost), into: a, core)
    default: return .failure(.unproved)
    }
    return nil
  }

  /// Corrects the charge already made for one to what `count` cost.
  private static func charge(
    _ cost: UInt8, _ count: Int, _ core: UnsafeMutablePointer<Core>
  ) -> Stop? {
    core.pointee.gas &-= Int(cost) &* (count &- 1)
    return core.pointee.gas < 0 ? .outOfGas : nil
  }
}
