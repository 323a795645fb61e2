import Numerics

/// What is asked of a program again and again, computed once.
struct Facts {
  let firstConstant: Int
  let firstRegister: Int
  let wordCount: Int
  /// Parameters and states are the words before it.
  let clock: Int
  let stateColumnCount: Int
  let firstTemporary: Int
  let columnCount: Int
  /// The table of each column of the state.
  let tables: [Int]
  /// The first bit of each kind of slot in a `SlotSet`, by raw value, and the number of all.
  let firstBits: [Int]
  let bitCount: Int

  init(_ program: Program) {
    firstConstant = program.firstConstant
    firstRegister = program.firstRegister
    wordCount = program.wordCount
    clock = program.clock
    stateColumnCount = program.stateColumnCount
    firstTemporary = program.firstTemporary
    columnCount = firstTemporary + program.temporaryCount
    tables = program.tables.enumerated().flatMap { index, table in
      table.initial.map { _ in index }
    }
    var next = 0
    firstBits = program.slotCounts.map { _, count in
      defer { next += count }
      return next
    }
    bitCount = next
  }

  func bit(_ kind: Slot.Kind, _ number: Int) -> Int { firstBits[kind.rawValue] + number }

  /// The bits of all slots of a kind.
  func bits(_ kind: Slot.Kind) -> Range<Int> {
    let next = kind.rawValue + 1
    return firstBits[kind.rawValue]..<(next < firstBits.count ? firstBits[next] : bitCount)
  }

  /// The slot behind a column of lanes that is no column of the state.
  func laneSlot(_ column: Int) -> Slot {
    column < firstTemporary
      ? Slot(kind: .localColumn, number: column - stateColumnCount)
      : Slot(kind: .temporary, number: column - firstTemporary)
  }

  func slot(_ bit: Int) -> Slot {
    let kind = Slot.Kind.allCases.last { firstBits[$0.rawValue] <= bit && bits($0).contains(bit) }
    return Slot(kind: kind ?? .lanes, number: bit - (kind.map { firstBits[$0.rawValue] } ?? 0))
  }
}

extension Opcode {
  /// The operands of every row, by raw value: a row is too large to be made for each instruction.
  static let operands = allCases.map(\.row.operands)

  /// What stands behind the instruction, for those with more than three operands: the first two
  /// operands of a `copy` that is never run.
  var secondWord: (a: Operand, b: Operand)? {
    switch self {
    case .selectBelowProduct: (.read, .unused)
    case .columnMultiplyAdd: (.lanes, .unused)
    case .columnMultiplyDivide: (.lanes, .rounding)
    default: nil
    }
  }

  /// Stands for a cost alone and cannot be run.
  var isOnlyACost: Bool { rawValue < Opcode.halt.rawValue }

  /// Works on lanes, and so stands in strips.
  var isColumnCode: Bool { rawValue >= Opcode.columnCharge.rawValue }

  /// Leaves traces beyond registers and the like, or the body it stands in.
  var hasLastingEffect: Bool {
    switch self {
    case .store, .storeField, .addToField, .subtractFromField, .addToState,
      .subtractFromState, .emit:
      true
    default: false
    }
  }

  var isForbiddenInRegion: Bool {
    switch self {
    case .storeCell, .call, .trial, .halt, .return, .fail: true
    case .request, .drawBetween, .drawNormal: true
    case .beginRows, .nextRow, .beginTimes, .nextTime, .vector, .old, .present: true
    default: hasLastingEffect
    }
  }

  /// Works on the lanes in use, and not only on whole selections.
  var usesLanes: Bool {
    switch self {
    case .selectAll, .selectStale, .use, .selectUnion, .selectExcept: false
    default: isColumnCode
    }
  }

  /// Names the lanes that what follows works on.
  var changesLanes: Bool { self == .use || self == .selectAll || self == .selectStale }

  /// Makes a list, a sum, values or a local column anew, where other opcodes go on with it.
  var startsSlot: Bool {
    switch self {
    case .rowsAll, .rowsNone, .sumStart, .valuesStart, .fill: true
    default: false
    }
  }

  /// Begins or ends a loop.
  var isLoop: Bool {
    switch self {
    case .beginRows, .nextRow, .beginTimes, .nextTime, .strips, .nextStrip: true
    default: false
    }
  }

  /// Does more work than its place in the code bounds.
  var mustCost: Bool {
    switch self {
    case .beginRows, .nextRow, .beginTimes, .nextTime, .trial, .sort, .pick, .median, .fill: true
    default: false
    }
  }

  /// Changes the rows of the list that its first operand names, or where a loop stands in it. Keys
  /// are gathered in a loop over the very list.
  var changesList: Bool {
    switch self {
    case .rowsAll, .rowsNone, .append, .sort, .pick, .limit: true
    case .columnAppend, .surveyRows: true
    default: false
    }
  }

  /// Never goes on with the next instruction.
  var isLast: Bool {
    switch self {
    case .halt, .return, .fail, .jump: true
    default: false
    }
  }
}

extension Operand {
  /// The kind of slot it names, of those an opcode may make anew.
  var slotKind: Slot.Kind? {
    switch self {
    case .list: .list
    case .sum: .sum
    case .values: .values
    case .localColumn: .localColumn
    default: nil
    }
  }
}

extension Slot.Kind {
  /// Holds something of the strip being worked on alone.
  var isOfOneStrip: Bool { self == .temporary || self == .selection || self == .lanes }
}
