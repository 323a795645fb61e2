/// The walk through one body that `FlowCheck` describes.
struct FlowWalk {
  let program: Program
  let facts: Facts
  private let summaries: [FlowSummary]
  private let body: Body
  private let shape: Shape
  private(set) var summary: FlowSummary
  /// By instruction of the body, what the jumps to it bring along.
  private var arriving: [State?]
  /// How often the past was shown where each construct began.
  private var pastAtBegin: [Int]
  /// What the loops around run on.
  private var running: SlotSet
  /// The instruction being looked at.
  private var index: Int
  var state: State

  /// What is known at one place of the code.
  struct State {
    var written: SlotSet
    /// How many times the past is shown.
    var past = 0
    /// The selection whose lanes are in use; where paths differ none is.
    var selectionInUse: Int?
  }

  init(
    _ program: Program, _ facts: Facts, _ summaries: [FlowSummary], _ body: Body, _ shape: Shape
  ) {
    self.program = program
    self.facts = facts
    self.summaries = summaries
    self.body = body
    self.shape = shape
    let empty = SlotSet(count: facts.bitCount)
    summary = FlowSummary(
      needs: empty, gives: SlotSet(count: facts.bitCount, filled: true), uses: empty)
    arriving = [State?](repeating: nil, count: body.range.count)
    pastAtBegin = [Int](repeating: 0, count: shape.constructs.count)
    running = empty
    index = body.range.lowerBound
    state = State(written: empty)
  }

  mutating func run() throws(VerificationError) {
    if case .entry(let number) = body.owner {
      let entry = program.entries[number]
      state.written.insert(registers(from: entry.firstParameter, count: entry.argumentWords))
    }
    var isReached = true
    for place in body.range where !shape.isSecondWord(place) {
      index = place
      if let arrived = arriving[place - body.range.lowerBound] {
        var all = arrived
        if isReached { try meet(&all, state, at: place) }
        state = all
        arriving[place - body.range.lowerBound] = nil
        isReached = true
      }
      // What no path reaches never runs.
      if isReached { isReached = try step(program.code[place]) }
    }
  }

  private func fail(_ reason: VerificationError.Reason) -> VerificationError {
    VerificationError(.instruction(index), reason)
  }

  /// The bits of registers, of which the words are given.
  func registers(from word: Int, count: Int) -> Range<Int> {
    let first = facts.bit(.register, max(0, word - facts.firstRegister))
    return first..<first + max(0, count + min(0, word - facts.firstRegister))
  }

  private func meet(
    _ first: inout State, _ second: State, at place: Int
  ) throws(VerificationError) {
    guard first.past == second.past else {
      throw VerificationError(.instruction(place), .pastDiffers(first.past, second.past))
    }
    first.written.formIntersection(second.written)
    if first.selectionInUse != second.selectionInUse {
      first.selectionInUse = nil
      first.written.remove(facts.bits(.lanes))
    }
  }

  private mutating func leave(to target: Int) throws(VerificationError) {
    let place = target - body.range.lowerBound
    guard var all = arriving[place] else {
      arriving[place] = state
      return
    }
    // Taken out, so that there is one owner and nothing is copied.
    arriving[place] = nil
    try meet(&all, state, at: target)
    arriving[place] = all
  }

  // MARK: - Steps

  /// One instruction; whether the next can follow it.
  private mutating func step(_ instruction: Instruction) throws(VerificationError) -> Bool {
    let opcode = instruction.opcode
    try readAll(instruction)
    if opcode.hasLastingEffect { try haveEffect() }
    switch opcode {
    case .old: state.past += 1
    case .present:
      guard state.past > 0 else { throw fail(.presentWithoutOld) }
      state.past -= 1
    case .call: try call(Int(instruction.a))
    case .trial: try readTrial(program.trials[Int(instruction.c)])
    case .halt, .return: try end()
    case .nextRow, .nextTime, .nextStrip, .endVector: try close()
    default: break
    }
    // The way round a loop, and the fallback of a region, know nothing of what is written within.
    if let target = program.jumpTarget(at: index), target > index { try leave(to: target) }
    switch opcode {
    case .beginRows, .beginTimes, .strips, .vector: open(instruction)
    default: break
    }
    writeAll(instruction)
    return !opcode.isLast
  }

  private mutating func haveEffect() throws(VerificationError) {
    guard state.past == 0 else { throw fail(.effectInPast) }
    summary.hasLastingEffect = true
  }

  private mutating func open(_ instruction: Instruction) {
    if let number = shape.construct(beginningAt: index) {
      pastAtBegin[number] = state.past
      if let slot = shape.constructs[number].kind.slot {
        running.insert(facts.bit(slot.kind, slot.number))
        summary.uses.insert(facts.bit(slot.kind, slot.number))
      }
    }
    guard instruction.opcode == .strips else { return }
    state.selectionInUse = nil
    for kind in [Slot.Kind.temporary, .selection, .lanes] {
      state.written.remove(facts.bits(kind))
    }
  }

  /// The end of a loop goes back to its beginning, the end of a region undoes what its `vector` did.
  private mutating func close() throws(VerificationError) {
    guard let number = shape.innermostConstruct(at: index) else { return }
    guard state.past == pastAtBegin[number] else {
      throw fail(.pastDiffers(pastAtBegin[number], state.past))
    }
    if let slot = shape.constructs[number].kind.slot {
      running.remove(facts.bit(slot.kind, slot.number))
    }
  }

