import Machine
import Numerics

/// Changes programs a little, without caring whether they still make sense, but so that often
/// enough they do: jumps follow what is put in or taken out, and half of all new operands are
/// within the bounds of their kinds.
struct ProgramMutator {
  private(set) var program: Program
  private var random: RandomStream
  /// Whose code may be spliced in.
  private let donors: [Program]

  init(_ program: Program, donors: [Program], random: RandomStream) {
    self.program = program
    self.donors = donors
    self.random = random
  }

  mutating func mutate() {
    for _ in 0...below(4) {
      switch below(16) {
      case 0...4: changeOperand()
      case 5: changeOpcode()
      case 6: changeCost()
      case 7: insert(randomInstruction())
      case 8: insert(donated())
      case 9: splice()
      case 10: remove(at: place())
      case 11: exchange()
      case 12: changeTables()
      case 13: changeWords()
      case 14: changeCounts()
      default: changeEntries()
      }
    }
  }

  /// Changes the program with the help of a function that gives numbers below a bound.
  mutating func edit(_ change: (inout Program, _ below: (Int) -> Int) -> Void) {
    var random = random
    change(&program) { Int(random.next(below: UInt128(max(1, $0)))) }
    self.random = random
  }

  // MARK: - Choices

  mutating func below(_ bound: Int) -> Int {
    Int(random.next(below: UInt128(max(1, bound))))
  }

  private mutating func place() -> Int { below(program.code.count) }

  private mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }

  /// A number that is likely to be just inside or just outside some bound.
  private mutating func wild() -> UInt16 {
    switch below(4) {
    case 0: UInt16(below(8))
    case 1: UInt16(clamping: program.wordCount - 3 + below(5))
    case 2: UInt16(below(program.wordCount + 4) & 0xffff)
    default: pick([0, 1, 127, 128, 255, 32_767, 65_534, 65_535]) ?? 0
    }
  }

  /// A word to test arithmetic and rows with.
  mutating func word() -> Int128 {
    switch below(5) {
    case 0: Int128(below(5)) - 1
    case 1: Int128(below(400))
    case 2: pick([.min, .max, .min + 1, .max - 1, 1 << 64, -1 << 63]) ?? 0
    case 3: Int128(below(1_000_000)) * 1_000_000_000_000_000
    default: Int128(truncatingIfNeeded: random.nextWide()) >> Int128(below(127))
    }
  }

  /// An operand of a kind, within its bounds unless there is nothing.
  private mutating func tame(_ kind: Operand) -> UInt16 {
    let count =
      switch kind {
      case .unused: 1
      case .read, .block, .eventBlock, .requestBlock: program.wordCount
      case .write, .update: program.registerCount
      case .stateWord: program.clock
      case .bounds: program.constants.count - 1
      case .table: program.tables.count
      case .stateColumn: program.stateColumnCount
      case .localColumn: program.localColumns.count
      case .lanes: program.firstTemporary + program.temporaryCount
      case .lanesWritten: program.temporaryCount
      case .list: program.listCount
      case .sum: program.sumCount
      case .values: program.valuesCount
      case .times: program.timesCount
      case .selection, .selectionWritten: program.selectionCount
      case .function: program.functions.count
      case .event: program.events.count
      case .request: program.requests.count
      case .drawSite: program.drawSites
      case .key: program.keys.count
      case .trial: program.trials.count
      case .memory: program.memories.count
      case .survey: program.surveys.count
      case .mark: program.markCount
      case .nearSite: program.nearCount
      case .failure: program.failures.count
      case .rounding: 5
      case .comparison: 6
      case .immediate: 4
      case .forward, .backward: 6
      }
    let base =
      switch kind {
      case .write, .update: program.firstRegister
      case .bounds: program.firstConstant
      case .lanesWritten: program.firstTemporary
      default: 0
      }
    return UInt16(clamping: base + below(count))
  }

  private mutating func operand(_ kind: Operand) -> UInt16 { below(2) == 0 ? wild() : tame(kind) }

  private mutating func randomInstruction() -> Instruction {
    let opcode = pick(Opcode.allCases) ?? .halt
    let operands = opcode.row.operands
    return Instruction(
      opcode, tame(operands.a), tame(operands.b), tame(operands.c),
      cost: UInt8(clamping: opcode.cost))
  }

  private mutating func donated() -> Instruction {
    guard let donor = pick(donors), let instruction = pick(donor.code) else {
      return randomInstruction()
    }
    return instruction
  }

  // MARK: - Code

  private mutating func changeOperand() {
    guard !program.code.isEmpty else { return }
    let index = place()
    let operands = program.code[index].opcode.row.operands
    switch below(3) {
    case 0: program.code[index].a = operand(operands.a)
    case 1: program.code[index].b = operand(operands.b)
    default: program.code[index].c = operand(operands.c)
    }
  }

  private mutating func changeOpcode() {
    guard !program.code.isEmpty else { return }
    let index = place()
    let before = program.code[index].opcode
    // Mostly one that takes the same operands.
    let alike = Opcode.allCases.filter {
      $0.row.operands.a == before.row.operands.a && $0.row.operands.b == before.row.operands.b
        && $0.row.operands.c == before.row.operands.c
    }
    program.code[index].opcode = pick(below(4) == 0 ? Opcode.allCases : alike) ?? before
  }

  private mutating func changeCost() {
    guard !program.code.isEmpty else { return }
    program.code[place()].cost = UInt8(pick([0, 1, 2, 7, 255]) ?? 0)
  }

  private mutating func exchange() {
    guard !program.code.isEmpty else { return }
    program.code.swapAt(place(), place())
  }

  private mutating func splice() {
    guard let donor = pick(donors), !donor.code.isEmpty else { return }
    let start = below(donor.code.count)
    let length = 1 + below(min(12, donor.code.count - start))
    var index = below(program.code.count + 1)
    for instruction in donor.code[start..<start + length] {
      put(instruction, at: index)
      index += 1
    }
  }

  private mutating func insert(_ instruction: Instruction) {
    put(instruction, at: below(program.code.count + 1))
  }

  private mutating func put(_ instruction: Instruction, at place: Int) {
    let targets = program.code.indices.map { program.jumpTarget(at: $0) }
    program.code.insert(instruction, at: place)
    program.places.insert(0, at: min(place, program.places.count))
    move(targets, from: { $0 < place ? $0 : $0 + 1 }, to: { $0 > place ? $0 + 1 : $0 })
  }

  private mutating func remove(at place: Int) {
    guard program.code.indices.contains(place) else { return }
    let targets = program.code.indices.map { program.jumpTarget(at: $0) }
    program.code.remove(at: place)
    if !program.places.isEmpty { program.places.removeLast() }
    let moved = { (index: Int) in index > place ? index - 1 : index }
    move(targets, from: { $0 == place ? nil : moved($0) }, to: moved)
  }

  /// Lets jumps and starts go where they went.
  private mutating func move(
    _ targets: [Int?], from source: (Int) -> Int?, to goal: (Int) -> Int
  ) {
    for (index, target) in targets.enumerated() {
      guard let target, let index = source(index), program.code.indices.contains(index) else {
        continue
      }
      let distance = goal(target) - index
      let isForward = program.code[index].opcode.row.operands.c == .forward
      program.code[index].c = UInt16(clamping: isForward ? distance - 1 : -distance)
    }
    for index in program.functions.indices {
      program.functions[index] = goal(program.functions[index])
    }
    for index in program.entries.indices {
      program.entries[index].start = goal(program.entries[index].start)
    }
  }
}
