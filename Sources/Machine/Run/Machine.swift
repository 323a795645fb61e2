/// A program with its memory: one contract, deployed.
///
///     let machine = try Machine(program, rows: [64])
///     let run = machine.call(entry, [price], by: .role(0), gas: 1_000_000)
///
/// A call that stops leaves the state bit for bit as it was.
package final class Machine {
  package let program: VerifiedProgram
  /// Rows of each table.
  package let rows: [Int]
  let core: UnsafeMutablePointer<Core>
  /// What was restored last.
  var lastImage: Image?

  /// - Parameter fewRows: column code for fewer rows is left out; it does what the code behind it does.
  package init(
    _ program: VerifiedProgram, rows: [Int], fewRows: Int = 4
  ) throws(PopulationMismatch) {
    let layout = try Layout(program.program, rows: rows)
    self.program = program
    self.rows = rows
    core = .allocate(capacity: 1)
    core.initialize(to: Core(program.program, layout, fewRows: fewRows))
    for (number, entry) in program.program.entries.enumerated() {
      (core.pointee.entries + number).initialize(to: Gate(entry, core))
    }
    let words = core.pointee.arena
    for (table, count) in rows.enumerated() {
      words[program.program.firstRowCount + table] = Int128(count)
    }
    for (number, constant) in program.program.constants.enumerated() {
      words[program.program.firstConstant + number] = constant
    }
    reset(clock: 0)
  }

  deinit {
    core.pointee.deallocate()
    core.deinitialize(count: 1)
    core.deallocate()
  }

  /// Every parameter, state and field as declared, and nothing remembered.
  package func reset(clock: Int128) {
    let program = program.program
    let words = core.pointee.arena
    for (number, word) in program.parameters.enumerated() { words[number] = word }
    for (number, word) in program.states.enumerated() { words[program.firstState + number] = word }
    words[program.clock] = clock
    var column = 0
    for (table, shape) in program.tables.enumerated() {
      for (field, word) in shape.initial.enumerated() {
        let base = core.pointee.columns[column].base
        column += 1
        guard let fixed = shape.fixedRows else {
          base.update(repeating: word, count: rows[table])
          continue
        }
        for (row, fields) in fixed.enumerated() { base[row] = fields[field] }
      }
    }
    core.pointee.forgetCalls()
  }

  /// Calls an entry from outside. Afterwards `old` sees the state before this call, until the next.
  package func call(
    _ entry: Int, _ arguments: [Int128] = [], by caller: RunCaller = .anyone, gas: Int
  ) -> Run {
    let gate = UnsafePointer(core.pointee.entries + entry)
    Core.pass(arguments, to: gate)
    return begin(gate, by: caller, gas)
  }

  /// The same for an entry with one parameter, without a list of arguments to make.
  package func call(
    _ entry: Int, _ argument: Int128, by caller: RunCaller, gas: Int
  ) -> Run {
    let gate = UnsafePointer(core.pointee.entries + entry)
    gate.pass(argument, at: 0)
    return begin(gate, by: caller, gas)
  }

  /// The same with arguments that lie in memory somewhere.
  package func call(
    _ entry: Int, _ arguments: UnsafeBufferPointer<Int128>, by caller: RunCaller, gas: Int
  ) -> Run {
    let gate = UnsafePointer(core.pointee.entries + entry)
    for (place, word) in arguments.enumerated() { gate.pass(word, at: place) }
    return begin(gate, by: caller, gas)
  }

  /// Asks an entry that changes nothing: `old` sees what it saw in the call before.
  package func ask(_ entry: Int, _ arguments: [Int128] = [], gas: Int) -> Run {
    let events = core.pointee.events.count
    let gate = UnsafePointer(core.pointee.entries + entry)
    Core.pass(arguments, to: gate)
    let run = ask(gate, gas)
    core.pointee.events.count = events
    return run
  }

  /// The same with arguments that lie in memory somewhere.
  package func ask(_ entry: Int, _ arguments: UnsafeBufferPointer<Int128>, gas: Int) -> Run {
    let events = core.pointee.events.count
    let gate = UnsafePointer(core.pointee.entries + entry)
    for (place, word) in arguments.enumerated() { gate.pass(word, at: place) }
    let run = ask(gate, gas)
    core.pointee.events.count = events
    return run
  }

  private func ask(_ gate: UnsafePointer<Gate>, _ gas: Int) -> Run {
    core.pointee.releaseManyCells()
    core.pointee.undoMark = core.pointee.log.count
    return Core.start(gate, by: .anyone, gas: gas)
  }

  /// Takes back the last call, when it had succeeded.
  package func undo() {
    core.pointee.takeBack(to: core.pointee.callMark)
    core.pointee.events.count = 0
  }

  /// Whatever needs a call to do is done elsewhere, so that nothing has to be saved here.
  @inline(__always)
  private func begin(_ gate: UnsafePointer<Gate>, by caller: RunCaller, _ gas: Int) -> Run {
    if core.pointee.needsCare { return beginWithCare(gate, by: caller, gas) }
    core.pointee.log.clear()
    core.pointee.callMark = 0
    core.pointee.oldMark = 0
    core.pointee.undoMark = 0
    core.pointee.events.count = 0
    return Core.start(gate, by: caller, gas: gas)
  }

  @inline(never)
  private func beginWithCare(
    _ gate: UnsafePointer<Gate>, by caller: RunCaller, _ gas: Int
  ) -> Run {
    core.pointee.beginCall()
    core.pointee.events.count = 0
    core.pointee.releaseManyCells()
    return Core.start(gate, by: caller, gas: gas)
  }
}

/// How a call ended.
package struct Run: Hashable, Sendable {
  /// Why it was undone; `nil` when it stands.
  package let stop: Stop?
  /// The instruction it ended at, or `nowhere`: four words are handed back in registers, an optional
  /// one more would not be.
  private let place: Int
  /// Gas spent, whether or not it stands.
  package let gas: Int

  static let nowhere = -1

  @inline(__always)
  init(stop: Stop?, place: Int, gas: Int) {
    self.stop = stop
    self.place = place
    self.gas = gas
  }

  /// The instruction it ended at; `nil` when the caller was refused, or could not pay to begin.
  package var at: Int? { place < 0 ? nil : place }
}
