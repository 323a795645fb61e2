extension Core {
  /// Questions inside each other: an enforced invariant may ask whether an action can succeed, and
  /// the answer depends on that very invariant.
  private static let trialLimit = 16

  /// Whether somebody who is admitted can call the entry with success. Nothing of the attempt
  /// stays but the gas it took.
  static func tries(
    _ trial: Program.Trial, _ cost: Int, into result: Int, _ core: UnsafeMutablePointer<Core>
  ) -> Stop? {
    let m = core.pointee.arena
    let arguments = trial.arguments.map { m[Int($0)] }
    // One after the other: the first may be enough, and then the others must cost no time.
    for number in 0..<callerCount(trial.caller, core) {
      let caller: RunCaller =
        switch trial.caller {
        case .anyone: .anyone
        case .role(let role): .role(role)
        case .row(let table, let word): .row(table: table, m[Int(word)])
        case .someRow(let table): .row(table: table, Int128(number))
        }
      core.pointee.gas -= cost
      guard core.pointee.gas >= 0 else { return .outOfGas }
      guard core.pointee.trials < trialLimit else { return .depth }
      let stop = attempt(trial.entry, arguments, caller, core)
      guard let stop else {
        m[result] = 1
        return nil
      }
      guard stop.isVerdict else { return stop }
    }
    m[result] = 0
    return nil
  }

  private static func callerCount(
    _ caller: Program.TrialCaller, _ core: UnsafeMutablePointer<Core>
  ) -> Int {
    if case .someRow(let table) = caller { core.pointee.layout.rows[table] } else { 1 }
  }

  private static func attempt(
    _ entry: Int, _ arguments: [Int128], _ caller: RunCaller,
    _ core: UnsafeMutablePointer<Core>
  ) -> Stop? {
    let outer = core.pointee
    // Registers and local columns have fixed places, which the attempt may use too. Columns keep their
    // memory: what the attempt fills gets memory of its own.
    let first = outer.program.firstRegister
    let registers = Array(
      UnsafeBufferPointer(start: outer.arena + first, count: outer.program.registerCount))
    let locals = outer.localColumns.map { outer.columns[$0] }
    core.pointee.scratch = Scratch(outer.program)
    core.pointee.oldMark = outer.log.count
    core.pointee.undoMark = outer.log.count
    core.pointee.oldDepth = 0
    core.pointee.trials = outer.trials + 1
    core.pointee.returnCount = 0
    let gate = UnsafePointer(core.pointee.entries + entry)
    pass(arguments, to: gate)
    let run = start(gate, by: caller, gas: outer.gas)
    core.pointee.settle()
    core.pointee.log.revert(to: core.pointee.oldMark)
    core.pointee.events.count = outer.events.count
    core.pointee.scratch.deallocate(outer.program)
    core.pointee.scratch = outer.scratch
    core.pointee.oldMark = outer.oldMark
    core.pointee.undoMark = outer.undoMark
    core.pointee.oldDepth = outer.oldDepth
    core.pointee.trials = outer.trials
    core.pointee.returnCount = outer.returnCount
    for (number, column) in zip(outer.localColumns, locals) {
      if outer.columns[number].owner > outer.trials { core.pointee.releaseMemory(ofColumn: number) }
      outer.columns[number] = column
    }
    for (index, word) in registers.enumerated() { outer.arena[first + index] = word }
    return run.stop
  }

  /// Leaves the past, should the run have stopped in it.
  mutating func settle() {
    if oldDepth > 0 { log.showPresent(since: oldMark) }
    oldDepth = 0
  }
}

extension Stop {
  /// Whether a trial that ends so says something about the action, and not about the machine.
  var isVerdict: Bool {
    switch self {
    case .outOfGas, .columnTooLarge, .depth, .failure(.unproved): false
    default: true
    }
  }
}
