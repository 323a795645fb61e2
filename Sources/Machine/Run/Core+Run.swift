import Numerics

extension Core {
  /// Runs from an instruction to the `halt` of its entry.
  ///
  /// Gas is counted on a local, charged before each instruction's work. Where the charge depends on
  /// rows or lanes, the instruction corrects it and looks again, so the check at the top lets it
  /// pass. Only what nearly every instruction touches is a local: each one more would push another
  /// out of the processor's registers. A stop inside column code is no stop yet: the scalar code of
  /// the same construct finds out what really happens, and in which row.
  ///
  /// The program is verified, so nothing here looks whether it steps on solid ground; what depends on
  /// values (rows, ranges, overflow) is checked where it is used.
  @inline(__always)
  static func run(
    _ core: UnsafeMutablePointer<Core>, from start: UnsafePointer<Instruction>, gas: Int
  ) -> (stop: Stop?, place: Int, gas: Int) {
    let m = core.pointee.arena
    var gas = gas
    var pc = start
    var stop: Stop?

    while true {
      run: while true {
        exhausted: do {
          overflowed: do {
            let i = pc.pointee
            gas &-= Int(i.cost)
            if gas < 0, !i.opcode.chargesItself { break exhausted }
            let (a, b, c) = (Int(i.a), Int(i.b), Int(i.c))
            switch i.opcode {
            case .halt: return core.end(at: pc, gas)
            case .request:
              core.pointee.asked = pc - core.pointee.code + 1
              return core.end(at: pc, gas)
            case .charge:
              gas &-= a
              if gas < 0 { break exhausted }
            case .jump: pc += c
            case .jumpIfZero: if m.isZero(a) { pc += c }
            case .jumpIfNotZero: if !m.isZero(a) { pc += c }
            case .jumpIfLess: if m[a] < m[b] { pc += c }
            case .jumpIfLessOrEqual: if m[a] <= m[b] { pc += c }
            case .jumpIfEqual: if m.areEqual(a, b) { pc += c }
            case .jumpIfNotEqual: if !m.areEqual(a, b) { pc += c }
            case .mark: core.pointee.notes[a] = 1
            case .near: core.note(m[a], m[b], at: c)
            case .call:
              core.pointee.scratch.returns[core.pointee.returnCount] = pc
              core.pointee.returnCount &+= 1
              pc = core.pointee.functionStarts[a] - 1
            case .return:
              core.pointee.returnCount &-= 1
              guard let next = core.pointee.scratch.returns[core.pointee.returnCount] else {
                stop = Core.unproved()
                break run
              }
              pc = next
            case .fail:
              stop = .failure(core.pointee.program.failures[a])
              break run

            case .copy: (m + a).copy(from: m + b, plus: core.pointee.nothing)
            case .add:
              if m.add(i, m[c]).overflow { break overflowed }
            case .subtract:
              if m.subtract(i, m[c]).overflow { break overflowed }
            case .multiply:
              if m.multiply(i, m[c]).overflow { break overflowed }
            case .divide, .divideWords:
              let (value, overflow) =
                i.opcode == .divide
                ? Fixed.divideReportingOverflow(m[b], m[c])
                : m[b].dividedReportingOverflow(by: m[c])
              if overflow {
                stop = m.isZero(c) ? .divisionByZero : .overflow
                break run
              }
              m[a] = value
            case .multiplyWords:
              let (value, overflow) = m[b].multipliedReportingOverflow(by: m[c])
              if overflow { break overflowed }
              m[a] = value
            case .negate: if m.negate(i).overflow { break overflowed }
            case .absolute:
              if m.absolute(i, m[b]).overflow { break overflowed }
            case .not: m[a] = m.isZero(b) ? 1 : 0
            case .sign: m[a] = m[b].signum()
            case .minimum: m[a] = Swift.min(m[b], m[c])
            case .maximum: m[a] = Swift.max(m[b], m[c])
            case .less: m[a] = m[b] < m[c] ? 1 : 0
            case .lessOrEqual: m[a] = m[b] <= m[c] ? 1 : 0
            case .equal: m[a] = m.areEqual(b, c) ? 1 : 0
            case .notEqual: m[a] = m.areEqual(b, c) ? 0 : 1
            case .compareProducts:
              m[a] = ProductComparison(rawValue: i.c)?.holds(m + b) == true ? 1 : 0
            case .multiplyRounded, .divideRounded, .divideWordsRounded, .squareRoot,
              .squareRootInteger, .exponential, .logarithm, .power, .normalDistribution,
              .normalDensity, .multiplyDivide, .multiplyRemainder, .quotient, .remainder, .ratio:
              if let failure = m.apply(i) {
                stop = failure
                break run
              }

            case .checkRow:
              if let failure = m.rowFailure(a, below: m.low(core.pointee.firstRowCount &+ b)) {
                stop = failure
                break run
              }
            case .checkNumber:
              if !m.isIndex(a, below: m.low(core.pointee.firstRowCount &+ b)) {
                stop = .rowOutOfRange
                break run
              }
            case .checkArgument:
              if m[a] < -1 || m[a] >= m[core.pointee.firstRowCount &+ b] {
                stop = .range
                break run
              }
            case .checkRange:
              if !m.isInRange(i) {
                stop = .range
                break run
              }
            case .combine:
              if let failure = core.combine(i, m) {
                stop = failure
                break run
              }
            case .key:
              let key = core.pointee.layout.keys[c]
              if let failure = m.rowFailure(b, below: key.rows) {
                stop = failure
                break run
              }
              m[a] = Int128(m.low(b) / key.divisor % key.modulus)
            case .load:
              if let failure = core.load(i, m) {
                stop = failure
                break run
              }
            case .store:
              core.pointee.log.note(m + a, m[a])
              (m + a).copy(from: m + b, plus: core.pointee.nothing)
            case .storeField:
              if let failure = core.storeField(i, m) {
                stop = failure
                break run
              }

            case .checkRangeLoad:
              if let failure = core.checkRangeLoad(i, m, &pc, &gas) {
                stop = failure
                break run
              }
            case .loadLoad:
              if let failure = core.load(i, m) {
                stop = failure
                break run
              }
              if let failure = core.thenLoad(m, &pc, &gas) {
                stop = failure
                break run
              }
            case .combineLoad:
              if let failure = core.combine(i, m) {
                stop = failure
                break run
              }
              if let failure = core.thenLoad(m, &pc, &gas) {
                stop = failure
                break run
              }
            case .loadSubtract:
              var word: Int128 = 0
              if let failure = core.loadSubtract(i, m, &pc, &gas, &word) {
                stop = failure
                break run
              }
            case .loadAbsolute:
              if let failure = core.loadAbsolute(i, m, &pc, &gas) {
                stop = failure
                break run
              }
            case .subtractMultiply:
              let (word, overflow) = m.subtract(i, m[c])
              if overflow { break overflowed }
              guard let j = pc.second(&gas) else { break exhausted }
              if m.multiply(j, word).overflow { break overflowed }
            case .absoluteMultiply:
              var word: Int128 = 0
              if let failure = core.absoluteMultiply(i, m, &pc, &gas, &word) {
                stop = failure
                break run
              }
            case .multiplyAdd:
              if let failure = core.multiplyAdd(i, by: m[c], m, &pc, &gas) {
                stop = failure
                break run
              }
            case .multiplyMultiply:
              let (word, overflow) = m.multiply(i, m[c])
              if overflow { break overflowed }
              guard let j = pc.second(&gas) else { break exhausted }
              if m.multiply(j, word).overflow { break overflowed }
            case .multiplyJump:
              if let failure = core.multiplyJump(i, by: m[c], m, &pc, &gas) {
                stop = failure
                break run
              }
            case .multiplyAddToField:
              if let failure = core.multiplyAddToField(i, by: m[c], m, &pc, &gas) {
                stop = failure
                break run
              }
            case .loadSubtractMultiplyAdd:
              var word: Int128 = 0
              if let failure = core.loadSubtract(i, m, &pc, &gas, &word) {
                stop = failure
                break run
              }
              guard let k = pc.second(&gas) else { break exhausted }
              if let failure = core.multiplyAdd(k, by: word, m, &pc, &gas) {
                stop = failure
                break run
              }
            case .loadSubtractMultiplyAddToField:
              var word: Int128 = 0
              if let failure = core.loadSubtract(i, m, &pc, &gas, &word) {
                stop = failure
                break run
              }
              guard let k = pc.second(&gas) else { break exhausted }
              if let failure = core.multiplyAddToField(k, by: word, m, &pc, &gas) {
                stop = failure
                break run
              }
            case .absoluteMultiplyMultiplyJump:
              var word: Int128 = 0
              if let failure = core.absoluteMultiply(i, m, &pc, &gas, &word) {
                stop = failure
                break run
              }
              guard let k = pc.second(&gas) else { break exhausted }
              if let failure = core.multiplyJump(k, by: word, m, &pc, &gas) {
                stop = failure
                break run
              }
            case .storeFieldAddToField:
              if let failure = core.storeFieldAddToField(i, m, &pc, &gas) {
                stop = failure
                break run
              }
            case .addToFieldAndState:
              if let failure = core.changeFieldAndState(i, m, adding: true, &pc, &gas) {
                stop = failure
                break run
              }
            case .checkRangeAddToFieldAndState:
              if let failure = core.checkRangeAddToFieldAndState(i, m, &pc, &gas) {
                stop = failure
                break run
              }
            case .subtractFromFieldAndState:
              if let failure = core.changeFieldAndState(i, m, adding: false, &pc, &gas) {
                stop = failure
                break run
              }

            case .addToField:
              if let failure = core.changeField(i, m, adding: true, &gas) {
                stop = failure
                break run
              }
            case .subtractFromField:
              if let failure = core.changeField(i, m, adding: false, &gas) {
                stop = failure
                break run
              }
            case .addToState:
              if let failure = core.changeState(i, m, adding: true, &gas) {
                stop = failure
                break run
              }
            case .subtractFromState:
              if let failure = core.changeState(i, m, adding: false, &gas) {
                stop = failure
                break run
              }

            case .beginRows:
              if core.pointee.scratch.lists[b].count == 0 {
                gas &+= Int(i.cost)
                pc += c
              } else if gas < 0 {
                break exhausted
              } else {
                core.pointee.scratch.lists[b].cursor = 1
                m[a] = Int128(core.pointee.scratch.lists[b].row(at: 0))
              }
            case .nextRow:
              let cursor = core.pointee.scratch.lists[b].cursor
              if cursor >= core.pointee.scratch.lists[b].count {
                gas &+= Int(i.cost)
              } else if gas < 0 {
                break exhausted
              } else {
                core.pointee.scratch.lists[b].cursor = cursor &+ 1
                m[a] = Int128(core.pointee.scratch.lists[b].row(at: cursor))
                pc -= c &+ 1
              }
            case .beginTimes:
              let runs = m[b]
              if runs <= 0 {
                gas &+= Int(i.cost)
                pc += c
              } else if gas < 0 {
                break exhausted
              } else {
                core.pointee.scratch.times[a] = Int(clamping: runs) &- 1
              }
            case .nextTime:
              let runs = core.pointee.scratch.times[a]
              if runs <= 0 {
                gas &+= Int(i.cost)
              } else if gas < 0 {
                break exhausted
              } else {
                core.pointee.scratch.times[a] = runs &- 1
                pc -= c &+ 1
              }
            case .append: core.pointee.scratch.lists[a].append(UInt32(truncatingIfNeeded: m[b]))

            case .vector:
              core.pointee.fallback = pc + (c + 1)
              core.pointee.fallbackGas = gas
            case .endVector: core.pointee.fallback = nil
            case .strips:
              if !core.pointee.scratch.strip.begin(rows: m.low(core.pointee.firstRowCount &+ a)) {
                pc += c
              }
            case .nextStrip:
              if core.pointee.scratch.strip.advance() { pc -= c &+ 1 }

            case .trial, .old, .present, .emit, .fill, .swapColumns, .loadCell, .storeCell,
              .rowsAll, .rowsNone, .appendKey, .sort, .pick, .limit, .rowCount, .firstRow,
              .sumStart, .sumAdd,
              .sumEnd, .valuesStart, .valuesAdd, .median, .drawBetween, .drawNormal, .recall,
              .addKept, .remember, .surveyRows, .surveySum, .surveyKeys:
              core.pointee.gas = gas
              let failure = Core.perform(pc, core)
              gas = core.pointee.gas
              if let failure {
                stop = failure
                break run
              }
            case .columnCharge, .selectAll, .use, .selectUnion, .selectExcept, .selectTrue,
              .selectLess, .selectLessOrEqual, .selectEqual, .selectNotEqual, .selectBelow,
              .selectAtMost, .selectAbove, .selectAtLeast, .selectIs, .selectIsNot,
              .selectBelowProduct, .columnAdd, .columnAddWord, .columnSubtract, .columnSubtractWord,
              .columnSubtractFrom, .columnMultiply, .columnMultiplyWord, .columnMultiplyWords,
              .columnDivide, .columnMultiplyAdd, .columnMultiplyMagnitude, .columnMultiplyDivide,
              .columnNegate, .columnNot, .columnAbsolute, .columnMinimum, .columnMaximum,
              .columnMinimumWord, .columnMaximumWord, .columnCopy, .columnBroadcast, .columnRows,
              .columnKey, .columnLoad, .columnTruth, .columnCheckRange, .columnSum, .columnLeast,
              .columnGreatest, .columnCount,
              .columnAppend, .columnAppendKey, .columnValues, .selectStale, .keepChosen,
              .keepValues:
              core.pointee.gas = gas
              let failure = Core.performOnLanes(pc, core)
              gas = core.pointee.gas
              if let failure {
                stop = failure
                break run
              }
              if i.opcode.secondWord != nil { pc += 1 }
            case .enter, .compare, .branch, .reduce, .row, .emitWord:
              stop = Core.unproved()
              break run
            }
            pc += 1
            continue run
          }
          stop = .overflow
          break run
        }
        stop = .outOfGas
        break run
      }
      guard let fallback = core.pointee.fallback else {
        core.pointee.returnCount = 0
        return core.end(at: pc, stop == .outOfGas ? 0 : max(0, gas), stop)
      }
      pc = fallback
      gas = core.pointee.fallbackGas
      core.pointee.fallback = nil
      stop = nil
    }
  }
}
