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
  static func run(
    _ core: UnsafeMutablePointer<Core>, from start: Int
  ) -> (stop: Stop?, at: Int) {
    let m = core.pointee.arena
    let code = core.pointee.code
    let storeCost = core.pointee.storeCost
    let storeFieldCost = core.pointee.storeFieldCost
    var gas = core.pointee.gas
    var pc = start
    var stop: Stop?
    core.pointee.returnCount = 0
    core.pointee.fallback = -1

    attempt: while true {
      run: while true {
        exhausted: do {
          overflowed: do {
            let i = code[pc]
            pc &+= 1
            gas &-= Int(i.cost)
            if gas < 0, !i.opcode.chargesItself { break exhausted }
            let (a, b, c) = (Int(i.a), Int(i.b), Int(i.c))
            switch i.opcode {
            case .halt: break attempt
            case .request:
              core.pointee.asked = pc
              break attempt
            case .charge:
              gas &-= a
              if gas < 0 { break exhausted }
            case .jump: pc &+= c
            case .jumpIfZero: if m.isZero(a) { pc &+= c }
            case .jumpIfNotZero: if !m.isZero(a) { pc &+= c }
            case .jumpIfLess: if m[a] < m[b] { pc &+= c }
            case .jumpIfLessOrEqual: if m[a] <= m[b] { pc &+= c }
            case .jumpIfEqual: if m.areEqual(a, b) { pc &+= c }
            case .jumpIfNotEqual: if !m.areEqual(a, b) { pc &+= c }
            case .mark: core.pointee.notes[a] = 1
            case .near: core.note(m[a], m[b], at: c)
            case .call:
              core.pointee.scratch.returns[core.pointee.returnCount] = pc
              core.pointee.returnCount &+= 1
              pc = core.pointee.functionStarts[a]
            case .return:
              core.pointee.returnCount &-= 1
              pc = core.pointee.scratch.returns[core.pointee.returnCount]
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
              do throws(ArithmeticError) { m[a] = try i.opcode.apply(m + b, i.c) } catch {
                stop = Stop(error)
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
              let rows = m.low(core.pointee.firstRowCount &+ c)
              if let failure = m.rowFailure(b, below: rows) {
                stop = failure
                break run
              }
              // Below the number of cells of what the rows index, so it cannot overflow.
              m[a] = m[a] &* Int128(rows) &+ m[b]
            case .key:
              let key = core.pointee.layout.keys[c]
              if let failure = m.rowFailure(b, below: key.rows) {
                stop = failure
                break run
              }
              m[a] = Int128(m.low(b) / key.divisor % key.modulus)
            case .load:
              guard let cell = core.cell(i, m) else {
                stop = m.rowFailure(b)
                break run
              }
              (m + a).copy(from: cell, plus: core.pointee.nothing)
            case .store:
              core.pointee.log.note(a, m[a])
              (m + a).copy(from: m + b, plus: core.pointee.nothing)
            case .storeField:
              if let failure = core.storeField(i, m) {
                stop = failure
                break run
              }

            case .checkRangeLoad:
              if !m.isInRange(i) {
                stop = .range
                break run
              }
              guard let j = code.second(&pc, &gas) else { break exhausted }
              guard let other = core.cell(j, m) else {
                stop = m.rowFailure(Int(j.b))
                break run
              }
              (m + Int(j.a)).copy(from: other, plus: core.pointee.nothing)
            case .loadLoad:
              guard let cell = core.cell(i, m) else {
                stop = m.rowFailure(b)
                break run
              }
              (m + a).copy(from: cell, plus: core.pointee.nothing)
              guard let j = code.second(&pc, &gas) else { break exhausted }
              guard let other = core.cell(j, m) else {
                stop = m.rowFailure(Int(j.b))
                break run
              }
              (m + Int(j.a)).copy(from: other, plus: core.pointee.nothing)
            case .loadSubtract:
              guard let cell = core.cell(i, m) else {
                stop = m.rowFailure(b)
                break run
              }
              let word = m.keep(cell.pointee, i, plus: core.pointee.nothing)
              guard let j = code.second(&pc, &gas) else { break exhausted }
              if m.subtract(j, word).overflow { break overflowed }
            case .loadAbsolute:
              guard let cell = core.cell(i, m) else {
                stop = m.rowFailure(b)
                break run
              }
              let word = m.keep(cell.pointee, i, plus: core.pointee.nothing)
              guard let j = code.second(&pc, &gas) else { break exhausted }
              if m.absolute(j, word).overflow { break overflowed }
            case .subtractMultiply:
              let (word, overflow) = m.subtract(i, m[c])
              if overflow { break overflowed }
              guard let j = code.second(&pc, &gas) else { break exhausted }
              if m.multiply(j, word).overflow { break overflowed }
            case .absoluteMultiply:
              let (word, overflow) = m.absolute(i, m[b])
              if overflow { break overflowed }
              guard let j = code.second(&pc, &gas) else { break exhausted }
              if m.multiply(j, word).overflow { break overflowed }
            case .multiplyAdd:
              let (word, overflow) = m.multiply(i, m[c])
              if overflow { break overflowed }
              guard let j = code.second(&pc, &gas) else { break exhausted }
              if m.add(j, word).overflow { break overflowed }
            case .multiplyMultiply:
              let (word, overflow) = m.multiply(i, m[c])
              if overflow { break overflowed }
              guard let j = code.second(&pc, &gas) else { break exhausted }
              if m.multiply(j, word).overflow { break overflowed }
            case .multiplyJump:
              let next = code[pc]
              let isLeft = next.a == i.a
              let isStrict = next.opcode == .jumpIfLess
              let other = m[Int(isLeft ? next.b : next.a)]
              // With the product at the left it is the negation that is looked at.
              let reached = Product.reaches(other, plus: isLeft == isStrict ? 0 : 1, m[b], m[c])
              if reached == nil, m.multiply(i, m[c]).overflow { break overflowed }
              pc &+= 1
              gas &-= Int(next.cost)
              if gas < 0 { break exhausted }
              let (left, right) = (Int(next.a), Int(next.b))
              let holds =
                reached.map { $0 != isLeft }
                ?? (isStrict ? m[left] < m[right] : m[left] <= m[right])
              if holds { pc &+= Int(next.c) }

            case .multiplyAddToField:
              if m.multiply(i, m[c]).overflow { break overflowed }
              guard let j = code.second(&pc, &gas) else { break exhausted }
              if let failure = core.changeField(j, m, adding: true, storeFieldCost, &gas) {
                stop = failure
                break run
              }
            case .storeFieldAddToField:
              if let failure = core.storeField(i, m) {
                stop = failure
                break run
              }
              guard let j = code.second(&pc, &gas) else { break exhausted }
              if let failure = core.changeField(j, m, adding: true, storeFieldCost, &gas) {
                stop = failure
                break run
              }
            case .addToFieldAndState, .subtractFromFieldAndState:
              let adding = i.opcode == .addToFieldAndState
              if let failure = core.changeField(i, m, adding: adding, storeFieldCost, &gas) {
                stop = failure
                break run
              }
              guard let j = code.second(&pc, &gas) else { break exhausted }
              if let failure = core.changeState(j, m, adding: adding, storeCost, &gas) {
                stop = failure
                break run
              }

            case .addToField, .subtractFromField:
              let adding = i.opcode == .addToField
              if let failure = core.changeField(i, m, adding: adding, storeFieldCost, &gas) {
                stop = failure
                break run
              }
            case .addToState, .subtractFromState:
              let adding = i.opcode == .addToState
              if let failure = core.changeState(i, m, adding: adding, storeCost, &gas) {
                stop = failure
                break run
              }

            case .beginRows:
              if core.pointee.scratch.lists[b].count == 0 {
                gas &+= Int(i.cost)
                pc &+= c
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
                pc &-= c &+ 1
              }
            case .beginTimes:
              let runs = m[b]
              if runs <= 0 {
                gas &+= Int(i.cost)
                pc &+= c
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
                pc &-= c &+ 1
              }
            case .append: core.pointee.scratch.lists[a].append(UInt32(truncatingIfNeeded: m[b]))

            case .vector:
              core.pointee.fallback = pc &+ c
              core.pointee.fallbackGas = gas
            case .endVector: core.pointee.fallback = -1
            case .strips:
              if !core.pointee.scratch.strip.begin(rows: m.low(core.pointee.firstRowCount &+ a)) {
                pc &+= c
              }
            case .nextStrip:
              if core.pointee.scratch.strip.advance() { pc &-= c &+ 1 }

            case .trial, .old, .present, .emit, .fill, .swapColumns, .loadCell, .storeCell,
              .rowsAll, .rowsNone, .appendKey, .sort, .pick, .limit, .rowCount, .firstRow,
              .sumStart, .sumAdd,
              .sumEnd, .valuesStart, .valuesAdd, .median, .drawBetween, .drawNormal, .recall,
              .addKept, .remember:
              core.pointee.gas = gas
              let failure = Core.perform(code + (pc &- 1), core)
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
              .columnDivide, .columnMultiplyAdd, .columnMultiplyMagnitude, .columnNegate,
              .columnNot, .columnAbsolute, .columnMinimum, .columnMaximum, .columnMinimumWord,
              .columnMaximumWord, .columnCopy, .columnBroadcast, .columnRows, .columnKey,
              .columnLoad, .columnTruth,
              .columnCheckRange, .columnSum, .columnLeast, .columnGreatest, .columnCount,
              .columnAppend, .columnAppendKey, .columnValues, .selectStale, .keepChosen,
              .keepValues:
              core.pointee.gas = gas
              let failure = Core.performOnLanes(code + (pc &- 1), core)
              gas = core.pointee.gas
              if let failure {
                stop = failure
                break run
              }
              if i.opcode == .selectBelowProduct || i.opcode == .columnMultiplyAdd { pc &+= 1 }
            case .enter, .compare, .branch, .reduce, .row, .emitWord:
              stop = .failure(.unproved)
              break run
            }
            continue run
          }
          stop = .overflow
          break run
        }
        stop = .outOfGas
        break run
      }
      guard core.pointee.fallback >= 0 else { break }
      pc = core.pointee.fallback
      gas = core.pointee.fallbackGas
      core.pointee.fallback = -1
      stop = nil
    }
    core.pointee.gas = stop == .outOfGas || gas < 0 ? 0 : gas
    return (stop, pc &- 1)
  }
}

extension Opcode {
  /// Whether the gas it takes depends on rows or lanes, so that only the instruction itself knows
  /// when it has run out.
  @inline(__always)
  var chargesItself: Bool {
    switch self {
    case .beginRows, .nextRow, .beginTimes, .nextTime, .sort, .pick, .fill, .median, .trial: true
    default: rawValue >= Opcode.columnCharge.rawValue
    }
  }
}
