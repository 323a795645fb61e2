import Diagnostics
import Machine
import Semantics

/// Lays bodies out in one program: functions first, callees before callers, then the entries.
///
/// A function's registers, lists and so on begin after those of all its callers, so that a call
/// moves nothing. Entries begin at zero.
struct Assembly {
  private let contract: CheckedContract
  private let pool: Pool
  private let functions: [(id: FunctionID, unit: Unit)]
  private let numbers: [FunctionID: Int]
  private let bases: [FunctionID: Window]
  private let entryBases: [Window]
  private let routines: Routines
  private var program = Program()
  /// The greatest number that an operand could not hold.
  private var overflow: Int?

  /// Where the slots of a body begin, or end.
  private struct Window {
    var registers = 0
    /// Where those begin that are kept; only where it is known whose they are.
    var kept = 0
    var lists = 0
    var sums = 0
    var values = 0
    var times = 0

    func after(_ unit: Unit) -> Window {
      Window(
        registers: registers + unit.registers.peak + unit.kept, lists: lists + unit.lists.peak,
        sums: sums + unit.sums.peak, values: values + unit.values.peak,
        times: times + unit.times.peak)
    }

    /// As the body itself sees it.
    func of(_ unit: Unit) -> Window {
      var window = self
      window.kept = registers + unit.registers.peak
      return window
    }

    func union(_ other: Window) -> Window {
      Window(
        registers: max(registers, other.registers), lists: max(lists, other.lists),
        sums: max(sums, other.sums), values: max(values, other.values),
        times: max(times, other.times))
    }
  }

  /// Functions stand after those they call.
  init(
    _ contract: CheckedContract, _ pool: Pool, functions: [(id: FunctionID, unit: Unit)],
    entries: [(unit: Unit, entry: EntryShape)], _ routines: Routines
  ) {
    self.contract = contract
    self.routines = routines
    self.pool = pool
    self.functions = functions
    numbers = Dictionary(
      uniqueKeysWithValues: functions.enumerated().map { ($1.id, $0) })
    var bases: [FunctionID: Window] = [:]
    var whole = Window()
    func place(_ unit: Unit, at base: Window) {
      let end = base.after(unit)
      whole = whole.union(end)
      for callee in unit.callees { bases[callee] = (bases[callee] ?? Window()).union(end) }
    }
    let floors = Assembly.floors(entries)
    entryBases = entries.map { unit, entry in
      floors[entry.layer?.rawValue ?? Routines.Layer.allCases.count].of(unit)
    }
    for ((unit, _), base) in zip(entries, entryBases) { place(unit, at: base) }
    for (id, unit) in functions.reversed() { place(unit, at: bases[id] ?? Window()) }
    for (id, unit) in functions { bases[id] = (bases[id] ?? Window()).of(unit) }
    self.bases = bases
    declare(whole)
    for (id, unit) in functions {
      program.functions.append(program.code.count)
      append(unit, bases[id] ?? Window())
    }
    for ((unit, entry), base) in zip(entries, entryBases) {
      let first = program.firstRegister + base.registers
      program.entries.append(
        Program.Entry(
          start: program.code.count, firstParameter: first, parameterCount: entry.parameters,
          admits: entry.admits, firstResult: first + entry.firstResult,
          resultCount: entry.results, isRoutine: entry.layer != nil,
          drawSites: entry.drawSites))
      append(unit, base)
    }
    for draft in pool.trials { program.trials.append(trial(draft)) }
    for draft in pool.memories { program.memories.append(memory(draft)) }
    let firstSurvey = entries.count - pool.surveys.count
    for (number, draft) in pool.surveys.enumerated() {
      program.surveys.append(survey(draft, entry: firstSurvey + number))
    }
  }

  /// Where each layer of routines begins, and then everything else: after whatever may be waiting.
  private static func floors(_ entries: [(unit: Unit, entry: EntryShape)]) -> [Window] {
    var floors = [Window()]
    for layer in Routines.Layer.allCases {
      let floor = floors[layer.rawValue]
      floors.append(
        entries.reduce(floor) { end, entry in
          entry.entry.layer == layer ? end.union(floor.after(entry.unit)) : end
        })
    }
    return floors
  }

