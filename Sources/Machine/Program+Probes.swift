// A program that notes where it goes: what guides an attack.
extension Program {
  /// The same program with a `mark` wherever a jump arrives or is not taken, and wherever something
  /// begins, and a `near` before each jump that compares two words. It computes the same, and costs
  /// the same gas. Column code is left as it is.
  ///
  /// `nil` where a jump would grow longer than an operand can say.
  package func probed() -> Program? {
    var probing = Probing(self)
    return probing.finished()
  }
}

/// Writes the code anew, with what is put between its instructions.
private struct Probing {
  private let old: Program
  private var new: Program
  /// By instruction, whether a jump arrives there or something begins.
  private var isTarget: [Bool]
  /// Where a jump to each instruction lands in the new code, and where the instruction itself is.
  private var label: [Int]
  private var place: [Int]

  init(_ program: Program) {
    old = program
    new = program
    new.code.removeAll(keepingCapacity: true)
    new.places.removeAll(keepingCapacity: true)
    isTarget = Array(repeating: false, count: program.code.count + 1)
    label = Array(repeating: 0, count: program.code.count + 1)
    place = label
    for start in program.functions + program.entries.map(\.start) { isTarget[start] = true }
    for (index, instruction) in program.code.enumerated() {
      guard instruction.opcode.leadsToMark, let target = program.jumpTarget(at: index) else {
        continue
      }
      isTarget[target] = true
    }
  }

  mutating func finished() -> Program? {
    var regions = 0
    for index in old.code.indices {
      let isPlain = regions == 0
      if isPlain, index > 0, old.code[index - 1].opcode.isConditional { mark(at: index) }
      label[index] = new.code.count
      if isPlain, isTarget[index] { mark(at: index) }
      if isPlain, old.code[index].opcode.comparesWords { follow(index) }
      place[index] = new.code.count
      append(old.code[index], at: index)
      switch old.code[index].opcode {
      case .vector: regions += 1
      case .endVector: regions -= 1
      default: break
      }
    }
    label[old.code.count] = new.code.count
    guard new.markCount <= Int(UInt16.max), new.nearCount <= Int(UInt16.max) else { return nil }
    for index in old.code.indices {
      guard let target = old.jumpTarget(at: index) else { continue }
      let length =
        target > index ? label[target] - place[index] - 1 : place[index] - label[target]
      guard let operand = UInt16(exactly: length) else { return nil }
      new.code[place[index]].c = operand
    }
    new.functions = old.functions.map { label[$0] }
    for number in old.entries.indices {
      new.entries[number].start = label[old.entries[number].start]
    }
    return new
  }

  private mutating func append(_ instruction: Instruction, at index: Int) {
    new.code.append(instruction)
    if index < old.places.count { new.places.append(old.places[index]) }
  }

  private mutating func mark(at index: Int) {
    append(Instruction(.mark, UInt16(truncatingIfNeeded: new.markCount), cost: 0), at: index)
    new.markCount += 1
  }

  private mutating func follow(_ index: Int) {
    let jump = old.code[index]
    let site = UInt16(truncatingIfNeeded: new.nearCount)
    append(Instruction(.near, jump.a, jump.b, site, cost: 0), at: index)
    new.nearCount += 1
  }
}

extension Opcode {
  /// Jumps or goes on.
  fileprivate var isConditional: Bool {
    switch self {
    case .jumpIfZero, .jumpIfNotZero: true
    default: comparesWords
    }
  }

  fileprivate var comparesWords: Bool {
    switch self {
    case .jumpIfLess, .jumpIfLessOrEqual, .jumpIfEqual, .jumpIfNotEqual: true
    default: false
    }
  }

  /// Has a target outside column code that is worth a mark.
  fileprivate var leadsToMark: Bool {
    switch self {
    case .jump, .vector, .beginRows, .nextRow, .beginTimes, .nextTime: true
    default: isConditional
    }
  }
}