  private mutating func call(_ function: Int) throws(VerificationError) {
    let callee = summaries[function]
    if callee.hasLastingEffect { try haveEffect() }
    if let bit = running.firstCommon(with: callee.uses) { throw fail(.inUse(facts.slot(bit))) }
    summary.uses.formUnion(callee.uses)
    if let bit = state.written.firstMissing(of: callee.needs) {
      guard case .function = body.owner else { throw fail(.unassigned(facts.slot(bit))) }
      var missing = callee.needs
      missing.subtract(state.written)
      summary.needs.formUnion(missing)
      state.written.formUnion(missing)
    }
    state.written.formUnion(callee.gives)
  }

  private mutating func readTrial(_ trial: Program.Trial) throws(VerificationError) {
    for word in trial.arguments { try readWords(Int(word), 1) }
    if case .row(_, let word) = trial.caller { try readWords(Int(word), 1) }
  }

  private mutating func end() throws(VerificationError) {
    guard state.past == 0 else { throw fail(.pastAtEnd(state.past)) }
    switch body.owner {
    case .function: summary.gives.formIntersection(state.written)
    case .entry(let number):
      let entry = program.entries[number]
      try read(registers(from: entry.firstResult, count: entry.resultCount))
    }
  }

  // MARK: - Reading and writing

  private mutating func readAll(_ instruction: Instruction) throws(VerificationError) {
    let operands = Opcode.operands[Int(instruction.opcode.rawValue)]
    try read(operands.a, instruction.a, instruction)
    try read(operands.b, instruction.b, instruction)
    try read(operands.c, instruction.c, instruction)
    guard instruction.opcode.isColumnCode else { return }
    // Gas is charged by the lane.
    if instruction.opcode.usesLanes || instruction.cost > 0 { try read(facts.bits(.lanes)) }
    if let second = instruction.opcode.secondWord {
      try read(second.a, program.code[index + 1].a, instruction)
    }
  }

  private mutating func read(
    _ kind: Operand, _ operand: UInt16, _ instruction: Instruction
  ) throws(VerificationError) {
    let number = Int(operand)
    switch kind {
    case .read, .update: try readWords(number, 1)
    case .block(let count): try readWords(number, count)
    case .eventBlock: try readWords(number, program.events[Int(instruction.a)])
    case .requestBlock: try readWords(number, program.requests[Int(instruction.a)])
    case .memory where instruction.opcode == .recall:
      for word in program.memories[number].words { try readWords(Int(word), 1) }
    case .survey:
      let survey = program.surveys[number]
      for word in survey.keys + survey.words { try readWords(Int(word), 1) }
    case .selectionWritten where number == state.selectionInUse:
      throw fail(.overwritesOperand(Slot(kind: .selection, number: number)))
    case .lanes:
      guard number >= facts.stateColumnCount else { return }
      let slot = facts.laneSlot(number)
      try read(slot.kind, slot.number)
    case .lanesWritten where number < facts.firstTemporary:
      // Only a column that was filled has its size.
      let slot = facts.laneSlot(number)
      try read(slot.kind, slot.number)
    case .selection: try read(.selection, number)
    case .list, .sum, .values, .localColumn:
      if let slot = kind.slotKind, !instruction.opcode.startsSlot {
        try read(slot, number)
      }
      if kind == .list { summary.uses.insert(facts.bit(.list, number)) }
    default: break
    }
  }

  private mutating func writeAll(_ instruction: Instruction) {
    let operands = Opcode.operands[Int(instruction.opcode.rawValue)]
    // Only the first operand is ever written.
    let number = Int(instruction.a)
    switch operands.a {
    case .write, .update:
      state.written.insert(facts.bit(.register, number - facts.firstRegister))
    case .lanesWritten:
      let slot = facts.laneSlot(number)
      state.written.insert(facts.bit(slot.kind, slot.number))
    case .selectionWritten: state.written.insert(facts.bit(.selection, number))
    case .list, .sum, .values, .localColumn:
      if let slot = operands.a.slotKind, instruction.opcode.startsSlot {
        state.written.insert(facts.bit(slot, number))
      }
    default: break
    }
    if instruction.opcode.changesLanes {
      state.written.insert(facts.bits(.lanes))
      state.selectionInUse = number
    }
  }

  private mutating func readWords(_ first: Int, _ count: Int) throws(VerificationError) {
    try read(registers(from: first, count: count))
  }

  private mutating func read(_ kind: Slot.Kind, _ number: Int) throws(VerificationError) {
    let bit = facts.bit(kind, number)
    try read(bit..<bit + 1)
  }

  /// What a function has not written its callers must have.
  private mutating func read(_ bits: Range<Int>) throws(VerificationError) {
    while let missing = state.written.firstMissing(in: bits) {
      guard case .function = body.owner, !facts.slot(missing).kind.isOfOneStrip else {
        throw fail(.unassigned(facts.slot(missing)))
      }
      summary.needs.insert(missing)
      state.written.insert(missing)
    }
  }
}
