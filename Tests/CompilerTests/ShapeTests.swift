import Compiler
import Machine
import Reference
import Semantics
import Testing

/// What code is made of small rules, where it matters that it is short: the text of one entry.
@Suite struct ShapeTests {
  private func code(
    _ contract: String, entry: Int = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    let compiled = try Compiler.compile(try checked(contract, sourceLocation))
    let program = compiled.program.program
    let lines = Disassembly(
      program,
      name: { subject in
        switch subject {
        case .state(let id): compiled.contract.states[id].name
        case .parameter(let id): compiled.contract.parameters[id].name
        default: nil
        }
      }
    ).lines
    let heading = lines.indices.filter { lines[$0].hasPrefix("entry") }[entry]
    return lines[(heading + 1)...].prefix { !$0.isEmpty }.map { line in
      line.split(separator: " ").dropFirst().joined(separator: " ")
    }
  }

  @Test func comparisonAndBranchAreOneJump() throws {
    let found = try code(
      "contract C { state x : USD unit USD action a(y: USD) by anyone { require x + y > y } }")
    #expect(
      found == [
        "add r1, x, r0 1", "jump-if-less r0, r1, -> 3 2", "fail demand 0 0", "halt 0",
      ])
  }

  @Test func aNameKeepsWhatItWasGiven() throws {
    let found = try code(
      "contract C { state x : int action a() by anyone { let old_x = x x = 2 x += old_x } }")
    #expect(
      found == [
        "copy r0, x 0", "store x, #2 2", "add-to-state x, r0 1", "halt 0",
      ])
  }

  @Test func smallFunctionsStandInTheirCallers() throws {
    let found = try code(
      """
      contract C { state x : int
        fn twice(n: int) -> int = n * 2
        fn positive(n: int) -> bool = twice(n) > 0
        action a(y: int) by anyone { if positive(y) { x = twice(y) } }
      }
      """)
    #expect(
      found == [
        "multiply-words r1, r0, #2 7", "jump-if-less-or-equal r1, #0, -> 4 2",
        "multiply-words r1, r0, #2 5", "store x, r1 2", "halt 0",
      ])
  }

  @Test func largeFunctionsAreCalled() throws {
    let found = try code(
      """
      contract C { state x : int
        fn slow(n: int) -> int { var m = n repeat 3 times { m += n } return m }
        action a(y: int) by anyone { x = slow(y) + slow(x) }
      }
      """)
    #expect(
      found == [
        "copy r3, r0 2", "call 0 0", "copy r1, r4 0", "copy r3, x 2", "call 0 0", "copy r2, r4 0",
        "add r1, r1, r2 1", "store x, r1 2", "halt 0",
      ])
  }

  @Test func whatSeveralJumpsOweIsPaidWhereTheyArrive() throws {
    let found = try code(
      "contract C { state x : int action a(y: int) by anyone { if y > 1 and quotient(x, y) > 2 { x = 0 } } }"
    )
    #expect(
      found == [
        "jump-if-less-or-equal r0, #1, -> 7 2", "copy r1, x 0", "copy r2, r0 0",
        "quotient r1, r1 r2, toZero 6", "jump-if-less-or-equal r1, #2, -> 7 1", "store x, #0 3",
        "jump -> 8 0", "charge 1 0", "halt 0",
      ])
  }

  @Test func checkedRowsAreNotCheckedAgain() throws {
    let found = try code(
      """
      contract C {
        table T {
          n : int
          m : int
        }
        action a(t: T) by anyone { t.n = 1 t.m = 2 }
      }
      """)
    #expect(
      found == [
        "check-argument r0, table 0 0", "check-row r0, table 0 1",
        "store-field r0, table 0 field 0, #1 2",
        "store-field r0, table 0 field 1, #2 3", "halt 0",
      ])
  }
}

/// A checked contract from text; errors of the checker are issues.
func checked(
  _ contract: String, _ sourceLocation: SourceLocation = #_sourceLocation
) throws -> CheckedContract {
  var project = Project(
    workspace: Workspace { $0 == "main.risk" ? .bytes(Array(contract.utf8)) : .missing })
  let file = project.check("main.risk")
  for finding in project.workspace.diagnostics.sorted where finding.severity == .error {
    Issue.record("\(finding.headline)", sourceLocation: sourceLocation)
  }
  return try #require(file.contracts.first, sourceLocation: sourceLocation)
}
