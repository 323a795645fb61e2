/// Everything a run works on, as plain memory: stored properties of a class would be checked for
/// exclusive access at every touch, which costs more than most instructions.
struct Core {
  let arena: UnsafeMutablePointer<Int128>
  let code: UnsafePointer<Instruction>
  let functionStarts: UnsafePointer<UnsafePointer<Instruction>>
  let program: Program
  let layout: Layout
  /// The columns as operands number them.
  let columns: UnsafeMutablePointer<Column>
  /// Where the words begin that hold the rows of each table.
  let firstRowCount: Int
  let firstLocalColumn: Int
  let entries: UnsafeMutablePointer<Gate>
  var scratch: Scratch
  /// Gas left, whenever the run loop itself is not counting.
  var gas = 0
  /// How many functions are running.
  var returnCount = 0
  /// Where the scalar code of the running column code is, and the gas to start it with; none outside
  /// column code.
  var fallback: UnsafePointer<Instruction>?
  var fallbackGas = 0
  /// What instructions that change a word pay once they have its new value.
  let storeCost = Opcode.store.cost
  let storeFieldCost = Opcode.storeField.cost
  /// Zero.
  var nothing = 0
  var log = UndoLog()
  /// Where the last call from outside began in the log.
  var callMark = 0
  /// What `old` shows the state before: a place in the log.
  var oldMark = 0
  /// What a run that stops takes back: what was stored since.
  var undoMark = 0
  /// How many `old`s the run is inside.
  var oldDepth = 0
  /// The events, each as its number and its values.
  var events = Words()
  /// How many trials the run is inside.
  var trials = 0
  /// The instruction after the request a routine waits at; zero while none does.
  var asked = 0
  /// What names the words that routines draw.
  var draws = DrawContext(seed: 0, path: 0, step: 0, instance: 0)
  /// How often each place has drawn since its routine began.
  let occurrences: UnsafeMutablePointer<UInt32>
  /// What regions remember, by number.
  let memories: UnsafeMutablePointer<RowMemory>
  let memoryCount: Int
  /// What is asked of every row, by number.
  let surveys: UnsafeMutablePointer<SurveyBook>
  let surveyCount: Int
  /// What probes have noted, a byte each; see `Program.probed()`.
  let notes: UnsafeMutablePointer<UInt8>
  let noteCount: Int
  let markCount: Int
  /// Cells the local columns have memory for.
  var localCells = 0
  /// Whether there is more to do before a call from outside than to empty the log: memories follow
  /// it, or local columns have more cells than are kept.
  var needsCare = false
  /// Whether a routine may wait, and find its columns as it left them.
  let mayWait: Bool
  /// Where the states lie, and how many of the columns belong to the state.
  let stateWords: Range<Int>
  let stateColumnCount: Int

  struct Column {
    /// Of a local column that was never filled, that of the arena.
    var base: UnsafeMutablePointer<Int128>
    /// In how many trials the memory of a local column was taken, 0 outside; -1 while it has none.
    var owner = -1
    let cells: Int
    let isTooLarge: Bool
    /// Whether lane 0 of every strip is at the base, instead of at the strip's first row.
    let isTemporary: Bool
  }

  init(_ program: Program, _ layout: Layout, fewRows: Int) {
    self.program = program
    self.layout = layout
    mayWait = program.entries.contains(where: \.isRoutine)
    firstRowCount = program.firstRowCount
    firstLocalColumn = program.firstLocalColumn
    arena = .allocate(capacity: max(1, layout.size))
    arena.initialize(repeating: 0, count: max(1, layout.size))
    let code = UnsafeMutablePointer<Instruction>.allocate(capacity: max(1, program.code.count))
    for (index, instruction) in program.prepared(for: layout, fewRows: fewRows).enumerated() {
      (code + index).initialize(to: instruction)
    }
    self.code = UnsafePointer(code)
    entries = .allocate(capacity: max(1, program.entries.count))
    columns = .allocate(capacity: max(1, layout.columns.count))
    for (number, column) in layout.columns.enumerated() {
      (columns + number).initialize(
        to: Column(
          base: arena + column.offset, cells: column.cells, isTooLarge: column.isTooLarge,
          isTemporary: column.isTemporary))
    }
    let starts = UnsafeMutablePointer<UnsafePointer<Instruction>>.allocate(
      capacity: program.functions.count + 1)
    for (number, start) in program.functions.enumerated() {
      (starts + number).initialize(to: self.code + start)
    }
    functionStarts = UnsafePointer(starts)
    scratch = Scratch(program)
    occurrences = .allocate(capacity: max(1, program.drawSites))
    occurrences.initialize(repeating: 0, count: max(1, program.drawSites))
    markCount = program.markCount
    stateWords = program.firstState..<program.clock
    stateColumnCount = program.stateColumnCount
    noteCount = program.markCount + program.nearCount * Program.distances
    notes = .allocate(capacity: max(1, noteCount))
    notes.initialize(repeating: 0, count: max(1, noteCount))
    memoryCount = program.memories.count
    surveyCount = program.surveys.count
    surveys = .allocate(capacity: max(1, program.surveys.count))
    for (number, survey) in program.surveys.enumerated() {
      (surveys + number).initialize(to: SurveyBook(survey, layout))
    }
    needsCare = memoryCount + surveyCount > 0
    memories = .allocate(capacity: max(1, program.memories.count))
    for (number, memory) in program.memories.enumerated() {
      (memories + number).initialize(to: RowMemory(memory, layout))
    }
  }

  mutating func deallocate() {
    releaseLocalColumns()
    arena.deallocate()
    code.deallocate()
    columns.deallocate()
    functionStarts.deallocate()
    entries.deallocate()
    scratch.deallocate(program)
    occurrences.deallocate()
    for number in 0..<memoryCount { memories[number].deallocate() }
    memories.deallocate()
    for number in 0..<surveyCount { surveys[number].deallocate() }
    surveys.deinitialize(count: surveyCount)
    surveys.deallocate()
    notes.deallocate()
    log.deallocate()
    events.deallocate()
  }
}
