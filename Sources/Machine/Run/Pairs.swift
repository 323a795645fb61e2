// Two instructions that often follow each other, or three or four, run in one step: the second is fetched and charged
// like any other, but no jump through the table of opcodes leads to it, and it takes the word that the
// first has made from a register of the processor instead of from memory. Only the machine's own copy
// of the code knows pairs; the second instruction stays where it is, for jumps that lead there, and
// for what is said of it when it fails.
extension Opcode {
  /// A pair of the two, when there is one: `second` may have its operands exchanged.
  fileprivate static func pair(_ first: Instruction, _ second: inout Instruction) -> Opcode? {
    switch (first.opcode, second.opcode) {
    case (.checkRange, .load): return .checkRangeLoad
    case (.load, .load): return .loadLoad
    case (.load, .subtract): return second.c == first.a ? .loadSubtract : nil
    case (.load, .absolute): return second.b == first.a ? .loadAbsolute : nil
    case (.combine, .load): return .combineLoad
    case (.subtract, .multiply): return second.takes(first.a) ? .subtractMultiply : nil
    case (.absolute, .multiply): return second.takes(first.a) ? .absoluteMultiply : nil
    case (.multiply, .add): return second.takes(first.a) ? .multiplyAdd : nil
    case (.multiply, .multiply): return second.takes(first.a) ? .multiplyMultiply : nil
    case (.multiply, .jumpIfLess), (.multiply, .jumpIfLessOrEqual):
      return (first.a == second.a) != (first.a == second.b) ? .multiplyJump : nil
    case (.multiply, .addToField): return .multiplyAddToField
    case (.storeField, .addToField): return .storeFieldAddToField
    case (.addToField, .addToState): return .addToFieldAndState
    case (.subtractFromField, .subtractFromState): return .subtractFromFieldAndState
    default: return nil
    }
  }

  /// Two pairs in one step: the second begins with a product of what the first has made.
  fileprivate static func four(_ first: Opcode, _ second: Opcode) -> Opcode? {
    switch (first, second) {
    case (.loadSubtract, .multiplyAdd): .loadSubtractMultiplyAdd
    case (.loadSubtract, .multiplyAddToField): .loadSubtractMultiplyAddToField
    case (.absoluteMultiply, .multiplyJump): .absoluteMultiplyMultiplyJump
    default: nil
    }
  }
}

extension Instruction {
  /// Brings an operand of a sum or product to the last place; false where it is none.
  fileprivate mutating func takes(_ word: UInt16) -> Bool {
    if b == word, c != word { (b, c) = (c, b) }
    return c == word
  }
}

extension Program {
  /// The code as the machine runs it with these numbers of rows. Column code for a few rows is slower
  /// than what stands behind it, which costs as much gas: it is left out.
  func prepared(for layout: Layout, fewRows: Int) -> [Instruction] {
    var prepared = paired()
    for index in code.indices where code[index].opcode == .vector {
      let region = code[index...].prefix { $0.opcode != .endVector }
      guard !region.contains(where: { $0.opcode == .recall }),
        let strips = region.first(where: { $0.opcode == .strips }),
        layout.rows[Int(strips.a)] < fewRows
      else { continue }
      prepared[index].opcode = .jump
    }
    return prepared
  }

  /// With instructions that often follow each other in one.
  private func paired() -> [Instruction] {
    var paired = code
    var index = 0
    while index + 1 < code.count {
      if code[index].opcode.secondWord == nil, let pair = pair(at: index, &paired[index + 1]) {
        paired[index].opcode = pair
      } else if code[index].opcode.secondWord == nil {
        index += 1
        continue
      }
      index += 2
    }
    for index in paired.indices.dropLast(3) {
      if let four = Opcode.four(paired[index].opcode, paired[index + 2].opcode),
        paired[index + 2].takes(paired[index + 1].a)
      {
        paired[index].opcode = four
      } else if paired[index].opcode == .checkRange,
        paired[index + 1].opcode == .addToFieldAndState
      {
        paired[index].opcode = .checkRangeAddToFieldAndState
      }
    }
    return paired
  }

  /// A comparison with a product takes its place only where nobody wants the product itself.
  private func pair(at index: Int, _ second: inout Instruction) -> Opcode? {
    let pair = Opcode.pair(code[index], &second)
    guard pair == .multiplyJump else { return pair }
    let product = code[index].a
    let isWanted =
      !isDead(product, from: index + 2) || !isDead(product, from: index + 2 + Int(second.c))
    return isWanted ? nil : pair
  }
}
