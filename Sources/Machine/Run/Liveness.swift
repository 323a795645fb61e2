// Whether anybody still wants a register. The answer errs on the side of wanting: it follows straight
// code and forward jumps for a few instructions, and no calls or loops.
extension Program {
  func isDead(_ register: UInt16, from index: Int) -> Bool {
    var steps = 32
    return isDead(register, from: index, &steps)
  }

  private func isDead(_ register: UInt16, from start: Int, _ steps: inout Int) -> Bool {
    var index = start
    while steps > 0, index < code.count {
      steps -= 1
      let instruction = code[index]
      guard let reads = instruction.reads(register) else { return false }
      if reads { return false }
      if instruction.writes(register) { return true }
      switch instruction.opcode {
      case .fail: return true
      case .halt: return !isResult(Int(register))
      case .jump: index += Int(instruction.c)
      case .jumpIfZero, .jumpIfNotZero, .jumpIfLess, .jumpIfLessOrEqual, .jumpIfEqual,
        .jumpIfNotEqual:
        let target = index + 1 + Int(instruction.c)
        guard isDead(register, from: target, &steps) else { return false }
      default: break
      }
      index += 1
    }
    return false
  }

  private func isResult(_ word: Int) -> Bool {
    entries.contains { $0.firstResult..<$0.firstResult + $0.resultCount ~= word }
  }
}

extension Instruction {
  /// Whether it looks at the register; `nil` where that takes knowing more than its operands.
  fileprivate func reads(_ register: UInt16) -> Bool? {
    switch opcode {
    case .call, .return, .trial, .emit, .request, .vector, .beginRows, .nextRow, .beginTimes,
      .nextTime:
      return nil
    default: break
    }
    if opcode.isColumnCode || opcode == .strips || opcode == .nextStrip { return nil }
    let operands = Opcode.operands[Int(opcode.rawValue)]
    return [(operands.a, a), (operands.b, b), (operands.c, c)].contains { kind, operand in
      switch kind {
      case .read, .update: operand == register
      case .block(let count): Int(operand)..<Int(operand) + count ~= Int(register)
      default: false
      }
    }
  }

  fileprivate func writes(_ register: UInt16) -> Bool {
    Opcode.operands[Int(opcode.rawValue)].a == .write && a == register
  }
}
