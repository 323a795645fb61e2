/// The loops and regions of a body, each instruction's place in them, and where its jumps lead:
/// everything that can be said of code without following its paths.
struct Shape {
  let constructs: [Construct]
  /// For every instruction of the body, from its start, the innermost construct it stands in.
  private let innermost: [Int?]
  /// For the same, whether it is only the second word of the instruction before it.
  private let isData: [Bool]
  private let start: Int

  /// A loop or a region. The instruction that begins it stands outside, the one that ends it inside.
  struct Construct {
    let kind: Kind
    let begin: Int
    var end: Int
    let parent: Int?
    /// The region it stands in, or is.
    let region: Int?

    enum Kind: Hashable {
      case rows(list: UInt16, binder: UInt16)
      case times(UInt16)
      case strips(table: UInt16)
      case region
    }
  }

  init(_ body: Body, _ program: Program, _ facts: Facts) throws(VerificationError) {
    start = body.range.lowerBound
    isData = try Shape.secondWords(body, program, facts)
    var nesting = Nesting(body, program)
    for index in body.range {
      if isData[index - start] { nesting.repeatPlace() } else { try nesting.add(index) }
    }
    (constructs, innermost) = try nesting.finish()
    for index in body.range where !isData[index - start] {
      try check(index, body, program, facts)
    }
  }

  func innermostConstruct(at index: Int) -> Int? { innermost[index - start] }

  func construct(beginningAt index: Int) -> Int? {
    // Constructs stand in the order of their beginnings.
    let number = constructs.partitionPoint { $0.begin >= index }
    return number < constructs.count && constructs[number].begin == index ? number : nil
  }

  func isSecondWord(_ index: Int) -> Bool { isData[index - start] }

  private static func secondWords(
    _ body: Body, _ program: Program, _ facts: Facts
  ) throws(VerificationError) -> [Bool] {
    var isData = [Bool](repeating: false, count: body.range.count)
    for index in body.range where !isData[index - body.range.lowerBound] {
      guard let kinds = program.code[index].opcode.secondWord else { continue }
      let next = index + 1
      guard body.range.contains(next), program.code[next].opcode == .copy,
        kinds.b != .unused || program.code[next].b == 0, program.code[next].c == 0,
        program.code[next].cost == 0
      else { throw VerificationError(.instruction(index), .secondWordMissing) }
      isData[next - body.range.lowerBound] = true
    }
    return isData
  }
}

extension Shape {
  private func check(
    _ index: Int, _ body: Body, _ program: Program, _ facts: Facts
  ) throws(VerificationError) {
    let instruction = program.code[index]
    let opcode = instruction.opcode
    func fail(_ reason: VerificationError.Reason) -> VerificationError {
      VerificationError(.instruction(index), reason)
    }
    let place = innermostConstruct(at: index).map { constructs[$0] }
    var table: Int?
    if case .strips(let number)? = place?.kind { table = Int(number) }
    let operands = OperandCheck(
      program: program, facts: facts, instruction: instruction, stripTable: table,
      second: opcode.secondWord == nil ? nil : program.code[index + 1])
    if let reason = operands.failure() { throw fail(reason) }
    if opcode.mustCost, instruction.cost == 0 { throw fail(.costsNothing) }
    if opcode.isColumnCode, table == nil { throw fail(.outsideStrips) }
    if opcode.isForbiddenInRegion, place?.region != nil { throw fail(.insideRegion) }
    switch (opcode, body.owner) {
    case (.halt, .function): throw fail(.haltInFunction)
    case (.return, .entry): throw fail(.returnInEntry)
    case (.request, _), (.drawBetween, _), (.drawNormal, _):
      guard body.isRoutine(program) else { throw fail(.onlyInRoutine) }
    case (.old, .entry) where body.isRoutine(program): throw fail(.pastInRoutine)
    case (.call, .function(let own)) where Int(instruction.a) >= own:
      throw fail(.callsLater(Int(instruction.a)))
    default: break
    }
    let next = index + (opcode.secondWord == nil ? 1 : 2)
    if next == body.range.upperBound, !opcode.isLast { throw fail(.runsOffTheEnd) }
    if let target = program.jumpTarget(at: index) { try check(target, from: index, body, program) }
  }

  private func check(
    _ target: Int, from index: Int, _ body: Body, _ program: Program
  ) throws(VerificationError) {
    func fail(_ reason: VerificationError.Reason) -> VerificationError {
      VerificationError(.instruction(index), reason)
    }
    guard body.range.contains(target) else { throw fail(.jumpOutOfBody(target)) }
    guard !isSecondWord(target) else { throw fail(.jumpIntoData(target)) }
    let opcode = program.code[index].opcode
    // The jumps of loops have been found to be where they must be. A region stands between its
    // `vector` and any place outside it, so that a fallback lands behind its end.
    guard !opcode.isLoop else { return }
    let goal = innermostConstruct(at: target).map { constructs[$0] }
    let source = innermostConstruct(at: index).map { constructs[$0] }
    if let goal, !(goal.begin < index && index <= goal.end) { throw fail(.jumpInside(target)) }
    guard goal?.region == source?.region else { throw fail(.jumpOutOfRegion(target)) }
  }
}

extension Program {
  /// Where an instruction jumps to, if it does.
  package func jumpTarget(at index: Int) -> Int? {
    let instruction = code[index]
    let operands = Opcode.operands[Int(instruction.opcode.rawValue)]
    switch operands.c {
    case .forward: return index + 1 + Int(instruction.c)
    case .backward: return index - Int(instruction.c)
    default: return nil
    }
  }
}

extension Array {
  /// The first place from which on the condition holds, in an array where it stays true.
  fileprivate func partitionPoint(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
