/// Who calls an entry.
package enum RunCaller: Hashable, Sendable {
  /// Somebody without a role.
  case anyone
  case role(Int)
  case row(table: Int, Int128)
}

extension Core {
  /// Puts arguments where the entry looks for them; more than it has parameters are left out.
  static func pass(_ arguments: [Int128], to gate: UnsafePointer<Gate>) {
    for (index, word) in arguments.enumerated() { gate.pass(word, at: index) }
  }

  /// Runs an entry whose arguments are passed: what it costs to begin, whether the caller may, then
  /// the code. The run loop is a part of this function, so that a call is one call.
  ///
  /// One that stops takes back what was stored since `undoMark`.
  @inline(never)
  static func start(_ gate: UnsafePointer<Gate>, by caller: RunCaller, gas: Int) -> Run {
    let core = gate.pointee.core
    let left = gas &- gate.pointee.cost
    guard left >= 0 else {
      core.pointee.gas = 0
      return Run(stop: .outOfGas, place: Run.nowhere, gas: gas)
    }
    if let stop = gate.refusal(of: caller) {
      core.pointee.gas = left
      return Run(stop: stop, place: Run.nowhere, gas: gas &- left)
    }
    let (stop, place, rest) = run(core, from: gate.pointee.start, gas: left)
    if stop != nil { core.pointee.giveUp() }
    return Run(stop: stop, place: place, gas: gas &- rest)
  }
}

/// An entry as a call needs it: plain words, because an array in it would be counted as it is read.
struct Gate {
  let core: UnsafeMutablePointer<Core>
  let start: UnsafePointer<Instruction>
  let cost: Int
  let parameters: UnsafeMutablePointer<Int128>
  let parameterCount: Int
  /// Where the entry looks for a row that calls.
  let calling: UnsafeMutablePointer<Int128>
  let admits: Admits
  /// The roles admitted, a bit each.
  let roles: UInt64
  let table: Int
  /// Of that table.
  let rows: UInt64

  enum Admits { case anyone, roles, row }

  init(_ entry: Program.Entry, _ core: UnsafeMutablePointer<Core>) {
    self.core = core
    start = core.pointee.code + entry.start
    cost = Opcode.enter.cost
    parameters = core.pointee.arena + entry.firstParameter
    parameterCount = entry.parameterCount
    calling = parameters + parameterCount
    switch entry.admits {
    case .anyone: (admits, roles, table, rows) = (.anyone, 0, 0, 0)
    case .roles(let numbers):
      (admits, roles, table, rows) = (.roles, numbers.reduce(0) { $0 | 1 << UInt64($1) }, 0, 0)
    case .row(let table):
      (admits, roles, self.table, rows) =
        (.row, 0, table, UInt64(core.pointee.layout.rows[table]))
    }
  }

  /// Where a routine goes on that has been let in before.
  init(goingOnAt next: Int, _ core: UnsafeMutablePointer<Core>) {
    self.core = core
    (start, cost) = (core.pointee.code + next, 0)
    (parameters, parameterCount, calling) = (core.pointee.arena, 0, core.pointee.arena)
    (admits, roles, table, rows) = (.anyone, 0, 0, 0)
  }
}

extension UnsafePointer<Gate> {
  @inline(__always)
  func pass(_ word: Int128, at place: Int) {
    guard place < pointee.parameterCount else { return }
    pointee.parameters[place] = word
  }

  /// Why the caller may not; a row that may is passed as the parameter after the others.
  @inline(__always)
  fileprivate func refusal(of caller: RunCaller) -> Stop? {
    switch (pointee.admits, caller) {
    case (.anyone, _): return nil
    case (.roles, .role(let role)):
      return role >= 0 && role < Program.roleLimit && pointee.roles >> UInt64(role) & 1 != 0
        ? nil : .caller
    case (.row, .row(let table, let row)) where table == pointee.table:
      guard row >> 64 == 0, UInt64(truncatingIfNeeded: row) < pointee.rows else {
        return row == -1 ? .caller : .rowOutOfRange
      }
      pointee.calling.pointee = row
      return nil
    default: return .caller
    }
  }
}