  /// The program, where nothing in it has more parts than an operand can number.
  func finished() throws(CompileError) -> Program {
    for (thing, count) in [
      (CompileError.Thing.words, program.wordCount),
      (.columns, program.firstTemporary + program.temporaryCount),
      (.functions, program.functions.count), (.actions, contract.actions.count),
      (.events, program.events.count), (.failures, program.failures.count),
      (.trials, program.trials.count),
    ] where count > 1 << 16 {
      throw .tooMany(thing, count: count, contract.span)
    }
    guard contract.roles.count <= Program.roleLimit else {
      throw .tooMany(.roles, count: contract.roles.count, contract.span)
    }
    if let overflow { throw .tooMany(.slots, count: overflow, contract.span) }
    return program
  }

  // MARK: - Parts

  private mutating func declare(_ whole: Window) {
    program.parameters = contract.parameters.map(\.initial)
    program.states = contract.states.map(\.initial)
    program.constants = pool.constants
    program.registerCount = whole.registers
    program.tables = contract.tables.map { table in
      Program.Table(
        keys: table.keys.map(\.table), initial: table.fields.map(\.initial),
        fixedRows: table.fixedRows)
    }
    program.localColumns = pool.localColumns
    program.temporaryCount = pool.temporaryCount
    program.selectionCount = pool.selectionCount
    program.listCount = whole.lists
    program.sumCount = whole.sums
    program.valuesCount = whole.values
    program.timesCount = whole.times
    program.keys = pool.keys
    program.events = contract.events.map(\.parameters.count)
    program.failures = pool.failures
    program.requests = routines.requests
    program.drawSites = routines.drawSites
  }

  private mutating func append(_ unit: Unit, _ base: Window) {
    for draft in unit.code {
      let cost = UInt8(exactly: draft.cost)
      if cost == nil { overflow = max(overflow ?? 0, draft.cost) }
      program.code.append(
        Instruction(
          draft.opcode, operand(draft.a, base), operand(draft.b, base), operand(draft.c, base),
          cost: cost ?? 0))
      program.places.append(UInt32(clamping: draft.place))
    }
  }

  /// A number that no operand holds is remembered for `finished` to refuse.
  private mutating func operand(_ term: Term, _ base: Window) -> UInt16 {
    let number: Int
    switch term {
    case .number(let plain): number = plain
    case .word(let word): number = word
    case .constant(let place): number = program.firstConstant + place
    case .register(let place): number = program.firstRegister + base.registers + place
    case .kept(let place): number = program.firstRegister + base.kept + place
    case .callee(let id, let place):
      number = program.firstRegister + (bases[id]?.registers ?? 0) + place
    case .list(let place): number = base.lists + place
    case .sum(let place): number = base.sums + place
    case .values(let place): number = base.values + place
    case .times(let place): number = base.times + place
    case .function(let id): number = numbers[id] ?? 0
    case .temporary(let place): number = program.firstTemporary + place
    case .selection(let place): number = place
    }
    guard let operand = UInt16(exactly: number) else {
      overflow = max(overflow ?? number, number)
      return 0
    }
    return operand
  }

  private func base(of unit: UnitName) -> Window {
    switch unit {
    case .function(let id): bases[id] ?? Window()
    case .entry(let number): entryBases[number]
    }
  }

  private mutating func memory(_ draft: MemoryDraft) -> Program.Memory {
    let base = base(of: draft.unit)
    var words: [UInt16] = []
    for word in draft.words { words.append(operand(word, base)) }
    return Program.Memory(
      table: draft.table, columns: draft.columns, words: words, hasValues: draft.hasValues)
  }

  private mutating func survey(_ draft: SurveyDraft, entry: Int) -> Program.Survey {
    let base = base(of: draft.unit)
    var (keys, words): ([UInt16], [UInt16]) = ([], [])
    for key in draft.keys { keys.append(operand(key, base)) }
    for word in draft.words { words.append(operand(word, base)) }
    return Program.Survey(table: draft.table, entry: entry, keys: keys, words: words)
  }

  private mutating func trial(_ draft: TrialDraft) -> Program.Trial {
    let base = base(of: draft.unit)
    var arguments: [UInt16] = []
    for argument in draft.arguments { arguments.append(operand(argument, base)) }
    let caller: Program.TrialCaller
    switch draft.caller {
    case .anyone: caller = .anyone
    case .role(let role): caller = .role(role)
    case .row(let table, let term): caller = .row(table: table, word: operand(term, base))
    case .someRow(let table): caller = .someRow(table: table)
    }
    return Program.Trial(
      entry: draft.action, arguments: arguments, caller: caller)
  }
}

/// What an entry is given and gives back.
struct EntryShape {
  let parameters: Int
  let admits: Program.Admission
  /// The register of the first result.
  let firstResult: Int
  let results: Int
  /// Of a routine.
  var layer: Routines.Layer?
  var drawSites = 0..<0
}
