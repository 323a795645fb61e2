import Numerics

/// Whether the operands of one instruction are within the bounds of their kinds.
struct OperandCheck {
  let program: Program
  let facts: Facts
  let instruction: Instruction
  /// The table whose strips the instruction stands in.
  let stripTable: Int?
  /// What stands behind the instruction, where that has more than three operands.
  let second: Instruction?

  /// The first operand that is wrong.
  func failure() -> VerificationError.Reason? {
    let operands = Opcode.operands[Int(instruction.opcode.rawValue)]
    if !holds(operands.a, instruction.a) { return .operand(.a, operands.a) }
    if !holds(operands.b, instruction.b) { return .operand(.b, operands.b) }
    if !holds(operands.c, instruction.c) { return .operand(.c, operands.c) }
    return more(operands)
  }

  private func holds(_ kind: Operand, _ operand: UInt16) -> Bool {
    let number = Int(operand)
    return switch kind {
    case .unused: number == 0
    case .read: number < facts.wordCount
    case .write, .update: facts.firstRegister <= number && number < facts.wordCount
    case .block(let count): number + count <= facts.wordCount
    // The event, operand a, has been found to exist.
    case .eventBlock: number + program.events[Int(instruction.a)] <= facts.wordCount
    case .stateWord: number < facts.clock
    case .bounds: facts.firstConstant <= number && number + 1 < facts.firstRegister
    case .table: number < program.tables.count
    case .stateColumn: number < facts.stateColumnCount
    case .localColumn: number < program.localColumns.count
    case .lanes: isLanes(number)
    case .lanesWritten: facts.stateColumnCount <= number && isLanes(number)
    case .list: number < program.listCount
    case .sum: number < program.sumCount
    case .values: number < program.valuesCount
    case .times: number < program.timesCount
    case .selection, .selectionWritten: number < program.selectionCount
    case .function: number < program.functions.count
    case .event: number < program.events.count
    case .request: number < program.requests.count
    // The request, operand a, has been found to exist.
    case .requestBlock: number + program.requests[Int(instruction.a)] <= facts.wordCount
    case .drawSite: number < program.drawSites
    case .key: number < program.keys.count
    case .trial: number < program.trials.count
    case .memory: number < program.memories.count
    case .survey: number < program.surveys.count
    case .mark: number < program.markCount
    case .nearSite: number < program.nearCount
    case .failure: number < program.failures.count
    case .rounding: number < Rounding.allCases.count
    case .comparison: number < ProductComparison.allCases.count
    case .immediate, .forward, .backward: true
    }
  }

  /// The columns whose lanes are read.
  private func read(
    _ operands: (a: Operand, b: Operand, c: Operand)
  ) -> [UInt16] {
    var columns: [UInt16] = []
    if operands.b == .lanes { columns.append(instruction.b) }
    if operands.c == .lanes { columns.append(instruction.c) }
    if let second, instruction.opcode.secondWord?.a == .lanes { columns.append(second.a) }
    return columns
  }

  /// A column of the state belongs to the strips' table; a local one is made for it alone.
  private func isLanes(_ number: Int) -> Bool {
    if number < facts.stateColumnCount { return facts.tables[number] == stripTable }
    if number < facts.firstTemporary { return isLocalLanes(number - facts.stateColumnCount) }
    return number < facts.columnCount
  }

  private func isLocalLanes(_ number: Int) -> Bool {
    let tables = program.localColumns[number].tables
    return tables.count == 1 && tables.first == stripTable
  }

  /// What single opcodes ask for beyond the kinds of their operands.
  private func more(
    _ operands: (a: Operand, b: Operand, c: Operand)
  ) -> VerificationError.Reason? {
    if let kinds = instruction.opcode.secondWord, let second,
      !holds(kinds.a, second.a) || !holds(kinds.b, second.b)
    {
      return .secondWordMissing
    }
    // Kernels read operands again after they have written.
    if operands.a == .lanesWritten, read(operands).contains(instruction.a) {
      return .overwritesOperand(facts.laneSlot(Int(instruction.a)))
    }
    switch instruction.opcode {
    case .sort, .pick:
      let count = Int(instruction.b)
      if !(1...Program.keyLimit ~= count) { return .operand(.b, operands.b) }
      return Int(instruction.c) >> count == 0 ? nil : .operand(.c, operands.c)
    case .appendKey, .columnAppendKey, .surveyKeys:
      return Int(instruction.c) < Program.keyLimit ? nil : .operand(.c, operands.c)
    case .swapColumns:
      let (first, second) = (Int(instruction.a), Int(instruction.b))
      let same = program.localColumns[first].tables == program.localColumns[second].tables
      return same ? nil : .operand(.b, operands.b)
    case .selectStale, .keepChosen, .keepValues:
      let memory = instruction.opcode == .keepValues ? instruction.a : instruction.b
      let isOfStrips = program.memories[Int(memory)].table == stripTable
      return isOfStrips ? nil : .operand(instruction.opcode == .keepValues ? .a : .b, .memory)
    case .selectUnion, .selectExcept:
      let target = instruction.a
      guard target == instruction.b || target == instruction.c else { return nil }
      return .overwritesOperand(Slot(kind: .selection, number: Int(target)))
    default: return nil
    }
  }
}
