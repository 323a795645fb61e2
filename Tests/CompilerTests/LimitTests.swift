import Compiler
import Diagnostics
import Foundation
import Machine
import Reference
import Semantics
import Testing

/// Contracts too large for the machine, and as deep as the parser admits.
@Suite struct LimitTests {
  private let nowhere = Span(file: SourceID(index: 0), lower: 0, upper: 0)

  private func contract(_ body: [CheckedStatement.Kind]) -> CheckedContract {
    var contract = CheckedContract(name: "Large", span: nowhere)
    contract.states = [CheckedState(name: "x", type: .count, initial: 0, span: nowhere)]
    contract.actions = [
      CheckedAction(
        name: "a", parameters: [], callers: .anyone, frame: Frame(),
        body: body.map { CheckedStatement($0, nowhere) }, span: nowhere)
    ]
    return contract
  }

  private func constant(_ word: Int128) -> CheckedExpression {
    CheckedExpression(.constant(word), .count, nowhere)
  }

  @Test func tooManyInstructions() {
    let contract = contract(Array(repeating: .setState(0, constant(1)), count: 70_000))
    #expect(throws: CompileError.tooLong(nowhere, instructions: 70_001)) {
      try Compiler.compile(contract)
    }
  }

  @Test func tooManyWords() {
    // Half of them in each of two bodies, so that none is too long.
    let first = (0..<40_000).map { CheckedStatement.Kind.setState(0, constant($0)) }
    let second = (40_000..<80_000).map { CheckedStatement.Kind.setState(0, constant($0)) }
    var large = contract(first)
    large.actions += contract(second).actions
    #expect(throws: CompileError.tooMany(.words, count: 80_002, nowhere)) {
      try Compiler.compile(large)
    }
  }

  @Test func tooManyKeys() {
    var large = contract([])
    large.tables = [CheckedTable(name: "T", keys: [], fields: [], fixedRows: nil, span: nowhere)]
    var frame = Frame()
    frame.locals = [CheckedSlot(name: "t", type: .row(0), span: nowhere)]
    let selection = CheckedSelection(
      table: 0, binder: 0, condition: nil,
      keys: Array(repeating: .init(value: constant(1), descending: true), count: 17),
      span: nowhere)
    large.actions = [
      CheckedAction(
        name: "a", parameters: [], callers: .anyone, frame: frame,
        body: [CheckedStatement(.for(selection, limit: nil, []), nowhere)], span: nowhere)
    ]
    #expect(throws: CompileError.tooMany(.keys, count: 17, nowhere)) {
      try Compiler.compile(large)
    }
  }

  @Test func tooManyRoles() {
    var large = contract([])
    large.roles = (0..<65).map { "r\($0)" }
    #expect(throws: CompileError.tooMany(.roles, count: 65, nowhere)) {
      try Compiler.compile(large)
    }
    large.roles.removeLast()
    #expect(throws: Never.self) { try Compiler.compile(large) }
  }

  /// Functions that each name another twice, twenty deep: written out they would be a million copies,
  /// few of which differ.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      ("int", "p.x", "F(p) + F(p)"), ("bool", "p.x > 1", "F(p) and F(p)"),
      ("int", "p.x", "if p.y > 1 then F(p) else F(p) + 1"),
    ])
  func doublingFunctions(_ type: String, _ first: String, _ next: String) throws {
    let functions = (1...23).map { number in
      "fn f\(number)(p: P) -> \(type) = "
        + next.replacingOccurrences(of: "F", with: "f\(number - 1)")
    }
    let value = type == "int" ? "sum(f23(p) for p in P)" : "count(p in P where f23(p))"
    let contract = try checked(
      """
      contract C { state s : int table P { x: int y: int } fn f0(p: P) -> \(type) = \(first)
      \(functions.joined(separator: "\n")) action a() by anyone { s = \(value) } }
      """)
    #expect(try Compiler.compile(contract).program.program.code.count < 1_000)
  }

  /// On the small stack of a test's own thread.
  @Test(arguments: ["(1 + ", "abs(", "-", "if true then 1 else "])
  func deepExpressions(_ open: String) throws {
    let depth = 120
    let close = open.contains("(") ? String(repeating: ")", count: depth) : ""
    let value = String(repeating: open, count: depth) + "x" + close
    let contract = try checked(
      "contract C { state x : int fn f() -> int = \(value) action a() by anyone { x = f() } }")
    _ = try Compiler.compile(contract)
  }

  @Test func deepBlocks() throws {
    let blocks = String(repeating: "if x > 0 { ", count: 120)
    let contract = try checked(
      "contract C { state x : int action a() by anyone { \(blocks) x = 1 "
        + String(repeating: "}", count: 120) + " } }")
    _ = try Compiler.compile(contract)
  }

  /// Two invariants that ask about each other's action: the place is that of the first question.
  @Test func questionsWithinQuestions() throws {
    let pair = try Pair(
      checked(
        """
        contract C {
          state s : int
          action a() by anyone { s += 1 }
          action b() by anyone { s += 2 }
          invariant i after a() enforced: can b()
          invariant j after b() enforced: can a()
        }
        """))
    try pair.call(0, [], by: .anyone)
    try pair.call(1, [], by: .anyone)
    #expect(pair.state.states == [0])
  }
}
