/// Matches the beginnings and ends of loops and regions, in the order of the code.
struct Nesting {
  private let program: Program
  private var constructs: [Shape.Construct] = []
  private var innermost: [Int?] = []
  /// The construct now open that was opened last.
  private var open: Int?
  /// What the open loops run on.
  private var running: Set<Slot> = []

  init(_ body: Body, _ program: Program) {
    self.program = program
    innermost.reserveCapacity(body.range.count)
  }

  /// The second word of an instruction stands where the first does.
  mutating func repeatPlace() { innermost.append(open) }

  mutating func add(_ index: Int) throws(VerificationError) {
    let instruction = program.code[index]
    if instruction.opcode.isOnlyACost {
      throw VerificationError(.instruction(index), .onlyACost)
    }
    innermost.append(open)
    if instruction.opcode.changesList {
      try leavesAlone(Slot(kind: .list, number: Int(instruction.a)), index)
    }
    switch instruction.opcode {
    case .beginRows:
      try begin(.rows(list: instruction.b, binder: instruction.a), index)
    case .beginTimes: try begin(.times(instruction.a), index)
    case .vector: try begin(.region, index)
    case .strips: try begin(.strips(table: instruction.a), index)
    case .nextRow: try end(.rows(list: instruction.b, binder: instruction.a), index)
    case .nextTime: try end(.times(instruction.a), index)
    case .endVector: try end(.region, index)
    case .nextStrip: try end(nil, index)
    default: break
    }
  }

  private mutating func begin(
    _ kind: Shape.Construct.Kind, _ index: Int
  ) throws(VerificationError) {
    var region = open.flatMap { constructs[$0].region }
    switch kind {
    case .region: region = constructs.count
    case .strips:
      guard let open, constructs[open].kind == .region else {
        throw VerificationError(
          .instruction(index), region == nil ? .outsideRegion : .insideRegion)
      }
    case .rows, .times: break
    }
    if let slot = kind.slot {
      try leavesAlone(slot, index)
      running.insert(slot)
    }
    constructs.append(
      Shape.Construct(kind: kind, begin: index, end: index, parent: open, region: region))
    open = constructs.count - 1
  }

  /// Ends the construct opened last, which must be of the kind given, or strips; both jumps between
  /// its beginning and its end are where they must be.
  private mutating func end(
    _ kind: Shape.Construct.Kind?, _ index: Int
  ) throws(VerificationError) {
    guard let number = open else {
      throw VerificationError(.instruction(index), .endWithoutBegin)
    }
    let construct = constructs[number]
    var matches = construct.kind == kind
    if case .strips = construct.kind { matches = kind == nil }
    guard matches else {
      throw VerificationError(.instruction(index), .otherLoop(begin: construct.begin))
    }
    if kind != .region {
      try jump(at: construct.begin, to: index + 1)
      try jump(at: index, to: construct.begin + 1)
    }
    constructs[number].end = index
    open = construct.parent
    if let slot = construct.kind.slot { running.remove(slot) }
  }

  private func leavesAlone(_ slot: Slot, _ index: Int) throws(VerificationError) {
    if running.contains(slot) { throw VerificationError(.instruction(index), .inUse(slot)) }
  }

  private func jump(at index: Int, to expected: Int) throws(VerificationError) {
    let found = program.jumpTarget(at: index) ?? index
    guard found == expected else {
      throw VerificationError(
        .instruction(index), .jumpOfLoop(expected: expected, found: found))
    }
  }

  func finish() throws(VerificationError) -> ([Shape.Construct], [Int?]) {
    if let open {
      throw VerificationError(.instruction(constructs[open].begin), .beginWithoutEnd)
    }
    return (constructs, innermost)
  }
}

extension Shape.Construct.Kind {
  /// What a loop runs on.
  var slot: Slot? {
    switch self {
    case .rows(let list, _): Slot(kind: .list, number: Int(list))
    case .times(let number): Slot(kind: .times, number: Int(number))
    case .strips, .region: nil
    }
  }
}
