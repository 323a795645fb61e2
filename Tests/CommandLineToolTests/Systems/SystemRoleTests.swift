import Reference
import Semantics
import Testing

/// Every action of the systems, called by everybody it does not admit: nobody of another role, and no
/// row of another table, gets past the door, and nothing changes.
@Suite("Roles of the systems")
struct SystemRoleTests {
  @Test(arguments: SystemFiles.checked)
  func `nobody plays the role of another`(_ name: String) throws {
    let contract = try SystemFiles(name).contract
    let interpreter = Interpreter(contract, try Population(of: contract))
    let tables = contract.actions.compactMap { action in
      if case .row(let table) = action.callers { table } else { nil }
    }
    let everybody =
      [Caller.anyone] + contract.roles.indices.map { .role($0) }
      + Set(tables).sorted().map { .row($0, 0) }
    var refused = 0
    for (id, action) in contract.actions.enumerated() {
      for caller in everybody where !admits(action.callers, caller) {
        var state = interpreter.initialState
        let arguments = [Int128](repeating: 0, count: action.parameters.count)
        let run = interpreter.call(id, arguments, by: caller, on: &state)
        guard case .reverted(let trap) = run.outcome, case .caller = trap.reason else {
          Issue.record("\(name).\(action.name) lets \(caller) in: \(run.outcome)")
          continue
        }
        #expect(state == interpreter.initialState)
        refused += 1
      }
    }
    #expect(refused >= 40, "\(name): \(refused) calls were refused")
  }

  private func admits(_ callers: CheckedAction.Callers, _ caller: Caller) -> Bool {
    switch (callers, caller) {
    case (.anyone, _): true
    case (.roles(let roles), .role(let role)): roles.contains(role)
    case (.row(let table), .row(let other, _)): table == other
    default: false
    }
  }
}
