import Numerics
import Reference
import Semantics
import Testing

/// The deepest program the parser and the checker admit, and programs deeper than that.
@Suite struct DepthTests {
  private let always = node(.constant(1), .truth)

  /// Functions that each call the next at the bottom of a nested expression inside an `if`.
  private func ladder(calls: Int, nesting: Int) -> CheckedContract {
    contract { contract in
      var bottom = int(1)
      for number in 0..<calls {
        let deep = (0..<nesting).reduce(bottom) { inner, level in
          level % 2 == 0
            ? node(.conditional(always, then: inner, otherwise: int(0))) : add(inner, int(0))
        }
        let body = statement(.return([deep]))
        contract.functions.append(
          function(
            "f\(number)",
            body: [statement(.if([CheckedBranch(condition: always, body: [body])], otherwise: []))]
          ))
        bottom = node(.call(number, [], result: 0))
      }
      contract.actions = [action("go", body: [statement(.setState(0, bottom))])]
    }
  }

  private func outcome(of contract: CheckedContract) throws -> (Outcome, State, before: State) {
    let interpreter = Interpreter(contract, try Population(of: contract))
    let before = interpreter.initialState
    var state = before
    let outcome = interpreter.call(0, [], by: .anyone, on: &state).outcome
    return (outcome, state, before)
  }

  @Test func deepestAdmittedProgramRuns() throws {
    let (outcome, state, _) = try outcome(of: ladder(calls: 64, nesting: 254))
    #expect(outcome == .committed([]))
    #expect(state.states == [1])
  }

  @Test func deeperTrapsAndLeavesTheStateAlone() throws {
    let (outcome, state, before) = try outcome(of: ladder(calls: 100, nesting: 400))
    guard case .reverted(let trap) = outcome else {
      Issue.record("40,000 levels must trap")
      return
    }
    #expect(trap.reason == .depth)
    #expect(state == before)
  }

  @Test func canAboutItselfTraps() throws {
    let (outcome, _, _) = try outcome(
      of: contract {
        let question = CheckedBranch(condition: node(.can(0, [], nil), .truth), body: [])
        $0.actions = [action("go", body: [statement(.if([question], otherwise: []))])]
      })
    guard case .reverted(let trap) = outcome else {
      Issue.record("endless `can` must trap")
      return
    }
    #expect(trap.reason == .depth)
  }
}
