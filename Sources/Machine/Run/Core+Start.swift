/// Who calls an entry.
package enum RunCaller: Hashable, Sendable {
  /// Somebody without a role.
  case anyone
  case role(Int)
  case row(table: Int, Int128)
}

extension Core {
  /// A call from outside: what it costs to begin, whether the caller may, then the code. One that
  /// ends before the code has no instruction it ended at.
  static func start(
    _ number: Int, _ arguments: [Int128], by caller: RunCaller, _ core: UnsafeMutablePointer<Core>,
    gas: inout Int
  ) -> (stop: Stop?, at: Int?) {
    let entry = core.pointee.program.entries[number]
    gas -= Opcode.enter.cost
    guard gas >= 0 else {
      gas = 0
      return (.outOfGas, nil)
    }
    let m = core.pointee.arena + entry.firstParameter
    for (index, word) in arguments.prefix(entry.parameterCount).enumerated() { m[index] = word }
    if let stop = core.pointee.refusal(of: caller, entry) { return (stop, nil) }
    return run(core, from: entry.start, gas: &gas)
  }

  private func refusal(of caller: RunCaller, _ entry: Program.Entry) -> Stop? {
    switch (entry.admits, caller) {
    case (.anyone, _): return nil
    case (.roles(let roles), .role(let role)): return roles.contains(role) ? nil : .caller
    case (.row(let table), .row(let actual, let row)) where table == actual && row != -1:
      guard row >= 0, row < layout.rows[table] else { return .rowOutOfRange }
      arena[entry.firstParameter + entry.parameterCount] = row
      return nil
    default: return .caller
    }
  }
}
