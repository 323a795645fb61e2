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

  package init(_ program: VerifiedProgram, rows: [Int]) throws(PopulationMismatch) {
    let layout = try Layout(program.program, rows: rows)
    self.program = program
    self.rows = rows
    core = .allocate(capacity: 1)
    core.initialize(to: Core(program.program, layout))
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
    Core.pass(arguments, to: entry, core)
    return begin(entry, by: caller, gas)
  }

  /// The same for an entry with one parameter, without a list of arguments to make.
  package func call(
    _ entry: Int, _ argument: Int128, by caller: RunCaller, gas: Int
  ) -> Run {
    Core.pass(argument, at: 0, to: entry, core)
    return begin(entry, by: caller, gas)
  }

  /// The same with arguments that lie in memory somewhere.
  package func call(
    _ entry: Int, _ arguments: UnsafeBufferPointer<Int128>, by caller: RunCaller, gas: Int
  ) -> Run {
    for (place, word) in arguments.enumerated() { Core.pass(word, at: place, to: entry, core) }
    return begin(entry, by: caller, gas)
  }

  /// Asks an entry that changes nothing: `old` sees what it saw in the call before.
  package func ask(_ entry: Int, _ arguments: [Int128] = [], gas: Int) -> Run {
    let events = core.pointee.events.count
    Core.pass(arguments, to: entry, core)
    let run = finish(entry, by: .anyone, gas, mark: core.pointee.log.count)
    core.pointee.events.count = events
    return run
  }

  /// The same with arguments that lie in memory somewhere.
  package func ask(_ entry: Int, _ arguments: UnsafeBufferPointer<Int128>, gas: Int) -> Run {
    let events = core.pointee.events.count
    for (place, word) in arguments.enumerated() { Core.pass(word, at: place, to: entry, core) }
    let run = finish(entry, by: .anyone, gas, mark: core.pointee.log.count)
    core.pointee.events.count = events
    return run
  }

  /// Takes back the last call, when it had succeeded.
  package func undo() {
    core.pointee.takeBack(to: core.pointee.callMark)
    core.pointee.events.count = 0
  }

  @inline(__always)
  private func begin(_ entry: Int, by caller: RunCaller, _ gas: Int) -> Run {
    core.pointee.beginCall()
    core.pointee.events.count = 0
    return finish(entry, by: caller, gas, mark: core.pointee.callMark)
  }

  @inline(__always)
  private func finish(_ entry: Int, by caller: RunCaller, _ gas: Int, mark: Int) -> Run {
    core.pointee.gas = gas
    core.pointee.releaseManyCells()
    let (stop, at) = Core.start(entry, by: caller, core)
    if stop != nil {
      core.pointee.settle()
      core.pointee.takeBack(to: mark)
      core.pointee.events.count = 0
    }
    return Run(stop: stop, at: at, gas: gas - core.pointee.gas)
  }
}

/// How a call ended.
package struct Run: Hashable, Sendable {
  /// Why it was undone; `nil` when it stands.
  package let stop: Stop?
  /// The instruction it ended at; `nil` when the caller was refused, or could not pay to begin.
  package let at: Int?
  /// Gas spent, whether or not it stands.
  package let gas: Int
}
