/// Who calls an entry.
package enum RunCaller: Hashable, Sendable {
  /// Somebody without a role.
  case anyone
  case role(Int)
  case row(table: Int, Int128)
}

extension Core {
  /// Puts arguments where the entry looks for them; more than it has parameters are left out.
  static func pass(
    _ arguments: [Int128], to number: Int, _ core: UnsafeMutablePointer<Core>
  ) {
    for (index, word) in arguments.enumerated() { pass(word, at: index, to: number, core) }
  }

  @inline(__always)
  static func pass(
    _ word: Int128, at place: Int, to number: Int, _ core: UnsafeMutablePointer<Core>
  ) {
    let gate = core.pointee.entries + number
    guard place < gate.pointee.parameterCount else { return }
    core.pointee.arena[gate.pointee.firstParameter + place] = word
  }

  /// A call from outside, its arguments passed: what it costs to begin, whether the caller may, then
  /// the code. One that ends before the code has no instruction it ended at.
  @inline(__always)
  static func start(
    _ number: Int, by caller: RunCaller, _ core: UnsafeMutablePointer<Core>
  ) -> (stop: Stop?, at: Int?) {
    let gate = core.pointee.entries[number]
    core.pointee.gas &-= core.pointee.enterCost
    guard core.pointee.gas >= 0 else {
      core.pointee.gas = 0
      return (.outOfGas, nil)
    }
    if let stop = refusal(of: caller, gate, core) { return (stop, nil) }
    return run(core, from: gate.start)
  }

  @inline(__always)
  private static func refusal(
    of caller: RunCaller, _ gate: Gate, _ core: UnsafeMutablePointer<Core>
  ) -> Stop? {
    switch (gate.admits, caller) {
    case (.anyone, _): return nil
    case (.roles, .role(let role)):
      return role >= 0 && role < Program.roleLimit && gate.roles >> UInt64(role) & 1 != 0
        ? nil : .caller
    case (.row, .row(let table, let row)) where table == gate.table && row != -1:
      guard row >= 0, row < core.pointee.arena[core.pointee.firstRowCount + table] else {
        return .rowOutOfRange
      }
      core.pointee.arena[gate.firstParameter + gate.parameterCount] = row
      return nil
    default: return .caller
    }
  }
}

/// An entry as a call needs it: plain words, because an array in it would be counted as it is read.
struct Gate {
  let start: Int
  let firstParameter: Int
  let parameterCount: Int
  let admits: Admits
  /// The roles admitted, a bit each.
  let roles: UInt64
  let table: Int

  enum Admits { case anyone, roles, row }

  init(_ entry: Program.Entry) {
    start = entry.start
    firstParameter = entry.firstParameter
    parameterCount = entry.parameterCount
    switch entry.admits {
    case .anyone: (admits, roles, table) = (.anyone, 0, 0)
    case .roles(let numbers):
      (admits, roles, table) = (.roles, numbers.reduce(0) { $0 | 1 << UInt64($1) }, 0)
    case .row(let table): (admits, roles, self.table) = (.row, 0, table)
    }
  }
}
